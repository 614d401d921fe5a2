"""Taking a vote, by clerk, chair or whoever presides: open, close, confirm, announce."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from townmoot.ballots import queries
from townmoot.ballots.actions import preparing, steps
from townmoot.people.enums import Role
from townmoot.record import NotFound
from townmoot.web.rooms import asking, attempt, found, go, next_page, posted, press, room, show
from townmoot.web.votes import own, work
from townmoot.web.votes.forms import AppointForm, SettleForm, WhyForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ASK = require_http_methods(["GET", "HEAD", "POST"])
CHAIR = room(Role.CHAIR, Role.CLERK, Role.PRESIDIUM, Role.DEPUTY)
SAID = {
    "open": gettext_lazy("The vote is open."),
    "close": gettext_lazy("The vote is closed."),
    "confirm": gettext_lazy("The count is confirmed."),
    "publish": gettext_lazy("The result is announced."),
}
TITLES = {
    "cancel": gettext_lazy("Break the vote off"),
    "recount": pgettext_lazy("vote", "Count again"),
    "void": gettext_lazy("Declare the vote void"),
}


@require_safe
@CHAIR
def poll(request: HttpRequest, key: UUID) -> HttpResponse:
    """A vote from the chair: how far it is, what can come next."""
    row, meeting = own.led_poll(asking(request), key)
    return show(request, "votes/poll.html", **work.conduct(request, row, meeting))


@require_POST
@CHAIR
def step(request: HttpRequest, key: UUID, what: str) -> HttpResponse:
    """Open, close, confirm, announce."""
    if what not in work.STEPS:
        raise NotFound
    own.poll_for(asking(request), key)
    back = next_page(request, reverse("votes:poll", args=[key]))
    return press(request, work.STEPS[what], back=back, said=SAID[what], poll=key)


@ASK
@CHAIR
def why(request: HttpRequest, key: UUID, what: str) -> HttpResponse:
    """Break off, count again, declare void: with the reason."""
    row, meeting = own.led_poll(asking(request), key)
    if what not in work.WITH_REASON:
        raise NotFound
    form = WhyForm(posted(request))
    if attempt(request, form, work.WITH_REASON[what], poll=key, **form.inputs()):
        return go(request, _("Noted."), "votes:poll", key)
    words: dict[str, Any] = {
        "title": TITLES[what],
        "submit": TITLES[what],
        "meeting": meeting,
        "poll": row,
    }
    back = reverse("votes:poll", args=[key])
    return show(request, "votes/form.html", form=form, back=back, binding=True, **words)


@ASK
@CHAIR
def appoint(request: HttpRequest, key: UUID) -> HttpResponse:
    """Appoint a scrutineer, or who counts."""
    row, meeting = own.led_poll(asking(request), key)
    form = AppointForm(posted(request))
    form.offer(person=work.person_choices(meeting), hall=work.hall_choices(meeting))
    if attempt(request, form, preparing.appoint, poll=key, **form.inputs()):
        return go(request, _("Appointed."), "votes:poll", key)
    words: dict[str, Any] = {
        "title": _("Appoint a scrutineer"),
        "submit": _("Appoint"),
        "meeting": meeting,
    }
    back = reverse("votes:poll", args=[key])
    return show(request, "votes/form.html", form=form, back=back, poll=row, **words)


@require_POST
@CHAIR
def dismiss(request: HttpRequest, key: UUID, scrutineer: UUID) -> HttpResponse:
    """Take somebody off the count again."""
    own.led_poll(asking(request), key)
    back = reverse("votes:poll", args=[key])
    act = preparing.dismiss
    return press(request, act, back=back, said=_("Noted."), scrutineer=scrutineer)


@ASK
@CHAIR
def settle(request: HttpRequest, key: UUID) -> HttpResponse:
    """Settle equal votes as the rules say."""
    row, meeting = own.led_poll(asking(request), key)
    waiting = [one for one in queries.outcome_of(row) if one.waits]
    tied = found(waiting)
    form = SettleForm(posted(request), initial={"question": tied.asked.key})
    form.offer(
        question=[(tied.asked.key, tied.asked.name)],
        by=work.settled_by(row),
        choice=work.tied_choices(tied),
    )
    if attempt(request, form, steps.settle, poll=key, **form.inputs()):
        return go(request, _("Noted."), "votes:poll", key)
    words: dict[str, Any] = {
        "title": _("Settle equal votes"),
        "submit": _("Record"),
        "meeting": meeting,
    }
    back = reverse("votes:poll", args=[key])
    return show(request, "votes/form.html", form=form, back=back, poll=row, binding=True, **words)
