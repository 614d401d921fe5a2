"""What the state allows of accepting, assigning and allotting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.people.enums import UNIT_KINDS, OrganizationKind
from townmoot.people.models import Organization
from townmoot.record import Ctx, Refused
from townmoot.suggestions.enums import Share, State
from townmoot.suggestions.models import Allotment, Referral, Suggestion
from townmoot.suggestions.policies.states import check_act
from townmoot.suggestions.queries.rules import profile_of
from townmoot.suggestions.queries.status import status

GOVERNMENTS = (OrganizationKind.GOVERNMENT, OrganizationKind.GOVERNMENT_OFFICE)


class HasUnit(Protocol):
    """A unit with the part it is to answer."""

    unit: UUID
    part: str


def check_refuse(ctx: Ctx, *, suggestion: UUID, reason: str, words: str) -> None:
    """Refuse a reason that the profile does not list."""
    check_act(ctx, ctx.get(Suggestion, suggestion), "suggestion.refuse")
    _listed(ctx, reason)


def check_treat_as_letter(ctx: Ctx, *, suggestion: UUID, reason: str, words: str) -> None:
    """Refuse a reason for which the profile sends the paper back instead."""
    check_act(ctx, ctx.get(Suggestion, suggestion), "suggestion.treat_as_letter")
    if not _listed(ctx, reason):
        raise Refused(
            _("For this reason the paper goes back to the deputy, not on as a letter."),
            field="reason",
        )


def _listed(ctx: Ctx, reason: str) -> bool:
    try:
        found = profile_of(ctx.body, ctx.today).suggestions.refusal_reasons.find(reason)
    except KeyError:
        raise Refused(_("Choose one of the listed reasons."), field="reason") from None
    return found.treat_as_letter


def check_assign(ctx: Ctx, *, suggestion: UUID, to: UUID, long: bool = False) -> None:
    """Refuse to assign to anybody but the government."""
    check_act(ctx, ctx.get(Suggestion, suggestion), "suggestion.assign")
    if ctx.get(Organization, to).kind not in GOVERNMENTS:
        raise Refused(_("Assign it to the government; its office gives it to a unit."), field="to")


def check_units(ctx: Ctx, units: Iterable[UUID], *, field: str) -> None:
    """Refuse organizations that answer no suggestions, or no longer exist."""
    for unit in units:
        row = ctx.get(Organization, unit)
        ended = row.end is not None and row.end < ctx.today
        if row.kind not in UNIT_KINDS or ended:
            raise Refused(
                _("%(unit)s is not a unit that answers suggestions.") % {"unit": row.name},
                field=field,
            )


def check_allot(
    ctx: Ctx, *, suggestion: UUID, leads: Sequence[HasUnit], assisting: list[UUID]
) -> None:
    """Refuse a unit named twice, parts without words, and more leads than are wanted."""
    item = ctx.get(Suggestion, suggestion)
    facts = check_act(ctx, item, "suggestion.allot")
    units = [lead.unit for lead in leads] + assisting
    check_units(ctx, units, field="leads")
    live = {part.unit for part in facts.parts if part.live_on(ctx.today)}
    if len(set(units)) < len(units) or live & set(units):
        raise Refused(_("A unit is named twice, or has its part already."), field="leads")
    if facts.leads_on(ctx.today) and len(leads) > len(facts.vacancies_on(ctx.today)):
        raise Refused(_("Name one unit for each part that was given back."), field="leads")
    if len(leads) > 1 and not all(lead.part for lead in leads):
        raise Refused(_("Write for each lead unit which part it answers."), field="leads")


def check_assist_add(ctx: Ctx, *, suggestion: UUID, unit: UUID) -> None:
    """Refuse a unit that has a part already."""
    item = ctx.get(Suggestion, suggestion)
    facts = check_act(ctx, item, "assist.add")
    check_units(ctx, [unit], field="unit")
    if unit in {part.unit for part in facts.parts if part.live_on(ctx.today)}:
        raise Refused(_("This unit has its part already."), field="unit")


def no_reply_yet(item: Suggestion) -> None:
    """Refuse what may be done only before a reply."""
    if item.replies.filter(issued_on__isnull=False).exists():
        raise Refused(_("A reply has been given; this can be done only before."))


def check_refer(ctx: Ctx, *, suggestion: UUID, unit: str, reason: str) -> None:
    """Refuse to refer upward what was replied to."""
    item = ctx.get(Suggestion, suggestion)
    check_act(ctx, item, "suggestion.refer")
    no_reply_yet(item)


def check_referral_answer(ctx: Ctx, *, suggestion: UUID, **_inputs: object) -> None:
    """Refuse an answer to what was not referred."""
    check_act(ctx, ctx.get(Suggestion, suggestion), "referral.answer")


def referral_of(ctx: Ctx, suggestion: UUID) -> Referral:
    """The referral of a suggestion."""
    return Referral._default_manager.get(body=ctx.body, suggestion=suggestion)


def check_merge(ctx: Ctx, *, suggestion: UUID, into: UUID, reason: str) -> None:
    """Refuse to merge into what is itself finished, merged, or the same."""
    item, target = ctx.get(Suggestion, suggestion), ctx.get(Suggestion, into)
    check_act(ctx, item, "suggestion.merge")
    no_reply_yet(item)
    no_reply_yet(target)
    facts = check_act(ctx, target, "suggestion.merge")
    if item.pk == target.pk or status(facts, ctx.today) is State.HANDED_IN:
        raise Refused(_("Choose another suggestion, one that is accepted."), field="into")
    if item.merged.filter(withdrawn_on=None).exists():
        raise Refused(_("Others were merged into this one; merge the other into this one."))


def live_leads(item: Suggestion) -> list[Allotment]:
    """The parts whose units owe a reply."""
    rows = Allotment._default_manager.filter(suggestion=item, share=Share.LEAD, ended_on=None)
    return list(rows.order_by("created_at", "pk"))
