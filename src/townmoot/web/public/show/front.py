"""What stands on the front page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from townmoot.meetings.enums import MeetingState
from townmoot.meetings.queries import in_states, meetings_for
from townmoot.record import now
from townmoot.suggestions.queries.public import published
from townmoot.web.public.show.meetings import Line, Whole, lines, whole
from townmoot.web.public.show.promises import Promise
from townmoot.web.public.show.suggestions import Shown, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

LATELY = 6
LATELY_MEETINGS = 2
DUE = 6
LONGEST = timedelta(days=7)


@dataclass(frozen=True)
class Opening:
    """The meeting that is going on, or the one that comes next, or the last that was held."""

    now: Whole | None
    next: Line | None
    last: Line | None = None


@dataclass(frozen=True)
class Piece:
    """Something that was decided, or is due: one line of a list."""

    title: str
    url: str
    day: date
    line: str
    status: SafeString | str


def opening(body: UUID) -> Opening:
    """What is going on right now, else what comes next and what was last."""
    moment = now()
    rows = meetings_for(None, body)
    around = lines(rows.filter(start__gte=moment - LONGEST).order_by("start", "pk")[:20], body)
    sitting = next((line for line in around if line.sitting), None)
    coming = (line for line in around if line.state is MeetingState.CALLED)
    following = next((line for line in coming if line.meeting.last >= moment), None)
    if sitting is not None:
        return Opening(whole(sitting.meeting, body), following)
    held = in_states(meetings_for(None, body), MeetingState.CLOSED)
    return Opening(None, following, next(iter(lines(held[:1], body)), None))


def lately(body: UUID, day: date, made: list[Promise]) -> list[Piece]:
    """Meetings closed, replies published, promises verified: the newest first."""
    found = [*_meetings(body), *_replies(body, day), *_verified(made)]
    return sorted(found, key=lambda piece: piece.day, reverse=True)[:LATELY]


def _meetings(body: UUID) -> Iterator[Piece]:
    rows = in_states(meetings_for(None, body), MeetingState.CLOSED)[:LATELY_MEETINGS]
    for line in lines(rows, body):
        day = timezone.localtime(line.meeting.start).date()
        yield Piece(line.meeting.name, line.url, day, line.kind, line.status)


def _replies(body: UUID, day: date) -> Iterator[Piece]:
    rows = published(body).filter(replied_on__isnull=False).order_by("-replied_on", "-pk")
    for one in shown(rows[:LATELY], body, day):
        given = {"serial": one.view.serial, "unit": one.leads}
        said = _("%(serial)s, answered by %(unit)s") % given
        replied = one.view.line.item.replied_on or day
        yield Piece(one.view.title, one.url, replied, said, one.status)


def _verified(made: list[Promise]) -> Iterator[Piece]:
    for one in made:
        if one.settled:
            said = _("Promise of %(unit)s") % {"unit": one.unit}
            done = one.row.clock.done_on or one.row.deadline
            yield Piece(one.row.text, one.url, done, said, one.status)


def due(body: UUID, day: date, made: list[Promise]) -> list[Piece]:
    """Replies and promises that are owed, the most urgent first."""
    rows = published(body).filter(next_due__isnull=False, replied_on=None)
    owed = [_owed(one) for one in shown(rows.order_by("next_due", "pk")[:DUE], body, day)]
    promised = [_promised(one) for one in made if not one.settled]
    return sorted([*owed, *promised], key=lambda piece: piece.day)[:DUE]


def _owed(one: Shown) -> Piece:
    said = _("Reply to %(serial)s: %(unit)s") % {"serial": one.view.serial, "unit": one.leads}
    return Piece(one.view.title, one.url, one.due or one.view.published_on, said, one.in_time)


def _promised(one: Promise) -> Piece:
    said = _("Promise of %(unit)s") % {"unit": one.unit}
    return Piece(one.row.text, one.url, one.row.deadline, said, one.in_time)
