"""Moving motions and amendments, signing them, withdrawing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from townmoot.meetings import queries
from townmoot.meetings.actions import motions as acts
from townmoot.meetings.actions import motions_put as put
from townmoot.meetings.actions import signers as signing
from townmoot.people.enums import Role
from townmoot.record import ActError
from townmoot.suggestions.actions.drafting import draft_from_motion
from townmoot.web.floor import drafts, motionwork
from townmoot.web.floor.forms_motions import AmendmentForm, MotionForm
from townmoot.web.motions import told
from townmoot.web.rooms import asking, attempt, do, go, press, refused, room, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from townmoot.record import Act

ASK = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@room(Role.DEPUTY)
def listing(request: HttpRequest) -> HttpResponse:
    """What I am asked to sign, what I moved or signed, and what is before my meetings."""
    ctx = asking(request)
    mine, listed = motionwork.mine_and_listed(ctx)
    return show(
        request,
        "floor/motions.html",
        asked=told.all_of(queries.asked_to_sign(ctx.actor, ctx.body)),
        mine=told.all_of(mine),
        listed=told.all_of(listed),
    )


@require_safe
@room(Role.RESIDENT)
def motion(request: HttpRequest, key: UUID) -> HttpResponse:
    """One motion or amendment, and what I can do with it."""
    row = motionwork.seen(asking(request), key)
    me = asking(request).actor.person
    deputy = asking(request).actor.holds(Role.DEPUTY)
    signer = next((one for one in row.signers.all() if one.person_id == me), None)
    return show(
        request,
        "floor/motion.html",
        told=told.of(row),
        acts=motionwork.bar(request, row, signer) if deputy else [],
        waiting=motionwork.waiting(row, me),
        asked=motionwork.is_asked(row, signer),
        signer=signer,
    )


@ASK
@room(Role.DEPUTY)
def write(request: HttpRequest) -> HttpResponse:
    """Begin a motion to a meeting that is still to come, or sits."""
    form = MotionForm(request.POST or None)
    form.offer(meeting=motionwork.meetings(asking(request)))
    inputs = {name: value for name, value in form.inputs().items() if name != "revision"}
    done = attempt(request, form, acts.draft, **inputs)
    if done:
        said = _("Your draft is kept. Ask others to sign, or hand it in.")
        return go(request, said, "floor:motion", done.result["motion"])
    return show(request, "floor/motion_write.html", form=form)


@ASK
@room(Role.DEPUTY)
def revise(request: HttpRequest, key: UUID) -> HttpResponse:
    """Go on writing a motion or an amendment."""
    row = motionwork.own_draft(asking(request), key)
    form = motionwork.form_of(row, request.POST or None)
    inputs = motionwork.located(row.amends, form.inputs()) if row.amends else form.inputs()
    if attempt(request, form, acts.revise, motion=key, **inputs):
        return go(request, _("Your text is kept."), "floor:motion", key)
    return show(request, "floor/motion_write.html", form=form, row=row, amends=row.amends)


@ASK
@room(Role.DEPUTY)
def amend(request: HttpRequest, key: UUID) -> HttpResponse:
    """Move an amendment: quote the words, write others."""
    row = motionwork.seen(asking(request), key)
    form = AmendmentForm(request.POST or None)
    inputs = motionwork.located(row, form.inputs())
    inputs.pop("revision", None)
    done = attempt(request, form, acts.amend, motion=key, **inputs)
    if done:
        said = _("Your draft is kept. Ask others to sign, or hand it in.")
        return go(request, said, "floor:motion", done.result["amendment"])
    return show(request, "floor/motion_write.html", form=form, amends=row)


@ASK
@room(Role.DEPUTY)
def signers(request: HttpRequest, key: UUID) -> HttpResponse:
    """Find deputies by name, number or group, and ask them to sign."""
    ctx = asking(request)
    row = motionwork.own_draft(ctx, key)
    if request.method == "POST":
        back = reverse("floor:motion_signers", args=[key])
        persons = request.POST.getlist("persons")
        said = _("They are asked; you see here who has answered.")
        return press(request, signing.ask, back=back, said=said, motion=key, persons=persons)
    asked = [one for one in row.signers.all() if not one.mover and not one.released_at]
    found = drafts.search(ctx, request.GET)
    return show(request, "floor/motion_signers.html", told=told.of(row), asked=asked, **found)


@require_POST
@room(Role.DEPUTY)
def release(request: HttpRequest, key: UUID, person: UUID) -> HttpResponse:
    """Take back the asking of a signer."""
    back = reverse("floor:motion_signers", args=[key])
    said = _("No longer asked.")
    return press(request, signing.release, back=back, said=said, motion=key, person=person)


@dataclass(frozen=True)
class Step:
    """A button: its act, what is said when it is done, and which posted fields it takes."""

    act: Act[Any, Any]
    said: Any
    takes: tuple[str, ...] = ()
    more: Callable[[HttpRequest], dict[str, Any]] = field(default=lambda _request: {})


def _myself(request: HttpRequest) -> dict[str, Any]:
    return {"person": asking(request).actor.person}


STEPS = {
    "hand-in": Step(acts.hand_in, gettext_lazy("Handed in."), ("version",)),
    "discard": Step(acts.discard, gettext_lazy("The draft is put away.")),
    "sign": Step(signing.confirm, gettext_lazy("You have signed."), ("version",)),
    "decline": Step(signing.decline, gettext_lazy("Noted: you do not sign."), ("reason",)),
    "sign-off": Step(signing.sign_off, gettext_lazy("Your signature is withdrawn.")),
    "second": Step(signing.second, gettext_lazy("You have seconded it."), (), _myself),
    "withdraw": Step(put.withdraw, gettext_lazy("Noted: you withdraw it.")),
    "keep": Step(put.keep, gettext_lazy("Noted: the motion goes on.")),
    "consent": Step(put.consent, gettext_lazy("Noted: you consent to the withdrawal.")),
}


@require_POST
@room(Role.DEPUTY)
def step(request: HttpRequest, key: UUID, what: str) -> HttpResponse:
    """What a single button asks for."""
    one = STEPS.get(what)
    if one is None:
        raise Http404
    given = {name: request.POST[name] for name in one.takes if request.POST.get(name)}
    back = reverse("floor:motion", args=[key])
    more = one.more(request)
    return press(request, one.act, back=back, said=one.said, motion=key, **given, **more)


@require_POST
@room(Role.DEPUTY)
def suggest(request: HttpRequest, key: UUID) -> HttpResponse:
    """Make a suggestion of one's own motion that was not listed."""
    try:
        done = do(request, draft_from_motion, motion=key)
    except ActError as error:
        return refused(request, error, reverse("floor:motion", args=[key]))
    said = _("The draft is kept. Only you can hand it in.")
    return go(request, said, "floor:suggestion", done.result["suggestion"])
