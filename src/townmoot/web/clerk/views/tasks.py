"""What a meeting requires, the areas it names, the tasks it sets."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from townmoot.commitments.actions import tasks as actions
from townmoot.commitments.models import Area, Requirement
from townmoot.commitments.queries import said_for, tasks_for
from townmoot.meetings import queries
from townmoot.meetings.models import Meeting
from townmoot.people.queries import officials
from townmoot.web.clerk import forms_tasks as forms
from townmoot.web.clerk.forms_meetings import ReasonForm
from townmoot.web.clerk.meeting_page import Pairs, around, everybody, meeting_of, page, units
from townmoot.web.clerk.sheets import Sheet, fill_in
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.ground.pieces import Act
from townmoot.web.handling import promises as shown
from townmoot.web.rooms import asking, posted, show


@clerk_only
def tasks(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """What was required, the areas, and who must do what by when."""
    row, ctx = meeting_of(request, meeting), asking(request)
    said, areas = said_for(ctx.actor, ctx.body, row.pk)
    rows = tasks_for(ctx.actor, ctx.body).filter(meeting=row)
    return show(
        request,
        "clerk/tasks.html",
        said=said,
        areas=areas,
        rows=shown.lines(ctx, rows),
        acts=_acts(row),
        **around(row, "tasks"),
    )


def _acts(row: Meeting) -> list[Act]:
    """What can be noted, once the meeting sits."""
    labels = {
        "task_add": _("Set a task"),
        "requirement_add": _("Note a requirement"),
        "area_add": _("Name an area"),
    }
    if queries.state_of(row) in {"planned", "called", "cancelled"}:
        return [
            Act(label=label, reason=_("The meeting has not begun yet."))
            for label in labels.values()
        ]
    return [
        Act(label=label, url=page(name, row.pk), method="get",
            kind="primary" if name == "task_add" else "quiet")
        for name, label in labels.items()
    ]  # fmt: skip


def _items(row: Meeting) -> Pairs:
    return [(item.pk, f"{item.number} {item.name}") for item in queries.items_of(row)]


def _sheet(row: Meeting, title: str) -> Sheet:
    back = page("tasks", row.pk)
    return Sheet(title=title, eyebrow=row.name, submit=_("Save"), said=_("Saved."), back=back)


@clerk_only
def add_requirement(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Note what somebody required."""
    row = meeting_of(request, meeting)
    choices = {"stated_by": everybody(asking(request)), "item": _items(row)}
    form = forms.RequirementForm(posted(request), choices=choices)
    sheet = _sheet(row, _("Note a requirement"))
    return fill_in(request, form, actions.state_requirement, sheet, meeting=meeting)


@clerk_only
def add_area(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Name an area of work."""
    row = meeting_of(request, meeting)
    form = forms.AreaForm(posted(request), choices={"item": _items(row)})
    sheet = _sheet(row, _("Name an area"))
    return fill_in(request, form, actions.name_area, sheet, meeting=meeting)


@clerk_only
def add_task(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Set a task: what, how it is measured, which unit, by when."""
    row, ctx = meeting_of(request, meeting), asking(request)
    _said, areas = said_for(ctx.actor, ctx.body, row.pk)
    posts = {held.post_id: held.post for held in officials(ctx.body, ctx.today)}
    choices = {
        "unit": units(ctx, None),
        "post": [(key, str(post)) for key, post in posts.items()],
        "area": [(area.pk, f"{area.number} {area.name}") for area in areas],
        "item": _items(row),
    }
    form = forms.TaskForm(posted(request), choices=choices)
    return fill_in(request, form, actions.set_task, _sheet(row, _("Set a task")), meeting=meeting)


def _strike_sheet(request: HttpRequest, row: Requirement | Area, words: str) -> Sheet:
    meeting = meeting_of(request, row.meeting_id)
    return Sheet(
        title=_("Strike this"),
        eyebrow=words,
        submit=_("Strike"),
        said=_("Struck."),
        back=page("tasks", meeting.pk),
    )


@clerk_only
def strike_requirement(request: HttpRequest, requirement: UUID) -> HttpResponse:
    """Strike a requirement noted by mistake."""
    row = asking(request).get(Requirement, requirement)
    sheet, form = _strike_sheet(request, row, row.text), ReasonForm(posted(request))
    return fill_in(request, form, actions.strike_requirement, sheet, requirement=requirement)


@clerk_only
def strike_area(request: HttpRequest, area: UUID) -> HttpResponse:
    """Strike an area noted by mistake."""
    row = asking(request).get(Area, area)
    sheet, form = _strike_sheet(request, row, row.name), ReasonForm(posted(request))
    return fill_in(request, form, actions.strike_area, sheet, area=area)
