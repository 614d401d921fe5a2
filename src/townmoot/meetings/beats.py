"""Heartbeats of the halls: machinery on the machine’s clock, and what follows from silence.

A hall’s screen and its desk say every few seconds that they are there. Where the pages of a hall
were heard and then are silent while the meeting sits, the system notes the line as lost; heard
again, as restored. What a steward said by hand only the steward takes back.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from townmoot.meetings.models import VenueBeat
from townmoot.meetings.queries import link_up, listened_to, lost_by_system
from townmoot.record import ActError, clock
from townmoot.record.engine import perform
from townmoot.record.ports import OPERATOR

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.meetings.models import Venue

EVERY = timedelta(seconds=10)  # how often a hall’s pages say that they are there
LOST_AFTER = timedelta(seconds=45)  # how long a silence may last


def heard(venue: UUID) -> None:
    """Note that a hall’s page is there. No act: it says nothing about the meeting."""
    now = clock.real_now()
    if not VenueBeat._default_manager.filter(venue=venue).update(heard_at=now):
        VenueBeat._default_manager.update_or_create(venue_id=venue, defaults={"heard_at": now})


def judge(since: datetime) -> int:
    """Note which lines are lost or restored; how many were noted.

    `since` is when this server began to listen: its own absence is no silence of a hall’s. Every
    server may judge; who comes second is refused, and nothing is noted twice.
    """
    now, noted = clock.real_now(), 0
    for venue, last in listened_to():
        silent = now - max(last, since) >= LOST_AFTER
        fresh = now - last < LOST_AFTER
        up = link_up(venue)
        if silent and up:
            noted += _note("venue.link_lost", venue)
        elif fresh and not up and lost_by_system(venue.pk):
            noted += _note("venue.link_restored", venue)
    return noted


def _note(act: str, venue: Venue) -> int:
    with suppress(ActError):
        perform(act, body=venue.body, account=OPERATOR, inputs={"venue": venue.pk})
        return 1
    return 0
