"""Forms of the scrutineers' passphrase. Nothing typed here goes back to the page, or anywhere."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from townmoot.ballots.secret.phrase import LONGEST

MISSING = {"required": _("Please fill this in.")}


def _typed(label: Any, complete: str, **more: Any) -> forms.CharField:
    widget = forms.PasswordInput(
        {"autocomplete": complete, "autocapitalize": "none", "spellcheck": "false"}
    )
    return forms.CharField(
        label=label, max_length=LONGEST, strip=False, widget=widget, error_messages=MISSING, **more
    )


class PhraseForm(forms.Form):
    """The passphrase by which ballots are opened, as it was set."""

    passphrase = _typed(_("Passphrase, or its first part"), "off")
    second = _typed(_("Second part, if there is one"), "off", required=False)

    @property
    def parts(self) -> tuple[str, str]:
        """What was typed, in order."""
        return self.cleaned_data["passphrase"], self.cleaned_data["second"]


class NewPhraseForm(forms.Form):
    """A new passphrase, each part typed twice: a slip would cost the whole vote."""

    passphrase = _typed(
        _("Passphrase, or its first part"),
        "new-password",
        help_text=_("At least 12 characters in all; five words that do not belong together."),
    )
    again = _typed(_("The same once more"), "new-password")
    second = _typed(
        _("Second part"),
        "new-password",
        required=False,
        help_text=_("Where two scrutineers are to be needed, each types a part of the own."),
    )
    second_again = _typed(_("The second part once more"), "new-password", required=False)

    @property
    def parts(self) -> tuple[str, str]:
        """What was typed, in order."""
        return self.cleaned_data["passphrase"], self.cleaned_data["second"]

    def clean(self) -> dict[str, Any]:
        """Raise no error, but note where the two differ."""
        for first, again in (("passphrase", "again"), ("second", "second_again")):
            if self.cleaned_data.get(first) != self.cleaned_data.get(again):
                self.add_error(again, _("This differs from what you typed first."))
        return self.cleaned_data
