"""Meetings: the list, planning one, its overview, its notice."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from townmoot.meetings import queries
from townmoot.meetings.actions import meetings as actions
from townmoot.meetings.models import Meeting
from townmoot.record import Act as RecordAct
from townmoot.record import Refused
from townmoot.rules import NoProfile
from townmoot.rules.queries import profile_for
from townmoot.web.clerk import meeting_page
from townmoot.web.clerk.forms_meetings import (
    CorrectMeetingForm,
    NoticeForm,
    PlanForm,
    PresideForm,
    ReasonForm,
)
from townmoot.web.clerk.meeting_page import around, everybody, kind_word, meeting_of, page
from townmoot.web.clerk.sheets import Sheet, fill_in, initial
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.ground.pieces import Act, Clock
from townmoot.web.rooms import asking, attempt, go, offer, posted, press, show

A_PAGE = 30


@clerk_only
def meetings(request: HttpRequest) -> HttpResponse:
    """All meetings, newest first."""
    ctx = asking(request)
    rows = queries.meetings_for(ctx.actor, ctx.body)
    listed = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return show(request, "clerk/meetings.html", page=listed, rows=told(request, listed.object_list))


def told(request: HttpRequest, rows: Any) -> list[dict[str, Any]]:
    """Meetings as lists show them: with state and the name of their kind."""
    ctx = asking(request)
    try:
        profile = profile_for(ctx.body, ctx.today)
    except NoProfile:
        profile = None
    found = []
    for row in rows:
        state = queries.state_of(row)
        words = {"kind": kind_word(profile, row.kind), "word": state.label}
        found.append({"meeting": row, "state": meeting_page.STATES[state], **words})
    return found


@clerk_only
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting from the template of its kind."""
    ctx = asking(request)
    try:
        kinds = profile_for(ctx.body, ctx.today).meeting_kinds.items()
    except NoProfile:
        kinds = {}.items()
    choices = {
        "kind": [(code, str(rule.value.label)) for code, rule in kinds],
        "organization": meeting_page.organizations(ctx),
        "presiding": everybody(ctx),
    }
    sheet = Sheet(
        title=_("Plan a meeting"),
        lead=_("The kind brings its usual agenda, its quorum and how early it must be called."),
        submit=_("Plan it"),
        said=_("The meeting is planned. Add its venues next, then give notice."),
        back=reverse("clerk:meetings"),
    )
    form = PlanForm(posted(request), choices=choices)
    usual = bool(form.is_bound and form.data.get("with_items"))
    then = "agenda_usual" if usual else "meeting"
    return fill_in(request, form, actions.plan, sheet, lambda made: page(then, made["meeting"]))


@clerk_only
def meeting(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """A meeting at a glance: what is done and what comes next."""
    row = meeting_of(request, meeting)
    view, _reason = _check(request, row)
    return show(
        request,
        "clerk/meeting.html",
        clock=_clock(request, row, view),
        notice=queries.latest_notice_of(row),
        tally=queries.tally(row),
        items=queries.items_of(row).count(),
        acts=_acts(request, row),
        **around(row, "meeting"),
    )


def _acts(request: HttpRequest, row: Meeting) -> list[Act]:
    key, edit = row.pk, {"method": "get"}

    def one(label: str, name: str, act: RecordAct[Any, Any], **more: Any) -> Act:
        return offer(request, label, page(name, key), act, meeting=key, **more)

    return [
        one(_("Give notice"), "notice", actions.give_notice, kind="primary", **edit),
        one(_("Correct"), "meeting_correct", actions.correct, **edit),
        one(_("Who presides"), "preside", actions.preside, person=row.presiding_id, **edit),
        one(_("Let the public see it"), "meeting_publish", actions.publish),
        one(_("Call it off"), "meeting_cancel", actions.cancel, reason="…", **edit),
    ]


def _check(request: HttpRequest, row: Meeting) -> tuple[queries.NoticeView | None, str]:
    try:
        return queries.notice_check(row, asking(request).today), ""
    except Refused as error:
        return None, str(error.reason)


def _clock(request: HttpRequest, row: Meeting, view: queries.NoticeView | None) -> Clock | None:
    if view is None or view.check is None:
        return None
    latest, given = view.check.latest, queries.latest_notice_of(row)
    days = (latest.date - asking(request).today).days
    state = "overdue" if days < 0 else "due_soon" if days < SOON else "open"
    if given is not None:
        state = "kept" if given.given <= latest.date else "late"
    source = view.rule.source if view.rule else ""
    return Clock(
        due=latest.date,
        state=state,
        days=None if given else days,
        why=meeting_page.reasons(latest.why, source),
        label=_("Notice at the latest"),
    )


SOON = 4


@clerk_only
def correct(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Correct what is planned."""
    row = meeting_of(request, meeting)
    sheet = Sheet(
        title=_("Correct"),
        eyebrow=row.name,
        lead=_("A new time needs a new notice."),
        submit=_("Save"),
        said=_("Corrected."),
        back=page("meeting", meeting),
    )
    form = CorrectMeetingForm(posted(request), initial=initial(CorrectMeetingForm, row))
    return fill_in(request, form, actions.correct, sheet, meeting=meeting)


@clerk_only
def preside(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Name who presides."""
    row = meeting_of(request, meeting)
    sheet = Sheet(
        title=_("Who presides"),
        eyebrow=row.name,
        submit=_("Save"),
        said=_("Saved."),
        back=page("meeting", meeting),
    )
    choices = {"person": everybody(asking(request))}
    start = {"person": row.presiding_id}
    form = PresideForm(posted(request), initial=start, choices=choices)
    person = form.inputs().get("person")
    return fill_in(request, form, actions.preside, sheet, meeting=meeting, person=person)


@require_POST
@clerk_only
def publish(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Let the public see the meeting."""
    back = page("meeting", meeting)
    said = _("The public sees the meeting with its public items and files.")
    return press(request, actions.publish, back=back, said=said, meeting=meeting)


@clerk_only
def cancel(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Call the meeting off."""
    row = meeting_of(request, meeting)
    sheet = Sheet(
        title=_("Call the meeting off"),
        eyebrow=row.name,
        submit=_("Call it off"),
        kind="binding",
        said=_("The meeting is called off."),
        back=page("meeting", meeting),
    )
    return fill_in(request, ReasonForm(posted(request)), actions.cancel, sheet, meeting=meeting)


@clerk_only
def notice(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """The notice: by when it must be given and why, whom it calls; giving it."""
    row = meeting_of(request, meeting)
    view, trouble = _check(request, row)
    form = NoticeForm(posted(request), late=bool(view and view.late and view.exempt))
    if attempt(request, form, actions.give_notice, meeting=meeting, **form.inputs()):
        said = _("Notice is given. Those expected are listed with group and venue.")
        return go(request, said, "clerk:meeting", meeting)
    return show(
        request,
        "clerk/notice.html",
        form=form,
        view=view,
        trouble=trouble,
        clock=_clock(request, row, view),
        given=queries.latest_notice_of(row),
        venues=queries.tally(row).venues,
        offered=offer(request, _("Give notice"), "", actions.give_notice, meeting=meeting),
        postings=queries.postings_of(row),
        **around(row, "meeting"),
    )
