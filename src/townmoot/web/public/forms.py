"""What residents may ask of the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from townmoot.opendata.queries import Asked
from townmoot.suggestions.queries.public import titled
from townmoot.web.ground.words import titled as named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from townmoot.people.models import Organization
    from townmoot.suggestions.models import Suggestion

CHOICE = 2  # all, and the only one there is
STATES: dict[str, dict[str, Any]] = {
    "in_hand": {"replied_on": None, "closed_on": None},
    "replied": {"replied_on__isnull": False, "closed_on": None},
    "closed": {"closed_on__isnull": False},
}


class SearchForm(forms.Form):
    """Words of the title, the unit, the state; what is not a choice narrows nothing."""

    q = forms.CharField(
        label=_("Words of the title"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    state = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[
            ("", _("All states")),
            ("in_hand", _("Not yet answered")),
            ("replied", _("Answered, not yet closed")),
            ("closed", _("Closed and filed")),
        ],
    )

    def __init__(self, *args: Any, units: Iterable[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, Any]] = [("", _("All units"))]
        field: Any = self.fields["unit"]
        field.choices = [*choices, *((str(row.pk), named(row)) for row in units)]

    def narrowed(self, rows: QuerySet[Suggestion]) -> QuerySet[Suggestion]:
        """The rows that fit; the title as the public reads it."""
        self.is_valid()
        given = self.cleaned_data
        if words := given.get("q", ""):
            rows = titled(rows, words)
        if unit := given.get("unit", ""):
            rows = rows.filter(allotments__unit=unit, allotments__ended_on=None)
        return rows.filter(**STATES.get(given.get("state", ""), {}))

    @property
    def asked(self) -> bool:
        """Whether anything was asked for."""
        return any(self.cleaned_data.values())


class RecordForm(forms.Form):
    """Year, type and organization of a record; what is not a choice narrows nothing."""

    year = forms.ChoiceField(label=_("Year"), required=False)
    type = forms.ChoiceField(label=_("Kind of paper"), required=False)
    organization = forms.ChoiceField(label=_("Organization"), required=False)

    def __init__(
        self,
        *args: Any,
        years: Iterable[int],
        types: Iterable[str] | None = None,
        organizations: Iterable[Organization] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("year", _("All years"), [(str(year), str(year)) for year in years])
        self._offer("type", _("All kinds"), [(name, name) for name in types or ()])
        bodies = [(str(row.pk), named(row)) for row in organizations]
        self._offer("organization", _("All organizations"), bodies)

    @property
    def worth(self) -> bool:
        """Whether there is anything to choose between."""
        fields: Iterable[Any] = self.fields.values()
        return any(len(field.choices) > CHOICE for field in fields)

    @property
    def asked_any(self) -> bool:
        """Whether anything was asked for."""
        return self.asked != Asked()

    def _offer(self, name: str, everything: Any, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", everything), *choices]
        if not choices:
            del self.fields[name]

    @property
    def asked(self) -> Asked:
        """What the list is narrowed to."""
        self.is_valid()
        given = self.cleaned_data
        year, organization = given.get("year"), given.get("organization")
        return Asked(
            year=int(year) if year else None,
            organization=UUID(organization) if organization else None,
            type=given.get("type") or "",
        )
