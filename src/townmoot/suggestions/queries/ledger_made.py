"""What ledgers that were taken over have made, told for the record, and what relies on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.record.models import Domain
from townmoot.suggestions.models import (
    Allotment,
    Assignment,
    Contact,
    LedgerEntry,
    LedgerImport,
    Rating,
    RatingRelease,
    Reply,
    ReplyStep,
    Serving,
    Signature,
    Suggestion,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

# In the order in which rows refer to each other; undone in the reverse order.
TABLES: Mapping[str, type[Domain]] = {
    "suggestion": Suggestion,
    "signature": Signature,
    "assignment": Assignment,
    "allotment": Allotment,
    "contact": Contact,
    "reply": Reply,
    "step": ReplyStep,
    "serving": Serving,
    "rating": Rating,
    "release": RatingRelease,
}
KINDS = {model: kind for kind, model in TABLES.items()}

# Rows of apps above that come and go with the replies of an import, by their link to the reply.
_companions: dict[type[Domain], str] = {}


def goes_with_reply(model: type[Domain], link: str) -> None:
    """Let rows of an app above go when the import that made their reply is undone."""
    _companions[model] = link


def ledgers(body: UUID) -> QuerySet[LedgerImport]:
    """The ledgers that were taken over, newest first."""
    return LedgerImport._default_manager.filter(body=body).order_by("-created_at", "-id")


def made_by(rows: Iterable[LedgerEntry]) -> dict[type[Domain], dict[UUID, int]]:
    """Everything that the rows made, with the revision it had then."""
    found: defaultdict[type[Domain], dict[UUID, int]] = defaultdict(dict)
    for row in rows:
        for kind, revisions in row.made.items():
            found[TABLES[kind]] |= {UUID(key): number for key, number in revisions.items()}
    for model, link in _companions.items():
        going = model._default_manager.filter(**{f"{link}__in": found[Reply]})
        found[model] = dict.fromkeys(going.values_list("pk", flat=True), 0)
    return dict(found)


def relied_on(source: LedgerImport) -> list[LedgerEntry]:
    """The rows of a ledger on which later work relies."""
    rows = list(source.rows.all())
    made = made_by(rows)
    left = {model: dict(revisions) for model, revisions in made.items()}
    for row in rows:
        for earlier in row.before:
            left.setdefault(TABLES[earlier["kind"]], {})[UUID(earlier["id"])] = earlier["after"]
    touched = set(_changed(left)) | set(_used(made))
    return [row for row in rows if touched & _own(row)]


def _own(row: LedgerEntry) -> set[UUID]:
    keys = {key for revisions in row.made.values() for key in revisions}
    keys |= {earlier["id"] for earlier in row.before}
    companions = {
        pk
        for model, link in _companions.items()
        for pk in model._default_manager.filter(**{f"{link}__in": row.made.get("reply", {})})
        .values_list("pk", flat=True)
        .order_by()
    }
    return companions | set(map(UUID, keys))


def _changed(left: Mapping[type[Domain], Mapping[UUID, int]]) -> Iterator[UUID]:
    for model, revisions in left.items():
        rows = model._default_manager.filter(pk__in=revisions)
        for key, revision in rows.values_list("pk", "revision"):
            if revision != revisions[key]:
                yield key


def _used(made: Mapping[type[Domain], Mapping[UUID, int]]) -> Iterator[UUID]:
    """What is made and is referred to by rows that the ledger did not make."""
    for model, keys in made.items():
        for relation in model._meta.related_objects:
            other: Any = relation.related_model
            link: Any = relation.field
            rows = other._default_manager.filter(**{f"{link.name}__in": keys})
            own = made.get(other, {})
            yield from (key for pk, key in rows.values_list("pk", link.attname) if pk not in own)


def as_steps(source: LedgerImport) -> list[dict[str, Any]]:
    """What the ledger tells, as the public parts of the acts that would have told it."""
    rows = list(source.rows.all())
    made = made_by(rows)
    there: dict[type[Domain], dict[UUID, Any]] = {
        model: model._default_manager.in_bulk(list(made.get(model, ()))) for model in _TOLD
    }
    found = []
    for model, tell in _TOLD.items():
        found += [tell(row) for row in sorted(there[model].values(), key=lambda row: row.pk)]
    return found


def _step(act: str, subject: UUID, **data: Any) -> dict[str, Any]:
    return {"act": act, "subject": subject, "data": data}


def _accepted(row: Suggestion) -> dict[str, Any]:
    told = {"series": row.series, "number": row.number, "public": row.public}
    return _step("suggestion.accept", row.pk, on=row.accepted_on, **told)


def _assigned(row: Assignment) -> dict[str, Any]:
    return _step("suggestion.assign", row.suggestion_id, on=row.on, start=row.start, due=row.due)


def _allotted(row: Allotment) -> dict[str, Any]:
    told = {"part": row.pk, "unit": row.unit_id, "due": row.due, "replaces": None}
    lead = row.share == "lead"
    both = {"leads": [told] if lead else [], "assisting": [] if lead else [told]}
    return _step("suggestion.allot", row.suggestion_id, on=row.on, **both)


def _contacted(row: Contact) -> dict[str, Any]:
    return _step("contact.log", row.suggestion_id, on=row.on, part=row.allotment_id, way=row.way)


def _replied(row: Reply) -> dict[str, Any]:
    told = {"class": row.reply_class, "resolved": row.counts_resolved, "round": row.round}
    where = {"reply": row.pk, "part": row.allotment_id}
    return _step("reply.issue", row.suggestion_id, on=row.issued_on, **where, **told)


def _released(row: RatingRelease) -> dict[str, Any]:
    reply = row.reply
    where = {"reply": reply.pk, "part": reply.allotment_id, "round": reply.round}
    return _step("rating.release", reply.suggestion_id, on=row.on, **where, **row.counts)


_TOLD: Mapping[type[Domain], Any] = {
    Suggestion: _accepted,
    Assignment: _assigned,
    Allotment: _allotted,
    Contact: _contacted,
    Reply: _replied,
    RatingRelease: _released,
}
