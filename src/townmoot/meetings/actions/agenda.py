"""Making the agenda, and having it adopted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Max
from pydantic import BaseModel, ConfigDict, Field

from townmoot.meetings import permissions, publics, queries
from townmoot.meetings.actions.inputs import Count, Moment, Name, Note, Reason, Title
from townmoot.meetings.enums import AdoptionWay
from townmoot.meetings.models import AgendaItem, AgendaStep, ItemRecipient, Meeting
from townmoot.meetings.policies import agenda as policies
from townmoot.people.models import Organization, Person
from townmoot.record import Ctx, ShortText, act

Organizations = Annotated[list[UUID], Field(max_length=100)]


class NewItem(BaseModel):
    """An item to be added: what is done under it, and its title."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    kind: Name
    name: Title


NewItems = Annotated[list[NewItem], Field(min_length=1, max_length=50)]


@act(
    "agenda.add_item",
    permission=permissions.CLERK,
    policy=policies.check_add_item,
    subject="item",
)
def add_item(
    ctx: Ctx,
    *,
    meeting: UUID,
    kind: Name,
    name: Title,
    public: bool = True,
    confidential_reason: ShortText = "",
    speaker: UUID | None = None,
    unit: UUID | None = None,
    planned_start: Moment | None = None,
    recipients: Organizations = [],  # noqa: B006 -- a default of the schema, never changed
) -> dict[str, Any]:
    """Add an item at the end of the agenda; `recipients` must receive what is passed on."""
    row = ctx.get(Meeting, meeting)
    place = queries.items_of(row).count() + 1
    made = ctx.create(
        AgendaItem,
        meeting=row,
        kind=kind,
        name=name,
        order=place,
        number=str(place),
        public=public,
        confidential_reason="" if public else confidential_reason,
        speaker=ctx.get(Person, speaker) if speaker else None,
        unit=ctx.get(Organization, unit) if unit else None,
        planned_start=queries.in_zone(ctx.body, planned_start) if planned_start else None,
    )
    _pass_on_to(ctx, made, recipients)
    return {"item": made.id}


def _pass_on_to(ctx: Ctx, item: AgendaItem, recipients: Iterable[UUID]) -> None:
    for organization in dict.fromkeys(recipients):
        ctx.create(ItemRecipient, item=item, organization=ctx.get(Organization, organization))


@act(
    "agenda.add_items",
    permission=permissions.CLERK,
    policy=policies.check_add_items,
    subject="meeting",
)
def add_items(ctx: Ctx, *, meeting: UUID, items: NewItems) -> dict[str, Any]:
    """Add several items, such as those that a meeting of its kind usually has.

    What is passed on is meant for all who meet; the item can be corrected.
    """
    row = ctx.get(Meeting, meeting)
    made = []
    for one in items:
        told = policies.usual_recipients(row, one.kind)
        added = ctx.call(add_item, meeting=meeting, kind=one.kind, name=one.name, recipients=told)
        made.append(added["item"])
    return {"items": made}


def _renumber(ctx: Ctx, items: Iterable[AgendaItem]) -> None:
    """Number the items as they stand; only those that change are written."""
    for place, item in enumerate(items, 1):
        if (item.order, item.number) != (place, str(place)):
            ctx.save(item, order=place, number=str(place))


@act(
    "agenda.correct_item",
    permission=permissions.CLERK,
    policy=policies.check_correct_item,
    subject="item",
)
def correct_item(
    ctx: Ctx,
    *,
    item: UUID,
    revision: int | None = None,
    name: Title | None = None,
    public: bool | None = None,
    confidential_reason: ShortText | None = None,
    speaker: UUID | None = None,
    unit: UUID | None = None,
    planned_start: Moment | None = None,
    recipients: Organizations | None = None,
    clear: list[Literal["speaker", "unit", "planned_start"]] = [],  # noqa: B006 -- never changed
) -> dict[str, Any]:
    """Correct an item before the agenda is adopted; what is left out stays, `clear` empties it."""
    row = ctx.get(AgendaItem, item)
    given = {
        "name": name,
        "public": public,
        "confidential_reason": confidential_reason,
        "speaker_id": speaker,
        "unit_id": unit,
        "planned_start": queries.in_zone(ctx.body, planned_start) if planned_start else None,
    }
    changed = {field: value for field, value in given.items() if value is not None}
    if public:
        changed["confidential_reason"] = ""
    ctx.save(row, **changed, **dict.fromkeys(clear))
    if recipients is not None:
        for recipient in row.recipients.all():
            ctx.delete(recipient)
        _pass_on_to(ctx, row, recipients)
    return {"item": row.id}


