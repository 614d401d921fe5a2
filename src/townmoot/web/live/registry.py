"""The pieces of live pages, and which acts change them.

A piece is one part of a page that changes by itself: a name, one template and one function that
says what stands in it. The page includes it (`{% piece watch "agenda" %}`) and the hub renders it
anew after an act: the same template, the same function, for everybody of one audience.

    @piece("agenda", "live/agenda.html", Audience.PUBLIC, Audience.FLOOR)
    def agenda(channel: Channel, meeting: Meeting, key: UUID | None) -> Told | None: ...

    on("item.start", "item.finish", pieces=("agenda", "now"), via=meeting_of_item)

The element of a piece has `id="{{ live_id }}"` in its template. A piece of a list has a key, such
as `person-<uuid>`: then a change of one line is a small event. `None` from the function: not for
that audience, or not there; a piece that only has nothing to show gives an empty element.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from townmoot.live import Audience, Channel, News, Told
from townmoot.meetings.models import Meeting

Context = Callable[[Channel, Meeting, UUID | None], dict[str, Any] | None]
Line = Callable[[Channel, Meeting, Any], dict[str, Any]]
Finder = Callable[[UUID], UUID | None]
Keys = Callable[[Told], Iterable[UUID]]
KEY = 36  # characters of a UUID


@dataclass(frozen=True)
class Piece:
    """One part of live pages, and for which audiences it is rendered.

    A piece of a list has a `line`: what stands in it where the page has the row already.
    """

    name: str
    template: str
    context: Context
    audiences: frozenset[Audience]
    line: Line | None = None


@dataclass(frozen=True)
class Route:
    """Which pieces of which meeting an act changes; with `keys`, one piece for each key."""

    pieces: tuple[str, ...]
    via: Finder
    keys: Keys | None = None


Free = Callable[[Told], Iterable[News]]

_pieces: dict[str, Piece] = {}
_routes: defaultdict[str, list[Route]] = defaultdict(list)
_free: defaultdict[str, list[Free]] = defaultdict(list)
_along: defaultdict[str, list[str]] = defaultdict(list)


def piece(
    name: str, template: str, /, *audiences: Audience, line: Line | None = None
) -> Callable[[Context], Context]:
    """Register a piece; the function below it says what stands in it."""

    def register(function: Context) -> Context:
        _pieces[name] = Piece(name, template, function, frozenset(audiences), line)
        return function

    return register


def on(*acts: str, pieces: Iterable[str], via: Finder, keys: Keys | None = None) -> None:
    """Say which pieces change with these acts; `via` finds the meeting of an act's subject."""
    route = Route(tuple(pieces), via, keys)
    for act in acts:
        if route not in _routes[act]:
            _routes[act].append(route)


def on_any(*acts: str) -> Callable[[Free], Free]:
    """Register a function that says itself what these acts change, in whichever meetings."""

    def register(function: Free) -> Free:
        for act in acts:
            _free[act].append(function)
        return function

    return register


def along_with(name: str, *others: str) -> None:
    """Say that a piece changes whenever any of the others does: it shows the same."""
    for other in others:
        if name not in _along[other]:
            _along[other].append(name)


def find(name: str) -> tuple[Piece | None, UUID | None]:
    """The piece of that name, and its key where the name carries one."""
    known = _pieces.get(name)
    if known is not None or len(name) <= KEY + 1:
        return known, None
    try:
        return _pieces.get(name[: -KEY - 1]), UUID(name[-KEY:])
    except ValueError:
        return None, None


def all_pieces() -> tuple[Piece, ...]:
    """Every piece, in the order of registration."""
    return tuple(_pieces.values())


def routed() -> frozenset[str]:
    """The acts that change some piece."""
    return frozenset(_routes) | frozenset(_free)


def news(told: Told) -> Iterator[News]:
    """What an entry of the record changes on the pages of meetings: each piece once."""
    found = dict.fromkeys(_of_routes(told))
    for function in _free.get(told.act, ()):
        found |= dict.fromkeys(function(told))
    for each in list(found):
        found |= {News(each.meeting, name): None for name in _along.get(each.piece, ())}
    return iter(found)


def _of_routes(told: Told) -> Iterator[News]:
    for route in _routes.get(told.act, ()):
        meeting = route.via(told.subject) if told.subject is not None else None
        if meeting is not None:
            yield from _changed(route, told, meeting)


def _changed(route: Route, told: Told, meeting: UUID) -> Iterator[News]:
    if route.keys is None:
        yield from (News(meeting, name) for name in route.pieces)
        return
    for key in route.keys(told):
        yield from (News(meeting, f"{name}-{key}") for name in route.pieces)
