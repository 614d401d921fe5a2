"""Halls: adding, correcting, their line and their door."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.enums import VenueKind
from townmoot.meetings.models import Meeting, Venue, VenueGroup
from townmoot.meetings.policies.steps import NOT_BEGUN, UNDER_WAY, check_meeting_in, wrong
from townmoot.people.enums import OrganizationKind
from townmoot.people.models import Organization, Person
from townmoot.record import Ctx, Refused


def check_add(
    ctx: Ctx,
    *,
    meeting: UUID,
    kind: VenueKind = VenueKind.MAIN,
    steward: UUID | None = None,
    groups: Sequence[UUID] = (),
    **others: Any,
) -> None:
    """Raise Refused for a second main hall, and for a branch where the meeting has one hall."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, *NOT_BEGUN, *UNDER_WAY)
    _check_people(ctx, row, None, steward, groups)
    if kind != VenueKind.MAIN and not row.hybrid:
        raise wrong("kind", _("This meeting is held in one hall; make it a hybrid one first."))
    halls = Venue._default_manager.filter(meeting=row, kind=VenueKind.MAIN)
    if kind == VenueKind.MAIN and halls.exists():
        raise wrong("kind", _("The meeting has a main hall already."))


def check_correct(
    ctx: Ctx,
    *,
    venue: UUID,
    revision: int | None = None,
    steward: UUID | None = None,
    groups: Sequence[UUID] | None = None,
    **others: Any,
) -> None:
    """Raise Conflict for the second of two editors, Refused once the meeting is over."""
    row = ctx.get(Venue, venue)
    ctx.expect(row, revision)
    check_meeting_in(row.meeting, *NOT_BEGUN, *UNDER_WAY)
    _check_people(ctx, row.meeting, row, steward, groups or ())


def _check_people(
    ctx: Ctx, meeting: Meeting, venue: Venue | None, steward: UUID | None, groups: Sequence[UUID]
) -> None:
    if steward:
        ctx.get(Person, steward)
    if len(set(groups)) != len(groups):
        raise wrong("groups", _("A group stands there twice."))
    for group in groups:
        if ctx.get(Organization, group).kind != OrganizationKind.GROUP:
            raise wrong("groups", _("Only deliberation groups are seated in a venue."))
    seated = VenueGroup._default_manager.filter(venue__meeting=meeting, group__in=groups)
    if seated.exclude(venue=venue).exists():
        raise wrong("groups", _("This group sits in another venue of the meeting."))


def check_venue(ctx: Ctx, *, venue: UUID, **others: Any) -> None:
    """Raise Refused once the meeting is over."""
    check_meeting_in(ctx.get(Venue, venue).meeting, *NOT_BEGUN, *UNDER_WAY)


def check_line_lost(ctx: Ctx, *, venue: UUID, note: str = "") -> None:
    """Raise Refused where the line is reported lost already."""
    check_venue(ctx, venue=venue)
    if not queries.link_up(ctx.get(Venue, venue)):
        raise Refused(_("The line is reported lost already."))


def check_line_restored(ctx: Ctx, *, venue: UUID, note: str = "") -> None:
    """Raise Refused where the line was not reported lost."""
    check_venue(ctx, venue=venue)
    if queries.link_up(ctx.get(Venue, venue)):
        raise Refused(_("The line was not reported lost."))


def check_close_door(ctx: Ctx, *, venue: UUID) -> None:
    """Raise Refused where check-in is closed already."""
    check_venue(ctx, venue=venue)
    if not queries.check_in_open(ctx.get(Venue, venue)):
        raise Refused(_("Check-in is closed here already."))


def check_open_door(ctx: Ctx, *, venue: UUID) -> None:
    """Raise Refused where check-in is open already."""
    check_venue(ctx, venue=venue)
    if queries.check_in_open(ctx.get(Venue, venue)):
        raise Refused(_("Check-in is open here already."))
