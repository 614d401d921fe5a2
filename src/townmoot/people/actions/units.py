"""Taking over a list of units with those who work in them, all or nothing; and taking that back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from townmoot.people import permissions, policies, publics, queries
from townmoot.people.actions.batches import Batch, RowNote, take_back
from townmoot.people.actions.persons import name_fields
from townmoot.people.actions.rosters import Sha256
from townmoot.people.enums import OrganizationKind
from townmoot.people.models import Body, Import, Membership, Portfolio, Upload
from townmoot.people.queries.unit_lists import DUTIES, UNIT_FIELDS, PlannedUnit, contact_column
from townmoot.record import Ctx, act

# Heads stand before checkers, checkers before officers, each in the order of the list.
_RANKS = {"head": 100, "checker": 400, "officer": 700}
_POSTS = {
    "head": ("负责人", "Head"),
    "checker": ("复核", "Checker"),
    "officer": ("经办", "Officer"),
}


@act(
    "units.import",
    permission=permissions.CLERK,
    policy=policies.check_can_import_units,
    public=publics.list_imported,
    subject="import",
    module="units",
)
def import_units(
    ctx: Ctx, *, upload: UUID, sha256: Sha256, open_accounts: bool = True
) -> dict[str, Any]:
    """Take over a list of units that was handed in and looked at: every row, or none."""
    staged = Upload._default_manager.get(pk=upload)
    plan = queries.plan_units(ctx.body, ctx.today, staged.rows)
    batch = Batch(ctx, "units")
    units = _Units(ctx, batch, open_accounts=open_accounts)
    for place, row in enumerate(plan.rows, 1):
        units.take(place, row)
    staged.delete()
    return batch.finish(staged.file_name, staged.sha256)


class _Units:
    def __init__(self, ctx: Ctx, batch: Batch, *, open_accounts: bool) -> None:
        self.ctx, self.batch, self.open_accounts = ctx, batch, open_accounts
        self.government = queries.the_one(ctx.body, OrganizationKind.GOVERNMENT, ctx.today)
        self.chinese = ctx.get(Body, ctx.body).locale.lower().startswith("zh")

    def take(self, place: int, planned: PlannedUnit) -> None:
        """One row, the `place`-th of the list."""
        note = self.batch.note(planned.sheet, planned.row["row"])
        note.outcome = planned.outcome
        unit = self._unit(note, place, planned)
        note.organization = unit
        after = {change.field: change.after for change in planned.changes}
        known = {row.person.name: row.person.pk for row in planned.holders.values()}
        for column in DUTIES:
            name = after.get(column, "") if planned.unit else planned.row[column]
            if name:
                self._appoint(note, unit, place, planned, column, known)
        if "phone" in after:
            contact = planned.holders[contact_column(planned.row)].person
            self.batch.change(note, "person", contact, phone=after["phone"])
        if planned.leader and (planned.unit is None or "leader" in after):
            self._put_under(note, unit, planned.leader, planned.portfolio)

    def _unit(self, note: RowNote, place: int, planned: PlannedUnit) -> UUID:
        if planned.unit is None:
            fields = {name: planned.row[name] for name in UNIT_FIELDS}
            return self.batch.make(
                note,
                "organization",
                **fields,
                parent=self.government,
                protocol_order=place * 10,
                start=self.ctx.today,
            )
        own = {c.field: c.after for c in planned.changes if c.field in UNIT_FIELDS}
        if own:
            self.batch.change(note, "organization", planned.unit, **own)
        return planned.unit.pk

    def _appoint(
        self,
        note: RowNote,
        unit: UUID,
        place: int,
        planned: PlannedUnit,
        column: str,
        known: dict[str, UUID],
    ) -> None:
        """Let the person named in a column hold the post; whoever held it before has ended."""
        before = planned.holders.get(column)
        if before:
            ended = {"end": self.ctx.today, "ended_at": self.ctx.now, "end_reason": "list"}
            self.batch.change(note, "membership", before, **ended)
        post = (before and before.post_id) or self._post(note, unit, place, planned.row, column)
        name = planned.row[column]
        if name not in known:
            known[name] = self._person(note, planned.row, column)
        self.batch.make(
            note,
            "membership",
            person_id=known[name],
            organization_id=unit,
            post_id=post,
            start=self.ctx.today,
        )

    def _post(
        self, note: RowNote, unit: UUID, place: int, row: dict[str, Any], column: str
    ) -> UUID:
        chinese, english = _POSTS[column]
        stated = row["head_post"] if column == "head" else ""
        return self.batch.make(
            note,
            "post",
            organization_id=unit,
            name=stated or (chinese if self.chinese else english),
            name_en=english,
            duty=DUTIES[column],
            protocol_order=_RANKS[column] + place,
        )

    def _person(self, note: RowNote, row: dict[str, Any], column: str) -> UUID:
        phone = row["phone"] if column == contact_column(row) else ""
        person = self.batch.make(note, "person", **name_fields(row[column]), phone=phone)
        if self.open_accounts:
            wish = row["code"] or row["short_name"] or row["name"]
            self.batch.open_account(note, person, f"{wish}.{column}")
        return person

    def _put_under(
        self, note: RowNote, unit: UUID, leader: Membership, earlier: Portfolio | None
    ) -> None:
        """Let the unit fall to the leader's post (分管) from today on."""
        if earlier:
            last = max(earlier.start, self.ctx.today - timedelta(days=1))
            self.batch.change(note, "portfolio", earlier, end=last)
        fields = {"post_id": leader.post_id, "organization_id": unit, "start": self.ctx.today}
        self.batch.make(note, "portfolio", **fields)


@act(
    "units.undo",
    permission=permissions.CLERK,
    policy=policies.check_can_undo_units,
    public=publics.import_undone,
    subject="source",
    module="units",
)
def undo_units(ctx: Ctx, *, source: UUID) -> dict[str, Any]:
    """Take an import of units back: changed rows are as before, new ones are gone."""
    found = ctx.get(Import, source)
    take_back(ctx, found)
    return {"import": found.pk}
