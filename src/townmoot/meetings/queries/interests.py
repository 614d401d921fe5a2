"""Interests of members in items: who declared what, and what follows for a vote on the item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from townmoot.meetings.models import CheckIn, Declaration
from townmoot.meetings.queries.rules import local_day, profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.meetings.models import AgendaItem, Meeting
    from townmoot.rules import Profile
    from townmoot.rules.motions import InterestKind


def follows_from(profile: Profile, row: Declaration) -> InterestKind | None:
    """What whoever declared it may do; None with a dispensation, which lets take part."""
    return None if row.dispensation_id else profile.interests.kinds.find(row.kind)


def declared(item: AgendaItem) -> QuerySet[Declaration]:
    """The interests declared in an item."""
    return Declaration._default_manager.filter(about=item).select_related("person")


def must_leave(item: AgendaItem, profile: Profile) -> list[Declaration]:
    """The interests because of which somebody is out while the item is dealt with."""
    kinds = [(row, follows_from(profile, row)) for row in declared(item)]
    return [row for row, kind in kinds if kind is not None and kind.must_leave]


def excluded_electors(item: AgendaItem) -> set[UUID]:
    """The persons who do not vote on an item: an interest forbids it, or they are out for one."""
    rows = list(declared(item))
    if not rows:
        return set()
    profile = profile_of(item.body, local_day(item.body, item.meeting.start))
    return {row.person_id for row in rows if _is_out(row) or _may_not_vote(profile, row)}


def _is_out(row: Declaration) -> bool:
    return row.left_at is not None and row.returned_at is None


def _may_not_vote(profile: Profile, row: Declaration) -> bool:
    kind = follows_from(profile, row)
    return kind is not None and not kind.may_vote


def present_among(meeting: Meeting, persons: Iterable[UUID]) -> set[UUID]:
    """Those of the persons who are here."""
    rows = CheckIn._default_manager.filter(
        participant__meeting=meeting,
        participant__person__in=set(persons),
        participant__removed_at=None,
        struck_at=None,
        left_at=None,
    )
    return set(rows.values_list("participant__person", flat=True))


def declarations_for(body: UUID, meetings: Iterable[UUID]) -> QuerySet[Declaration]:
    """The interests declared at these meetings in items that are public, newest first."""
    rows = Declaration._default_manager.filter(
        body=body, about__meeting__in=list(meetings), about__public=True, about__removed_at=None
    )
    return rows.select_related("person", "about__meeting").order_by("-created_at", "pk")
