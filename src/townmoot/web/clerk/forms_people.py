"""The clerk's forms about people and organizations."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from townmoot.people.enums import Gender
from townmoot.web.clerk.fields import ClerkForm, day_field, order_field, text_field
from townmoot.web.rooms import revision_field


class PersonForm(ClerkForm):
    """What is known about a person."""

    name = text_field(_("Name"), 200, required=True)
    gender = forms.ChoiceField(label=_("Gender"), choices=Gender.choices, required=False)
    ethnicity = text_field(_("Ethnicity"), 50)
    birth = text_field(_("Born"), 10, help_text=_("Write 1971, 1971-07 or 1971-07-05."))
    affiliation = text_field(_("Political affiliation"), 100)
    education = text_field(_("Education"), 100)
    work = text_field(_("Work"), 300)
    phone = text_field(_("Telephone"), 50)
    note = text_field(_("Remarks"), 500, long=True)


class CorrectPersonForm(PersonForm):
    """The same, for a person who is there; tells the second of two editors."""

    revision = revision_field()


class OrderForm(ClerkForm):
    """Where a name stands in every list."""

    sort_as = text_field(
        _("Sort as"),
        100,
        help_text=_("Another name to sort it by, or a place such as 1. Empty: by its own strokes."),
    )


class MembershipForm(ClerkForm):
    """Belonging to an organization, in a post or with a role."""

    organization = forms.ChoiceField(label=_("Organization"))
    post = forms.ChoiceField(label=_("Post"), required=False)
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        help_text=_("Leave this empty where the post brings its own duty."),
    )
    number = text_field(_("Deputy’s number"), 50)
    constituency = text_field(_("Constituency"), 200)
    voting_right = forms.BooleanField(label=_("Has a vote"), required=False)
    start = day_field(_("From"), help_text=_("Empty: from today."))


class EndForm(ClerkForm):
    """The end of a membership: its last day and why."""

    reason = text_field(_("Reason"), 200, required=True)
    end = day_field(_("Last day"), help_text=_("Empty: today, at once."))


class OrganizationForm(ClerkForm):
    """An organization of the town."""

    name = text_field(pgettext_lazy("of a thing", "Name"), 200, required=True)
    name_en = text_field(_("Name in English"), 200)
    short_name = text_field(_("Short name"), 100)
    kind = forms.ChoiceField(label=_("Kind"))
    parent = forms.ChoiceField(label=_("Belongs to"), required=False)
    protocol_order = order_field()


class CorrectOrganizationForm(ClerkForm):
    """Names and place of an organization that is there."""

    name = text_field(pgettext_lazy("of a thing", "Name"), 200, required=True)
    name_en = text_field(_("Name in English"), 200)
    short_name = text_field(_("Short name"), 100)
    protocol_order = order_field()
    revision = revision_field()


class LastDayForm(ClerkForm):
    """The last day of something."""

    end = day_field(_("Last day"), help_text=_("Empty: today."))


class EndOrganizationForm(LastDayForm):
    """The end of an organization."""

    reason = text_field(_("Reason"), 200)


class PostForm(ClerkForm):
    """A post with the duty of whoever holds it."""

    name = text_field(_("Post"), 200, required=True)
    name_en = text_field(_("Name in English"), 200)
    duty = forms.ChoiceField(label=_("Duty in this system"), required=False)
    protocol_order = order_field()


class CorrectPostForm(ClerkForm):
    """Names and place of a post that is there; its duty stays."""

    name = text_field(_("Post"), 200, required=True)
    name_en = text_field(_("Name in English"), 200)
    protocol_order = order_field()
    revision = revision_field()


class PortfolioForm(ClerkForm):
    """What falls to a post (分管): a unit, or an area in words."""

    organization = forms.ChoiceField(label=_("Unit"), required=False)
    area = text_field(_("Or an area, in words"), 200)
    start = day_field(_("From"), required=True)
    end = day_field(_("Until"))


class AccountForm(ClerkForm):
    """Letting a person sign in."""

    login = text_field(
        _("Login"), 100, required=True, help_text=_("Letters, digits and . _ - @ + only.")
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
