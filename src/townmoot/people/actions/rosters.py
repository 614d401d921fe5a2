"""Taking over a roster of deputies, all or nothing, and taking that back."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.people import permissions, policies, publics, queries
from townmoot.people.actions.batches import Batch, RowNote, take_back
from townmoot.people.actions.persons import name_fields
from townmoot.people.enums import OrganizationKind, Outcome, Role
from townmoot.people.models import Import, Membership, Upload
from townmoot.people.queries.rosters import PERSON_FIELDS, PlannedDeputy
from townmoot.record import Ctx, act

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@act(
    "roster.import",
    permission=permissions.CLERK,
    policy=policies.check_can_import_roster,
    public=publics.list_imported,
    subject="import",
)
def import_roster(
    ctx: Ctx, *, upload: UUID, sha256: Sha256, open_accounts: bool = True
) -> dict[str, Any]:
    """Take over a roster that was handed in and looked at: every row, or none."""
    staged = Upload._default_manager.get(pk=upload)
    plan = queries.plan_roster(ctx.body, ctx.today, staged.rows)
    policies.check_no_problems(plan.errors)
    batch = Batch(ctx, "roster")
    roster = _Roster(ctx, batch, open_accounts=open_accounts)
    roster.add_groups(staged.rows["sheet"], staged.rows["heading_row"], plan.new_groups)
    for row in plan.rows:
        roster.take(row)
    staged.delete()
    return batch.finish(staged.file_name, staged.sha256)


class _Roster:
    def __init__(self, ctx: Ctx, batch: Batch, *, open_accounts: bool) -> None:
        self.ctx, self.batch, self.open_accounts = ctx, batch, open_accounts
        self.congress = queries.the_one(ctx.body, OrganizationKind.CONGRESS, ctx.today)
        there = queries.organizations(ctx.body, ctx.today)
        self.groups = {group.name: group.pk for group in there.filter(kind=OrganizationKind.GROUP)}

    def add_groups(self, sheet: str, heading_row: int, names: list[str]) -> None:
        """Groups that a town's first roster names."""
        for place, name in enumerate(names, len(self.groups) + 1):
            note = self.batch.note(sheet, heading_row)
            note.outcome = Outcome.NEW
            note.organization = self.groups[name] = self.batch.make(
                note,
                "organization",
                name=name,
                kind=OrganizationKind.GROUP,
                parent=self.congress,
                protocol_order=place * 10,
                start=self.ctx.today,
            )

    def take(self, planned: PlannedDeputy) -> None:
        """One row."""
        note = self.batch.note(planned.sheet, planned.row["row"])
        note.outcome = planned.outcome
        if planned.seat is None:
            self._add(note, planned.row)
        else:
            note.person = planned.seat.person_id
            self._change(note, planned, planned.seat)

    def _add(self, note: RowNote, row: dict[str, Any]) -> None:
        fields = {name: row[name] for name in PERSON_FIELDS}
        person = self.batch.make(note, "person", **{**fields, **name_fields(row["name"])})
        note.person = person
        self.batch.make(
            note,
            "membership",
            person_id=person,
            organization=self.congress,
            role=Role.DEPUTY,
            number=row["number"],
            constituency=row["constituency"],
            voting_right=True,
            start=self.ctx.today,
        )
        self._join(note, person, row["group"])
        if self.open_accounts:
            self.batch.open_account(note, person, row["number"])

    def _join(self, note: RowNote, person: UUID, group: str) -> None:
        if group:
            self.batch.make(
                note,
                "membership",
                person_id=person,
                organization_id=self.groups[group],
                role=Role.DEPUTY,
                start=self.ctx.today,
            )

    def _change(self, note: RowNote, planned: PlannedDeputy, seat: Membership) -> None:
        after = {change.field: change.after for change in planned.changes}
        own = {name: after[name] for name in PERSON_FIELDS if name in after}
        if "name" in own:
            own |= name_fields(own["name"], seat.person.sort_as)
        if own:
            self.batch.change(note, "person", seat.person, **own)
        place = {name: after[name] for name in ("number", "constituency") if name in after}
        if place:
            self.batch.change(note, "membership", seat, **place)
        if "group" in after:
            self._leave(note, planned.team)
            self._join(note, seat.person_id, after["group"])

    def _leave(self, note: RowNote, team: Membership | None) -> None:
        if team:
            ended = {"end": self.ctx.today, "ended_at": self.ctx.now, "end_reason": "list"}
            self.batch.change(note, "membership", team, **ended)


@act(
    "roster.undo",
    permission=permissions.CLERK,
    policy=policies.check_can_undo_roster,
    public=publics.import_undone,
    subject="source",
)
def undo_roster(ctx: Ctx, *, source: UUID) -> dict[str, Any]:
    """Take an import back: changed rows are as before, new ones are gone."""
    found = ctx.get(Import, source)
    take_back(ctx, found)
    return {"import": found.pk}