@act(
    "agenda.move_item",
    permission=permissions.CLERK,
    policy=policies.check_move_item,
    subject="item",
)
def move_item(ctx: Ctx, *, item: UUID, to: Count) -> dict[str, Any]:
    """Move an item to a place on the agenda; the others make room."""
    row = ctx.get(AgendaItem, item)
    others = list(queries.items_of(row.meeting).exclude(pk=row.pk))
    _renumber(ctx, [*others[: to - 1], row, *others[to - 1 :]])
    return {"item": row.id}


@act(
    "agenda.remove_item",
    permission=permissions.CLERK,
    policy=policies.check_remove_item,
    subject="item",
)
def remove_item(ctx: Ctx, *, item: UUID, reason: Reason) -> dict[str, Any]:
    """Take an item off the agenda before it is adopted."""
    row = ctx.get(AgendaItem, item)
    ctx.save(row, removed_at=ctx.now, removed_reason=reason, number="")
    _renumber(ctx, queries.items_of(row.meeting))
    return {"item": row.id}


def _step(ctx: Ctx, meeting: UUID, name: str, **fields: Any) -> dict[str, Any]:
    row = ctx.get(Meeting, meeting)
    last = AgendaStep._default_manager.filter(meeting=row).aggregate(last=Max("number"))["last"]
    made = ctx.create(
        AgendaStep,
        meeting=row,
        number=(last or 0) + 1,
        act=name,
        items=queries.items_of(row).count(),
        **fields,
    )
    return {"step": made.id}


@act(
    "agenda.propose",
    permission=permissions.CONDUCT,
    policy=policies.check_propose,
    public=publics.agenda_stepped,
    subject="meeting",
    module="adoption",
)
def propose(ctx: Ctx, *, meeting: UUID) -> dict[str, Any]:
    """Lay the agenda before the meeting."""
    return _step(ctx, meeting, "agenda.propose")


@act(
    "agenda.adopt",
    permission=permissions.CONDUCT,
    policy=policies.check_adopt,
    public=publics.agenda_stepped,
    subject="meeting",
    module="adoption",
)
def adopt(
    ctx: Ctx,
    *,
    meeting: UUID,
    way: AdoptionWay,
    votes_for: Count | None = None,
    votes_against: Count | None = None,
    abstentions: Count | None = None,
    note: Note = "",
) -> dict[str, Any]:
    """Record that the meeting adopted its agenda: by show of hands, or by acclamation."""
    counts: dict[str, Any] = {}
    if votes_for is not None and votes_against is not None and abstentions is not None:
        row = ctx.get(Meeting, meeting)
        found = policies.agenda_vote(row, votes_for, votes_against, abstentions)
        counts = {
            "votes_for": votes_for,
            "votes_against": votes_against,
            "abstentions": abstentions,
            "needed": found.needed,
        }
    return _step(ctx, meeting, "agenda.adopt", way=way, note=note, **counts)


@act(
    "agenda.reject",
    permission=permissions.CONDUCT,
    policy=policies.check_reject,
    public=publics.agenda_stepped,
    subject="meeting",
    module="adoption",
)
def reject(
    ctx: Ctx,
    *,
    meeting: UUID,
    note: Note = "",
    votes_for: Count | None = None,
    votes_against: Count | None = None,
    abstentions: Count | None = None,
) -> dict[str, Any]:
    """Record that the meeting did not adopt the agenda; it is a draft again."""
    counts = {
        "votes_for": votes_for,
        "votes_against": votes_against,
        "abstentions": abstentions,
    }
    return _step(ctx, meeting, "agenda.reject", note=note, **counts)


@act(
    "agenda.reopen",
    permission=permissions.CONDUCT,
    policy=policies.check_reopen,
    public=publics.agenda_stepped,
    subject="meeting",
    module="adoption",
)
def reopen(ctx: Ctx, *, meeting: UUID, note: Reason) -> dict[str, Any]:
    """Open a proposed or adopted agenda for changes; it must be adopted again."""
    return _step(ctx, meeting, "agenda.reopen", note=note)
