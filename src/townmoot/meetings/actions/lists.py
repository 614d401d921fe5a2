"""The lists under a council’s items: report, planning, payments, letters."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.meetings import permissions
from townmoot.meetings.actions.inputs import Name, Note, Title
from townmoot.meetings.models import AgendaItem, Letter, Payment, Planning, ReportLine
from townmoot.meetings.policies import council as policies
from townmoot.meetings.publics import council as publics
from townmoot.record import Ctx, LongText, act
from townmoot.rules.terms import ItemFacts

Amount = Annotated[int, Field(ge=0, le=100_000_000_000)]
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
Reference = Annotated[str, Field(min_length=1, max_length=100)]


@act(
    "report.add",
    permission=permissions.CLERK,
    policy=policies.check_item_of(ItemFacts.CLERK_REPORT),
    public=publics.item_told,
    subject="item",
    module="council",
)
def add_report(ctx: Ctx, *, item: UUID, matter: Title, text: Text) -> dict[str, Any]:
    """Add a matter to the clerk’s report."""
    made = ctx.create(ReportLine, item=ctx.get(AgendaItem, item), matter=matter, text=text)
    return {"item": item, "line": made.id}


@act(
    "planning.add",
    permission=permissions.CLERK,
    policy=policies.check_item_of(ItemFacts.PLANNING),
    public=publics.item_told,
    subject="item",
    module="council",
)
def add_planning(
    ctx: Ctx,
    *,
    item: UUID,
    reference: Reference,
    address: Title,
    proposal: Text,
    authority: Name,
    respond_by: date,
) -> dict[str, Any]:
    """Add an application on which a planning authority consults the council."""
    made = ctx.create(
        Planning,
        item=ctx.get(AgendaItem, item),
        reference=reference,
        address=address,
        proposal=proposal,
        authority=authority,
        respond_by=respond_by,
    )
    return {"item": item, "planning": made.id}


@act(
    "planning.respond",
    permission=permissions.CONDUCT,
    policy=policies.check_respond,
    public=publics.planning_answered,
    subject="planning",
    module="council",
)
def respond(ctx: Ctx, *, planning: UUID, response: Name, comment: LongText = "") -> dict[str, Any]:
    """Note what the council answers to the authority."""
    row = ctx.get(Planning, planning)
    ctx.save(row, response=response, comment=comment, responded_at=ctx.now)
    return {"planning": row.id}


@act(
    "planning.send",
    permission=permissions.CLERK,
    policy=policies.check_send,
    public=publics.planning_sent,
    subject="planning",
    module="council",
)
def send(ctx: Ctx, *, planning: UUID) -> dict[str, Any]:
    """Note that the answer was sent to the authority."""
    return {"planning": ctx.save(ctx.get(Planning, planning), sent=ctx.today).id}


@act(
    "payment.add",
    permission=permissions.CLERK,
    policy=policies.check_item_of(ItemFacts.PAYMENTS),
    public=publics.item_told,
    subject="item",
    module="council",
)
def add_payment(
    ctx: Ctx, *, item: UUID, payee: Name, purpose: Title, power: Name, net: Amount, vat: Amount = 0
) -> dict[str, Any]:
    """Put a payment on the list; `net` and `vat` in the smallest unit (pence)."""
    row = ctx.get(AgendaItem, item)
    made = ctx.create(
        Payment, item=row, payee=payee, purpose=purpose, power=power, net=net, vat=vat
    )
    return {"item": item, "payment": made.id}


@act(
    "payment.drop",
    permission=permissions.CLERK,
    policy=policies.check_drop_payment,
    subject="item",
    module="council",
)
def drop_payment(ctx: Ctx, *, payment: UUID) -> dict[str, Any]:
    """Take a payment off the list before it is decided."""
    row = ctx.get(Payment, payment)
    ctx.delete(row)
    return {"item": row.item_id}


@act(
    "letter.add",
    permission=permissions.CLERK,
    policy=policies.check_item_of(ItemFacts.CORRESPONDENCE),
    public=publics.item_told,
    subject="item",
    module="council",
)
def add_letter(
    ctx: Ctx, *, item: UUID, sender: Name, received: date, subject: Title, action: Note = ""
) -> dict[str, Any]:
    """Add a letter that came, and what is done about it."""
    made = ctx.create(
        Letter,
        item=ctx.get(AgendaItem, item),
        sender=sender,
        received=received,
        subject=subject,
        action=action,
    )
    return {"item": item, "letter": made.id}
