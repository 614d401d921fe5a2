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
from townmoot.meetings.enums import ItemState, MeetingState, PostingKind, VenueKind
from townmoot.record import Refused, today_of
from townmoot.rules.terms import Listed
from townmoot.web.ground import pieces, shapes
from townmoot.web.ground.words import titled
from townmoot.web.programme import business, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from townmoot.meetings.models import AgendaItem, File, Meeting, Posting
    from townmoot.rules import Profile

SITTING = (MeetingState.IN_SESSION, MeetingState.PAUSED)
SHAPES = {
    MeetingState.PLANNED: "draft",
    MeetingState.CALLED: "next",
    MeetingState.IN_SESSION: "now",
    MeetingState.PAUSED: "in_hand",
    MeetingState.CLOSED: "closed",
    MeetingState.CANCELLED: "withdrawn",
}
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
    """A meeting with its agenda, halls and files."""

    line: Line
    items: list[pieces.Item]
    halls: list[pieces.Hall]
    files: list[Laid]
    tally: queries.Tally
    adopted: Any = None
    adoption: Any = None
    notice: Any = None
    quorum: queries.QuorumCheck | None = None
    now: AgendaItem | None = None
    closed_items: int = 0
    postings: list[Posted] = field(default_factory=list)
    by_name: bool = False

    @property
    def watching(self) -> int:
        """How many look on in branch venues, counted and not listed."""
        return sum(hall.venue.watching or 0 for hall in self.tally.venues)


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


def _calls_by_name(meeting: Meeting, profile: Profile | None) -> bool:
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
    seen = queries.items_for(None, body).filter(meeting=meeting).select_related("decision")
    council = profile is not None and profile.has_module("council")
    rows = list(queries.with_business(seen) if council else queries.with_programme(seen))
    files = queries.files_for(None, body).filter(meeting=meeting)
    step = meeting.agenda_steps.order_by("-number").first()
    adoption = step if step is not None and step.act == "agenda.adopt" else None
    count = queries.tally(meeting)
    by_name = _calls_by_name(meeting, profile)
    begun = line.state not in (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.CANCELLED)
    return Whole(
        line=line,
        items=[_item(row, profile) for row in rows],
        halls=[_hall(hall, line.state) for hall in count.venues],
        files=[Laid(file) for file in files],
        tally=count,
        adopted=adoption.created_at if adoption else None,
        adoption=adoption if adoption is not None and adoption.votes_for is not None else None,
        notice=queries.latest_notice_of(meeting),
        quorum=queries.quorum(meeting) if begun and profile and not by_name else None,
        by_name=by_name,
        now=next((row for row in rows if queries.item_state(row) == ItemState.RUNNING), None),
        closed_items=queries.items_of(meeting).count() - len(rows),
        postings=[_posting(row) for row in queries.postings_of(meeting)] if council else [],
    )


def _posting(row: Posting) -> Posted:
    day = timezone.localtime(row.at).date()
    word = str(PostingKind(row.kind).label)
    return Posted(word, row.at, row.place, row.latest, day <= row.latest)


def _item(row: AgendaItem, profile: Profile | None) -> pieces.Item:
    return pieces.Item(
        number=row.number or str(row.order),
        title=row.name,
        state=ITEMS[queries.item_state(row)],
        result=queries.outcome_of(row),
        kind=item_kind(row, profile),
        url=reverse("public:item", args=[row.meeting_id, row.pk]),
        more=_more(row, profile),
    )


def _more(row: AgendaItem, profile: Profile | None) -> str:
    if profile is not None and row.kind in business.kinds(profile):
        return business.line(row, profile)
    return told.line(row)


def stage(row: AgendaItem) -> str:
    """The code of where an item stands: done, now or next."""
    return str(ITEMS[queries.item_state(row)])


def _hall(hall: queries.VenueTally, state: MeetingState) -> pieces.Hall:
    link = {MeetingState.CLOSED: "done", MeetingState.CANCELLED: "withdrawn"}.get(state, "next")
    if state in SITTING:
        up = "linked" if hall.link_up else "down"
        link = "unlinked" if hall.venue.kind == VenueKind.MAIN else up
    return pieces.Hall(
        name=titled(hall.venue),
        present=hall.here,
        expected=hall.awaited,
        link=link,
    )


def files_of(files: Iterable[File]) -> dict[UUID | None, list[Laid]]:
    """Files by the item they belong to."""
    found: defaultdict[UUID | None, list[Laid]] = defaultdict(list)
    for file in files:
        found[file.item_id].append(Laid(file))
    return found
