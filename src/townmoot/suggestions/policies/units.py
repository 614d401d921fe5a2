"""What the state allows units: receive, give back, ask for time, speak with deputies, assist."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from townmoot.record import Ctx, Refused
from townmoot.rules import Due
from townmoot.suggestions.enums import Share
from townmoot.suggestions.models import Allotment, Extension, Serving, UnitReturn
from townmoot.suggestions.policies.handling import check_units
from townmoot.suggestions.policies.states import check_part
from townmoot.suggestions.queries.clocks import day_of
from townmoot.suggestions.queries.rules import procedure
from townmoot.suggestions.queries.signers import answered_together, signatures_of

_ALREADY = _("Somebody has decided on this already.")


def check_return(
    ctx: Ctx, *, allotment: UUID, reason: str, proposed_unit: UUID | None = None
) -> None:
    """Refuse to give back what the unit has had for longer than the window."""
    part = ctx.get(Allotment, allotment)
    check_part(ctx, part, "unit.return")
    last = day_of(part.return_due)
    if ctx.today > last:
        raise Refused(
            _("It could be given back until %(date)s.") % {"date": date_format(last, "DATE_FORMAT")}
        )
    if proposed_unit is not None:
        check_units(ctx, [proposed_unit], field="proposed_unit")


def check_return_approve(
    ctx: Ctx, *, unit_return: UUID, remark: str = "", to_assembly: bool = False
) -> None:
    """Refuse a second decision, and sending back to the assembly what others still handle."""
    row = _undecided_return(ctx, unit_return)
    facts, _part = check_part(ctx, row.allotment, "return.approve")
    others = [part for part in facts.leads_on(ctx.today) if part.id != row.allotment_id]
    if to_assembly and (others or row.allotment.share != Share.LEAD):
        raise Refused(
            _("Other lead units still have their parts; only the whole can go to the assembly."),
            field="to_assembly",
        )


def check_return_refuse(ctx: Ctx, *, unit_return: UUID, remark: str) -> None:
    """Refuse a second decision."""
    row = _undecided_return(ctx, unit_return)
    check_part(ctx, row.allotment, "return.refuse")


def _undecided_return(ctx: Ctx, key: UUID) -> UnitReturn:
    row = ctx.get(UnitReturn, key)
    if row.decided_on is not None:
        raise Refused(_ALREADY)
    return row


def check_extension_request(ctx: Ctx, *, allotment: UUID, until: date, reason: str) -> None:
    """Refuse a late request, one that is open already, and more time than the rule allows."""
    part = ctx.get(Allotment, allotment)
    _facts, fact = check_part(ctx, part, "extension.request")
    if not fact.is_lead:
        raise Refused(_("Only a lead unit's reply can be extended."))
    due = fact.due_on(ctx.today)
    if ctx.today > due:
        raise Refused(_("The reply is overdue; more time had to be asked for before."))
    if any(each.open_on(ctx.today) for each in fact.extensions):
        raise Refused(_("An extension was asked for already and is not decided."))
    if until <= due:
        raise Refused(_("That is no later than it is due now."), field="until")
    longest = procedure(ctx.body, ctx.today).longest(Due.model_validate(part.basis)).date
    if until > longest:
        raise Refused(
            _("The latest day allowed is %(date)s.")
            % {"date": date_format(longest, "DATE_FORMAT")},
            field="until",
        )


def check_extension_approve(ctx: Ctx, *, extension: UUID, remark: str = "") -> None:
    """Refuse a second decision."""
    _undecided_extension(ctx, extension, "extension.approve")


def check_extension_refuse(ctx: Ctx, *, extension: UUID, remark: str) -> None:
    """Refuse a second decision."""
    _undecided_extension(ctx, extension, "extension.refuse")


def _undecided_extension(ctx: Ctx, key: UUID, act: str) -> None:
    row = ctx.get(Extension, key)
    if row.decided_on is not None:
        raise Refused(_ALREADY)
    check_part(ctx, row.allotment, act)


def check_contact(
    ctx: Ctx, *, allotment: UUID, on: date, way: str, persons: list[UUID], words: str
) -> None:
    """Refuse a day out of order, and persons who signed nothing here."""
    part = ctx.get(Allotment, allotment)
    check_part(ctx, part, "contact.log")
    if not part.on <= on <= ctx.today:
        raise Refused(_("Give a day since the unit has had it, not later than today."), field="on")
    rows = signatures_of(answered_together(part.suggestion))
    if not set(persons) <= set(rows.values_list("person_id", flat=True)):
        raise Refused(_("Name deputies who signed this suggestion."), field="persons")


def check_opinion(ctx: Ctx, *, allotment: UUID, words: str) -> None:
    """Refuse the opinion of a unit that leads."""
    part = ctx.get(Allotment, allotment)
    _assisting(part)
    check_part(ctx, part, "assist.give_opinion")


def check_override(ctx: Ctx, *, allotment: UUID, reason: str) -> None:
    """Refuse to go on without a unit that leads."""
    part = ctx.get(Allotment, allotment)
    _assisting(part)
    check_part(ctx, part, "assist.override")


def _assisting(part: Allotment) -> None:
    if part.share != Share.ASSIST:
        raise Refused(_("This unit leads; it gives a reply, not an opinion."))


def unrated(ctx: Ctx, reply: UUID) -> list[Serving]:
    """The person's own servings of a reply that were not rated."""
    rows = Serving._default_manager.filter(
        body=ctx.body, reply=reply, person=ctx.actor.person, rating=None
    )
    return list(rows.order_by("created_at", "pk"))
