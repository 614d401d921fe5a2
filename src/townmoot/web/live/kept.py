"""The pieces of live pages, kept by each process for all who open the same page.

Two thousand deputies who come within minutes see the same pieces: each is rendered once, and again
after an entry that changes it, by the routes that tell the hub. What hangs on the clock alone is
never older than SECONDS.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.live import Audience, Channel, Mark, ports, reading
from townmoot.web.live import rendering

if TYPE_CHECKING:
    from townmoot.web.live.watching import Watch

SECONDS = 5.0  # how long a piece may stand; 0 keeps none
FAR = 500  # entries; whoever is further behind begins anew, as with so many pieces
SHARED = (Audience.PUBLIC, Audience.FLOOR)  # what others are shown bears marks of their own
Place = tuple[UUID, str]  # a meeting and a piece of it


class Secret:
    """What a form of the page sends along; tells whether the piece has such a form."""

    def __init__(self, secret: Any) -> None:
        self._secret = secret
        self.used = False

    def __str__(self) -> str:
        self.used = True
        return str(self._secret or "")


@dataclass
class Town:
    """What is kept of one body's meetings, up to a place in its record."""

    epoch: int
    position: int
    since: int  # of changes up to there nothing is known
    changed: dict[Place, int] = field(default_factory=dict)  # where each last changed
    made: dict[Place, dict[Channel, tuple[float, str | None]]] = field(default_factory=dict)

    def follows(self, mark: Mark) -> bool:
        """Whether it can go on to that place."""
        near = mark.position - self.position <= FAR
        return self.epoch == mark.epoch and near and len(self.changed) + len(self.made) <= FAR

    def follow(self, body: UUID, mark: Mark) -> None:
        """Forget what the entries up to that place changed."""
        for told in reading.entries(body, self.position, mark.position):
            for news in ports.news_of(told):
                place = (news.meeting, news.piece)
                self.changed[place] = told.position
                self.made.pop(place, None)
        self.position = max(self.position, mark.position)


_towns: dict[UUID, Town] = {}
_turn = threading.Lock()


def html(watch: Watch, name: str, csrf: Any = None) -> str | None:
    """The element of a piece for whoever watches, as `rendering.html` makes it."""
    channel, secret = watch.channel, Secret(csrf)
    town = _town(watch) if SECONDS and watch.live and channel.audience in SHARED else None
    if town is None:
        return rendering.html(channel, watch.meeting, name, csrf=csrf)
    place, began = (channel.meeting, name), time.monotonic()
    until, made = town.made.get(place, {}).get(channel, (0.0, None))
    if began < until:
        return made
    made = rendering.html(channel, watch.meeting, name, csrf=secret)
    if not secret.used:
        with _turn:
            if town.changed.get(place, town.since) <= watch.after.position:
                town.made.setdefault(place, {})[channel] = (began + SECONDS, made)
    return made


def _town(watch: Watch) -> Town | None:
    """What is kept of the town, brought up to where the page stands.

    None where an entry cannot be routed: the hub says so in the log, the page is made anew.
    """
    body, mark = watch.channel.body, watch.after
    with _turn:
        town = _towns.get(body)
        if town is None or not town.follows(mark):
            town = Town(*mark, since=mark.position)
        _towns.pop(body, None)
        try:
            town.follow(body, mark)
        except Exception:  # noqa: BLE001 -- see above
            return None
        _towns[body] = town
        return town
