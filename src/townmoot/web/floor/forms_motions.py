"""Forms of motions and amendments."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from townmoot.web.floor.forms import FloorForm, choice, words
from townmoot.web.rooms import revision_field


class MotionForm(FloorForm):
    """What is moved, why, and what the meeting is to resolve."""

    meeting = choice(_("Meeting"))
    title = words(pgettext_lazy("motion", "Subject"), 200)
    grounds = words(pgettext_lazy("motion", "Grounds"), 20_000, rows=5, required=False)
    text = words(
        pgettext_lazy("motion", "Text of the motion"),
        20_000,
        rows=8,
        required=False,
        help_text=_("What the meeting is to resolve, in the words it would resolve."),
    )
    revision = revision_field()


class AmendmentForm(FloorForm):
    """Other words, or none, in place of a passage."""

    passage = words(
        _("Words to be changed"),
        5_000,
        rows=3,
        help_text=_("Quote them exactly as they stand in the motion."),
    )
    occurrence = forms.IntegerField(
        label=_("Which time they stand there"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("Only where the same words stand in the motion more than once."),
    )
    text = words(
        _("Words to be put instead"),
        20_000,
        rows=3,
        required=False,
        help_text=_("Left empty, the words are struck out."),
    )
    grounds = words(pgettext_lazy("motion", "Grounds"), 20_000, rows=3, required=False)
    revision = revision_field()


class InterestForm(FloorForm):
    """An interest of one’s own in an item."""

    about = choice(_("In which item"))
    kind = choice(_("Kind of interest"), radio=True)
    nature = words(_("What the interest is"), 500, rows=3)
    sensitive = forms.BooleanField(
        label=_("A sensitive interest"),
        required=False,
        help_text=_("The register then says that there is one, and not which."),
    )
