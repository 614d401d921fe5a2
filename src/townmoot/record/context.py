"""What an act knows while it runs: who, for which body, when; and its only way to write."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy as _

from townmoot.record import hot
from townmoot.record.errors import Conflict, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import Model

    from townmoot.record.models import Domain
    from townmoot.record.registry import Act

M = TypeVar("M", bound="Domain")


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, the person it belongs to, and the roles held now in this body.

    `organizations` maps a role to the units or groups it is held for (empty: the whole body).
    """

    account: UUID | None
    person: UUID | None
    roles: frozenset[str]
    organizations: frozenset[tuple[str, UUID]] = frozenset()

    def holds(self, role: str, organization: UUID | None = None) -> bool:
        """Whether the role is held, for that organization where one is named."""
        if role not in self.roles:
            return False
        return organization is None or (role, organization) in self.organizations

    def units(self, *roles: str) -> frozenset[UUID]:
        """The organizations for which any of the roles is held."""
        return frozenset(unit for role, unit in self.organizations if role in roles)

    @property
    def who(self) -> UUID | None:
        """The person, or the account where no person stands behind it."""
        return self.person or self.account


@dataclass
class Draft:
    """An entry to be written when the outermost act has run."""

    act: Act[Any, Any]
    act_id: UUID
    cause: UUID | None
    inputs: dict[str, Any]
    result: dict[str, Any] = field(default_factory=dict)
    public: dict[str, Any] | None = None
    subject: UUID | None = None
    opens: list[int] = field(default_factory=list)


@dataclass
class Ctx:
    """The running act. Child acts share everything but the act id and the draft."""

    body: UUID
    actor: Actor
    now: datetime
    today: date
    act_id: UUID
    drafts: list[Draft]
    children: int = 0
    opens: list[int] = field(default_factory=list)
    modules: dict[str, bool] = field(default_factory=dict)  # those asked for: whether it has them
    _rows: dict[tuple[type[Model], UUID], Domain] = field(default_factory=dict)

    def get(self, model: type[M], key: UUID) -> M:
        """The row of this body with that id; the same object each time within one act.

        Raises NotFound where the body has no such row.
        """
        known = self._rows.get((model, key))
        if known is None:
            known = hot.find(model, id=key, body=self.body)
            if known is None:
                raise NotFound
            self._rows[model, key] = known
        return cast("M", known)

    def create(self, model: type[M], **fields: Any) -> M:
        """Add a row of this body, made now by the actor."""
        row = model(body=self.body, created_at=self.now, created_by=self.actor.who, **fields)
        hot.add([row])
        self._rows[model, row.pk] = row
        return row

    def create_many(self, model: type[M], rows: list[dict[str, Any]]) -> list[M]:
        """Add many rows at once, as `create` would."""
        made = [
            model(body=self.body, created_at=self.now, created_by=self.actor.who, **fields)
            for fields in rows
        ]
        hot.add(made)
        return made

    def insert(self, model: type[Domain], rows: Sequence[Mapping[str, Any]]) -> None:
        """Add a great many rows whose objects nobody needs; values by the names of columns."""
        own = {"body": self.body, "created_at": self.now, "created_by": self.actor.who}
        hot.insert(model, rows, own)

    def save(self, row: M, **fields: Any) -> M:
        """Change these fields of a row and count its revision on."""
        for name, value in fields.items():
            setattr(row, name, value)
        row.revision += 1
        hot.change(row, *fields, "revision")
        return row

    def delete(self, row: Domain) -> None:
        """Remove a row that should never have been; prefer a row that says who ended it when."""
        self._rows.pop((type(row), row.pk), None)
        row.delete()

    def expect(self, row: Domain, revision: int | None) -> None:
        """Raise Conflict where somebody changed the row since the actor opened it."""
        if revision is not None and row.revision != revision:
            raise Conflict(
                _(
                    "Someone else has changed this since you opened it. "
                    "Your text is kept below; read theirs and send yours again."
                )
            )

    def call(self, act: Act[Any, Any], **inputs: Any) -> dict[str, Any]:
        """Run a child act: same transaction, own entry with this act as its cause.

        Its policy is checked; its permission is not: the right to do this act is the right to
        do what it entails.
        """
        self.children += 1
        child = Ctx(
            body=self.body,
            actor=self.actor,
            now=self.now,
            today=self.today,
            act_id=uuid5(self.act_id, str(self.children)),
            drafts=self.drafts,
            modules=self.modules,
            _rows=self._rows,
        )
        act.admit(child)
        return act.run(child, act.validate(inputs), cause=self.act_id)

    def open_commitment(self, position: int) -> None:
        """Publish an earlier entry of this body: this entry's public part opens its commitment."""
        self.opens.append(position)
