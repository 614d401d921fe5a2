"""Putting something to the vote: hands shown and recorded at once, or a vote of another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from townmoot.ballots.actions import preparing
from townmoot.people.enums import Role
from townmoot.web.rooms import asking, attempt, go, posted, press, room, show
from townmoot.web.votes import own, puttable
from townmoot.web.votes.views.conduct import CHAIR

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
@CHAIR
def put(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Put an item or a motion to the vote: choose how, and prepare it."""
    row = own.led_subject(asking(request), subject)
    form = puttable.form_of(row, posted(request))
    given = puttable.inputs_of(row, form)
    done = attempt(request, form, preparing.prepare, **given)
    if done:
        return go(request, _("The vote is prepared."), "votes:poll", done.result["poll"])
    hands = puttable.hands_of(row)
    around = puttable.page(request, row)
    return show(request, "votes/put.html", form=form, hands=hands, prepare=form, **around)


@require_POST
@CHAIR
def hands(request: HttpRequest, subject: UUID) -> HttpResponse:
    """The hands shown, recorded and announced at once; what is carried follows from the rules."""
    row = own.led_subject(asking(request), subject)
    form = puttable.hands_of(row, posted(request))
    act, given = puttable.recording(row)
    done = attempt(request, form, act, **given, **form.inputs())
    if done:
        return go(request, puttable.told(row), "floor:chair", row.meeting.pk)
    other = puttable.form_of(row)
    around = puttable.page(request, row)
    return show(request, "votes/put.html", form=form, hands=form, prepare=other, **around)


@require_POST
@room(Role.DEPUTY)
def ask_recorded(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Ask that the vote on an item or a motion be recorded by name."""
    row = own.subject_for(asking(request), subject)
    back = reverse("floor:meeting", args=[row.meeting.pk])
    said = _("Your request is noted: the vote will be taken by name.")
    act, given = preparing.ask_recorded, {"context": row.meeting.pk, "subject": subject}
    return press(request, act, back=back, said=said, **given)
