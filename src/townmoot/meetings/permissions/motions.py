"""Who may, with motions: who moved it, who is asked, who signed; clerk, chair, who presides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from townmoot.meetings.models import Motion, MotionSigner
from townmoot.meetings.permissions import CONDUCT, conducts
from townmoot.meetings.queries import motion_profile, motions_for
from townmoot.people.enums import Role
from townmoot.people.permissions import DEPUTY, may
from townmoot.record import Ctx, NotFound
from townmoot.rules.motions import Withdrawal

if TYPE_CHECKING:
    from uuid import UUID

__all__ = [
    "ASKED_TO_SIGN",
    "CONDUCT",
    "CONSENT",
    "LIST_MOTIONS",
    "MOVE",
    "MOVE_AMENDMENT",
    "OWN_MOTION",
    "SECOND",
    "SIGNER",
]


def moved(ctx: Ctx, *, motion: UUID, **_inputs: Any) -> None:
    """The motion is the deputy’s own. NotFound for everybody else."""
    if ctx.actor.person is None or ctx.get(Motion, motion).mover_id != ctx.actor.person:
        raise NotFound


def sees_motion(ctx: Ctx, *, motion: UUID, **_inputs: Any) -> None:
    """Raise NotFound for a motion that the deputy may not read."""
    if not motions_for(ctx.actor, ctx.body).filter(pk=motion).exists():
        raise NotFound


def _signs_motion(ctx: Ctx, motion: UUID, **found: Any) -> bool:
    rows = MotionSigner._default_manager.filter(
        body=ctx.body, motion=motion, person=ctx.actor.person, released_at=None, **found
    )
    return ctx.actor.person is not None and rows.exists()


def asked_to_sign(ctx: Ctx, *, motion: UUID, **_inputs: Any) -> None:
    """The deputy was asked to sign. NotFound for everybody else."""
    if not _signs_motion(ctx, motion, mover=False):
        raise NotFound


def signed_motion(ctx: Ctx, *, motion: UUID, **_inputs: Any) -> None:
    """The deputy signed the motion. NotFound for everybody else."""
    if not _signs_motion(ctx, motion, withdrawn_at=None, declined_at=None):
        raise NotFound


def seconds(ctx: Ctx, *, motion: UUID, person: UUID) -> None:
    """Raise Denied for anybody but the member who seconds, clerk, chair and who presides."""
    sees_motion(ctx, motion=motion)
    if person != ctx.actor.person:
        conducts(ctx, motion=motion)


def consents(ctx: Ctx, *, motion: UUID) -> None:
    """Raise NotFound for who did not sign, or Denied for who does not preside, as the rules ask."""
    row = ctx.get(Motion, motion)
    if motion_profile(row).motions.withdrawal.value is Withdrawal.SIGNERS:
        signed_motion(ctx, motion=motion)
    else:
        conducts(ctx, motion=motion)


MOVE = DEPUTY
OWN_MOTION = may(Role.DEPUTY, words=DEPUTY.words, relation=moved)
MOVE_AMENDMENT = may(Role.DEPUTY, words=DEPUTY.words, relation=sees_motion)
ASKED_TO_SIGN = may(Role.DEPUTY, words=DEPUTY.words, relation=asked_to_sign)
SIGNER = may(Role.DEPUTY, words=DEPUTY.words, relation=signed_motion)
LIST_MOTIONS = may(
    Role.CLERK,
    Role.CHAIR,
    words=_("Only the clerk or the chair notes which motions are listed."),
)
SECOND = may(
    Role.CLERK, Role.CHAIR, Role.PRESIDIUM, Role.DEPUTY, words=CONDUCT.words, relation=seconds
)
CONSENT = may(
    Role.CLERK, Role.CHAIR, Role.PRESIDIUM, Role.DEPUTY, words=CONDUCT.words, relation=consents
)
