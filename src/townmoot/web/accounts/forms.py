"""Forms of the sign-in pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.forms import ChangePasswordForm, LoginForm, SetPasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc] # allauth carries no types
    """Login and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tidy(self)
        self.fields["login"].label = _("Login")
        self.fields["login"].help_text = _("Deputies: the number on your deputy's card.")
        self.fields["password"].label = _("Password")
        self.fields["remember"].label = _("Keep me signed in on this device for two weeks")


class NewPasswordForm(SetPasswordForm):  # type: ignore[misc] # allauth carries no types
    """A first password, typed twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tidy(self)
        _name_new(self)


class OtherPasswordForm(ChangePasswordForm):  # type: ignore[misc] # allauth carries no types
    """Another password in place of the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tidy(self)
        _name_new(self)
        self.fields["oldpassword"].label = _("Present password")


def _tidy(form: forms.Form) -> None:
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
        field.help_text = ""


def _name_new(form: forms.Form) -> None:
    form.fields["password1"].label = _("New password")
    form.fields["password1"].help_text = _("At least ten characters; a short sentence is good.")
    form.fields["password2"].label = _("New password, once more")


class PasskeyForm(forms.Form):
    """A name for a new passkey; its answer is written by the script."""

    name = forms.CharField(
        label=_("What to call it"),
        max_length=60,
        help_text=_("So that you know it again, such as “my phone”."),
    )
    answer = forms.CharField(max_length=16 * 1024, widget=forms.HiddenInput, required=False)


class SlipForm(forms.Form):
    """The press that burns a slip."""

    remember = forms.BooleanField(
        label=_("This is my own phone: keep me signed in for two weeks"), required=False
    )


class SheetForm(forms.Form):
    """For whom slips are to be printed, and how long they are good."""

    days = forms.TypedChoiceField(
        label=_("Good for"),
        coerce=int,
        initial=14,
        choices=[
            (1, _("one day")),
            (7, _("one week")),
            (14, _("two weeks")),
            (30, _("thirty days")),
        ],
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"] = forms.TypedChoiceField(
            label=_("For whom"), coerce=UUID, choices=choices
        )
        self.order_fields(["organization", "days"])
