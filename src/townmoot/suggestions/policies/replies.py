"""What the state and the profile allow of replies, their approval, serving and rating."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.record import Ctx, NotFound, Refused
from townmoot.rules.terms import RatingGrade, ReplyClass
from townmoot.suggestions.enums import ReplyStepKind, Share
from townmoot.suggestions.models import Allotment, AssistingOpinion, Rating, Reply, Serving
from townmoot.suggestions.policies.states import check_part, check_reply
from townmoot.suggestions.policies.units import unrated
from townmoot.suggestions.queries.replies import APPROVALS, mark_of, present_steps
from townmoot.suggestions.queries.rules import profile_of
from townmoot.suggestions.queries.status import may_step


def class_of(ctx: Ctx, code: str) -> ReplyClass:
    """The profile's class of reply. Raises Refused for one it does not have."""
    try:
        return profile_of(ctx.body, ctx.today).suggestions.classes.find(code)
    except KeyError:
        raise Refused(_("Choose one of the listed classes."), field="reply_class") from None


def check_contents(
    ctx: Ctx, *, reply_class: str, reason: str, promise: str, deadline: date | None
) -> None:
    """Refuse a class without the deadline, promise or reason that it needs."""
    found = class_of(ctx, reply_class)
    if found.needs_deadline and deadline is None:
        raise Refused(_("This class needs the day by which it will be done."), field="deadline")
    if found.needs_reason and not reason:
        raise Refused(_("This class needs the reason."), field="reason")
    if (found.tracked or deadline is not None) and not promise:
        raise Refused(_("Write what is promised by that day."), field="promise")
    if promise and deadline is None:
        raise Refused(_("A promise needs the day by which it will be kept."), field="deadline")
    if deadline is not None and deadline < ctx.today:
        raise Refused(_("This day has passed."), field="deadline")


def check_draft(
    ctx: Ctx,
    *,
    allotment: UUID,
    text: str,
    reply_class: str,
    reason: str = "",
    promise: str = "",
    deadline: date | None = None,
) -> None:
    """Refuse the reply of an assisting unit, and a second draft beside the first."""
    part = ctx.get(Allotment, allotment)
    if part.share != Share.LEAD:
        raise Refused(_("This unit assists; it gives an opinion, not a reply."))
    check_part(ctx, part, "reply.draft")
    if part.replies.filter(issued_on=None).exists():
        raise Refused(_("There is a draft already; go on with that one."))
    check_contents(ctx, reply_class=reply_class, reason=reason, promise=promise, deadline=deadline)


def check_revise(
    ctx: Ctx,
    *,
    reply: UUID,
    text: str,
    reply_class: str,
    reason: str = "",
    promise: str = "",
    deadline: date | None = None,
    revision: int | None = None,
) -> None:
    """Refuse to change what was checked: it must be sent back first."""
    check_reply(ctx, ctx.get(Reply, reply), "reply.revise")
    check_contents(ctx, reply_class=reply_class, reason=reason, promise=promise, deadline=deadline)


def _hand(ctx: Ctx, reply: Reply, step: ReplyStepKind) -> None:
    """Refuse a step out of the profile's order."""
    rules = profile_of(ctx.body, ctx.today).suggestions.approval_steps
    chain = [(hand.code, hand.required) for hand in rules.value]
    if not may_step(chain, [done.kind for done in present_steps(reply)], step):
        raise Refused(_("Another step comes first, or this one was taken."))


def _two_hands(ctx: Ctx, reply: Reply, step: ReplyStepKind) -> None:
    """Refuse to approve one's own letter alone, where the profile asks for two hands."""
    if not profile_of(ctx.body, ctx.today).suggestions.two_hands.value:
        return
    steps = present_steps(reply)
    drafters = {each.created_by for each in steps if each.kind == ReplyStepKind.DRAFT}
    others = {each.created_by for each in steps if each.kind in APPROVALS} - drafters
    alone = step is ReplyStepKind.CHECK or not others
    if alone and ctx.actor.who in drafters:
        raise Refused(_("You drafted this letter; somebody else must approve it."))


def check_check(ctx: Ctx, *, reply: UUID, remark: str = "") -> None:
    """Refuse a check out of turn, or of one's own letter."""
    row = ctx.get(Reply, reply)
    check_reply(ctx, row, "reply.check")
    _hand(ctx, row, ReplyStepKind.CHECK)
    _two_hands(ctx, row, ReplyStepKind.CHECK)


def check_countersign(ctx: Ctx, *, reply: UUID, remark: str = "") -> None:
    """Refuse a countersignature out of turn."""
    row = ctx.get(Reply, reply)
    check_reply(ctx, row, "reply.countersign")
    _hand(ctx, row, ReplyStepKind.COUNTERSIGN)


def check_sign(ctx: Ctx, *, reply: UUID, remark: str = "") -> None:
    """Refuse a signature out of turn, or one's own letter that nobody else approved."""
    row = ctx.get(Reply, reply)
    check_reply(ctx, row, "reply.sign")
    _hand(ctx, row, ReplyStepKind.SIGN)
    _two_hands(ctx, row, ReplyStepKind.SIGN)


