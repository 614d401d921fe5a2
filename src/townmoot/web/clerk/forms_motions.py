"""The clerk's and the chair's forms of motions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from townmoot.web.clerk.fields import ClerkForm, moment_field, text_field


class DeadlineForm(ClerkForm):
    """Until when motions may be handed in."""

    until = moment_field(_("Motions may be handed in until"))


class ListForm(ClerkForm):
    """That a motion is listed."""

    words = text_field(_("In words"), 500, long=True)


class RefuseForm(ClerkForm):
    """That a motion is not listed, and why."""

    reason = forms.ChoiceField(label=_("Reason"))
    words = text_field(_("In words"), 500, long=True)


class ItemForm(ClerkForm):
    """Under which item a motion is dealt with."""

    item = forms.ChoiceField(label=_("Item of the agenda"))


class SecondForm(ClerkForm):
    """Who seconds a motion at the meeting."""

    person = forms.ChoiceField(label=_("Seconded by"))


class FirstForm(ClerkForm):
    """Which amendment is put first; the others follow as they stand."""

    first = forms.ChoiceField(label=_("Put first"))
    rest: list[UUID]

    def inputs(self) -> dict[str, Any]:
        """All amendments that are still to be put, the chosen one first."""
        given = super().inputs()
        first = given.pop("first", None)
        if first is None:
            return given
        chosen = UUID(first)
        return {"amendments": [chosen, *(key for key in self.rest if key != chosen)]}
