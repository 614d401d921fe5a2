"""The base of the clerk's forms, and the fields they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from townmoot.web.rooms import ActForm

Choices = Iterable[tuple[Any, Any]]
NOTHING = [("", _("— none —"))]


class ClerkForm(ActForm):
    """A form of the clerk; `choices` fill the fields that choose among a town's own things.

    A field whose choices are None is of something that the body lacks: it is not there.

    The act is told which of the fields named in `emptied` were left empty.
    """

    emptied: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, choices: Mapping[str, Choices | None] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, offered in (choices or {}).items():
            if offered is None:
                del self.fields[name]
                continue
            field: Any = self.fields[name]
            multiple = isinstance(field, forms.MultipleChoiceField)
            field.choices = [*([] if multiple or field.required else NOTHING), *offered]

    def inputs(self) -> dict[str, Any]:
        """The inputs of the act; a choice that was not made is left out."""
        given = super().inputs()
        told = {
            name: value
            for name, value in given.items()
            if not (value == "" and isinstance(self.fields[name], forms.ChoiceField))
        }
        empty = [name for name in self.emptied if given and not self.cleaned_data.get(name)]
        return told | {"clear": empty} if empty else told


def day_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateField:
    """A day, picked or typed as 2026-07-22."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


def moment_field(label: Any, *, required: bool = True) -> forms.DateTimeField:
    """A day and time on the town's clocks."""
    return forms.DateTimeField(
        label=label,
        required=required,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


def text_field(
    label: Any, length: int, *, required: bool = False, long: bool = False, help_text: Any = ""
) -> forms.CharField:
    """A line of text, or several."""
    widget = forms.Textarea({"rows": 3}) if long else forms.TextInput()
    return forms.CharField(
        label=label, max_length=length, required=required, widget=widget, help_text=help_text
    )


def order_field() -> forms.IntegerField:
    """A place in the protocol; the lower stands first."""
    return forms.IntegerField(
        label=_("Place in the protocol"),
        min_value=0,
        max_value=100_000,
        initial=1000,
        help_text=_("The lower number stands first, in every list and on the platform."),
    )
