"""Taking over a list: many rows in one act, each noted so that the whole can be undone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, cast

from townmoot.people.enums import Outcome
from townmoot.people.models import (
    Account,
    Import,
    ImportRow,
    Membership,
    Organization,
    Person,
    Portfolio,
    Post,
)
from townmoot.record.models import Domain, new_id

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.record import Ctx

Kind = Literal["person", "organization", "post", "membership", "portfolio"]

# In the order in which rows may refer to each other; undone in the reverse order.
TABLES: dict[Kind, type[Domain]] = {
    "organization": Organization,
    "post": Post,
    "person": Person,
    "membership": Membership,
    "portfolio": Portfolio,
}


@dataclass
class RowNote:
    """What one row of a list did, for the manifest and for the undoing."""

    sheet: str
    row: int
    outcome: Outcome = Outcome.UNCHANGED
    person: UUID | None = None
    organization: UUID | None = None
    made: dict[str, list[str]] = field(default_factory=dict)
    before: list[dict[str, Any]] = field(default_factory=list)

    @property
    def reference(self) -> UUID | None:
        """The thing the row is about."""
        return self.person or self.organization


@dataclass
class Batch:
    """Collects what the rows of a list make and change; `finish` writes it."""

    ctx: Ctx
    kind: str
    notes: list[RowNote] = field(default_factory=list)
    pending: defaultdict[Kind, list[dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    accounts: list[Account] = field(default_factory=list)
    _logins: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._logins = {
            login.casefold() for login in Account.objects.values_list("login", flat=True)
        }

    def note(self, sheet: str, row: int) -> RowNote:
        """Begin a row."""
        self.notes.append(RowNote(sheet, row))
        return self.notes[-1]

    def make(self, note: RowNote, table: Kind, /, **fields: Any) -> UUID:
        """Let the row make something; it is written by `finish`."""
        key = new_id()
        self.pending[table].append({"id": key, **fields})
        note.made.setdefault(table, []).append(str(key))
        return key

    def change(self, note: RowNote, table: Kind, row: Domain, /, **fields: Any) -> None:
        """Let the row change something, and keep the values from before."""
        earlier = {name: _plain(getattr(row, name)) for name in fields}
        self.ctx.save(row, **fields)
        note.before.append(
            {"kind": table, "id": str(row.pk), "fields": earlier, "revision": row.revision}
        )

    def open_account(self, note: RowNote, person: UUID, wish: str) -> None:
        """Let a new person sign in, by the login wished for or the next that is free."""
        login = wish[:90] or f"p-{person}"
        while login.casefold() in self._logins:
            login = f"{wish[:80]}-{new_id().hex[-6:]}"
        self._logins.add(login.casefold())
        account = Account(person_id=person, body=self.ctx.body, login=login)
        account.set_unusable_password()
        self.accounts.append(account)
        note.made.setdefault("account", []).append(str(account.pk))

    def finish(self, file_name: str, sha256: str) -> dict[str, Any]:
        """Write everything, and return the manifest."""
        for kind, model in TABLES.items():
            self.ctx.create_many(model, self.pending[kind])
        Account.objects.bulk_create(self.accounts)
        source = self.ctx.create(Import, kind=self.kind, file_name=file_name, sha256=sha256)
        rows = [{"source_id": source.pk, **vars(note)} for note in self.notes]
        self.ctx.create_many(ImportRow, rows)
        return {
            "import": source.pk,
            "sha256": sha256,
            "counts": self._counts(),
            "rows": [
                [note.sheet, note.row, note.reference, note.outcome.value] for note in self.notes
            ],
        }

    def _counts(self) -> dict[str, int]:
        outcomes = [note.outcome for note in self.notes]
        return {outcome.value: outcomes.count(outcome) for outcome in Outcome}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def take_back(ctx: Ctx, source: Import) -> None:
    """Undo an import: what it changed is as before, what it made is gone."""
    rows = list(source.rows.all())
    for row in reversed(rows):
        for earlier in reversed(row.before):
            _restore(ctx, earlier)
    made: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        for kind, keys in row.made.items():
            made[kind] += keys
    Account.objects.filter(pk__in=made["account"]).delete()
    for kind, model in reversed(TABLES.items()):
        model._default_manager.filter(body=ctx.body, pk__in=made[kind]).delete()
    ctx.save(source, undone_at=ctx.now, undone_by=ctx.actor.who)


def _restore(ctx: Ctx, earlier: dict[str, Any]) -> None:
    model = TABLES[earlier["kind"]]
    fields = {
        name: cast("Any", model._meta.get_field(name)).to_python(value)
        for name, value in earlier["fields"].items()
    }
    row = model._default_manager.get(body=ctx.body, pk=earlier["id"])
    ctx.save(row, **fields)
