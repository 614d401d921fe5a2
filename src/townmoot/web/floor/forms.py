"""Forms of the floor; each one's fields are the inputs of its act."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from townmoot.meetings.enums import AdoptionWay
from townmoot.web.rooms import ActForm, revision_field

Choices = Iterable[tuple[Any, Any]]
MISSING = {"required": _("Please fill this in.")}


def words(label: Any, length: int, *, rows: int = 0, **more: Any) -> forms.CharField:
    """A line of text, or `rows` of it."""
    widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput({"autocomplete": "off"})
    return forms.CharField(
        label=label, max_length=length, widget=widget, error_messages=MISSING, **more
    )


def choice(label: Any, *, radio: bool = False, **more: Any) -> forms.ChoiceField:
    """One of what the town has; `offer` fills it."""
    widget: Any = forms.RadioSelect() if radio else forms.Select()
    return forms.ChoiceField(label=label, widget=widget, error_messages=MISSING, **more)


class FloorForm(ActForm):
    """A form whose choices are the town's own."""

    def offer(self, **choices: Choices) -> FloorForm:
        """Fill the fields that choose; what need not be chosen can be left empty."""
        for name, offered in choices.items():
            field: Any = self.fields[name]
            field.choices = [*([] if field.required else [("", "—")]), *offered]
        return self

    def inputs(self) -> dict[str, Any]:
        """The inputs of the act; a choice that was not made is left out."""
        return {
            name: value
            for name, value in super().inputs().items()
            if value != "" or not isinstance(self.fields[name], forms.ChoiceField)
        }


class CodeForm(FloorForm):
    """The code of a hall."""

    code = forms.RegexField(
        r"^[A-Za-z0-9_-]{8,40}$",
        label=_("Code of the hall"),
        help_text=_("It stands under the square at the door. Capital and small letters differ."),
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={
            **MISSING,
            "invalid": _("A code has letters, digits, - and _, at least eight of them."),
        },
    )


class LeaveForm(FloorForm):
    """Why somebody stays away."""

    reason = words(
        _("Reason"),
        500,
        rows=4,
        help_text=_("Seen by the chair and the clerk, by nobody else."),
    )


class SuggestionForm(FloorForm):
    """A suggestion: one matter, its facts and a concrete proposal."""

    title = words(_("Title"), 200, help_text=_("One matter, in one line."))
    facts = words(
        pgettext_lazy("floor", "Situation"),
        20_000,
        rows=7,
        required=False,
        help_text=_("What is the case, where, since when, whom it concerns."),
    )
    proposal = words(
        pgettext_lazy("floor", "Proposal"),
        20_000,
        rows=7,
        required=False,
        help_text=_("What should be done, so that one can see when it is done."),
    )
    proposed_unit = choice(_("Unit that could answer"), required=False)
    wants_public = forms.BooleanField(label=_("It may be published"), required=False, initial=True)
    wants_meeting = forms.BooleanField(
        label=_("I wish to be met about it"), required=False, initial=True
    )
    revision = revision_field()


class FromOpinionForm(FloorForm):
    """A draft made of what was said in a group."""

    title = words(_("Title"), 200, help_text=_("One matter, in one line."))
    facts = words(
        pgettext_lazy("floor", "Situation"),
        20_000,
        rows=7,
        help_text=_("Your words, as they were noted."),
    )
    proposal = words(pgettext_lazy("floor", "Proposal"), 20_000, rows=7, required=False)
    proposed_unit = choice(_("Unit that could answer"), required=False)

    def __init__(self, *args: Any, own: bool, **kwargs: Any) -> None:
        """Another's words stay as they were noted: only the speaker puts them differently."""
        super().__init__(*args, **kwargs)
        if not own:
            del self.fields["facts"]


class DeclineForm(FloorForm):
    """Why somebody does not co-sign."""

    reason = words(_("Reason"), 200, required=False)


class WithdrawForm(FloorForm):
    """Why a suggestion is withdrawn."""

    reason = words(_("Reason"), 20_000, rows=4)


class RatingForm(FloorForm):
    """How satisfied somebody is: with the attitude, and with the result."""

    attitude = choice(_("How you were dealt with"), radio=True)
    result = choice(_("What came of it"), radio=True)
    reason = words(
        _("Reason"),
        20_000,
        rows=4,
        required=False,
        help_text=_("Needed when you are not satisfied."),
    )


class OpinionForm(FloorForm):
    """What somebody said in the group."""

    item = choice(_("Agenda item"))
    speaker = choice(pgettext_lazy("floor", "Speaker"))
    text = words(_("In the speaker's own words"), 20_000, rows=6)
    unit = choice(_("Unit concerned"), required=False)

    def offer(self, **choices: Choices) -> FloorForm:
        """Fill the fields; nobody is taken for the speaker who was not chosen."""
        people = [("", _("choose the speaker")), *choices["speaker"]]
        return super().offer(**(choices | {"speaker": people}))


class CorrectionForm(FloorForm):
    """What was noted, corrected."""

    text = words(_("In the speaker's own words"), 20_000, rows=6)
    unit = choice(_("Unit concerned"), required=False)
    revision = revision_field()


class StrikeForm(FloorForm):
    """Why something noted by mistake is struck out."""

    reason = words(_("Reason"), 200)


class NumberForm(FloorForm):
    """The number of whoever stands at the desk."""

    number = forms.CharField(
        label=_("Deputy's number"),
        max_length=50,
        error_messages=MISSING,
        widget=forms.TextInput(
            {
                "class": "floor-number",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "inputmode": "numeric",
                "autofocus": True,
            }
        ),
    )


def hands(label: Any, *, required: bool = False) -> forms.IntegerField:
    """A count of hands."""
    return forms.IntegerField(
        label=label, min_value=0, max_value=10_000, required=required, error_messages=MISSING
    )


class AdoptForm(FloorForm):
    """How the agenda was adopted."""

    way = forms.ChoiceField(
        label=_("How it was put"), choices=AdoptionWay.choices, widget=forms.RadioSelect
    )
    votes_for = hands(pgettext_lazy("floor", "For"))
    votes_against = hands(pgettext_lazy("floor", "Against"))
    abstentions = hands(pgettext_lazy("floor", "Abstentions"))
    note = words(
        pgettext_lazy("floor", "Note"),
        500,
        required=False,
        help_text=_("By acclamation: who proposed it, and that nobody objected."),
    )


class RejectForm(FloorForm):
    """How the agenda failed."""

    votes_for = hands(pgettext_lazy("floor", "For"))
    votes_against = hands(pgettext_lazy("floor", "Against"))
    abstentions = hands(pgettext_lazy("floor", "Abstentions"))
    note = words(pgettext_lazy("floor", "Note"), 500, required=False)


class DecisionForm(FloorForm):
    """What the chair says to a request for leave."""

    note = words(pgettext_lazy("floor", "Note"), 500, required=False)
