"""Meetings as the public sees them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from townmoot.meetings import queries
from townmoot.meetings.enums import ItemState, MeetingState, PostingKind
from townmoot.record import Refused, today_of
from townmoot.rules.terms import Listed
from townmoot.web.ground import shapes
from townmoot.web.live.sight import SHAPES
from townmoot.web.programme.speaking import times_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from townmoot.meetings.models import AgendaItem, File, Meeting, Posting
    from townmoot.rules import Profile
    from townmoot.web.ground import pieces

SITTING = (MeetingState.IN_SESSION, MeetingState.PAUSED)
ITEMS: dict[str, Any] = {
    ItemState.PLANNED: "next",
    ItemState.RUNNING: "now",
    ItemState.DONE: "done",
    ItemState.REMOVED: "next",
}


@dataclass(frozen=True)
class Line:
    """A meeting on a list."""

    meeting: Meeting
    state: MeetingState
    kind: str
    days: int | None = None

    @property
    def sitting(self) -> bool:
        """Whether it is going on now."""
        return self.state in SITTING

    @property
    def status(self) -> SafeString:
        """Its state as shape and word."""
        return shapes.show(SHAPES[self.state], capfirst(str(self.state.label)))

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("public:meeting", args=[self.meeting.pk])


@dataclass(frozen=True)
class Laid:
    """A file, and where to get it."""

    file: File

    @property
    def url(self) -> str:
        """The file."""
        return reverse("public:file", args=[self.file.pk])


@dataclass(frozen=True)
class Posted:
    """Proof of the summons or the public notice."""

    word: str
    at: datetime
    place: str
    latest: date
    in_time: bool


@dataclass(frozen=True)
class Whole:
    """A meeting with its files, its notice, and what is before it now."""

    line: Line
    files: list[Laid]
    tally: queries.Tally
    adopted: Any = None
    adoption: Any = None
    notice: Any = None
    now: AgendaItem | None = None
    postings: list[Posted] = field(default_factory=list)


def profile_of(body: UUID, day: date) -> Profile | None:
    """The town's procedure, where it has chosen one."""
    try:
        return queries.profile_of(body, day)
    except Refused:
        return None


def kind_of(meeting: Meeting, profile: Profile | None) -> str:
    """What kind of meeting it is, in words."""
    try:
        return str(profile.meeting_kind(meeting.kind).label) if profile else ""
    except KeyError:
        return ""


def calls_by_name(meeting: Meeting, profile: Profile | None) -> bool:
    """Whether the notice calls those on its list, and not the members of who meets."""
    known = profile is not None and meeting.kind in profile.meeting_kinds
    return bool(profile and known and profile.meeting_kind(meeting.kind).listed is Listed.NAMED)


def item_kind(item: AgendaItem, profile: Profile | None) -> str:
    """What is done under an item, in words."""
    try:
        return str(profile.agenda_kinds.find(item.kind).label) if profile else ""
    except KeyError:
        return ""


def lines(rows: Iterable[Meeting], body: UUID) -> list[Line]:
    """The meetings as lines of a list."""
    today = today_of(body)
    profile = profile_of(body, today)
    return [_line(row, profile, today) for row in rows]


def _line(row: Meeting, profile: Profile | None, today: date) -> Line:
    state = queries.state_of(row)
    days = (timezone.localtime(row.start).date() - today).days
    return Line(row, state, kind_of(row, profile), days if state == MeetingState.CALLED else None)


def whole(meeting: Meeting, body: UUID) -> Whole:
    """A meeting for its own page; the same queries for any number of items and people."""
    profile = profile_of(body, today_of(body))
    line = _line(meeting, profile, today_of(body))
    council = profile is not None and profile.has_module("council")
    rows = queries.items_for(None, body).filter(meeting=meeting)
    files = queries.files_for(None, body).filter(meeting=meeting)
    step = meeting.agenda_steps.order_by("-number").first()
    adoption = step if step is not None and step.act == "agenda.adopt" else None
    return Whole(
        line=line,
        files=[Laid(file) for file in files],
        tally=queries.tally(meeting),
        adopted=adoption.created_at if adoption else None,
        adoption=adoption if adoption is not None and adoption.votes_for is not None else None,
        notice=queries.latest_notice_of(meeting),
        now=next((row for row in rows if queries.item_state(row) == ItemState.RUNNING), None),
        postings=[_posting(row) for row in queries.postings_of(meeting)] if council else [],
    )


def times(meeting: Meeting, body: UUID) -> pieces.Table | None:
    """How long each group has spoken in public; None where nobody has."""
    said = queries.speeches_for(None, body).filter(meeting=meeting)
    _by_person, by_group = queries.speaking_totals(meeting.pk, said)
    return times_table(by_group)


def _posting(row: Posting) -> Posted:
    day = timezone.localtime(row.at).date()
    word = str(PostingKind(row.kind).label)
    return Posted(word, row.at, row.place, row.latest, day <= row.latest)


def stage(row: AgendaItem) -> str:
    """The code of where an item stands: done, now or next."""
    return str(ITEMS[queries.item_state(row)])


def files_of(files: Iterable[File]) -> dict[UUID | None, list[Laid]]:
    """Files by the item they belong to."""
    found: defaultdict[UUID | None, list[Laid]] = defaultdict(list)
    for file in files:
        found[file.item_id].append(Laid(file))
    return found
