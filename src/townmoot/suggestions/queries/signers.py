"""Who signed, and who is a deputy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Q

from townmoot.people.enums import Role
from townmoot.people.models import Membership
from townmoot.people.permissions import current
from townmoot.suggestions.models import Signature, Suggestion

if TYPE_CHECKING:
    from django.db.models import QuerySet


def signatures_of(items: Iterable[Suggestion]) -> QuerySet[Signature]:
    """The signatures that count: of the lead, and of those who confirmed the present wording."""
    rows = Signature._default_manager.filter(suggestion__in=[item.pk for item in items])
    return rows.filter(confirmed_version=F("suggestion__text_version")).select_related("person")


def signers_of(item: Suggestion) -> list[UUID]:
    """The persons who signed, the lead first."""
    return [row.person_id for row in signatures_of([item])]


def answered_together(item: Suggestion) -> list[Suggestion]:
    """The suggestion and those merged into it: one reply goes to the signers of all."""
    merged = Suggestion._default_manager.filter(merged_into=item, withdrawn_on=None)
    return [item, *merged.order_by("number", "pk")]


def are_deputies(body: UUID, persons: Iterable[UUID], day: date) -> bool:
    """Whether each of them is a deputy on the day."""
    wanted = set(persons)
    return deputies_among(body, wanted, day) == wanted


def deputies_among(body: UUID, persons: Iterable[UUID], day: date) -> set[UUID]:
    """Those of the persons who are deputies on the day."""
    rows = Membership._default_manager.filter(current(day), body=body, person__in=set(persons))
    found = rows.filter(Q(role=Role.DEPUTY) | Q(post__duty=Role.DEPUTY))
    return set(found.values_list("person_id", flat=True))
