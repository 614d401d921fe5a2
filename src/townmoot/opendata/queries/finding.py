"""Whom of a council taken over the public may find: who belongs to it, and who did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from townmoot.opendata.queries.lists import people, seats
from townmoot.people.models import Membership, Person
from townmoot.search import Document, Kind, register


def members(body: UUID, day: date, keys: Collection[UUID] | None) -> Iterator[Document]:
    """The persons taken over, with the organizations to which they belong or belonged."""
    for current in (True, False):
        rows = people(body, day, current=current)
        listed = list(rows if keys is None else rows.filter(pk__in=keys))
        held: dict[UUID, list[UUID]] = {row.pk: [] for row in listed}
        for seat in seats(body, day, held):
            held[seat.person_id].append(seat.organization_id)
        for row in listed:
            latin = row.latin_name
            also = (latin, "".join(latin.split()))
            yield Document(row.pk, row.name, also=also, organizations=tuple(held[row.pk]))


def _touched(body: UUID, ids: Collection[UUID]) -> Iterable[UUID]:
    rows = Person._default_manager.filter(body=body)
    held = Membership._default_manager.filter(pk__in=ids).values("person")
    named = rows.filter(Q(pk__in=ids) | Q(pk__in=held))
    return named.order_by().values_list("pk", flat=True)


def register_kinds() -> None:
    """Let the people of a council be found."""
    one = pgettext_lazy("kind of document", "Person")
    register(Kind("member", _("People"), one, members, _touched, dated=True))
