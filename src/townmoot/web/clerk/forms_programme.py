"""The clerk's forms about what is done under an item: talks, film, award, oath, anthem, visit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from townmoot.meetings.enums import AnthemWay, DeliveryWay
from townmoot.web.clerk.fields import ClerkForm, moment_field, text_field


def _number(label: Any, *, required: bool = False, lowest: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=lowest, max_value=10_000, required=required)


def _consent() -> forms.BooleanField:
    return forms.BooleanField(
        label=_("Agreed to be named in public"),
        required=False,
        help_text=_("Without it the public reads a number and no name."),
    )


class TalkForm(ClerkForm):
    """Somebody who shares."""

    speaker = forms.ChoiceField(label=_("Who speaks"))
    theme = text_field(_("Theme"), 300)
    consent = _consent()


class FilmForm(ClerkForm):
    """A film that is shown."""

    title = text_field(_("Title"), 300, required=True)
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=1, max_value=600)
    link = text_field(
        _("Where it lies"), 500, help_text=_("An address. The film itself is not kept here.")
    )


class AwardForm(ClerkForm):
    """An honour and how many receive it."""

    honour = text_field(_("Honour"), 200, required=True)
    total = _number(_("Honoured in all"), required=True, lowest=1)


class RecipientForm(ClerkForm):
    """Somebody who is honoured on stage."""

    person = forms.ChoiceField(label=_("Who is honoured"))
    presenter = forms.ChoiceField(label=_("Who hands it over"), required=False)
    consent = _consent()


class DeliveryForm(ClerkForm):
    """How many are honoured elsewhere."""

    way = forms.ChoiceField(label=_("Where"), choices=DeliveryWay.choices)
    count = _number(_("How many"), required=True)
    organization = forms.ChoiceField(
        label=_("By which organization"),
        required=False,
        help_text=_("Empty for all branches together; a later number replaces the one before."),
    )


class OathForm(ClerkForm):
    """An oath."""

    name = text_field(_("Which oath"), 200, required=True)
    leader = forms.ChoiceField(label=_("Who leads it"), required=False)
    swearers = text_field(_("Who swears"), 200)
    sworn = _number(_("How many swore"))


class AnthemForm(ClerkForm):
    """An anthem."""

    title = text_field(_("Which anthem"), 200, required=True)
    way = forms.ChoiceField(label=_("How"), choices=AnthemWay.choices)


class VisitForm(ClerkForm):
    """A visit to another place."""

    place = text_field(_("Place"), 300, required=True)
    at = moment_field(_("From"), required=False)
    leader = forms.ChoiceField(label=_("Who leads it"), required=False)
    planned = _number(_("For how many it is planned"))
    went = _number(_("How many went"))


class UsualForm(ClerkForm):
    """The items that a meeting of this kind usually has: each is taken, reworded or dropped."""

    def __init__(self, *args: Any, usual: Iterable[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.usual = list(usual)
        for place, (_kind, word, name) in enumerate(self.usual):
            self.fields[f"take_{place}"] = forms.BooleanField(
                label=word, required=False, initial=True
            )
            self.fields[f"name_{place}"] = text_field(_("Title"), 300)
            self.initial.setdefault(f"name_{place}", name)

    def rows(self) -> list[tuple[Any, Any]]:
        """Each item as the field that takes it and the field of its title."""
        return [(self[f"take_{n}"], self[f"name_{n}"]) for n in range(len(self.usual))]

    def inputs(self) -> dict[str, Any]:
        """Those that were taken, in order."""
        given = super().inputs()
        if not given:
            return {}
        taken = [
            {"kind": kind, "name": given[f"name_{place}"] or name}
            for place, (kind, _word, name) in enumerate(self.usual)
            if given[f"take_{place}"]
        ]
        return {"items": taken}
