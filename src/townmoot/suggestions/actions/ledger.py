"""Taking over a clerk's ledger of suggestions (建议台账), all or nothing, and taking that back."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from townmoot.people.enums import Outcome
from townmoot.people.models import Upload
from townmoot.people.permissions import CLERK
from townmoot.people.policies import check_no_problems
from townmoot.record import Ctx, act
from townmoot.suggestions import publics
from townmoot.suggestions.actions.due import refresh
from townmoot.suggestions.actions.ledger_rows import Taker
from townmoot.suggestions.models import LedgerEntry, LedgerImport, Suggestion
from townmoot.suggestions.policies import ledger as policies
from townmoot.suggestions.queries.ledger import plan_ledger
from townmoot.suggestions.queries.ledger_made import TABLES, made_by

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@act(
    "ledger.import",
    permission=CLERK,
    policy=policies.check_can_import,
    public=publics.ledger_imported,
    subject="import",
)
def import_ledger(
    ctx: Ctx, *, upload: UUID, sha256: Sha256, release_ratings: bool = False
) -> dict[str, Any]:
    """Take over a ledger that was handed in and looked at: every row, or none.

    `release_ratings`: its ratings were published before, so the record may tell their counts.
    """
    staged = Upload._default_manager.get(pk=upload)
    plan = plan_ledger(ctx.body, ctx.today, staged.rows)
    check_no_problems(plan.problems)
    source = ctx.create(LedgerImport, file_name=staged.file_name, sha256=staged.sha256)
    taker = Taker(ctx, release_ratings=release_ratings)
    notes = [taker.take(row) for row in plan.rows]
    made = ctx.create_many(LedgerEntry, [{"source": source, **note.as_row()} for note in notes])
    staged.delete()
    return {
        "import": source.pk,
        "sha256": source.sha256,
        "counts": plan.counts,
        "rows": [[row.sheet, row.row, row.suggestion, row.outcome] for row in made],
        "promises": taker.promises,
    }


@act(
    "ledger.undo",
    permission=CLERK,
    policy=policies.check_can_undo,
    public=publics.ledger_undone,
    subject="source",
)
def undo_ledger(ctx: Ctx, *, source: UUID) -> dict[str, Any]:
    """Take a ledger back: what it added to is as before, what it made is gone."""
    found = ctx.get(LedgerImport, source)
    rows = list(found.rows.all())
    made = made_by(rows)
    above = [model for model in made if model not in TABLES.values()]
    for model in (*above, *reversed(list(TABLES.values()))):
        model._default_manager.filter(body=ctx.body, pk__in=made.get(model, ())).delete()
    for row in rows:
        if row.outcome == Outcome.CHANGED:
            _restore(ctx, row)
    ctx.save(found, undone_at=ctx.now, undone_by=ctx.actor.who)
    return {"import": found.pk}


def _restore(ctx: Ctx, row: LedgerEntry) -> None:
    """Give back the values and the revisions of before, so that an earlier ledger can follow."""
    things = [(ctx.get(TABLES[each["kind"]], UUID(each["id"])), each) for each in row.before]
    for thing, earlier in things:
        fields = {
            name: thing._meta.get_field(name).to_python(value)  # type: ignore[union-attr] # plain columns only
            for name, value in earlier["fields"].items()
        }
        ctx.save(thing, **fields)
    refresh(ctx, ctx.get(Suggestion, row.suggestion))
    for thing, earlier in things:
        thing.revision = earlier["revision"] - 1
        ctx.save(thing)
