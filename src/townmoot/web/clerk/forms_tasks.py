"""The clerk's forms about what a meeting requires, the areas it names and the tasks it sets."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from townmoot.web.clerk.fields import ClerkForm, day_field, text_field


class RequirementForm(ClerkForm):
    """What somebody required of all."""

    stated_by = forms.ChoiceField(label=_("Who required it"))
    text = text_field(_("What was required"), 2_000, required=True, long=True)
    item = forms.ChoiceField(label=_("Under which item"), required=False)


class AreaForm(ClerkForm):
    """An area of work."""

    name = text_field(_("Area"), 200, required=True)
    item = forms.ChoiceField(label=_("Under which item"), required=False)


class TaskForm(ClerkForm):
    """A task set to a unit."""

    text = text_field(_("What is to be done"), 2_000, required=True, long=True)
    measure = text_field(
        _("How it is measured"), 300, required=True, help_text=_("A number, or what can be seen.")
    )
    unit = forms.ChoiceField(label=_("Which unit does it"))
    post = forms.ChoiceField(label=_("Who answers for it"), required=False)
    deadline = day_field(_("To be done by"), required=True)
    area = forms.ChoiceField(label=_("Area"), required=False)
    item = forms.ChoiceField(label=_("Under which item"), required=False)
