"""The clerk's forms about meetings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from townmoot.meetings.enums import AdoptionWay, Capacity, VenueKind
from townmoot.web.clerk.fields import ClerkForm, day_field, moment_field, text_field
from townmoot.web.rooms import revision_field


class PlanForm(ClerkForm):
    """A meeting to be planned."""

    kind = forms.ChoiceField(label=_("Kind"))
    name = text_field(pgettext_lazy("of a thing", "Name"), 200, required=True)
    organization = forms.ChoiceField(label=_("Who meets"))
    start = moment_field(_("Begins"))
    end = moment_field(_("Ends"))
    hybrid = forms.BooleanField(
        label=_("In several venues at once, joined by video"), required=False
    )
    extra = forms.BooleanField(label=_("An extra session"), required=False)
    presiding = forms.ChoiceField(label=_("Who presides"), required=False)
    with_items = forms.BooleanField(
        label=_("Begin the agenda with the usual items"),
        required=False,
        initial=True,
        help_text=_("You choose among them on the next page."),
    )
    note = text_field(_("Remarks"), 500, long=True)

    def inputs(self) -> dict[str, Any]:
        """The inputs of the act; the usual items are chosen on the next page."""
        given = super().inputs()
        return {name: value for name, value in given.items() if name != "with_items"}


class CorrectMeetingForm(ClerkForm):
    """What is planned of a meeting."""

    name = text_field(pgettext_lazy("of a thing", "Name"), 200, required=True)
    start = moment_field(_("Begins"))
    end = moment_field(_("Ends"))
    hybrid = forms.BooleanField(
        label=_("In several venues at once, joined by video"), required=False
    )
    extra = forms.BooleanField(label=_("An extra session"), required=False)
    note = text_field(_("Remarks"), 500, long=True)
    revision = revision_field()


class PresideForm(ClerkForm):
    """Who presides over a meeting."""

    person = forms.ChoiceField(label=_("Who presides"), required=False)


class ReasonForm(ClerkForm):
    """A reason."""

    reason = text_field(_("Reason"), 200, required=True)


class NoteForm(ClerkForm):
    """A reason that is kept as a note."""

    note = text_field(_("Reason"), 200, required=True)


class NoticeForm(ClerkForm):
    """Giving notice; late only with a reason, where the rules allow it."""

    contact = text_field(_("Whom to ask"), 100, help_text=_("Printed in the notice."))
    contact_phone = text_field(_("Telephone of the office"), 50)
    reply_by = day_field(_("Receipts are due by"))
    late_reason = text_field(
        _("Why it is given late"), 500, long=True, help_text=_("Only for an extra session.")
    )

    def __init__(self, *args: Any, late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["late_reason"]


class ItemForm(ClerkForm):
    """An item of the agenda."""

    kind = forms.ChoiceField(label=_("Kind"))
    name = text_field(_("Title"), 300, required=True)
    public = forms.BooleanField(label=_("Open to the public"), required=False, initial=True)
    confidential_reason = text_field(_("If not public, why"), 200)
    speaker = forms.ChoiceField(label=_("Who speaks to it"), required=False)
    unit = forms.ChoiceField(label=_("Unit it concerns"), required=False)
    planned_start = moment_field(_("Planned for"), required=False)
    recipients = forms.MultipleChoiceField(
        label=_("Who must receive the document"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only for a document that is passed on."),
    )


class CorrectItemForm(ClerkForm):
    """What can be corrected of an item before the agenda is adopted."""

    name = text_field(_("Title"), 300, required=True)
    public = forms.BooleanField(label=_("Open to the public"), required=False)
    confidential_reason = text_field(_("If not public, why"), 200)
    speaker = forms.ChoiceField(label=_("Who speaks to it"), required=False)
    unit = forms.ChoiceField(label=_("Unit it concerns"), required=False)
    planned_start = moment_field(_("Planned for"), required=False)
    recipients = forms.MultipleChoiceField(
        label=_("Who must receive the document"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    revision = revision_field()
    emptied = ("speaker", "unit", "planned_start")

    def __init__(self, *args: Any, passed_on: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not passed_on:
            del self.fields["recipients"]


class AdoptForm(ClerkForm):
    """How the agenda was adopted."""

    way = forms.ChoiceField(label=_("How"), choices=AdoptionWay.choices)
    votes_for = forms.IntegerField(label=_("For"), min_value=0, required=False)
    votes_against = forms.IntegerField(label=_("Against"), min_value=0, required=False)
    abstentions = forms.IntegerField(label=_("Abstained"), min_value=0, required=False)
    note = text_field(_("Remarks"), 500, help_text=_("By acclamation: who proposed it."))


class FileForm(ClerkForm):
    """A file to be laid before the meeting."""

    file = forms.FileField(label=_("The file"), help_text=_("PDF, Word, Excel, pictures or text."))
    name = text_field(_("Title"), 200, required=True)
    item = forms.ChoiceField(label=_("Under which item"), required=False)
    public = forms.BooleanField(label=_("Open to the public"), required=False, initial=True)


class VenueForm(ClerkForm):
    """A venue of a meeting."""

    name = text_field(pgettext_lazy("of a thing", "Name"), 200, required=True)
    name_en = text_field(_("Name in English"), 200)
    kind = forms.ChoiceField(label=_("Kind"), choices=VenueKind.choices)
    address = text_field(_("Address"), 300)
    seats = forms.IntegerField(label=_("Seats"), min_value=0, max_value=10_000, required=False)
    steward = forms.ChoiceField(label=_("Steward"), required=False)
    groups = forms.MultipleChoiceField(
        label=_("Groups that sit here"), required=False, widget=forms.CheckboxSelectMultiple
    )


class CorrectVenueForm(ClerkForm):
    """What can be corrected of a venue."""

    name = text_field(pgettext_lazy("of a thing", "Name"), 200, required=True)
    name_en = text_field(_("Name in English"), 200)
    address = text_field(_("Address"), 300)
    seats = forms.IntegerField(label=_("Seats"), min_value=0, max_value=10_000, required=False)
    steward = forms.ChoiceField(label=_("Steward"), required=False)
    groups = forms.MultipleChoiceField(
        label=_("Groups that sit here"), required=False, widget=forms.CheckboxSelectMultiple
    )
    revision = revision_field()
    emptied = ("steward", "seats")


class ParticipantForm(ClerkForm):
    """Somebody to be expected besides the members."""

    person = forms.ChoiceField(label=_("Person"))
    capacity = forms.ChoiceField(
        label=_("Takes part"), choices=Capacity.choices, initial=Capacity.ATTENDING
    )
    platform = forms.BooleanField(label=_("Sits on the platform"), required=False)
    venue = forms.ChoiceField(label=_("Venue"), required=False)


class SeatForm(ClerkForm):
    """Where somebody is expected."""

    venue = forms.ChoiceField(label=_("Venue"), required=False)
    platform = forms.BooleanField(label=_("Sits on the platform"), required=False)


class LeaveForm(ClerkForm):
    """A request for leave that came on paper."""

    person = forms.ChoiceField(label=_("Who asks for leave"))
    reason = text_field(
        _("Reason"), 500, required=True, long=True, help_text=_("Seen by who decides alone.")
    )


class SendForm(ClerkForm):
    """The unit that an opinion goes to."""

    unit = forms.ChoiceField(label=_("Unit it concerns"))
