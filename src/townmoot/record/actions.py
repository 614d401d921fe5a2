"""The record's own acts: moving a rehearsal's clock, erasing what lies beside an entry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from townmoot.record import clock, guard
from townmoot.record.context import Ctx
from townmoot.record.errors import Invalid, NotFound, Refused
from townmoot.record.models import Entry, Head
from townmoot.record.ports import Operator
from townmoot.record.registry import Permission, ShortText, act

DIRECTOR = "director"

MAY_DIRECT = Permission(
    roles=frozenset({Operator.role, DIRECTOR}),
    words=_("Only who directs a rehearsal may move its clock."),
)
MAY_ERASE = Permission(
    roles=frozenset({Operator.role, "clerk"}),
    words=_("Only the assembly's clerk may erase personal data from the record."),
)


def check_rehearsal(ctx: Ctx, *, to: datetime) -> None:
    """Raise Invalid for a time without zone, Refused in a real town."""
    if to.tzinfo is None:
        raise Invalid([{"field": "to", "reason": str(_("Give the time with its zone."))}])
    if not clock.is_rehearsal():
        raise Refused(_("The clock of a real town cannot be moved."))


@act("clock.move", permission=MAY_DIRECT, policy=check_rehearsal)
def move_clock(ctx: Ctx, *, to: datetime) -> dict[str, Any]:
    """Move the legal time of a rehearsal forward."""
    clock.move_to(to)
    return {"to": to}


def check_erasable(ctx: Ctx, *, position: int, reason: str) -> None:
    """Raise NotFound or Refused where there is nothing left to erase."""
    entry = Entry._default_manager.filter(body=ctx.body, position=position).first()
    if entry is None:
        raise NotFound
    if entry.private is None:
        raise Refused(_("This was erased before."))


@act(
    "record.erase",
    permission=MAY_ERASE,
    policy=check_erasable,
    public=lambda ctx, result, **inputs: {"position": inputs["position"]},
)
def erase(ctx: Ctx, *, position: int, reason: ShortText) -> dict[str, Any]:
    """Erase the private part of an entry; its commitment stays, so the record still verifies."""
    with guard.writing("erase"):
        Entry._default_manager.filter(body=ctx.body, position=position).update(
            salt=None, private=None, actor=None, account=None, subject=None
        )
    return {"position": position}


@act(
    "record.restored",
    permission=Permission(
        roles=frozenset({Operator.role}), words=_("Only who runs the server may restore.")
    ),
    public=lambda ctx, result, **inputs: {"epoch": result["epoch"]},
)
def restored(ctx: Ctx) -> dict[str, Any]:
    """Note that the record was restored from a backup, and begin a new epoch."""
    head = Head._default_manager.get(body=ctx.body)
    Head._default_manager.filter(pk=head.pk).update(epoch=head.epoch + 1)
    return {"epoch": head.epoch + 1}
