"""One step of the hub, on its own thread: what the record says since, and how it looks now."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import Error, close_old_connections
from django.utils import translation

from townmoot.live import frames, marks, ports
from townmoot.live.channels import Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from townmoot.live.channels import Channel
    from townmoot.live.marks import Mark
    from townmoot.live.shelf import Rendered

LIMIT = 1000  # entries read in one step: who is further behind fetches the page anew
_log = logging.getLogger(__name__)
_COLUMNS = ("body", "position", "act", "subject", "at")


@dataclass
class Step:
    """What was read: entries after `since`, up to `mark`, and what follows from them."""

    mark: Mark
    since: int
    wanted: dict[Channel, int]  # each channel's pieces are all that changed after this position
    pieces: dict[Channel, dict[str, Rendered]] = field(default_factory=dict)
    rights: dict[UUID, int] = field(default_factory=dict)  # whose changed, and where last
    everybody: int = 0  # where everybody's changed last


def take(body: UUID, wanted: Mapping[Channel, int | None], rights_after: int | None) -> Step:
    """Read on, and render each piece once for each channel that wants it.

    `wanted` gives for each channel the position after which it must know of changes (None: from
    now on), `rights_after` likewise for changes of rights. Raises the database's errors.
    """
    close_old_connections()
    mark = marks.here(body)
    floor = max(mark.position - LIMIT, 0)
    lows = {
        channel: mark.position if low is None else max(low, floor)
        for channel, low in wanted.items()
    }
    since = min([*lows.values(), mark.position if rights_after is None else rights_after])
    step = Step(mark, max(since, floor), lows)
    changed: dict[UUID, dict[str, int]] = {}
    for told in entries(body, step.since, mark.position):
        _read(told, step, changed)
    for channel, low in lows.items():
        names = {n: p for n, p in changed.get(channel.meeting, {}).items() if p > low}
        if names:
            with translation.override(channel.language):
                step.pieces[channel] = dict(_rendered(channel, names))
    return step


def entries(body: UUID, after: int, upto: int) -> Iterator[Told]:
    """The entries after a place of a body's record, up to another, in order."""
    if after >= upto:
        return
    rows = apps.get_model("record", "Entry")._default_manager
    found = rows.filter(body=body, position__gt=after, position__lte=upto)
    for row in found.order_by("position").values_list(*_COLUMNS):
        yield Told(*row)


def _read(told: Told, step: Step, changed: dict[UUID, dict[str, int]]) -> None:
    try:
        rights = ports.rights_changed(told)
        for news in ports.news_of(told):
            changed.setdefault(news.meeting, {})[news.piece] = told.position
    except Error:
        raise
    except Exception:  # noqa: BLE001 -- whom it concerns is unknown, so everybody asks anew
        _log.exception("live: entry %s of %s cannot be routed", told.position, told.body)
        rights = ports.ALL
    if rights is ports.ALL:
        step.everybody = told.position
    elif rights is not None:
        step.rights.update(dict.fromkeys(rights, told.position))


def _rendered(channel: Channel, names: Mapping[str, int]) -> Iterator[tuple[str, Rendered]]:
    for name, position in names.items():
        try:
            html = ports.rendered(channel, name)
        except Error:
            raise
        except Exception:  # noqa: BLE001 -- the others are told all the same
            _log.exception("live: piece %s cannot be rendered for %s", name, channel)
            continue
        if html is not None:
            yield name, (position, frames.piece(name, html))
