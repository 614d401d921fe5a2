"""Who may do what with suggestions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.people.enums import Role
from townmoot.people.permissions import may
from townmoot.record import Ctx, Denied, NotFound
from townmoot.suggestions.enums import ReplyStepKind
from townmoot.suggestions.models import Allotment, Reply, Signature, Suggestion
from townmoot.suggestions.queries.rules import profile_of

UNIT_ROLES = (Role.UNIT_OFFICER, Role.UNIT_CHECKER, Role.UNIT_HEAD)
PREPARERS = (Role.CLERK, Role.RECORDER)


def is_lead(ctx: Ctx, *, suggestion: UUID, **_inputs: Any) -> None:
    """The suggestion is the deputy's own. NotFound for everybody else."""
    if ctx.get(Suggestion, suggestion).lead_id != ctx.actor.person:
        raise NotFound


def is_lead_or_preparer(ctx: Ctx, *, suggestion: UUID, **_inputs: Any) -> None:
    """The draft is the deputy's own, or the clerk or recorder who prepared it asks."""
    item = ctx.get(Suggestion, suggestion)
    if item.lead_id == ctx.actor.person:
        return
    prepared = item.created_by is not None and item.created_by == ctx.actor.who
    if not prepared or item.handed_in_on is not None:
        raise NotFound


def is_asked(ctx: Ctx, *, suggestion: UUID, **_inputs: Any) -> None:
    """The deputy was asked to co-sign. NotFound for everybody else."""
    rows = Signature._default_manager.filter(
        body=ctx.body, suggestion=suggestion, person=ctx.actor.person, lead=False
    )
    if ctx.actor.person is None or not rows.filter(released_at=None).exists():
        raise NotFound


def is_signer(ctx: Ctx, *, suggestion: UUID, **_inputs: Any) -> None:
    """The deputy signed the suggestion. NotFound for everybody else."""
    item = ctx.get(Suggestion, suggestion)
    rows = Signature._default_manager.filter(suggestion=item, person=ctx.actor.person)
    if ctx.actor.person is None or not rows.filter(confirmed_version=item.text_version).exists():
        raise NotFound


def _for_unit(ctx: Ctx, unit: UUID, *roles: str) -> None:
    if not any(ctx.actor.holds(role, unit) for role in roles):
        raise NotFound


def is_unit(ctx: Ctx, *, allotment: UUID, **_inputs: Any) -> None:
    """The part was given to the person's own unit. NotFound for everybody else."""
    _for_unit(ctx, ctx.get(Allotment, allotment).unit_id, *UNIT_ROLES)


def _role_for(ctx: Ctx, step: ReplyStepKind) -> str:
    try:
        return profile_of(ctx.body, ctx.today).suggestions.approval_steps.find(step).by
    except KeyError:
        raise Denied(_("The procedure of this town has no such step.")) from None


def _takes_step(ctx: Ctx, reply: UUID, step: ReplyStepKind) -> None:
    _for_unit(ctx, ctx.get(Reply, reply).allotment.unit_id, _role_for(ctx, step))


def drafts_for_unit(ctx: Ctx, *, allotment: UUID, **_inputs: Any) -> None:
    """Whom the profile lets draft, in the lead unit itself."""
    unit = ctx.get(Allotment, allotment).unit_id
    _for_unit(ctx, unit, _role_for(ctx, ReplyStepKind.DRAFT))


def revises(ctx: Ctx, *, reply: UUID, **_inputs: Any) -> None:
    """Whom the profile lets draft, in the unit whose reply it is."""
    _takes_step(ctx, reply, ReplyStepKind.DRAFT)


def checks(ctx: Ctx, *, reply: UUID, **_inputs: Any) -> None:
    """Whom the profile lets check, in the unit whose reply it is."""
    _takes_step(ctx, reply, ReplyStepKind.CHECK)


def signs(ctx: Ctx, *, reply: UUID, **_inputs: Any) -> None:
    """Whom the profile lets sign, in the unit whose reply it is."""
    _takes_step(ctx, reply, ReplyStepKind.SIGN)


def issues(ctx: Ctx, *, reply: UUID, **_inputs: Any) -> None:
    """Whom the profile lets issue, in the unit whose reply it is."""
    _takes_step(ctx, reply, ReplyStepKind.ISSUE)


def countersigns(ctx: Ctx, *, reply: UUID, **_inputs: Any) -> None:
    """Whom the profile lets countersign, in a unit that assists."""
    role = _role_for(ctx, ReplyStepKind.COUNTERSIGN)
    item = ctx.get(Reply, reply).suggestion_id
    rows = Allotment._default_manager.filter(suggestion=item, ended_on=None)
    units = rows.exclude(pk=ctx.get(Reply, reply).allotment_id).values_list("unit_id", flat=True)
    if not any(ctx.actor.holds(role, unit) for unit in units):
        raise NotFound


