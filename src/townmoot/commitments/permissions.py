"""Who may do what with promises."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.commitments.models import Commitment
from townmoot.people.enums import Role
from townmoot.people.permissions import may
from townmoot.record import Ctx, NotFound

UNIT_ROLES = (Role.UNIT_OFFICER, Role.UNIT_CHECKER, Role.UNIT_HEAD)


def is_unit(ctx: Ctx, *, commitment: UUID, **_inputs: Any) -> None:
    """The person's own unit promised it. NotFound for everybody else."""
    unit = ctx.get(Commitment, commitment).unit_id
    if not any(ctx.actor.holds(role, unit) for role in UNIT_ROLES):
        raise NotFound


def was_promised(ctx: Ctx, *, commitment: UUID, **_inputs: Any) -> None:
    """It was promised to the deputy. NotFound for everybody else."""
    reply = ctx.get(Commitment, commitment).reply
    person = ctx.actor.person
    if reply is None or person is None or not reply.servings.filter(person=person).exists():
        raise NotFound


UNIT = may(*UNIT_ROLES, words=_("Only the unit whose promise or task it is may."), relation=is_unit)
RECEIVER = may(
    Role.DEPUTY,
    words=_("Only a deputy to whom it was promised may."),
    relation=was_promised,
)
