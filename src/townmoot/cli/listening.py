"""Listening to the halls while the town is served: a silent one is noted as a lost line."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

EVERY = 5.0  # seconds between two looks


def listen(stop: threading.Event, every: float = EVERY) -> None:
    """Look at the heartbeats of the halls until told to stop."""
    from django.db import DatabaseError, close_old_connections

    from townmoot.meetings import beats
    from townmoot.record import clock

    since: datetime = clock.real_now()
    while not stop.wait(every):
        try:
            beats.judge(since)
        except DatabaseError:
            logging.getLogger(__name__).warning("the halls could not be looked at", exc_info=True)
        finally:
            close_old_connections()


def start() -> threading.Event:
    """Listen on a thread of its own; whoever is given the event ends it by setting that."""
    stop = threading.Event()
    threading.Thread(target=listen, args=[stop], name="halls", daemon=True).start()
    return stop