def sends_back(ctx: Ctx, *, reply: UUID, **_inputs: Any) -> None:
    """Checker or head of the unit whose reply it is."""
    unit = ctx.get(Reply, reply).allotment.unit_id
    _for_unit(ctx, unit, Role.UNIT_CHECKER, Role.UNIT_HEAD)


def serves(ctx: Ctx, *, reply: UUID, **_inputs: Any) -> None:
    """Any officer of the unit whose reply it is."""
    _for_unit(ctx, ctx.get(Reply, reply).allotment.unit_id, *UNIT_ROLES)


def overrides(ctx: Ctx, *, allotment: UUID, **_inputs: Any) -> None:
    """Head of a lead unit of the same suggestion, or the government office."""
    if ctx.actor.holds(Role.TOWN_OFFICER):
        return
    item = ctx.get(Allotment, allotment).suggestion_id
    rows = Allotment._default_manager.filter(suggestion=item, share="lead", ended_on=None)
    if not any(ctx.actor.holds(Role.UNIT_HEAD, row.unit_id) for row in rows):
        raise NotFound


OWN_DRAFT = may(
    Role.DEPUTY,
    *PREPARERS,
    words=_("Only the deputy, or who prepared the draft for the deputy, may change it."),
    relation=is_lead_or_preparer,
)
OWN = may(Role.DEPUTY, words=_("Only the deputy whose suggestion it is may."), relation=is_lead)
DEPUTY = may(Role.DEPUTY, words=_("Only a deputy may make a suggestion."))
PREPARE = may(*PREPARERS, words=_("Only the clerk or a recorder may prepare a draft."))
FROM_OPINION = may(
    Role.DEPUTY,
    *PREPARERS,
    words=_("Only the speaker, the group's recorder or the clerk may make a draft of an opinion."),
)
FROM_MOTION = may(
    Role.DEPUTY, words=_("Only the deputy who moved it may make a suggestion of a motion.")
)
ASKED = may(Role.DEPUTY, words=_("Only a deputy who was asked to co-sign may."), relation=is_asked)
SIGNER = may(Role.DEPUTY, words=_("Only a deputy who signed may."), relation=is_signer)
RECEIVER = may(Role.DEPUTY, words=_("Only a deputy to whom the reply went may."))
ASSIGNER = may(
    Role.CHAIR,
    Role.PRESIDIUM,
    Role.CLERK,
    words=_("Only the presidium, its chair or its clerk may assign suggestions."),
)
OFFICE = may(Role.TOWN_OFFICER, words=_("Only the government office may do this."))
REFER = may(
    Role.TOWN_OFFICER,
    Role.CLERK,
    words=_("Only the government office or the clerk may refer a suggestion upward."),
)
DECIDE_EXTENSION = may(
    Role.CHAIR,
    Role.CLERK,
    words=_("Only the assembly, through its chair or clerk, may decide on an extension."),
)
REHANDLE = may(
    Role.TOWN_OFFICER,
    Role.CHAIR,
    Role.CLERK,
    words=_("Only the assembly or the government office may have it handled again."),
)
UNIT = may(*UNIT_ROLES, words=_("Only the unit whose part it is may."), relation=is_unit)
OVERRIDE = may(
    Role.TOWN_OFFICER,
    Role.UNIT_HEAD,
    words=_("Only the head of the lead unit or the government office may."),
    relation=overrides,
)
DRAFT_REPLY = may(
    *UNIT_ROLES,
    words=_("Only who drafts letters in the lead unit may."),
    relation=drafts_for_unit,
)
REVISE_REPLY = may(
    *UNIT_ROLES, words=_("Only who drafts letters in the lead unit may."), relation=revises
)
CHECK = may(*UNIT_ROLES, words=_("Only who checks letters in the lead unit may."), relation=checks)
COUNTERSIGN = may(
    *UNIT_ROLES,
    words=_("Only who countersigns letters in an assisting unit may."),
    relation=countersigns,
)
SIGN = may(*UNIT_ROLES, words=_("Only who signs letters in the lead unit may."), relation=signs)
ISSUE = may(*UNIT_ROLES, words=_("Only who issues letters in the lead unit may."), relation=issues)
SEND_BACK = may(
    Role.UNIT_CHECKER,
    Role.UNIT_HEAD,
    words=_("Only the checker or the head of the lead unit may send a reply back."),
    relation=sends_back,
)
SERVE = may(*UNIT_ROLES, words=_("Only the unit whose reply it is may."), relation=serves)
