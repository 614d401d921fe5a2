"""The group desk: recorder and head note what is said, in the speaker's own words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from townmoot.meetings import queries as meetings
from townmoot.meetings.actions import opinions as acts
from townmoot.meetings.actions import speakers
from townmoot.people.enums import Role
from townmoot.people.queries import organizations
from townmoot.web.floor import groupwork, own
from townmoot.web.floor.forms import CorrectionForm, OpinionForm, StrikeForm
from townmoot.web.floor.forms_speaking import ReportForm
from townmoot.web.ground.pieces import Foot, Head
from townmoot.web.live import watching
from townmoot.web.rooms import asking, attempt, found, go, press, room, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ASK = require_http_methods(["GET", "HEAD", "POST"])
DESK = room(Role.GROUP_HEAD, Role.RECORDER)


@require_safe
@DESK
def listing(request: HttpRequest) -> HttpResponse:
    """The meetings in which my groups sit."""
    ctx = asking(request)
    rows = list(meetings.meetings_for(ctx.actor, ctx.body)[: groupwork.SHOWN])
    mine = ctx.actor.units(*own.GROUP_ROLES)
    groups = list(organizations(ctx.body, ctx.today).filter(pk__in=mine))
    lines = [(row, meetings.state_of(row)) for row in rows]
    return show(request, "floor/groups.html", lines=lines, groups=groups)


@ASK
@DESK
def desk(request: HttpRequest, key: UUID, group: UUID) -> HttpResponse:
    """One group in one meeting: sit, note, sign."""
    ctx = asking(request)
    watch = watching.floor(request, key)
    home, meeting = own.group_for(ctx, group), watch.meeting
    form = OpinionForm(request.POST or None)
    form.offer(**groupwork.choices(ctx, meeting, home))
    if attempt(request, form, acts.record, group=group, **form.inputs()):
        return go(request, _("Noted."), "floor:group", key, group)
    return show(
        request,
        "floor/group.html",
        watch=watch,
        room=f"room-{group}",
        form=form,
        group=home,
        meeting=meeting,
        acts=groupwork.bar(request, meeting, home),
        **groupwork.book(ctx, meeting, home),
    )


@require_POST
@DESK
def sit(request: HttpRequest, key: UUID, group: UUID) -> HttpResponse:
    """The sitting begins."""
    back = reverse("floor:group", args=[key, group])
    said = _("The group is sitting.")
    venue = groupwork.hall_of(own.meeting_for(asking(request), key), group)
    given = {"meeting": key, "group": group, "venue": venue}
    return press(request, acts.sit, back=back, said=said, **given)


@require_POST
@DESK
def rise(request: HttpRequest, key: UUID, group: UUID) -> HttpResponse:
    """The sitting ends."""
    back = reverse("floor:group", args=[key, group])
    said = _("The sitting has ended.")
    return press(request, acts.rise, back=back, said=said, meeting=key, group=group)


@require_POST
@DESK
def release(request: HttpRequest, key: UUID, group: UUID) -> HttpResponse:
    """The head signs what the group said."""
    back = reverse("floor:group", args=[key, group])
    said = _("Signed. The clerk can send it on now.")
    return press(request, acts.release, back=back, said=said, meeting=key, group=group)


@require_safe
@room(Role.GROUP_HEAD, Role.RECORDER, Role.CLERK, Role.CHAIR, Role.PRESIDIUM)
def summary(request: HttpRequest, key: UUID, group: UUID) -> HttpResponse:
    """What the group said and its head has signed, to be read and printed."""
    ctx = asking(request)
    meeting = own.meeting_for(ctx, key)
    rows = groupwork.signed(ctx, meeting).filter(group=group)
    first = found(rows)
    return show(
        request,
        "floor/summary.html",
        meeting=meeting,
        group=first.group,
        by_item=[(item, list(said)) for item, said in groupby(rows, lambda row: row.item)],
        releases=sorted({row.release for row in rows}, key=lambda row: row.created_at),
        head=Head(issuer=meeting.organization.name),
        foot=Foot(printer=meeting.organization.name, printed=ctx.today),
        back_url=reverse("floor:meeting", args=[key]),
    )


@ASK
@DESK
def correct(request: HttpRequest, opinion: UUID) -> HttpResponse:
    """Correct what was noted."""
    ctx = asking(request)
    row = found(groupwork.in_my_groups(ctx).filter(pk=opinion))
    first = {"text": row.text, "unit": row.unit_id, "revision": row.revision}
    form = CorrectionForm(request.POST or None, initial=first)
    form.offer(unit=groupwork.units(ctx))
    if attempt(request, form, acts.correct, opinion=opinion, **form.inputs()):
        return go(request, _("Corrected."), "floor:group", row.meeting_id, row.group_id)
    return show(request, "floor/correct.html", form=form, row=row, strike=StrikeForm())


@require_POST
@DESK
def strike(request: HttpRequest, opinion: UUID) -> HttpResponse:
    """Strike out what was noted by mistake."""
    row = found(groupwork.in_my_groups(asking(request)).filter(pk=opinion))
    back = reverse("floor:group", args=[row.meeting_id, row.group_id])
    reason = request.POST.get("reason", "")
    said = _("Struck out.")
    return press(request, acts.strike, back=back, said=said, opinion=opinion, reason=reason)


@ASK
@DESK
def report(request: HttpRequest, key: UUID, group: UUID) -> HttpResponse:
    """What the group reports to the plenary, and who does it."""
    ctx = asking(request)
    home, meeting = own.group_for(ctx, group), own.meeting_for(ctx, key)
    form = ReportForm(request.POST or None)
    form.offer(**groupwork.report_choices(ctx, meeting, home))
    if attempt(request, form, speakers.write_report, group=group, **form.inputs()):
        return go(
            request, _("Written; the head of the group signs it."), "floor:report", key, group
        )
    rows = meetings.reports_for(ctx.actor, ctx.body).filter(group=group, item__meeting=meeting)
    return show(
        request,
        "floor/report.html",
        form=form,
        group=home,
        meeting=meeting,
        rows=[(row, meetings.report_state(row)) for row in rows],
        signs=ctx.actor.holds(Role.GROUP_HEAD, group),
    )


@require_POST
@DESK
def sign_report(request: HttpRequest, key: UUID, group: UUID, report: UUID) -> HttpResponse:
    """The head signs the report; its reporter stands on the plenary's list."""
    back = reverse("floor:report", args=[key, group])
    said = _("Signed. Whoever reports is on the list of speakers.")
    return press(request, speakers.sign_report, back=back, said=said, report=report)
