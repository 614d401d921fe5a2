"""Whom a meeting expects: the members of its organization on its day, and their groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from townmoot.meetings.enums import Capacity
from townmoot.meetings.models import AwardRecipient, Talk
from townmoot.meetings.queries.agenda import items_of
from townmoot.meetings.queries.rules import local_day, profile_of
from townmoot.people.enums import UNIT_KINDS, OrganizationKind, Role
from townmoot.people.models import Membership
from townmoot.people.queries import held, officials
from townmoot.rules.terms import Expected, Listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date
    from uuid import UUID

    from townmoot.meetings.models import Meeting
    from townmoot.people.models import Organization
    from townmoot.rules.terms import MeetingKind


def expected_members(organization: Organization, day: date) -> Mapping[UUID, str]:
    """Person → number of each member in office on the day; of a congress, its deputies."""
    rows = Membership._default_manager.filter(held(day), organization=organization)
    if organization.kind == OrganizationKind.CONGRESS:
        deputy = Q(role=Role.DEPUTY) | Q(post__duty=Role.DEPUTY) | Q(voting_right=True)
        rows = rows.filter(deputy)
    found: dict[UUID, str] = {}
    for person, number in rows.order_by("start", "id").values_list("person", "number"):
        found[person] = number or found.get(person, "")
    return found


def groups_of(body: UUID, persons: Collection[UUID], day: date) -> Mapping[UUID, UUID]:
    """Person → the deliberation group of each on the day."""
    rows = Membership._default_manager.filter(
        held(day), body=body, organization__kind=OrganizationKind.GROUP
    )
    wanted = set(persons)
    return {
        person: group
        for person, group in rows.order_by("start", "id").values_list("person", "organization")
        if person in wanted
    }


def in_office(organization: UUID, person: UUID, day: date) -> bool:
    """Whether the person belongs to the organization on the day."""
    return Membership._default_manager.filter(
        held(day), organization=organization, person=person
    ).exists()


LEADING = (OrganizationKind.CONGRESS, OrganizationKind.GOVERNMENT, OrganizationKind.OUTSIDE)


def template_of(meeting: Meeting) -> MeetingKind:
    """The template of the meeting's kind, by the profile of its day. Raises Refused without one."""
    profile = profile_of(meeting.body, local_day(meeting.body, meeting.start))
    return profile.meeting_kind(meeting.kind)


def called_by_name(meeting: Meeting) -> bool:
    """Whether the notice calls who was put on the list, and not all members of who meets."""
    return template_of(meeting).listed is Listed.NAMED


def usual_participants(meeting: Meeting) -> Mapping[UUID, Capacity]:
    """Person → capacity of those whom a meeting of this kind usually has, in protocol order.

    Who speaks or is honoured is invited, unless expected anyway.
    """
    wanted = template_of(meeting).expects
    found: dict[UUID, Capacity] = {}
    for row in officials(meeting.body, local_day(meeting.body, meeting.start)):
        if any(_is(row, expected) for expected in wanted):
            found.setdefault(row.person_id, Capacity.MEMBER)
    for person in _named(meeting, wanted):
        found.setdefault(person, Capacity.INVITED)
    return found


def _is(row: Membership, expected: Expected) -> bool:
    """Whether the holder of a post is one of those expected."""
    kind = row.organization.kind
    if expected is Expected.LEADERS:
        return kind in LEADING
    head = row.post is not None and row.post.duty == Role.UNIT_HEAD
    if expected is Expected.NEIGHBOURHOOD_HEADS:
        return head and kind == OrganizationKind.NEIGHBOURHOOD
    heads = head and kind in UNIT_KINDS and kind != OrganizationKind.NEIGHBOURHOOD
    return heads and expected is Expected.UNIT_HEADS


def _named(meeting: Meeting, wanted: Collection[Expected]) -> Iterator[UUID]:
    """Who speaks to an item, and who is honoured on stage."""
    items = items_of(meeting)
    if Expected.SPEAKERS in wanted:
        yield from items.exclude(speaker=None).values_list("speaker", flat=True)
        yield from Talk._default_manager.filter(item__in=items).values_list("speaker", flat=True)
    if Expected.RECIPIENTS in wanted:
        rows = AwardRecipient._default_manager.filter(award__item__in=items)
        yield from rows.values_list("person", flat=True)
