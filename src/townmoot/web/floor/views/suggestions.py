"""Suggestions as their signers see them: the list, one with its story, replies, ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from townmoot.people.enums import Role
from townmoot.suggestions import queries as suggestions
from townmoot.suggestions.actions import endings, rating, replies
from townmoot.suggestions.queries.withdrawing import asked as asked_to_withdraw
from townmoot.web.floor import reading
from townmoot.web.floor.bars import reply_bar, suggestion_bar
from townmoot.web.floor.forms import DeclineForm, RatingForm, WithdrawForm
from townmoot.web.floor.story import story
from townmoot.web.rooms import asking, attempt, go, press, room, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ASK = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@room(Role.DEPUTY)
def listing(request: HttpRequest) -> HttpResponse:
    """What I lead or have signed, with its clock; above it, what I am asked to sign."""
    ctx = asking(request)
    mine = suggestions.suggestions_for(ctx.actor, ctx.body)
    signed = reading.signed_by(mine, ctx.actor.person)
    return show(
        request,
        "floor/suggestions.html",
        lines=suggestions.listing(signed, ctx.body, ctx.today),
        asked=suggestions.asked_to_cosign(ctx.actor, ctx.body),
        me=ctx.actor.person,
    )


@require_safe
@room(Role.DEPUTY)
def suggestion(request: HttpRequest, key: UUID) -> HttpResponse:
    """One suggestion: text, signers, clocks, replies, and its story in words."""
    ctx = asking(request)
    detail = suggestions.detail(ctx.actor, ctx.body, key, ctx.today)
    mine = reading.signature_in(detail, ctx.actor.person)
    served = list(reading.servings_of(detail, ctx.actor.person))
    return show(
        request,
        "floor/suggestion.html",
        detail=detail,
        item=detail.item,
        mine=mine,
        asked=reading.is_asked(detail, mine),
        decline=DeclineForm(),
        acts=suggestion_bar(request, detail, mine, served),
        withdrawal=asked_to_withdraw(detail.item),
        clocks=reading.clocks(ctx, detail, served),
        story=story(ctx, detail),
        **reading.replies(ctx, detail),
    )


@ASK
@room(Role.DEPUTY)
def reply(request: HttpRequest, key: UUID, reply: UUID) -> HttpResponse:
    """A reply that went to me: read it, then rate it."""
    ctx = asking(request)
    row = reading.serving_for(ctx, key, reply)
    form = RatingForm(request.POST or None)
    form.offer(**reading.grades(ctx))
    if attempt(request, form, rating.rate, reply=reply, **form.inputs()):
        return go(request, _("Thank you. Your rating is noted."), "floor:suggestion", key)
    return show(
        request,
        "floor/reply.html",
        form=form,
        row=row,
        acts=reply_bar(request, row),
        clock=reading.rating_piece(ctx, row),
        **reading.letter(ctx, row),
    )


@require_POST
@room(Role.DEPUTY)
def acknowledge_reply(request: HttpRequest, key: UUID, reply: UUID) -> HttpResponse:
    """I have the reply."""
    back = reverse("floor:reply", args=[key, reply])
    said = _("Noted: you have the reply.")
    return press(request, replies.acknowledge, back=back, said=said, reply=reply)


@ASK
@room(Role.DEPUTY)
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask to withdraw; it counts when all signers agree."""
    ctx = asking(request)
    detail = suggestions.detail(ctx.actor, ctx.body, key, ctx.today)
    form = WithdrawForm(request.POST or None)
    if attempt(request, form, endings.ask_withdrawal, suggestion=key, **form.inputs()):
        return go(request, _("Noted. All signers must agree."), "floor:suggestion", key)
    return show(request, "floor/withdraw.html", form=form, item=detail.item)


@require_POST
@room(Role.DEPUTY)
def agree(request: HttpRequest, key: UUID) -> HttpResponse:
    """Agree to the withdrawal."""
    back = reverse("floor:suggestion", args=[key])
    said = _("Noted: you agree to the withdrawal.")
    return press(request, endings.agree_withdrawal, back=back, said=said, suggestion=key)


@require_POST
@room(Role.DEPUTY)
def keep(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take one's own request to withdraw back."""
    back = reverse("floor:suggestion", args=[key])
    said = _("Taken back; the suggestion goes on.")
    return press(request, endings.cancel_withdrawal, back=back, said=said, suggestion=key)
