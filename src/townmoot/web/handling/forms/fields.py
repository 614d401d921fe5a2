"""Fields as the house asks them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

EMPTY = {"required": gettext_lazy("Please fill this in.")}


def area(label: Words, rows: int = 4, help_text: Words = "", *, required: bool = True) -> Any:
    """A field for a text of several lines."""
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
        required=required,
        max_length=20_000,
        error_messages=EMPTY,
    )


def day_field(label: Words, help_text: Words = "", *, required: bool = True) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Write the day like 2026-07-22."), **EMPTY},
    )


def choice(
    label: Words, rows: Iterable[Any], *, required: bool = True, empty: Words = ""
) -> forms.TypedChoiceField:
    """A choice among rows of the town."""
    named = [(str(row.pk), str(row)) for row in rows]
    return forms.TypedChoiceField(
        label=label,
        choices=[("", empty or "—"), *named],
        coerce=UUID,
        empty_value=None,
        required=required,
        error_messages=EMPTY,
    )


def coded(label: Words, terms: Iterable[Any]) -> forms.ChoiceField:
    """A choice among terms of the profile, each a round button."""
    return forms.ChoiceField(
        label=label,
        choices=[(term.code, str(term.label)) for term in terms],
        widget=forms.RadioSelect,
        error_messages=EMPTY,
    )


def many(label: Words, named: Iterable[tuple[Any, str]], *, required: bool = True) -> Any:
    """Any of some rows, each a box to tick."""
    return forms.TypedMultipleChoiceField(
        label=label,
        choices=[(str(key), name) for key, name in named],
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        required=required,
        error_messages=EMPTY,
    )
