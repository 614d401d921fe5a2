"""The forms about a council’s business: what is noted under each kind of item."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from townmoot.meetings.enums import PostingKind
from townmoot.web.clerk.fields import ClerkForm, day_field, moment_field, text_field

PENNIES = 100
LARGEST = Decimal(1000000000)


def _money(label: Any, *, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=0, max_value=LARGEST, decimal_places=2, required=required
    )


class AcceptForm(ClerkForm):
    """Which apologies the meeting accepts."""

    leaves = forms.MultipleChoiceField(label=_("Whose"), widget=forms.CheckboxSelectMultiple)
    accepted = forms.TypedChoiceField(
        label=_("What was resolved"),
        choices=[("yes", _("accepted")), ("no", _("not accepted"))],
        coerce=lambda value: value == "yes",
    )


class DeclareForm(ClerkForm):
    """A member’s interest in an item."""

    person = forms.ChoiceField(label=_("Member"))
    about = forms.ChoiceField(label=_("In which item"))
    kind = forms.ChoiceField(label=_("Kind of interest"))
    nature = text_field(_("What the interest is"), 500, required=True, long=True)
    sensitive = forms.BooleanField(
        label=_("A sensitive interest"),
        required=False,
        help_text=_("Its nature is then never shown in public."),
    )
    dispensation = forms.ChoiceField(label=_("Dispensation"), required=False)


class AskForm(ClerkForm):
    """A written request for a dispensation."""

    person = forms.ChoiceField(label=_("Member"))
    scope = text_field(_("For what, and why"), 500, required=True, long=True)


class GrantForm(ClerkForm):
    """Who grants it, until when."""

    granted_by = forms.ChoiceField(label=_("Granted by"))
    until = day_field(_("Until"), required=True)


class SpeakForm(ClerkForm):
    """A member of the public takes the floor."""

    name = text_field(
        _("Name"),
        200,
        required=True,
        help_text=_("Kept for the clerk; never shown in public."),
    )
    topic = text_field(_("On what"), 300)


class LayForm(ClerkForm):
    """The minutes of which meeting, and what is corrected in them."""

    of = forms.ChoiceField(label=_("Minutes of"))
    corrections = text_field(_("Corrections"), 20_000, long=True)


class ReportForm(ClerkForm):
    """A matter of the clerk’s report."""

    matter = text_field(_("Matter"), 300, required=True)
    text = text_field(_("What is reported"), 20_000, required=True, long=True)


class PlanningForm(ClerkForm):
    """An application on which the council is consulted."""

    reference = text_field(_("Reference"), 100, required=True)
    address = text_field(_("Address"), 300, required=True)
    proposal = text_field(_("What is proposed"), 20_000, required=True, long=True)
    authority = text_field(_("Planning authority"), 200, required=True)
    respond_by = day_field(_("To be answered by"), required=True)


class RespondForm(ClerkForm):
    """What the council answers."""

    response = forms.ChoiceField(label=_("Answer"))
    comment = text_field(_("Comment"), 20_000, long=True)


class PaymentForm(ClerkForm):
    """A payment on the list."""

    payee = text_field(_("To whom"), 200, required=True)
    purpose = text_field(_("For what"), 300, required=True)
    power = text_field(
        _("Under which power"), 200, required=True, help_text=_("Such as: LGA 1972 s 111.")
    )
    net = _money(_("Net"))
    vat = _money(_("VAT"), required=False)

    def inputs(self) -> dict[str, Any]:
        """The amounts as whole pence."""
        given = super().inputs()
        return given | {
            name: int(given[name] * PENNIES) for name in ("net", "vat") if name in given
        }


class LetterForm(ClerkForm):
    """A letter that came."""

    sender = text_field(_("From whom"), 200, required=True)
    received = day_field(_("Received"), required=True)
    subject = text_field(_("Subject"), 300, required=True)
    action = text_field(_("What is done about it"), 500, long=True)


class ExcludeForm(ClerkForm):
    """Why press and public are excluded."""

    reason = text_field(
        _("Reason"), 200, required=True, help_text=_("As the resolution states it.")
    )


class NextForm(ClerkForm):
    """When and where the council meets next."""

    start = moment_field(_("Begins"))
    place = text_field(_("Place"), 300, required=True)


class PostForm(ClerkForm):
    """Proof of a summons or a public notice."""

    kind = forms.ChoiceField(label=_("What"), choices=PostingKind.choices)
    place = text_field(_("Where it was put up, or how it was served"), 300, required=True)
    served_by = text_field(_("By whom"), 200, required=True)
    at = moment_field(_("When"))
    file = forms.ChoiceField(
        label=_("Photograph or copy"),
        required=False,
        help_text=_("One of the files of the meeting; add it there first."),
    )
