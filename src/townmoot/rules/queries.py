"""The calendar and the profile a body goes by."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from townmoot.rules.calendars import Calendar, Override, calendar_named
from townmoot.rules.enums import TownDay
from townmoot.rules.labels import Label
from townmoot.rules.library import NoProfile, find
from townmoot.rules.models import CalendarDay, ProfileChoice
from townmoot.rules.modules import Module
from townmoot.rules.profile import Profile


def days_of(body: UUID, *, as_of: datetime | None = None) -> QuerySet[CalendarDay]:
    """The town's own days, by date; as they stood at a moment where one is named."""
    rows = CalendarDay._default_manager.filter(body=body)
    if as_of is None:
        return rows.filter(ended_at=None)
    return rows.filter(Q(ended_at=None) | Q(ended_at__gt=as_of), created_at__lte=as_of)


def choices_of(body: UUID) -> QuerySet[ProfileChoice]:
    """The profiles the body has chosen, oldest first."""
    return ProfileChoice._default_manager.filter(body=body)


def profile_for(body: UUID, on: date) -> Profile:
    """The profile the body goes by on a day; one query.

    Before the first choice the first holds; before the oldest version that is known, the oldest.
    NoProfile where none was chosen.
    """
    chosen = ""
    for choice in choices_of(body):
        if not chosen or choice.valid_from <= on:
            chosen = choice.profile
    if not chosen:
        raise NoProfile(_("No procedure profile has been chosen for this town."))
    return find(chosen, on=on)


KNOWN = frozenset(map(str, Module))


def has_module(body: UUID, day: date, module: str) -> bool:
    """Whether a body of this kind has that part of the house; one query.

    What is no module of a profile (people, the record) everybody has; a body without a profile
    lacks nothing yet.
    """
    if module not in KNOWN:
        return True
    try:
        return profile_for(body, day).has_module(module)
    except NoProfile:
        return True


def calendar_for(body: UUID, on: date, *, as_of: datetime | None = None) -> Calendar:
    """The calendar of the body's profile with the town's table over it; two queries.

    `as_of`: the table as it stood at that moment. NoProfile where no profile was chosen.
    """
    return calendar_of(body, profile_for(body, on), as_of=as_of)


def calendar_of(body: UUID, profile: Profile, *, as_of: datetime | None = None) -> Calendar:
    """As `calendar_for`, for a profile already at hand; one query."""
    rows = days_of(body, as_of=as_of)
    table = {row.date: Override(row.kind == TownDay.WORKED, _label(row)) for row in rows}
    return calendar_named(profile.calendar, table)


def _label(row: CalendarDay) -> Label | None:
    return Label(zh=row.name, en=row.name_en or row.name) if row.name else None
