"""What is done under the items of a ceremony: talks, film, award, oath, anthem, visit."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar
from uuid import UUID

from django.db.models import Max
from pydantic import Field

from townmoot.meetings import permissions, publics, queries
from townmoot.meetings.actions.inputs import Count, Moment, Name, Title
from townmoot.meetings.enums import AnthemWay, DeliveryWay
from townmoot.meetings.models import (
    AgendaItem,
    Anthem,
    Award,
    AwardDelivery,
    AwardRecipient,
    Film,
    Oath,
    Talk,
    Visit,
)
from townmoot.meetings.policies import ceremony as policies
from townmoot.people.models import Organization, Person
from townmoot.record import Ctx, ShortText, act

Minutes = Annotated[int, Field(ge=1, le=600)]
Total = Annotated[int, Field(ge=1, le=10_000)]
Theme = Annotated[str, Field(max_length=300)]
Link = Annotated[str, Field(max_length=500, pattern=r"^(https?://\S+)?$")]
Recipients = Annotated[list[UUID], Field(max_length=500)]
Model = TypeVar("Model", Film, Award, Oath, Anthem, Visit)


def _set(ctx: Ctx, model: type[Model], item: UUID, **fields: Any) -> Model:
    """Note what an item has one of; said again, it is corrected."""
    row = ctx.get(AgendaItem, item)
    known = model._default_manager.filter(item=row).first()
    return ctx.save(known, **fields) if known else ctx.create(model, item=row, **fields)


def _person(ctx: Ctx, person: UUID | None) -> Person | None:
    return ctx.get(Person, person) if person else None


@act(
    "sharing.add_talk",
    permission=permissions.CLERK,
    policy=policies.check_add_talk,
    subject="item",
)
def add_talk(
    ctx: Ctx, *, item: UUID, speaker: UUID, theme: Theme = "", consent: bool = False
) -> dict[str, Any]:
    """Add a speaker at the end of those who share; named in public only with `consent`."""
    row = ctx.get(AgendaItem, item)
    last = row.talks.aggregate(last=Max("order"))["last"] or 0
    made = ctx.create(
        Talk,
        item=row,
        order=last + 1,
        speaker=ctx.get(Person, speaker),
        theme=theme,
        consent=consent,
    )
    return {"item": row.id, "talk": made.id}


@act(
    "sharing.remove_talk",
    permission=permissions.CLERK,
    policy=policies.check_remove_talk,
    subject="item",
)
def remove_talk(ctx: Ctx, *, talk: UUID) -> dict[str, Any]:
    """Take a speaker off again who has not spoken."""
    row = ctx.get(Talk, talk)
    ctx.delete(row)
    return {"item": row.item_id}


@act(
    "sharing.spoke",
    permission=permissions.CONDUCT,
    policy=policies.check_spoke,
    public=publics.spoke,
    subject="item",
)
def spoke(ctx: Ctx, *, talk: UUID) -> dict[str, Any]:
    """Note that somebody has spoken."""
    row = ctx.save(ctx.get(Talk, talk), spoke_at=ctx.now)
    return {"item": row.item_id, "talk": row.id}


@act(
    "film.set",
    permission=permissions.CLERK,
    policy=policies.check_set_film,
    subject="item",
)
def set_film(
    ctx: Ctx, *, item: UUID, title: Title, minutes: Minutes, link: Link = ""
) -> dict[str, Any]:
    """Say which film is shown, how long it is, and where it lies; films are not kept here."""
    made = _set(ctx, Film, item, title=title, minutes=minutes, link=link)
    return {"item": item, "film": made.id}


@act(
    "film.start",
    permission=permissions.CONDUCT,
    policy=policies.check_start_film,
    public=publics.film_started,
    subject="item",
)
def start_film(ctx: Ctx, *, item: UUID) -> dict[str, Any]:
    """Note that the film is started; the halls see until when it runs."""
    row = ctx.save(policies.film_of(ctx, item), started_at=ctx.now)
    return {"item": item, "film": row.id}


@act(
    "award.set",
    permission=permissions.CLERK,
    policy=policies.check_set_award,
    public=publics.award_set,
    subject="item",
)
def set_award(ctx: Ctx, *, item: UUID, honour: Name, total: Total) -> dict[str, Any]:
    """Say which honour is given, and to how many in all."""
    made = _set(ctx, Award, item, honour=honour, total=total)
    return {"item": item, "award": made.id}


@act(
    "award.add_recipient",
    permission=permissions.CLERK,
    policy=policies.check_add_recipient,
    subject="item",
)
def add_recipient(
    ctx: Ctx, *, item: UUID, person: UUID, presenter: UUID | None = None, consent: bool = False
) -> dict[str, Any]:
    """List somebody who is honoured on stage; named in public only with `consent`."""
    award = policies.award_of(ctx, item)
    last = award.recipients.aggregate(last=Max("order"))["last"] or 0
    made = ctx.create(
        AwardRecipient,
        award=award,
        order=last + 1,
        person=ctx.get(Person, person),
        presenter=_person(ctx, presenter),
        consent=consent,
    )
    return {"item": item, "recipient": made.id}


@act(
    "award.remove_recipient",
    permission=permissions.CLERK,
    policy=policies.check_remove_recipient,
    subject="item",
)
def remove_recipient(ctx: Ctx, *, recipient: UUID) -> dict[str, Any]:
    """Take somebody off the list who is not honoured on stage after all."""
    row = ctx.get(AwardRecipient, recipient)
    ctx.delete(row)
    return {"item": row.award.item_id}


@act(
    "award.present",
    permission=permissions.CONDUCT,
    policy=policies.check_present,
    public=publics.award_presented,
    subject="item",
)
def present(
    ctx: Ctx,
    *,
    item: UUID,
    recipients: Recipients = [],  # noqa: B006 -- a default of the schema, never changed
) -> dict[str, Any]:
    """Note that it was handed over on stage, to those named or to all who wait."""
    rows = [ctx.save(row, presented_at=ctx.now) for row in policies.waiting(ctx, item, recipients)]
    return {"item": item, "recipients": [row.pk for row in rows]}


@act(
    "award.deliver",
    permission=permissions.CLERK,
    policy=policies.check_deliver,
    public=publics.award_delivered,
    subject="item",
)
def deliver(
    ctx: Ctx, *, item: UUID, way: DeliveryWay, count: Count, organization: UUID | None = None
) -> dict[str, Any]:
    """Note how many are honoured elsewhere, in all or by one branch; a later number replaces it."""
    award = policies.award_of(ctx, item)
    known = AwardDelivery._default_manager.filter(
        award=award, way=way, organization=organization
    ).first()
    if known:
        made = ctx.save(known, count=count)
    else:
        branch = ctx.get(Organization, organization) if organization else None
        made = ctx.create(AwardDelivery, award=award, way=way, organization=branch, count=count)
    return {"item": item, "delivery": made.id, "left": queries.award_tally(award).left}


@act(
    "oath.set",
    permission=permissions.CLERK,
    policy=policies.check_set_oath,
    public=publics.oath_set,
    subject="item",
)
def set_oath(
    ctx: Ctx,
    *,
    item: UUID,
    name: Name,
    leader: UUID | None = None,
    swearers: ShortText = "",
    sworn: Count | None = None,
) -> dict[str, Any]:
    """Say which oath is sworn, who leads it and who swears; afterwards, how many did."""
    fields = {"name": name, "leader": _person(ctx, leader), "swearers": swearers, "sworn": sworn}
    return {"item": item, "oath": _set(ctx, Oath, item, **fields).id}


@act(
    "anthem.set",
    permission=permissions.CLERK,
    policy=policies.check_set_anthem,
    subject="item",
)
def set_anthem(
    ctx: Ctx, *, item: UUID, title: Name, way: AnthemWay = AnthemWay.SUNG
) -> dict[str, Any]:
    """Say which anthem is heard, and whether it is sung or played."""
    return {"item": item, "anthem": _set(ctx, Anthem, item, title=title, way=way).id}


@act(
    "visit.set",
    permission=permissions.CLERK,
    policy=policies.check_set_visit,
    public=publics.visit_set,
    subject="item",
)
def set_visit(
    ctx: Ctx,
    *,
    item: UUID,
    place: Title,
    at: Moment | None = None,
    leader: UUID | None = None,
    planned: Count | None = None,
    went: Count | None = None,
) -> dict[str, Any]:
    """Say where the visit goes, from when and who leads; afterwards, how many went."""
    fields = {
        "place": place,
        "at": queries.in_zone(ctx.body, at) if at else None,
        "leader": _person(ctx, leader),
        "planned": planned,
        "went": went,
    }
    return {"item": item, "visit": _set(ctx, Visit, item, **fields).id}