def check_send_back(ctx: Ctx, *, reply: UUID, remark: str) -> None:
    """Refuse to send back what is out of the house, or was sent back."""
    check_reply(ctx, ctx.get(Reply, reply), "reply.send_back")


def check_issue(ctx: Ctx, *, reply: UUID, mark: str = "") -> None:
    """Refuse a letter before the deputies were heard and all assisting opinions are in."""
    row = ctx.get(Reply, reply)
    check_reply(ctx, row, "reply.issue")
    _hand(ctx, row, ReplyStepKind.ISSUE)
    check_part(ctx, row.allotment, "reply.issue")
    needs_contact = profile_of(ctx.body, ctx.today).suggestions.contact_required.value
    if needs_contact and not row.allotment.contacts.exists():
        raise Refused(_("Speak with the deputy first, and note it."))
    helpers = Allotment._default_manager.filter(
        suggestion=row.suggestion_id, share=Share.ASSIST, ended_on=None
    )
    given = AssistingOpinion._default_manager.values("allotment")
    waiting = helpers.exclude(pk__in=given).select_related("unit")
    names = ", ".join(helper.unit.name for helper in waiting)
    if names:
        raise Refused(_("Opinions still missing: %(units)s.") % {"units": names})
    if not mark and not mark_of(row.allotment.unit_id):
        raise Refused(_("Give the mark under which the unit numbers its letters."), field="mark")


def check_serve(ctx: Ctx, *, reply: UUID, way: str, persons: list[UUID]) -> None:
    """Refuse persons to whom the reply does not go."""
    row = ctx.get(Reply, reply)
    check_reply(ctx, row, "reply.serve")
    known = Serving._default_manager.filter(reply=row).values_list("person_id", flat=True)
    if not set(persons) <= set(known):
        raise Refused(_("Name deputies who signed this suggestion."), field="persons")


def check_acknowledge(ctx: Ctx, *, reply: UUID) -> None:
    """NotFound for a reply that did not go to the person."""
    _served(ctx, reply)
    check_reply(ctx, ctx.get(Reply, reply), "reply.acknowledge")


def _served(ctx: Ctx, reply: UUID) -> None:
    rows = Serving._default_manager.filter(body=ctx.body, reply=reply, person=ctx.actor.person)
    if ctx.actor.person is None or not rows.exists():
        raise NotFound


def grade_of(ctx: Ctx, code: str, field: str) -> RatingGrade:
    """A grade of the profile's scale. Raises Refused for one it does not have."""
    try:
        return profile_of(ctx.body, ctx.today).suggestions.rating_scale.find(code)
    except KeyError:
        raise Refused(_("Choose one of the listed grades."), field=field) from None


def check_rate(ctx: Ctx, *, reply: UUID, attitude: str, result: str, reason: str = "") -> None:
    """Refuse a second rating, and dissatisfaction without a reason."""
    _served(ctx, reply)
    check_reply(ctx, ctx.get(Reply, reply), "rating.give")
    if not unrated(ctx, reply):
        raise Refused(_("You have rated this reply."))
    grades = [grade_of(ctx, attitude, "attitude"), grade_of(ctx, result, "result")]
    if any(grade.needs_reason for grade in grades) and not reason:
        raise Refused(_("Say why you are not satisfied."), field="reason")


def check_urge(ctx: Ctx, *, reply: UUID) -> None:
    """Refuse where everybody has rated."""
    row = ctx.get(Reply, reply)
    check_reply(ctx, row, "rating.urge")
    if not Serving._default_manager.filter(reply=row, rating=None).exists():
        raise Refused(_("Everybody has rated this reply."))


def check_release(ctx: Ctx, *, reply: UUID) -> None:
    """Refuse where there is nothing to release."""
    row = ctx.get(Reply, reply)
    check_reply(ctx, row, "rating.release")
    if not Rating._default_manager.filter(serving__reply=row).exists():
        raise Refused(_("Nobody has rated this reply yet."))


def check_rehandle(ctx: Ctx, *, allotment: UUID, words: str) -> None:
    """Refuse to reopen a reply with which nobody was dissatisfied."""
    part = ctx.get(Allotment, allotment)
    check_part(ctx, part, "suggestion.rehandle")
    if hasattr(part, "rehandling"):
        raise Refused(_("It was handled again already; bring it before a meeting."))
    if not dissatisfied(ctx, part):
        raise Refused(_("No signer was dissatisfied with this reply."))


def dissatisfied(ctx: Ctx, part: Allotment) -> bool:
    """Whether a signer's grade of the unit's first reply reopens it, after the profile."""
    scale: Any = profile_of(ctx.body, ctx.today).suggestions.rating_scale.value
    reopening = [grade.code for grade in scale if grade.reopens]
    rows = Rating._default_manager.filter(serving__reply__allotment=part, serving__reply__round=1)
    return (
        rows.filter(result__in=reopening).exists() or rows.filter(attitude__in=reopening).exists()
    )
