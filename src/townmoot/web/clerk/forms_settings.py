"""The clerk's forms about the town itself."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from townmoot.rules.enums import TownDay
from townmoot.web.clerk.fields import ClerkForm, day_field, text_field
from townmoot.web.rooms import revision_field


class TownForm(ClerkForm):
    """The names of the town, and the language of its papers."""

    name = text_field(pgettext_lazy("of a thing", "Name"), 200, required=True)
    name_en = text_field(_("Name in English"), 200)
    short_name = text_field(_("Short name"), 100)
    locale = forms.ChoiceField(
        label=_("Language of its papers"),
        choices=[("zh-Hans" if c == "zh-hans" else c, n) for c, n in settings.LANGUAGES],
    )
    revision = revision_field()


class DayForm(ClerkForm):
    """A day on which the town differs from the state's calendar."""

    date = day_field(_("Day"), required=True)
    kind = forms.ChoiceField(label=_("Kind"), choices=TownDay.choices)
    name = text_field(_("Occasion"), 200)
    name_en = text_field(_("Occasion in English"), 200)
    source = text_field(_("On the authority of"), 200)


class TermForm(ClerkForm):
    """A term of the assembly."""

    name = text_field(_("Term"), 200, required=True)
    start = day_field(_("From"), required=True)
    end = day_field(_("Until"))
