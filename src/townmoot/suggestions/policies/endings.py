"""What the state allows of withdrawing, merging, carrying over, closing and publishing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.record import Ctx, Refused
from townmoot.suggestions.enums import Disclosed
from townmoot.suggestions.models import (
    CarryOver,
    Disclosure,
    Publication,
    Redaction,
    Referral,
    Serving,
    Suggestion,
)
from townmoot.suggestions.policies.handling import live_leads, no_reply_yet
from townmoot.suggestions.policies.replies import dissatisfied
from townmoot.suggestions.policies.states import check_act
from townmoot.suggestions.queries.redaction import HasSpan, documents_of, preview
from townmoot.suggestions.queries.rules import profile_of
from townmoot.suggestions.queries.withdrawing import asked, settles

ClosingCheck = Callable[[Ctx, Suggestion], None]

_closing_checks: list[ClosingCheck] = []


def before_closing(check: ClosingCheck) -> None:
    """Ask `check(ctx, suggestion)`, of an app above, before closing: it raises Refused."""
    if check not in _closing_checks:
        _closing_checks.append(check)


def check_withdraw(ctx: Ctx, *, suggestion: UUID, reason: str) -> None:
    """Refuse a second request, and a withdrawal after a reply or of what others stand on."""
    item = ctx.get(Suggestion, suggestion)
    check_act(ctx, item, "withdrawal.ask")
    _withdrawable(item)
    if asked(item) is not None:
        raise Refused(_("The withdrawal was asked for already."))


def check_agree(ctx: Ctx, *, suggestion: UUID) -> None:
    """Refuse where nobody asked, or the person has agreed.

    Who agreed may do so again where that settles it: the mandate of the others ended meanwhile.
    """
    item = ctx.get(Suggestion, suggestion)
    check_act(ctx, item, "withdrawal.agree")
    _withdrawable(item)
    request = asked(item)
    if request is None:
        raise Refused(_("Nobody has asked to withdraw it."))
    agreed = set(request.agreements.values_list("person_id", flat=True))
    if ctx.actor.person in agreed and not settles(item, agreed, ctx.today):
        raise Refused(_("You have agreed already."))


def check_cancel_withdrawal(ctx: Ctx, *, suggestion: UUID) -> None:
    """Refuse where nobody asks, and to anybody but who asked."""
    item = ctx.get(Suggestion, suggestion)
    check_act(ctx, item, "withdrawal.cancel")
    request = asked(item)
    if request is None:
        raise Refused(_("Nobody has asked to withdraw it."))
    if request.created_by != ctx.actor.who:
        raise Refused(_("Only who asked can take the request back."))


def _withdrawable(item: Suggestion) -> None:
    no_reply_yet(item.merged_into or item)
    if item.merged.filter(withdrawn_on=None).exists():
        raise Refused(
            _("Others were merged into this one and are answered with it; they go first.")
        )


def check_carry_over(ctx: Ctx, *, suggestion: UUID, kind: str, year: int, reason: str) -> None:
    """Refuse a year that is not ahead, and a second time into the same."""
    item = ctx.get(Suggestion, suggestion)
    check_act(ctx, item, "suggestion.carry_over")
    if not ctx.today.year <= year <= ctx.today.year + 5:
        raise Refused(_("Carry it over into this year or one of the next five."), field="year")
    if CarryOver._default_manager.filter(suggestion=item, year=year).exists():
        raise Refused(_("It was carried over into that year already."), field="year")


def check_close(ctx: Ctx, *, suggestion: UUID, words: str = "") -> None:
    """Refuse to close what somebody still owes something for."""
    item = ctx.get(Suggestion, suggestion)
    check_act(ctx, item, "suggestion.close")
    answered = Referral._default_manager.filter(
        suggestion=item.merged_into_id, answered_on__isnull=False
    )
    if item.merged_into_id is not None and item.replied_on is None and not answered.exists():
        raise Refused(_("The suggestion it was merged into has not been replied to."))
    waiting = Serving._default_manager.filter(
        suggestion=item, rating=None, rating_due__gte=ctx.today
    )
    if waiting.exists():
        raise Refused(_("Signers may still rate the reply."))
    whole = item.merged_into or item
    for part in live_leads(whole):
        if not hasattr(part, "rehandling") and dissatisfied(ctx, part):
            raise Refused(_("A signer was dissatisfied; have it handled again first."))
    for check in _closing_checks:
        check(ctx, item)


def check_review(
    ctx: Ctx, *, suggestion: UUID, result: str, spans: Sequence[HasSpan], reason: str = ""
) -> None:
    """Refuse to make public what the deputy or the assembly keeps back; spans that do not fit."""
    item = ctx.get(Suggestion, suggestion)
    check_act(ctx, item, "disclosure.review")
    if result == Disclosed.INTERNAL:
        if not reason:
            raise Refused(_("Say why it is not published."), field="reason")
        return
    if not item.wants_public or not item.public:
        raise Refused(_("The deputy or the assembly does not want it published."), field="result")
    try:
        preview(item, spans)
    except ValueError as error:
        raise Refused(
            _("This stretch does not fit its text: %(span)s.") % {"span": error}, field="spans"
        ) from None


def in_force(item: Suggestion) -> Publication | None:
    """How it is public now; None where it is not, or was taken back."""
    return item.publications.filter(ended_on=None).first()


def last_review(item: Suggestion) -> Disclosure | None:
    """The disclosure review that holds."""
    return item.disclosures.order_by("-created_at", "-pk").first()


def check_publish(ctx: Ctx, *, suggestion: UUID) -> None:
    """Refuse without a review of all texts, on one signature, and twice in the same wording."""
    item = ctx.get(Suggestion, suggestion)
    check_act(ctx, item, "suggestion.publish")
    review = last_review(item)
    public = in_force(item)
    if public is not None and public.disclosure == review:
        raise Refused(_("It is public already."))
    if review is None or review.result != Disclosed.PUBLIC:
        raise Refused(_("A disclosure review must allow it first."))
    read = Redaction._default_manager.filter(disclosure=review).values_list("document", flat=True)
    if set(documents_of(item)) != set(read):
        raise Refused(_("A reply came after the review; review it again."))
    two_hands = profile_of(ctx.body, ctx.today).suggestions.two_hands.value
    if two_hands and review.created_by == ctx.actor.who:
        raise Refused(_("You reviewed it; somebody else must publish it."))
