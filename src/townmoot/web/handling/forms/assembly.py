"""The forms of the assembly."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from townmoot.commitments.enums import Outcome
from townmoot.suggestions.enums import CarryKind
from townmoot.web.handling.about import About

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
from townmoot.web.handling.forms.base import StepForm
from townmoot.web.handling.forms.fields import EMPTY, area, choice, coded


class AcceptForm(StepForm):
    """Accepting: subject class, whether it may be public, who might answer."""

    subject_class = forms.CharField(label=gettext_lazy("Subject"), max_length=100, required=False)
    public = forms.BooleanField(
        label=gettext_lazy("May be published once it is closed and reviewed"), required=False
    )

    def prepare(self, about: About) -> None:
        """Begin with what the deputy wishes."""
        unit = choice(_("Unit that might answer"), about.units, required=False)
        if about.item is not None:
            self.fields["public"].initial = about.item.wants_public
            unit.initial = about.item.proposed_unit_id
        self.fields["proposed_unit"] = unit


class RefuseForm(StepForm):
    """Not taking a paper as a suggestion."""

    def prepare(self, about: About) -> None:
        """The reasons the profile lists."""
        reasons = about.procedure.rules.refusal_reasons.value
        self.fields["reason"] = coded(_("Reason"), reasons)
        self.fields["words"] = area(_("What the deputy is told"))


class LetterForm(RefuseForm):
    """Passing a paper on as a letter."""

    def prepare(self, about: About) -> None:
        """Only the reasons for which the profile provides that."""
        super().prepare(about)
        reasons = about.procedure.rules.refusal_reasons.value
        listed = [each for each in reasons if each.treat_as_letter]
        self.fields["reason"] = coded(_("Reason"), listed)


class AssignForm(StepForm):
    """Assigning to the government."""

    def prepare(self, about: About) -> None:
        """The government and its office."""
        field = choice(_("Assign to"), about.governments)
        field.initial = about.governments[0].pk if about.governments else None
        long = about.procedure.rules.long_reply_period
        self.fields["to"] = field
        self.fields["long"] = forms.BooleanField(
            label=_("Wide or difficult: %(period)s to reply") % {"period": long.period},
            required=False,
        )


class ReferForm(StepForm):
    """Referring a matter upward."""

    unit = forms.CharField(
        label=gettext_lazy("Unit outside the town"),
        max_length=200,
        error_messages=EMPTY,
    )
    reason = area(gettext_lazy("Why it is not the town’s to decide"))


class MergeForm(StepForm):
    """Having a suggestion handled with another."""

    def prepare(self, about: About) -> None:
        """The accepted ones that wait for a reply."""
        named = [(str(row.pk), f"{row.serial} · {row.title}") for row in about.hosts]
        self.fields["into"] = forms.TypedChoiceField(
            label=_("Handled together with"),
            choices=[("", "—"), *named],
            coerce=UUID,
            error_messages=EMPTY,
        )
        self.fields["reason"] = area(_("Why the two are one matter"))


class CarryForm(StepForm):
    """Carrying an open suggestion over."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Carried over"), choices=CarryKind.choices, widget=forms.RadioSelect
    )
    year = forms.IntegerField(label=gettext_lazy("Year"), error_messages=EMPTY)
    reason = area(gettext_lazy("Reason"))

    def prepare(self, about: About) -> None:
        """Next year, as a rule."""
        self.fields["kind"].initial = CarryKind.YEAR.value
        self.fields["year"].initial = about.ctx.today.year + 1


class VerifyForm(StepForm):
    """Finding whether a promise was kept."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Finding"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    words = area(gettext_lazy("In words"), required=False)
