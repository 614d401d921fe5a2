"""The rates, each with its definition, rows and CSV; and the same by unit."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.figures import Counting, counted, definitions_for
from townmoot.figures.figure import plain
from townmoot.people.queries import units_that_answer
from townmoot.web.desk.place import at_desk, page, sections
from townmoot.web.ground import pieces
from townmoot.web.rooms import asking

if TYPE_CHECKING:
    from townmoot.figures import Figure
    from townmoot.people.models import Organization

BY_UNIT = (
    "reply_rate",
    "on_time_rate",
    "solved_rate",
    "face_to_face_rate",
    "satisfaction_first",
    "kept_promise_rate",
)
BESIDE = ("satisfaction_first no answer", "satisfaction_first not released")


def _beside(counting: Counting, found: Figure) -> str:
    """What must stand beside a number: who did not answer, and how far the replies are."""
    told = []
    if found.missing is not None:
        told.append(_("Did not answer: %(n)d") % {"n": found.missing})
    if found.withheld:
        told.append(_("Not released: %(n)d") % {"n": found.withheld})
    if found.definition.companion:
        with_it = counted(found.definition.companion, counting, found.unit)
        told.append(f"{with_it.definition.title} {with_it.fraction}")
    return _("; ").join(told)


def _piece(counting: Counting, found: Figure) -> pieces.Figure:
    key = found.definition.key
    percent = found.percent
    return pieces.Figure(
        label=found.definition.title,
        value=percent,
        unit="%" if found.of else "",
        n=found.counted,
        total=found.of,
        definition=found.definition.words,
        beside=_beside(counting, found),
        day=found.day,
        rows_url=reverse("desk:figure", args=[key]),
        csv_url=reverse("desk:figure_csv", args=[key]),
    )


def _today(request: HttpRequest) -> Counting:
    ctx = asking(request)
    return Counting(ctx.body, ctx.today)


def _one(counting: Counting, key: str) -> Figure:
    try:
        return counted(key, counting)
    except KeyError as error:
        raise Http404(key) from error


@at_desk
def figures(request: HttpRequest) -> HttpResponse:
    """All rates of the town today."""
    today = _today(request)
    asked = definitions_for(today.body, today.day)
    found = [_piece(today, counted(each.key, today)) for each in asked]
    return page(request, "desk/figures.html", figures=found, tabs=sections("figures"))


@at_desk
def rows(request: HttpRequest, key: str) -> HttpResponse:
    """The rows behind one number."""
    today = _today(request)
    found = _one(today, key)
    table = pieces.Table(
        caption=found.definition.title,
        columns=[
            pieces.Column(label=_("What is counted")),
            pieces.Column(label=_("Counts")),
            pieces.Column(label=_("Why")),
        ],
        rows=[
            pieces.Row(cells=[row.label, _("yes") if row.counted else _("no"), row.note])
            for row in found.rows
        ],
    )
    crumbs = [
        pieces.Crumb(label=_("Figures"), url=reverse("desk:figures")),
        pieces.Crumb(label=found.definition.title),
    ]
    return page(
        request, "desk/figure.html", figure=_piece(today, found), table=table, crumbs=crumbs
    )


def _csv(text: str, name: str) -> HttpResponse:
    """A table that a spreadsheet opens with its Chinese whole."""
    answer = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


@at_desk
def rows_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The rows behind one number, for a spreadsheet."""
    found = _one(_today(request), key)
    return _csv(found.as_csv(), f"{key}-{found.day}")


Line = tuple["Organization", list["Figure"]]


def _by_unit(today: Counting) -> list[Line]:
    lines = [
        (unit, [counted(key, today, unit.pk) for key in BY_UNIT])
        for unit in units_that_answer(today.body, today.day)
    ]
    return [(unit, found) for unit, found in lines if any(each.of for each in found)]


@at_desk
def units(request: HttpRequest) -> HttpResponse:
    """The main rates of each unit, from what it leads; in protocol order, no league table."""
    today = _today(request)
    lines = _by_unit(today)
    titles = [each.definition.title for each in lines[0][1]] if lines else []
    crumbs = [
        pieces.Crumb(label=_("Figures"), url=reverse("desk:figures")),
        pieces.Crumb(label=_("By unit")),
    ]
    context = {"lines": lines, "titles": titles, "crumbs": crumbs, "today": today.day}
    return page(request, "desk/units.html", **context)


@at_desk
def units_csv(request: HttpRequest) -> HttpResponse:
    """The same for a spreadsheet: numerators and denominators, so that it can be checked."""
    today = _today(request)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    heads = [f"{key} {part}" for key in BY_UNIT for part in ("n", "of", "%")]
    writer.writerow(["unit", "day", *heads, *BESIDE])
    for unit, found in _by_unit(today):
        cells = [cell for each in found for cell in (each.counted, each.of, each.percent)]
        beside = [told for each in found for told in (each.missing, each.withheld)]
        cells += [told for told in beside if told is not None]
        writer.writerow([plain(unit.name), today.day, *cells])
    return _csv(out.getvalue(), f"units-{today.day}")
