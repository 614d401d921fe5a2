"""The form of a cue."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from townmoot.meetings.enums import CueScreen
from townmoot.web.clerk.fields import ClerkForm, text_field


class CueForm(ClerkForm):
    """What happens, by whom, how long, and on which screens; who is honoured."""

    what = text_field(_("What happens"), 300, required=True)
    who = text_field(_("Who does it"), 200)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, required=False)
    screen = forms.ChoiceField(label=_("Shown on"), choices=CueScreen.choices)
    item = forms.ChoiceField(label=_("Item of the agenda"), required=False)
    recipients = forms.MultipleChoiceField(
        label=_("Honoured on the slide"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Who did not agree to be named is counted, not named."),
    )

    def inputs(self) -> dict[str, Any]:
        """The inputs of the act, with the time in seconds."""
        given = super().inputs()
        minutes = given.pop("minutes", None)
        return given | ({"seconds": minutes * 60} if minutes else {})
