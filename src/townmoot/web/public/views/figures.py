"""The published numbers: each with its rows, and for a past day as it was then."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse

from townmoot.people.queries import organizations, units_that_answer
from townmoot.record import today_of
from townmoot.web.ground.words import titled
from townmoot.web.public import page
from townmoot.web.public.show import figures as shown
from townmoot.web.public.show import times

if TYPE_CHECKING:
    from django.http import HttpRequest

    from townmoot.people.models import Body, Organization

REPLY_RATE = "reply_rate"


def _day(request: HttpRequest, town: Body) -> tuple[date, bool]:
    """The day asked for, and whether it has passed; today where none is, or none can be read."""
    today = today_of(town.pk)
    try:
        asked = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today, False
    return min(asked, today), asked < today


def _unit(request: HttpRequest, town: Body, day: date) -> Organization | None:
    key = request.GET.get("unit", "")
    if not key:
        return None
    try:
        return page.found(organizations(town.pk, day).filter(pk=UUID(key)))
    except ValueError as error:
        raise Http404 from error


def _asked(request: HttpRequest, town: Body) -> dict[str, Any]:
    day, past = _day(request, town)
    today, given = today_of(town.pk), request.GET.get("day", "")
    return {
        "day": day,
        "past": past,
        "unit": _unit(request, town, day),
        "today": today,
        "unread": bool(given) and not past and given != today.isoformat(),
    }


@page.public
def figures(request: HttpRequest, town: Body) -> HttpResponse:
    """All figures of the town, and how long replies took."""
    asked = _asked(request, town)
    day, unit = asked["day"], asked["unit"]
    key = unit.pk if unit else None
    return page.show(
        request,
        "figures",
        sections=shown.sections(shown.all_of(town.pk, day, unit=key, past=asked["past"])),
        chart=times.reply_times(town.pk, day),
        units=units_that_answer(town.pk, day),
        unit_name=titled(unit) if unit else "",
        **asked,
    )


def _one(request: HttpRequest, town: Body, key: str) -> tuple[shown.Counted, dict[str, Any]]:
    asked = _asked(request, town)
    unit = asked["unit"].pk if asked["unit"] else None
    one = shown.one_of(town.pk, key, asked["day"], unit=unit, past=asked["past"])
    if one is None:
        raise Http404
    return one, asked


@page.public
def figure(request: HttpRequest, town: Body, key: str) -> HttpResponse:
    """One figure with the rows it was counted from."""
    one, asked = _one(request, town, key)
    name = titled(asked["unit"]) if asked["unit"] else ""
    rows = shown.lines(one.figure, town.pk)
    judged = key.startswith(shown.JUDGED)
    return page.show(request, "figure", one=one, rows=rows, judged=judged, unit_name=name, **asked)


@page.public
def figure_csv(request: HttpRequest, town: Body, key: str) -> HttpResponse:
    """The rows as CSV; with a mark of its encoding, so that Excel reads the Chinese."""
    one, asked = _one(request, town, key)
    answer = HttpResponse(f"\ufeff{one.figure.as_csv()}", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}-{asked["day"]}.csv"'
    return answer
