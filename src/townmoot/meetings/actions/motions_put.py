"""Motions before the meeting: the order of amendments, withdrawal, the decision, the resolution."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.db.models import Max
from pydantic import Field

from townmoot.ballots.enums import PollMethod
from townmoot.ballots.models import Poll
from townmoot.ballots.queries import subjects_of
from townmoot.meetings import queries
from townmoot.meetings.models import Motion, MotionDecision, MotionSigner, Resolution
from townmoot.meetings.permissions import motions as permissions
from townmoot.meetings.policies import motions as policies
from townmoot.meetings.policies import putting
from townmoot.meetings.policies.agenda import profile_at
from townmoot.meetings.publics import motions as publics
from townmoot.record import Ctx, act, follow
from townmoot.rules.motions import Withdrawal

Ordered = Annotated[list[UUID], Field(min_length=1, max_length=200)]


@act(
    "motion.order",
    permission=permissions.CONDUCT,
    policy=policies.check_order,
    public=publics.motion_told,
    subject="motion",
    module="motions",
)
def order(ctx: Ctx, *, motion: UUID, amendments: Ordered) -> dict[str, Any]:
    """Say in which order the amendments are put, the furthest-reaching first."""
    for place, key in enumerate(amendments, start=1):
        ctx.save(ctx.get(Motion, key), place=place)
    return {"motion": motion}


@act(
    "motion.withdraw",
    permission=permissions.OWN_MOTION,
    policy=policies.check_withdraw,
    public=publics.motion_told,
    subject="motion",
    module="motions",
)
def withdraw(ctx: Ctx, *, motion: UUID) -> dict[str, Any]:
    """Withdraw a motion before the vote; once it is listed, ask for the consent the rules name."""
    row = ctx.get(Motion, motion)
    free = profile_at(row.meeting).motions.withdrawal.value is Withdrawal.NONE
    if row.listed_at is None or free:
        ctx.save(row, withdrawn_at=ctx.now)
    else:
        ctx.save(row, withdrawal_asked_at=ctx.now)
        _consent_of(ctx, row)
    return {"motion": row.id, "withdrawn": row.withdrawn_at is not None}


def _consent_of(ctx: Ctx, row: Motion) -> None:
    """Note the actor’s consent; the last one that is needed withdraws the motion."""
    if profile_at(row.meeting).motions.withdrawal.value is Withdrawal.SIGNERS:
        signer = MotionSigner._default_manager.get(motion=row, person=ctx.actor.person)
        ctx.save(signer, consented_at=ctx.now)
        rows = Motion._default_manager.get(pk=row.pk)
        if all(each.consented_at for each in queries.signed(rows)):
            ctx.save(row, withdrawn_at=ctx.now)


@act(
    "motion.keep",
    permission=permissions.OWN_MOTION,
    policy=policies.check_asked("motion.keep"),
    public=publics.motion_told,
    subject="motion",
    module="motions",
)
def keep(ctx: Ctx, *, motion: UUID) -> dict[str, Any]:
    """Take one’s request to withdraw back; the motion goes on."""
    row = ctx.get(Motion, motion)
    for signer in row.signers.filter(consented_at__isnull=False):
        ctx.save(signer, consented_at=None)
    return {"motion": ctx.save(row, withdrawal_asked_at=None).id}


@act(
    "motion.consent",
    permission=permissions.CONSENT,
    policy=policies.check_asked("motion.consent"),
    public=publics.motion_told,
    subject="motion",
    module="motions",
)
def consent(ctx: Ctx, *, motion: UUID) -> dict[str, Any]:
    """Consent to the withdrawal: as one of its signers, or for the presidium."""
    row = ctx.get(Motion, motion)
    if profile_at(row.meeting).motions.withdrawal.value is Withdrawal.CHAIR:
        ctx.save(row, withdrawn_at=ctx.now)
    else:
        _consent_of(ctx, row)
    return {"motion": row.id, "withdrawn": row.withdrawn_at is not None}


@act(
    "motion.decide",
    permission=permissions.CONDUCT,
    policy=putting.check_decide,
    public=publics.decided,
    subject="motion",
    module="motions",
)
def decide(ctx: Ctx, *, motion: UUID, poll: UUID) -> dict[str, Any]:
    """Note what a poll decided on a motion or an amendment; it follows the announced result.

    An amendment that is carried lets those to the same words fall; a motion that is carried
    becomes a resolution, in the words as amended.
    """
    row, held = ctx.get(Motion, motion), ctx.get(Poll, poll)
    found = putting.outcome_for(held, row.pk)
    carried = found is not None and found.carried
    made = ctx.create(MotionDecision, motion=row, poll=held, carried=carried)
    return {"motion": row.id, "decision": made.id} | _follows(ctx, row, carried=carried)


def follow_poll(ctx: Ctx, result: dict[str, Any], _inputs: dict[str, Any]) -> None:
    """Decide the motions on which a vote was announced."""
    poll = ctx.get(Poll, result["poll"])
    if poll.method != PollMethod.MOTION:
        return
    for row in Motion._default_manager.filter(body=ctx.body, pk__in=subjects_of(poll)):
        ctx.call(decide, motion=row.pk, poll=poll.pk)


def _follows(ctx: Ctx, row: Motion, *, carried: bool) -> dict[str, Any]:
    if not carried:
        return {}
    if row.amends is None:
        return {"resolution": _resolve(ctx, row).pk}
    fallen = [each for each in queries.same_words(row) if policies.is_waiting(each)]
    for each in fallen:
        ctx.save(each, fallen_at=ctx.now)
    return {"fallen": [each.pk for each in fallen]}


def _resolve(ctx: Ctx, row: Motion) -> Resolution:
    """The resolution, under the next number of the year."""
    rows = Resolution._default_manager.filter(body=ctx.body, year=ctx.today.year)
    number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    rule = profile_at(row.meeting).motions.resolution_number.value
    return ctx.create(
        Resolution,
        motion=row,
        on=ctx.today,
        year=ctx.today.year,
        number=number,
        number_words=rule.printed(ctx.today.year, number).model_dump(),
        text=queries.text_now(row),
    )


def register() -> None:
    """Follow the acts below."""
    follow("poll.publish", follow_poll)
    follow("poll.record", follow_poll)
