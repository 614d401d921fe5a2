"""The town's procedure with its rules and where they are written; its calendar; its names."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from townmoot.people import actions as people
from townmoot.people.importing import TableError
from townmoot.people.models import Body
from townmoot.record import ActError
from townmoot.rules import actions, describe, queries
from townmoot.rules.sections import Rule
from townmoot.web.clerk import days_list
from townmoot.web.clerk.forms_settings import DayForm, TermForm, TownForm
from townmoot.web.clerk.sheets import Sheet, fill_in, initial
from townmoot.web.clerk.views.lists import FileForm
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.framing import profile_of
from townmoot.web.ground.pieces import Crumb
from townmoot.web.ground.words import chinese
from townmoot.web.rooms import asking, do, go, new_act_id, posted, press, refused, show


def _crumbs(last: str) -> list[Crumb]:
    return [Crumb(label=_("Settings"), url=reverse("clerk:settings")), Crumb(label=last)]


@clerk_only
def settings(request: HttpRequest) -> HttpResponse:
    """The town's names, the profile it goes by, and every rule with its citation."""
    ctx = asking(request)
    profile = profile_of(request)
    rules = list(profile.rules()) if profile else []
    sections = [
        (key, [_told(rule) for rule in group])
        for key, group in groupby(rules, lambda rule: rule.key.partition(".")[0])
    ]
    return show(
        request,
        "clerk/settings.html",
        town=ctx.get(Body, ctx.body),
        profile=profile,
        choices=queries.choices_of(ctx.body),
        sections=[(SECTIONS.get(key, key), rows) for key, rows in sections],
        days=queries.days_of(ctx.body).count(),
    )


SECTIONS = {
    "sessions": gettext_lazy("Meetings"),
    "decisions": gettext_lazy("Decisions"),
    "suggestions": gettext_lazy("Suggestions"),
    "sponsors": gettext_lazy("Who may propose"),
    "opinions": gettext_lazy("Group opinions"),
    "contact_points": gettext_lazy("Contact points"),
    "commitments": gettext_lazy("Promises"),
    "council": gettext_lazy("Business of the council"),
    "meeting_kinds": gettext_lazy("Kinds of meeting"),
    "agenda_kinds": gettext_lazy("Kinds of agenda item"),
    "periods": gettext_lazy("Counting of days"),
    "names": gettext_lazy("Order of names"),
    "provisions": gettext_lazy("What people see to themselves"),
    "modules": gettext_lazy("What this kind of town has"),
}


def _told(rule: Rule[Any]) -> dict[str, str]:
    return {
        "title": describe.title(rule),
        "value": describe.describe(rule),
        "source": rule.source,
        "status": rule.status.value,
        "word": describe.status_words(rule.status),
    }


@clerk_only
def town(request: HttpRequest) -> HttpResponse:
    """Correct the names of the town."""
    ctx = asking(request)
    sheet = Sheet(
        title=_("Names of the town"),
        submit=_("Save"),
        said=_("Corrected."),
        back=reverse("clerk:settings"),
    )
    form = TownForm(posted(request), initial=initial(TownForm, ctx.get(Body, ctx.body)))
    return fill_in(request, form, people.correct, sheet)


@clerk_only
def term(request: HttpRequest) -> HttpResponse:
    """Add a term of the assembly."""
    sheet = Sheet(
        title=_("Add a term"),
        submit=_("Add"),
        said=_("The term was added."),
        back=reverse("clerk:settings"),
    )
    return fill_in(request, TermForm(posted(request)), people.add_term, sheet)


@clerk_only
def calendar(request: HttpRequest) -> HttpResponse:
    """The days on which the town differs from the state's calendar."""
    ctx = asking(request)
    return show(
        request,
        "clerk/calendar.html",
        days=[(row, new_act_id()) for row in queries.days_of(ctx.body)],
        crumbs=_crumbs(_("Calendar")),
    )


@clerk_only
def day(request: HttpRequest) -> HttpResponse:
    """Say that the town is off, or works, on a day."""
    sheet = Sheet(
        title=_("A day of the town’s own"),
        lead=_("Deadlines that are counted from now on go by it."),
        submit=_("Save"),
        said=_("The day was entered."),
        back=reverse("clerk:calendar"),
    )
    return fill_in(request, DayForm(posted(request)), actions.set_day, sheet)


@require_POST
@clerk_only
def clear_day(request: HttpRequest, date: str) -> HttpResponse:
    """Go by the state's calendar again on a day."""
    said = _("The state’s calendar holds again on that day.")
    back = reverse("clerk:calendar")
    return press(request, actions.clear_day, back=back, said=said, date=date)


@clerk_only
def import_days(request: HttpRequest) -> HttpResponse:
    """Hand in the town's table; every line is shown."""
    form: forms.Form = FileForm(
        posted(request), request.FILES if request.method == "POST" else None
    )
    context: dict[str, Any] = {"crumbs": _crumbs(_("Table of holidays"))}
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            lines = days_list.read_days(given.read(), given.name)
        except TableError as error:
            form.add_error("file", str(error))
        else:
            wrong = [problem for line in lines for problem in line.problems]
            context |= {"lines": lines, "wrong": wrong, "file_name": given.name}
            context["rows"] = json.dumps([line.as_input() for line in lines])
            context["status"] = 422 if wrong else 200
    return show(request, "clerk/days_import.html", form=form, **context)


@require_POST
@clerk_only
def take_days(request: HttpRequest) -> HttpResponse:
    """Take over the table that was looked at."""
    back = reverse("clerk:days_import")
    try:
        rows = json.loads(request.POST.get("rows", ""))
    except ValueError:
        rows = []
    try:
        do(request, actions.import_days, rows=rows)
    except ActError as error:
        return refused(request, error, back)
    return go(request, _("The table was taken over."), "clerk:calendar")


@clerk_only
def days_template(request: HttpRequest) -> HttpResponse:
    """An empty table of days to fill in."""
    text = days_list.days_template(chinese=chinese())
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="days.csv"'
    return answer
