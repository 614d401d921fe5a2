"""Units by their id, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from townmoot.people.queries import organizations
from townmoot.web.ground.words import titled

if TYPE_CHECKING:
    from datetime import date

    from townmoot.people.models import Organization


class Names:
    """What units are called; one query, however many are asked for."""

    def __init__(self, body: UUID, day: date) -> None:
        self.rows: dict[UUID, Organization] = {
            row.pk: row for row in organizations(body, day).select_related("parent")
        }
        self._by_name = {row.name: row for row in self.rows.values()}

    def of(self, key: object) -> str:
        """The name of a unit by its id, as it stands in the record."""
        try:
            row = self.rows.get(UUID(str(key)))
        except ValueError:
            row = None
        return titled(row) if row else _("a unit of that time")

    def listed(self, keys: list[object]) -> str:
        """Several names."""
        return pgettext("between names", ", ").join(self.of(key) for key in keys)

    def in_language(self, name: str) -> str:
        """A unit's Chinese name in the reader's language, where it has one there."""
        return titled(self._by_name[name]) if name in self._by_name else name

    def url_of(self, name: str) -> str:
        """The page of a unit of that Chinese name; empty where there is none now."""
        row = self._by_name.get(name)
        return reverse("public:unit", args=[row.pk]) if row else ""
