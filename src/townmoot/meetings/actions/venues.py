"""Halls, their line and their door."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Max
from pydantic import Field

from townmoot.meetings import permissions, publics
from townmoot.meetings.actions.inputs import Count, Name, Note
from townmoot.meetings.actions.participants import reseat
from townmoot.meetings.enums import VenueEventKind, VenueKind
from townmoot.meetings.models import Meeting, Venue, VenueEvent, VenueGroup
from townmoot.meetings.models.venues import new_code
from townmoot.meetings.policies import venues as policies
from townmoot.people.models import Organization, Person
from townmoot.record import Ctx, ShortText, act

Groups = Annotated[list[UUID], Field(max_length=50)]
Address = Annotated[str, Field(max_length=300)]


@act(
    "venue.add",
    permission=permissions.CLERK,
    policy=policies.check_add,
    public=publics.venue_added,
    subject="venue",
)
def add(
    ctx: Ctx,
    *,
    meeting: UUID,
    name: Name,
    kind: VenueKind = VenueKind.MAIN,
    name_en: ShortText = "",
    address: Address = "",
    seats: Count | None = None,
    planned: Count | None = None,
    steward: UUID | None = None,
    groups: Groups = [],  # noqa: B006 -- a default of the schema, never changed
) -> dict[str, Any]:
    """Add a hall to a meeting: its steward, and the groups that sit there."""
    row = ctx.get(Meeting, meeting)
    last = Venue._default_manager.filter(meeting=row).aggregate(last=Max("order"))["last"] or 0
    made = ctx.create(
        Venue,
        meeting=row,
        name=name,
        name_en=name_en,
        kind=kind,
        address=address,
        seats=seats,
        planned=planned,
        steward=ctx.get(Person, steward) if steward else None,
        order=last + 1,
    )
    _seat_groups(ctx, made, groups)
    return {"venue": made.id}


def _seat_groups(ctx: Ctx, venue: Venue, groups: list[UUID]) -> None:
    for group in groups:
        ctx.create(VenueGroup, venue=venue, group=ctx.get(Organization, group))


@act(
    "venue.correct",
    permission=permissions.CLERK,
    policy=policies.check_correct,
    subject="venue",
)
def correct(
    ctx: Ctx,
    *,
    venue: UUID,
    revision: int | None = None,
    name: Name | None = None,
    name_en: ShortText | None = None,
    address: Address | None = None,
    seats: Count | None = None,
    planned: Count | None = None,
    steward: UUID | None = None,
    groups: Groups | None = None,
    clear: list[Literal["steward", "seats", "planned"]] = [],  # noqa: B006 -- never changed
) -> dict[str, Any]:
    """Correct a hall; what is left out stays, `clear` empties it.

    Who is on the list already moves with the own group, and is told so.
    """
    row = ctx.get(Venue, venue)
    given = {
        "name": name,
        "name_en": name_en,
        "address": address,
        "seats": seats,
        "planned": planned,
        "steward_id": steward,
    }
    changed = {field: value for field, value in given.items() if value is not None}
    ctx.save(row, **changed, **dict.fromkeys(clear))
    moved = 0 if groups is None else _move_groups(ctx, row, groups)
    return {"venue": row.id, "moved": moved}


def _move_groups(ctx: Ctx, venue: Venue, groups: list[UUID]) -> int:
    rows = VenueGroup._default_manager.filter(venue=venue)
    before, after = set(rows.values_list("group_id", flat=True)), set(groups)
    for seated in rows:
        ctx.delete(seated)
    _seat_groups(ctx, venue, groups)
    return reseat(ctx, venue, before - after, after - before)


@act(
    "venue.renew_code",
    permission=permissions.DESK,
    policy=policies.check_venue,
    subject="venue",
)
def renew_code(ctx: Ctx, *, venue: UUID) -> dict[str, Any]:
    """Make a new code for the door; the old one, photographed or not, is void."""
    row = ctx.get(Venue, venue)
    ctx.save(row, code=new_code())
    return {"venue": row.id}


@act(
    "venue.count_watching",
    permission=permissions.DESK,
    policy=policies.check_venue,
    public=publics.watching,
    subject="venue",
)
def count_watching(ctx: Ctx, *, venue: UUID, watching: Count) -> dict[str, Any]:
    """Note how many look on here who are on no list; a later count replaces it."""
    row = ctx.get(Venue, venue)
    ctx.save(row, watching=watching)
    return {"venue": row.id}


def _event(ctx: Ctx, venue: UUID, kind: VenueEventKind, note: str = "") -> dict[str, Any]:
    row = ctx.get(Venue, venue)
    rows = VenueEvent._default_manager.filter(venue=row)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    return {"event": ctx.create(VenueEvent, venue=row, number=last + 1, kind=kind, note=note).id}


@act(
    "venue.link_lost",
    permission=permissions.LINE,
    policy=policies.check_line_lost,
    public=publics.venue_changed,
    subject="venue",
)
def link_lost(ctx: Ctx, *, venue: UUID, note: Note = "") -> dict[str, Any]:
    """Note that the line to this venue is down."""
    return _event(ctx, venue, VenueEventKind.LINK_LOST, note)


@act(
    "venue.link_restored",
    permission=permissions.LINE,
    policy=policies.check_line_restored,
    public=publics.venue_changed,
    subject="venue",
)
def link_restored(ctx: Ctx, *, venue: UUID, note: Note = "") -> dict[str, Any]:
    """Note that the line to this venue stands again."""
    return _event(ctx, venue, VenueEventKind.LINK_RESTORED, note)


@act(
    "venue.close_check_in",
    permission=permissions.DESK,
    policy=policies.check_close_door,
    public=publics.venue_changed,
    subject="venue",
)
def close_check_in(ctx: Ctx, *, venue: UUID) -> dict[str, Any]:
    """Close check-in here; who comes later is checked in by the steward alone."""
    return _event(ctx, venue, VenueEventKind.CHECK_IN_CLOSED)


@act(
    "venue.open_check_in",
    permission=permissions.DESK,
    policy=policies.check_open_door,
    public=publics.venue_changed,
    subject="venue",
)
def open_check_in(ctx: Ctx, *, venue: UUID) -> dict[str, Any]:
    """Open check-in here again."""
    return _event(ctx, venue, VenueEventKind.CHECK_IN_OPENED)
