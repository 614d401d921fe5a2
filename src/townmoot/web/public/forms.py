"""What residents may ask of the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from townmoot.suggestions.queries.public import titled
from townmoot.web.ground.words import titled as named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from townmoot.people.models import Organization
    from townmoot.suggestions.models import Suggestion

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
