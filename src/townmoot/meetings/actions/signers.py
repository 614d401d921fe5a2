"""Who signs a motion: asked, confirming a wording, declining, withdrawing, seconding."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings.actions.inputs import Persons
from townmoot.meetings.models import Motion, MotionSigner
from townmoot.meetings.permissions import motions as permissions
from townmoot.meetings.policies import signers as policies
from townmoot.meetings.publics import motions as publics
from townmoot.people.models import Person
from townmoot.record import Ctx, ShortText, act


@act(
    "signer.ask",
    permission=permissions.OWN_MOTION,
    policy=policies.check_ask,
    subject="motion",
    module="motions",
)
def ask(ctx: Ctx, *, motion: UUID, persons: Persons) -> dict[str, Any]:
    """Ask deputies to sign; who declined or was released is asked again."""
    row = ctx.get(Motion, motion)
    known = {signer.person_id: signer for signer in row.signers.all()}
    for person in dict.fromkeys(persons):
        signer = known.get(person)
        if signer is None:
            ctx.create(MotionSigner, motion=row, person=ctx.get(Person, person))
        elif signer.declined_at is not None or signer.released_at is not None:
            ctx.save(signer, declined_at=None, declined_reason="", released_at=None)
    return {"motion": row.id}


@act(
    "signer.confirm",
    permission=permissions.ASKED_TO_SIGN,
    policy=policies.check_confirm,
    subject="motion",
    module="motions",
)
def confirm(ctx: Ctx, *, motion: UUID, version: int) -> dict[str, Any]:
    """Sign: confirm having read this wording."""
    kept = {"confirmed_at": ctx.now, "confirmed_version": version}
    return _answer(ctx, motion, **kept, declined_at=None, declined_reason="")


@act(
    "signer.decline",
    permission=permissions.ASKED_TO_SIGN,
    policy=policies.by_state("signer.decline"),
    subject="motion",
    module="motions",
)
def decline(ctx: Ctx, *, motion: UUID, reason: ShortText = "") -> dict[str, Any]:
    """Decline to sign, or take a signature back before the motion is handed in."""
    gone = {"confirmed_at": None, "confirmed_version": None}
    return _answer(ctx, motion, **gone, declined_at=ctx.now, declined_reason=reason)


def _answer(ctx: Ctx, motion: UUID, **fields: Any) -> dict[str, Any]:
    rows = MotionSigner._default_manager.filter(motion=motion, person=ctx.actor.person)
    ctx.save(rows.get(), **fields)
    return {"motion": motion}


@act(
    "signer.release",
    permission=permissions.OWN_MOTION,
    policy=policies.check_release,
    subject="motion",
    module="motions",
)
def release(ctx: Ctx, *, motion: UUID, person: UUID) -> dict[str, Any]:
    """Take back the asking of a signer."""
    signer = MotionSigner._default_manager.get(motion=motion, person=person)
    ctx.save(signer, released_at=ctx.now, confirmed_at=None, confirmed_version=None)
    return {"motion": motion}


@act(
    "signer.withdraw",
    permission=permissions.SIGNER,
    policy=policies.check_sign_off,
    subject="motion",
    module="motions",
)
def sign_off(ctx: Ctx, *, motion: UUID) -> dict[str, Any]:
    """Withdraw one’s signature before the motion is listed; with too few left, it ends."""
    row = ctx.get(Motion, motion)
    _answer(ctx, motion, withdrawn_at=ctx.now)
    if policies.too_few(row):
        ctx.save(row, lapsed_at=ctx.now)
    return {"motion": row.id, "lapsed": row.lapsed_at is not None}


@act(
    "motion.second",
    permission=permissions.SECOND,
    policy=policies.check_second,
    public=publics.seconded,
    subject="motion",
    module="motions",
)
def second(ctx: Ctx, *, motion: UUID, person: UUID) -> dict[str, Any]:
    """Second a motion, or note at the meeting who does."""
    row = ctx.get(Motion, motion)
    known = MotionSigner._default_manager.filter(motion=row, person=person).first()
    kept = {"confirmed_at": ctx.now, "confirmed_version": row.version}
    free = {"declined_at": None, "declined_reason": "", "released_at": None, "withdrawn_at": None}
    if known:
        ctx.save(known, **kept, **free)
    else:
        ctx.create(MotionSigner, motion=row, person=ctx.get(Person, person), **kept)
    return {"motion": row.id}
