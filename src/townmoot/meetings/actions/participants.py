"""The list of those expected: members with the notice, others by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings import permissions, queries
from townmoot.meetings.actions.inputs import Reason
from townmoot.meetings.enums import Capacity, VenueKind
from townmoot.meetings.models import Meeting, Participant, Venue, VenueGroup
from townmoot.meetings.policies import attendance as policies
from townmoot.people.models import Person
from townmoot.record import Ctx, act


class _Seating:
    """Which hall expects whom: the group's, the main hall for the platform and the rest."""

    def __init__(self, meeting: Meeting) -> None:
        halls = list(Venue._default_manager.filter(meeting=meeting))
        first = halls[0].pk if halls else None
        self.main = next((hall.pk for hall in halls if hall.kind == VenueKind.MAIN), first)
        rows = VenueGroup._default_manager.filter(venue__meeting=meeting)
        self.by_group = {row.group_id: row.venue_id for row in rows}

    def venue(self, group: UUID | None, *, platform: bool) -> UUID | None:
        if platform or group not in self.by_group:
            return self.main
        return self.by_group[group]


def reseat(ctx: Ctx, hall: Venue, left: set[UUID], came: set[UUID]) -> int:
    """Seat the members of groups that left this hall or came to it; how many were moved.

    Who was given a place apart from the group keeps it, as does the platform.
    """
    seating, moved = _Seating(hall.meeting), 0
    rows = Participant._default_manager.filter(meeting=hall.meeting, removed_at=None)
    for row in rows.filter(platform=False, group__in=left | came):
        usual = {hall.pk} if row.group_id in left else {seating.main, None}
        seat = seating.venue(row.group_id, platform=False)
        if row.venue_id in usual and seat != row.venue_id:
            before = row.moved_from_id or row.venue_id
            ctx.save(row, venue_id=seat, moved_from_id=None if before == seat else before)
            moved += 1
    return moved


def list_members(ctx: Ctx, meeting: Meeting) -> int:
    """Freeze the list of members as of the meeting's day; the number of members on it.

    Who is listed keeps group, number and seat; who has left office is taken off. A meeting whose
    kind calls by name lists nobody else.
    """
    if queries.called_by_name(meeting):
        return _seat_named(ctx, meeting)
    day = queries.local_day(ctx.body, meeting.start)
    members = queries.expected_members(meeting.organization, day)
    groups = queries.groups_of(ctx.body, members, day)
    rows = Participant._default_manager.filter(meeting=meeting)
    known = {row.person_id: row for row in rows}
    seating = _Seating(meeting)
    new = [
        {
            "meeting": meeting,
            "person_id": person,
            "capacity": Capacity.MEMBER,
            "group_id": groups.get(person),
            "number": number,
            "venue_id": seating.venue(groups.get(person), platform=False),
        }
        for person, number in members.items()
        if person not in known
    ]
    ctx.create_many(Participant, new)
    for person, row in known.items():
        _bring_up_to_date(ctx, row, seating, members.get(person), groups.get(person))
    return len(members)


def _seat_named(ctx: Ctx, meeting: Meeting) -> int:
    """Give a seat to who was put on the list before there was a hall; how many are called."""
    seating = _Seating(meeting)
    rows = Participant._default_manager.filter(meeting=meeting, removed_at=None)
    for row in rows.filter(venue=None):
        ctx.save(row, venue_id=seating.venue(row.group_id, platform=row.platform))
    return rows.filter(capacity=Capacity.MEMBER).count()


def _bring_up_to_date(
    ctx: Ctx, row: Participant, seating: _Seating, number: str | None, group: UUID | None
) -> None:
    if number is not None:
        venue = row.venue_id or seating.venue(group, platform=row.platform)
        ctx.save(
            row,
            capacity=Capacity.MEMBER,
            group_id=group,
            number=number,
            venue_id=venue,
            removed_at=None,
        )
    elif row.capacity == Capacity.MEMBER and row.removed_at is None:
        ctx.save(row, removed_at=ctx.now)
    elif row.venue_id is None:
        ctx.save(row, venue_id=seating.venue(row.group_id, platform=row.platform))


@act(
    "participant.add",
    permission=permissions.CLERK,
    policy=policies.check_add,
    subject="participant",
)
def add(
    ctx: Ctx,
    *,
    meeting: UUID,
    person: UUID,
    capacity: Capacity,
    platform: bool = False,
    group: UUID | None = None,
    venue: UUID | None = None,
) -> dict[str, Any]:
    """Put somebody on the list: in attendance, by invitation or as an observer.

    A member who came into office after the notice is added the same way.
    """
    row = ctx.get(Meeting, meeting)
    fields = {
        **_place(ctx, row, person, capacity, group),
        "capacity": capacity,
        "platform": platform,
        "removed_at": None,
        "removed_reason": "",
    }
    seating = _Seating(row)
    fields["venue_id"] = venue or seating.venue(fields["group_id"], platform=platform)
    known = Participant._default_manager.filter(meeting=row, person=person).first()
    if known is None:
        made = ctx.create(Participant, meeting=row, person=ctx.get(Person, person), **fields)
    else:
        made = ctx.save(known, **fields)
    return {"participant": made.id}


def _place(
    ctx: Ctx, meeting: Meeting, person: UUID, capacity: Capacity, group: UUID | None
) -> dict[str, Any]:
    """Group and number: a member's as of the meeting's day, anybody else's as named."""
    if capacity != Capacity.MEMBER:
        return {"group_id": group, "number": ""}
    day = queries.local_day(ctx.body, meeting.start)
    number = queries.expected_members(meeting.organization, day).get(person, "")
    groups = queries.groups_of(ctx.body, [person], day)
    return {"group_id": group or groups.get(person), "number": number}


@act(
    "participant.add_usual",
    permission=permissions.CLERK,
    policy=policies.check_add_usual,
    subject="meeting",
)
def add_usual(ctx: Ctx, *, meeting: UUID) -> dict[str, Any]:
    """Put those on the list whom a meeting of this kind usually expects; each can be taken off."""
    row = ctx.get(Meeting, meeting)
    seat = _Seating(row).venue(None, platform=False)
    new = [
        {"meeting": row, "person_id": person, "capacity": capacity, "venue_id": seat}
        for person, capacity in policies.not_listed(row).items()
    ]
    return {"meeting": row.id, "added": len(ctx.create_many(Participant, new))}


@act(
    "participant.seat",
    permission=permissions.CLERK,
    policy=policies.check_seat,
    subject="participant",
)
def seat(
    ctx: Ctx, *, meeting: UUID, person: UUID, venue: UUID | None = None, platform: bool = False
) -> dict[str, Any]:
    """Say in which venue somebody is expected, and whether on the platform (主席台就座)."""
    row = policies.participant_of(ctx, meeting, person)
    ctx.save(row, venue=ctx.get(Venue, venue) if venue else row.venue, platform=platform)
    return {"participant": row.id}


@act(
    "participant.remove",
    permission=permissions.CLERK,
    policy=policies.check_remove,
    subject="participant",
)
def remove(ctx: Ctx, *, meeting: UUID, person: UUID, reason: Reason) -> dict[str, Any]:
    """Take somebody off the list who is not, or no longer, to be expected."""
    row = policies.participant_of(ctx, meeting, person)
    ctx.save(row, removed_at=ctx.now, removed_reason=reason)
    return {"participant": row.id}
