"""What the state allows of drafts, co-signing and handing in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.meetings.enums import MotionState
from townmoot.meetings.models import Motion
from townmoot.meetings.queries import motion_state, opinion_to_suggest
from townmoot.people.models import Person
from townmoot.record import Ctx, NotFound, Refused
from townmoot.suggestions.models import Signature, Suggestion
from townmoot.suggestions.policies.states import check_act
from townmoot.suggestions.queries.lists import drafted, made_of_motions
from townmoot.suggestions.queries.rules import profile_of
from townmoot.suggestions.queries.signers import are_deputies

_CHANGED = _("The text was changed since you opened it. Read it again, then confirm.")


def check_prepare(ctx: Ctx, *, lead: UUID, **_inputs: Any) -> None:
    """Refuse a draft for somebody who is no deputy."""
    ctx.get(Person, lead)
    if not are_deputies(ctx.body, [lead], ctx.today):
        raise Refused(_("This person is not a deputy now."), field="lead")


def check_from_opinion(ctx: Ctx, *, opinion: UUID, **_inputs: Any) -> None:
    """Refuse a second draft of one opinion. NotFound for who may not make one of it."""
    opinion_to_suggest(ctx.actor, ctx.body, opinion)
    if drafted(ctx.body, [opinion]):
        raise Refused(_("There is a draft of this opinion already."), field="opinion")


def unlisted(ctx: Ctx, motion: UUID) -> Motion:
    """The deputy’s own motion, where it was not listed. NotFound for everybody else."""
    row = ctx.get(Motion, motion)
    if row.mover_id != ctx.actor.person or row.amends_id is not None:
        raise NotFound
    if motion_state(row) is not MotionState.NOT_LISTED:
        raise Refused(_("Only a motion that was not listed becomes a suggestion."))
    return row


def check_from_motion(ctx: Ctx, *, motion: UUID) -> None:
    """Refuse a motion that is dealt with otherwise, and a second draft of one."""
    unlisted(ctx, motion)
    if made_of_motions(ctx.body, [motion]):
        raise Refused(_("There is a draft of this motion already."), field="motion")


def check_ask(ctx: Ctx, *, suggestion: UUID, persons: list[UUID]) -> None:
    """Refuse co-signers who are no deputies, and the lead among them."""
    item = ctx.get(Suggestion, suggestion)
    check_act(ctx, item, "cosigner.ask")
    if item.lead_id in persons:
        raise Refused(_("The lead need not be asked."), field="persons")
    if not are_deputies(ctx.body, persons, ctx.today):
        raise Refused(_("Only deputies can co-sign."), field="persons")


def signature_of(ctx: Ctx, item: Suggestion, person: UUID | None) -> Signature | None:
    """The signature somebody was asked for."""
    rows = Signature._default_manager.filter(suggestion=item, person=person, lead=False)
    return rows.filter(released_at=None).first()


def check_confirm(ctx: Ctx, *, suggestion: UUID, text_version: int) -> None:
    """Refuse to confirm a wording that is not the present one."""
    item = ctx.get(Suggestion, suggestion)
    check_act(ctx, item, "cosigner.confirm")
    if text_version != item.text_version:
        raise Refused(_CHANGED, field="text_version")


def check_release(ctx: Ctx, *, suggestion: UUID, person: UUID) -> None:
    """Refuse to release somebody who was not asked."""
    item = ctx.get(Suggestion, suggestion)
    check_act(ctx, item, "cosigner.release")
    if signature_of(ctx, item, person) is None:
        raise Refused(_("This deputy was not asked."), field="person")


def check_hand_in(ctx: Ctx, *, suggestion: UUID, text_version: int | None = None) -> None:
    """Refuse an unfinished or unread text, and co-signers who have not confirmed it."""
    item = ctx.get(Suggestion, suggestion)
    check_act(ctx, item, "suggestion.hand_in")
    if text_version not in (None, item.text_version):
        raise Refused(_CHANGED, field="text_version")
    if not item.facts or not item.proposal:
        raise Refused(_("Write both: how things are, and what should be done."))
    rows = Signature._default_manager.filter(
        suggestion=item, lead=False, released_at=None, declined_at=None
    )
    waiting = rows.exclude(confirmed_version=item.text_version).select_related("person")
    names = ", ".join(row.person.name for row in waiting)
    if names:
        raise Refused(
            _("Not confirmed in this wording: %(names)s. Wait, or release them.") % {"names": names}
        )
    needed = profile_of(ctx.body, ctx.today).sponsors.suggestion.value
    if 1 + rows.count() < needed:
        raise Refused(_("Signers needed: %(needed)d.") % {"needed": needed})
