"""Who is expected, who came, who stayed away; and which of it somebody may see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from townmoot.meetings.enums import Capacity, LeaveState, MeetingState
from townmoot.meetings.models import (
    CheckIn,
    LeaveRequest,
    Meeting,
    Notice,
    NoticeReceipt,
    Participant,
    Venue,
)
from townmoot.meetings.queries.meetings import in_states, insider, statutory_kinds, with_state
from townmoot.meetings.queries.rules import profile_of, zone_of
from townmoot.people.models import Membership, Person
from townmoot.people.queries import held

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.record import Actor

STANDING = (LeaveState.REQUESTED, LeaveState.APPROVED)
LAST_PLACE = 1_000_000  # behind every place that protocol gives


def present_check_ins() -> QuerySet[CheckIn]:
    """The check-ins that hold: not struck."""
    return CheckIn._default_manager.filter(struck_at=None)


def _has_receipt() -> Exists:
    """Whether a participant has confirmed the notice that holds."""
    notices = Notice._default_manager.filter(meeting=OuterRef(OuterRef("meeting")))
    last = notices.order_by("-number").values("pk")[:1]
    return Exists(
        NoticeReceipt._default_manager.filter(notice=Subquery(last), person=OuterRef("person"))
    )


def _capacity_place() -> Case:
    """出席、列席、应邀、旁听: the order in which lists name them."""
    places = [When(capacity=code, then=place) for place, code in enumerate(Capacity.values)]
    return Case(*places, default=LAST_PLACE, output_field=IntegerField())


def _protocol_place() -> Case:
    """Where protocol puts officials: the first post held on the meeting's day.

    Members with a number, which are deputies, stand by name.
    """
    day = OuterRef("meeting__start__date")
    posts = Membership._default_manager.filter(
        Q(start=None) | Q(start__lte=day),
        Q(end=None) | Q(end__gte=day),
        person=OuterRef("person"),
        post__isnull=False,
    ).order_by("post__protocol_order", "organization__protocol_order")
    first = Coalesce(Subquery(posts.values("post__protocol_order")[:1]), LAST_PLACE)
    deputy = Q(capacity=Capacity.MEMBER) & ~Q(number="")
    return Case(When(deputy, then=Value(0)), default=first)


def _with_presence(rows: QuerySet[Participant]) -> QuerySet[Participant]:
    leaves = LeaveRequest._default_manager.filter(
        participant=OuterRef("pk"), state__in=STANDING
    ).order_by("-created_at")
    held = present_check_ins().select_related("venue")
    return (
        rows.filter(removed_at=None)
        .select_related("person", "venue", "moved_from", "group")
        .annotate(leave_state=Subquery(leaves.values("state")[:1]), notice_seen=_has_receipt())
        .prefetch_related(Prefetch("check_ins", queryset=held, to_attr="presence"))
        .order_by(_capacity_place(), _protocol_place(), "person__stroke_key", "person__name", "pk")
    )


def attendance_of(meeting: Meeting) -> QuerySet[Participant]:
    """All who are expected: members by name, then all others in protocol order.

    Each has `presence` (a list of no or one check-in), `leave_state` and `notice_seen`. Two
    queries, however many there are; for pages use `attendance_for`.
    """
    return _with_presence(Participant._default_manager.filter(meeting=meeting))


def not_confirmed(meeting: Meeting) -> QuerySet[Participant]:
    """The members who have not confirmed the notice that holds."""
    rows = attendance_of(meeting).filter(capacity=Capacity.MEMBER)
    return rows.filter(Q(notice_seen=False))


def attendance_for(actor: Actor | None, body: UUID) -> QuerySet[Participant]:
    """The lines somebody may see: insiders all, everybody the own one, the public none.

    Who presides and a steward see the whole list of their meetings: anybody may come to any hall.
    """
    rows = Participant._default_manager.filter(body=body)
    if insider(actor):
        return _with_presence(rows)
    if actor is None or actor.person is None:
        return rows.none()
    steward = Venue._default_manager.filter(steward=actor.person).values("meeting")
    seen = Q(person=actor.person) | Q(meeting__in=steward) | Q(meeting__presiding=actor.person)
    return _with_presence(rows.filter(seen))


def leaves_for(actor: Actor | None, body: UUID) -> QuerySet[LeaveRequest]:
    """Requests for leave with their reasons: insiders, who presides, and the own ones."""
    rows = LeaveRequest._default_manager.filter(body=body).order_by("-created_at")
    rows = rows.select_related("participant__person", "participant__meeting", "decided_by")
    if insider(actor):
        return rows
    if actor is None or actor.person is None:
        return rows.none()
    own = Q(participant__person=actor.person)
    return rows.filter(own | Q(participant__meeting__presiding=actor.person))


def _away(rows: QuerySet[Participant]) -> QuerySet[Participant]:
    came = present_check_ins().filter(participant=OuterRef("pk"))
    excused = LeaveRequest._default_manager.filter(
        participant=OuterRef("pk"), state=LeaveState.APPROVED
    )
    members = rows.filter(capacity=Capacity.MEMBER, removed_at=None)
    return members.filter(~Exists(came), ~Exists(excused))


def absences(meeting: Meeting) -> QuerySet[Participant]:
    """The members who did not come and had no leave."""
    rows = _away(Participant._default_manager.filter(meeting=meeting))
    return rows.select_related("person").order_by("person__stroke_key", "person__name", "pk")


@dataclass(frozen=True)
class AbsenceFlag:
    """Somebody has stayed away without leave as often as the profile allows, or more often."""

    person: Person
    meetings: tuple[Meeting, ...]
    limit: int
    source: str


def absence_flags(body: UUID, day: date) -> list[AbsenceFlag]:
    """Members who by that day had missed too many statutory sessions without leave.

    Counted within the present mandate; for the assembly to look into, never a decision. Raises
    Refused where the body has no profile.
    """
    profile = profile_of(body, day)
    rule = profile.sessions.absence_limit
    if rule is None:
        return []
    zone = zone_of(body)
    kinds = statutory_kinds(profile)
    rows = Meeting._default_manager.filter(body=body, kind__in=kinds)
    closed = in_states(with_state(rows), MeetingState.CLOSED)
    held = {m.pk: m for m in closed if m.start.astimezone(zone).date() <= day}
    missed: defaultdict[UUID, list[Meeting]] = defaultdict(list)
    absent = _away(Participant._default_manager.filter(meeting__in=held))
    since = _since(held.values(), day)
    for person, key in absent.values_list("person", "meeting"):
        meeting = held[key]
        begun = since.get((person, meeting.organization_id))
        if begun is not None and begun <= meeting.start.astimezone(zone).date():
            missed[person].append(meeting)
    people = Person._default_manager.in_bulk([p for p, m in missed.items() if len(m) >= rule.value])
    return [
        AbsenceFlag(person, tuple(sorted(missed[key], key=_start)), rule.value, rule.source)
        for key, person in sorted(people.items(), key=lambda pair: pair[1].stroke_key)
    ]


def _start(meeting: Meeting) -> tuple[str, str]:
    return meeting.start.isoformat(), str(meeting.pk)


def _since(meetings: Iterable[Meeting], day: date) -> dict[tuple[UUID, UUID], date]:
    """Since when each present member belongs to each of the meetings' organizations."""
    organizations = {meeting.organization_id for meeting in meetings}
    rows = Membership._default_manager.filter(held(day), organization__in=organizations)
    found = rows.order_by("-start").values_list("person", "organization", "start")
    return {(who, organization): start or date.min for who, organization, start in found}
