"""Who may sign a motion and when; whether enough have signed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from townmoot.meetings.enums import Capacity
from townmoot.meetings.models import Motion, MotionSigner
from townmoot.meetings.policies.agenda import profile_at
from townmoot.meetings.policies.steps import wrong
from townmoot.meetings.queries.motions import motion_state, signed, signers_needed
from townmoot.meetings.states import MOTION
from townmoot.people.enums import Role
from townmoot.people.models import Membership
from townmoot.people.permissions import current
from townmoot.record import Ctx, Refused
from townmoot.rules.motions import SignedBy

CHANGED = gettext_lazy("The text was changed since you opened it. Read it again, then confirm.")


def allows(row: Motion, act: str) -> bool:
    """Whether the state of the motion allows the act."""
    return act in MOTION[motion_state(row)]


def check_motion(ctx: Ctx, motion: UUID, act: str) -> Motion:
    """The motion, where its state allows the act. Raises Refused, naming the state."""
    row = ctx.get(Motion, motion)
    if not allows(row, act):
        words = {"state": motion_state(row).label}
        raise Refused(_("This cannot be done now: the motion is “%(state)s”.") % words)
    return row


def by_state(act: str) -> Any:
    """A policy that asks nothing but the state of the motion."""

    def check(ctx: Ctx, *, motion: UUID, **_inputs: Any) -> None:
        check_motion(ctx, motion, act)

    return check


def are_deputies(ctx: Ctx, persons: list[UUID]) -> bool:
    """Whether each of them is a deputy today."""
    wanted = set(persons)
    rows = Membership._default_manager.filter(
        current(ctx.today), body=ctx.body, person__in=wanted
    ).values_list("person_id", "role", "post__duty")
    return wanted == {person for person, *held in rows if Role.DEPUTY in held}


def check_ask(ctx: Ctx, *, motion: UUID, persons: list[UUID]) -> None:
    """Refuse signers who are no deputies, and the mover among them."""
    row = check_motion(ctx, motion, "signer.ask")
    if row.mover_id in persons:
        raise wrong("persons", _("The mover need not be asked."))
    if not are_deputies(ctx, persons):
        raise wrong("persons", _("Only deputies can sign."))


def asked(row: Motion, person: UUID | None) -> MotionSigner | None:
    """The signature somebody was asked for."""
    rows = MotionSigner._default_manager.filter(motion=row, person=person, mover=False)
    return rows.filter(released_at=None).first()


def check_confirm(ctx: Ctx, *, motion: UUID, version: int) -> None:
    """Refuse to sign a wording that is not the present one."""
    if check_motion(ctx, motion, "signer.confirm").version != version:
        raise Refused(CHANGED, field="version")


def check_release(ctx: Ctx, *, motion: UUID, person: UUID) -> None:
    """Refuse to release somebody who was not asked."""
    if asked(check_motion(ctx, motion, "signer.release"), person) is None:
        raise wrong("person", _("This deputy was not asked."))


def check_sign_off(ctx: Ctx, *, motion: UUID) -> None:
    """Refuse a withdrawal of the mover, who withdraws the motion itself, and a second one."""
    row = check_motion(ctx, motion, "signer.withdraw")
    if row.mover_id == ctx.actor.person:
        raise Refused(_("You moved it: withdraw the motion itself."))


def check_second(ctx: Ctx, *, motion: UUID, person: UUID) -> None:
    """Raise Refused for who moved or signed it, or is no member of the meeting."""
    row = check_motion(ctx, motion, "motion.second")
    if any(signer.person_id == person for signer in signed(row)):
        raise Refused(_("This member has signed it already."))
    members = row.meeting.participants.filter(capacity=Capacity.MEMBER, removed_at=None)
    if not members.filter(person=person).exists():
        raise wrong("person", _("A motion is seconded by a member of this meeting."))


def check_answered(row: Motion) -> None:
    """Raise Refused while somebody who was asked has not confirmed the present wording."""
    rows = row.signers.filter(mover=False, released_at=None, declined_at=None)
    waiting = rows.exclude(confirmed_version=row.version).select_related("person")
    names = ", ".join(signer.person.name for signer in waiting)
    if names:
        reason = _("Not confirmed in this wording: %(names)s. Wait, or release them.")
        raise Refused(reason % {"names": names})


def check_signed(row: Motion) -> None:
    """Raise Refused while too few have signed."""
    needed = signers_needed(row, profile_at(row.meeting))
    have = len(signed(row))
    if have < needed:
        words = {"needed": needed, "have": have}
        raise Refused(_("Signers needed: %(needed)d; there are %(have)d.") % words)


def too_few(row: Motion) -> bool:
    """Whether a motion that needed its signers when it was handed in has lost too many."""
    profile = profile_at(row.meeting)
    at_once = profile.motions.signed_by.value is SignedBy.HAND_IN
    return at_once and len(signed(row)) < signers_needed(row, profile)
