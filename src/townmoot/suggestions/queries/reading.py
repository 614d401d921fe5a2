"""Reading the facts of suggestions from their rows, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.suggestions.models import (
    Allotment,
    Assignment,
    AssistingOpinion,
    CarryOver,
    Contact,
    Extension,
    Merger,
    Publication,
    Referral,
    Refusal,
    Rehandling,
    Reply,
    Signature,
    Suggestion,
    UnitReturn,
)
from townmoot.suggestions.queries.facts import Decided, Facts, PartFact, ReplyFact, Term

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


Scope = Any  # what `__in` takes: ids, or a query of suggestions


@dataclass
class _Rows:
    """Rows of one table by the id they belong to."""

    by: dict[UUID, list[Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, model: type[Model], key: str, scope: Scope, *columns: str) -> _Rows:
        path = "suggestion__in" if key == "suggestion" else "allotment__suggestion__in"
        found: defaultdict[UUID, list[Any]] = defaultdict(list)
        rows = model._default_manager.filter(**{path: scope}).order_by("created_at", "pk")
        for row in rows.values_list(f"{key}_id", *columns):
            found[row[0]].append(row[1:])
        return cls(found)

    def get(self, key: UUID) -> list[Any]:
        return self.by.get(key, [])

    def first(self, key: UUID, width: int) -> tuple[Any, ...]:
        rows = self.get(key)
        return rows[0] if rows else (None,) * width


def _replies(scope: Scope) -> _Rows:
    rows = Reply._default_manager.filter(suggestion__in=scope, issued_on__isnull=False)
    found: defaultdict[UUID, list[ReplyFact]] = defaultdict(list)
    for row in rows.order_by("round"):
        found[row.allotment_id].append(
            ReplyFact(
                id=row.pk,
                round=row.round,
                on=row.issued_on,  # type: ignore[arg-type] # the filter leaves no empty one
                reply_class=row.reply_class,
                counts_resolved=row.counts_resolved,
                tracked=row.tracked,
            )
        )
    return _Rows(dict(found))


def _parts(scope: Scope) -> dict[UUID, tuple[PartFact, ...]]:
    asked = ("on", "decided_on", "approved")
    returns = _Rows.of(UnitReturn, "allotment", scope, *asked)
    extensions = _Rows.of(Extension, "allotment", scope, *asked, "until")
    contacts = _Rows.of(Contact, "allotment", scope, "noted_on", "way")
    opinions = _Rows.of(AssistingOpinion, "allotment", scope, "on", "waived")
    rehandlings = _Rows.of(Rehandling, "allotment", scope, "on", "due")
    replies = _replies(scope)
    found: defaultdict[UUID, list[PartFact]] = defaultdict(list)
    rows = Allotment._default_manager.filter(suggestion__in=scope)
    for row in rows.order_by("created_at", "pk"):
        opinion_on, waived = opinions.first(row.pk, 2)
        rehandled_on, rehandling_due = rehandlings.first(row.pk, 2)
        part = PartFact(
            id=row.pk,
            unit=row.unit_id,
            share=row.share,
            on=row.on,
            due=row.due,
            received_on=row.received_on,
            ended_on=row.ended_on,
            replaces=row.replaces_id,
            returns=tuple(Decided(*each) for each in returns.get(row.pk)),
            extensions=tuple(Decided(*each) for each in extensions.get(row.pk)),
            contacts=tuple(contacts.get(row.pk)),
            replies=tuple(replies.get(row.pk)),
            opinion_on=opinion_on,
            waived=bool(waived),
            rehandled_on=rehandled_on,
            rehandling_due=rehandling_due,
        )
        found[row.suggestion_id].append(part)
    return {key: tuple(parts) for key, parts in found.items()}


def _own(row: Suggestion) -> dict[str, Any]:
    return {
        "id": row.pk,
        "handed_in_on": row.handed_in_on,
        "assign_due": date.fromisoformat(row.assign_due["date"]) if row.assign_due else None,
        "accepted_on": row.accepted_on,
        "number": row.number,
        "serial": row.serial,
        "withdrawn_on": row.withdrawn_on,
        "merged_into": row.merged_into_id,
        "closed_on": row.closed_on,
    }


def _drafts(rows: list[Suggestion], scope: Scope) -> dict[UUID, Facts]:
    asked = set(
        Signature._default_manager.filter(suggestion__in=scope, lead=False, released_at=None)
        .values_list("suggestion_id", flat=True)
        .order_by()
    )
    refusals = _Rows.of(Refusal, "suggestion", scope, "on", "as_letter")
    found = {}
    for row in rows:
        refused_on, as_letter = refusals.first(row.pk, 2)
        found[row.pk] = Facts(
            **_own(row), asked=row.pk in asked, refused_on=refused_on, as_letter=bool(as_letter)
        )
    return found


def facts_of(rows: Iterable[Suggestion], scope: Scope | None = None) -> dict[UUID, Facts]:
    """The facts of these suggestions; twelve queries, or two where none was accepted.

    `scope`: a query of the same suggestions, where they are too many to name.
    """
    listed = list(rows)
    scope = [row.pk for row in listed] if scope is None else scope
    early = [row for row in listed if row.accepted_on is None]
    found = _drafts(early, scope) if early else {}
    if len(early) == len(listed):
        return found
    mergers = _Rows.of(Merger, "suggestion", scope, "on")
    referrals = _Rows.of(Referral, "suggestion", scope, "sent_on", "answered_on")
    carried = _Rows.of(CarryOver, "suggestion", scope, "on", "year")
    terms = _Rows.of(Assignment, "suggestion", scope, "on", "start", "due", "ended_on")
    published = _Rows.of(Publication, "suggestion", scope, "on", "ended_on")
    parts = _parts(scope)
    for row in listed:
        if row.accepted_on is not None:
            sent_on, answered_on = referrals.first(row.pk, 2)
            found[row.pk] = Facts(
                **_own(row),
                merged_on=mergers.first(row.pk, 1)[0],
                referred_on=sent_on,
                referral_answered_on=answered_on,
                carried=tuple(carried.get(row.pk)),
                published=tuple(published.get(row.pk)),
                terms=tuple(Term(*each) for each in terms.get(row.pk)),
                parts=parts.get(row.pk, ()),
            )
    return found


def facts_for(row: Suggestion) -> Facts:
    """The facts of one suggestion."""
    return facts_of([row])[row.pk]


def all_facts(rows: QuerySet[Suggestion]) -> dict[UUID, Facts]:
    """The facts of all suggestions of a query, however many."""
    return facts_of(rows, rows.order_by().values("pk"))
