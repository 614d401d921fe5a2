"""Reading the facts of suggestions from their rows, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.suggestions.models import (
    Allotment,
    Assignment,
    CarryOver,
    Contact,
    Extension,
    Publication,
    Refusal,
    Reply,
    Signature,
    Suggestion,
    UnitReturn,
)
from townmoot.suggestions.queries.facts import Decided, Facts, PartFact, ReplyFact, Term

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


Scope = Any  # what `__in` takes: ids, or a query of suggestions
Rows = dict[UUID, list[tuple[Any, ...]]]


def _rows(model: type[Model], key: str, scope: Scope, *columns: str) -> Rows:
    """Rows of one table by the id they belong to, in the order in which they were made.

    They are put in order here: for a few rows, asking for it costs more than doing it.
    """
    rows = model._default_manager.filter(**{f"{key}__in": scope}).order_by()
    found: Rows = {}
    for row in sorted(rows.values_list("created_at", "pk", f"{key}_id", *columns)):
        found.setdefault(row[2], []).append(row[3:])
    return found


def _replies(parts: Scope) -> dict[UUID, list[ReplyFact]]:
    columns = ("round", "pk", "issued_on", "reply_class", "counts_resolved", "tracked")
    rows = Reply._default_manager.filter(allotment__in=parts, issued_on__isnull=False).order_by()
    found: dict[UUID, list[ReplyFact]] = {}
    for nth, key, on, code, resolved, tracked, part in sorted(
        rows.values_list(*columns, "allotment_id")
    ):
        fact = ReplyFact(key, nth, on, code, counts_resolved=resolved, tracked=tracked)
        found.setdefault(part, []).append(fact)
    return found


_OWN = ("unit_id", "share", "on", "due", "received_on", "ended_on", "replaces_id")
_ONCE = ("opinion__on", "opinion__waived", "rehandling__on", "rehandling__due")


def _parts(scope: Scope) -> dict[UUID, tuple[PartFact, ...]]:
    rows = _rows(Allotment, "suggestion", scope, "pk", *_OWN, *_ONCE)
    if not rows:
        return {}
    many = not isinstance(scope, list)
    listed = [row[0] for each in rows.values() for row in each]
    parts = Allotment._default_manager.filter(suggestion__in=scope).values("pk") if many else listed
    asked = ("on", "decided_on", "approved")
    returns = _rows(UnitReturn, "allotment", parts, *asked)
    extensions = _rows(Extension, "allotment", parts, *asked, "until")
    contacts = _rows(Contact, "allotment", parts, "noted_on", "way")
    replies = _replies(parts)

    def part(key: UUID, *columns: Any) -> PartFact:
        unit, share, on, due, received_on, ended_on, replaces, *once = columns
        opinion_on, waived, rehandled_on, rehandling_due = once
        return PartFact(
            id=key,
            unit=unit,
            share=share,
            on=on,
            due=due,
            received_on=received_on,
            ended_on=ended_on,
            replaces=replaces,
            returns=tuple(Decided(*each) for each in returns.get(key, ())),
            extensions=tuple(Decided(*each) for each in extensions.get(key, ())),
            contacts=tuple(contacts.get(key, ())),
            replies=tuple(replies.get(key, ())),
            opinion_on=opinion_on,
            waived=bool(waived),
            rehandled_on=rehandled_on,
            rehandling_due=rehandling_due,
        )

    return {key: tuple(part(*row) for row in each) for key, each in rows.items()}


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
    refusals = _rows(Refusal, "suggestion", scope, "on", "as_letter")
    found = {}
    for row in rows:
        refused_on, as_letter = refusals.get(row.pk, [(None, False)])[0]
        found[row.pk] = Facts(
            **_own(row), asked=row.pk in asked, refused_on=refused_on, as_letter=as_letter
        )
    return found


_LEFT = ("merger__on", "referral__sent_on", "referral__answered_on")


def facts_of(rows: Iterable[Suggestion], scope: Scope | None = None) -> dict[UUID, Facts]:
    """The facts of these suggestions; nine queries, or two where none was accepted.

    `scope`: a query of the same suggestions, where they are too many to name.
    """
    listed = list(rows)
    scope = [row.pk for row in listed] if scope is None else scope
    early = [row for row in listed if row.accepted_on is None]
    found = _drafts(early, scope) if early else {}
    if len(early) == len(listed):
        return found
    left = Suggestion._default_manager.filter(pk__in=scope).order_by().values_list("pk", *_LEFT)
    elsewhere = {row[0]: row[1:] for row in left}
    carried = _rows(CarryOver, "suggestion", scope, "on", "year")
    terms = _rows(Assignment, "suggestion", scope, "on", "start", "due", "ended_on")
    published = _rows(Publication, "suggestion", scope, "on", "ended_on")
    parts = _parts(scope)
    for row in listed:
        if row.accepted_on is not None:
            merged_on, sent_on, answered_on = elsewhere[row.pk]
            found[row.pk] = Facts(
                **_own(row),
                merged_on=merged_on,
                referred_on=sent_on,
                referral_answered_on=answered_on,
                carried=tuple(carried.get(row.pk, ())),
                published=tuple(published.get(row.pk, ())),
                terms=tuple(Term(*each) for each in terms.get(row.pk, ())),
                parts=parts.get(row.pk, ()),
            )
    return found


def facts_for(row: Suggestion) -> Facts:
    """The facts of one suggestion."""
    return facts_of([row])[row.pk]


def all_facts(rows: QuerySet[Suggestion]) -> dict[UUID, Facts]:
    """The facts of all suggestions of a query, however many."""
    return facts_of(rows, rows.order_by().values("pk"))
