"""Keeping the town's own days and choosing its profile."""

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from townmoot.record import Ctx, ShortText, act
from townmoot.rules import permissions, policies, publics, queries
from townmoot.rules.enums import TownDay
from townmoot.rules.models import CalendarDay, ProfileChoice

# The years for which a town keeps a table.
TownDate = Annotated[dt.date, Field(ge=dt.date(2000, 1, 1), le=dt.date(2099, 12, 31))]


class DayRow(BaseModel):
    """One line of a town's table, as an import hands it in."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    date: TownDate
    kind: TownDay
    name: ShortText = ""
    name_en: ShortText = ""
    source: ShortText = ""


@act(
    "calendar.set_day",
    permission=permissions.KEEPER,
    subject="day",
    public=publics.day_set,
)
def set_day(
    ctx: Ctx,
    *,
    date: TownDate,
    kind: TownDay,
    name: ShortText = "",
    name_en: ShortText = "",
    source: ShortText = "",
) -> dict[str, Any]:
    """Say that the town is off, or works, on a day."""
    row = DayRow(date=date, kind=kind, name=name, name_en=name_en, source=source)
    known = queries.days_of(ctx.body).filter(date=date).first()
    return {"day": _set(ctx, row, known).id}


@act(
    "calendar.clear_day",
    permission=permissions.KEEPER,
    policy=policies.check_day_is_set,
    subject="day",
    public=publics.day_cleared,
)
def clear_day(ctx: Ctx, *, date: dt.date) -> dict[str, Any]:
    """Go by the state's calendar again on a day."""
    row = queries.days_of(ctx.body).get(date=date)
    return {"day": _end(ctx, row).id}


@act(
    "calendar.import_days",
    permission=permissions.KEEPER,
    policy=policies.check_days_differ,
    public=publics.days_imported,
)
def import_days(
    ctx: Ctx, *, rows: Annotated[list[DayRow], Field(min_length=1, max_length=2000)]
) -> dict[str, Any]:
    """Take over a table of days; the same table again changes nothing."""
    known = {row.date: row for row in queries.days_of(ctx.body)}
    days = [_set(ctx, row, known.get(row.date)) for row in rows]
    before = {row.id for row in known.values()}
    return {"days": [day.id for day in days if day.id not in before]}


@act(
    "profile.choose",
    permission=permissions.KEEPER,
    policy=policies.check_can_choose,
    subject="choice",
    public=publics.profile_chosen,
)
def choose_profile(
    ctx: Ctx, *, profile: ShortText, valid_from: dt.date | None = None
) -> dict[str, Any]:
    """Go by a profile from a day on: a key follows the law, a reference stays with its version."""
    chosen = ctx.create(ProfileChoice, profile=profile, valid_from=valid_from or ctx.today)
    return {"choice": chosen.id}


def _set(ctx: Ctx, row: DayRow, known: CalendarDay | None) -> CalendarDay:
    fields = row.model_dump()
    if known is not None:
        if all(getattr(known, name) == value for name, value in fields.items()):
            return known
        _end(ctx, known)
    return ctx.create(CalendarDay, **fields)


def _end(ctx: Ctx, row: CalendarDay) -> CalendarDay:
    return ctx.save(row, ended_at=ctx.now, ended_by=ctx.actor.who)
