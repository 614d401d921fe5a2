"""The forms of the government office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from townmoot.web.handling.about import About

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
from townmoot.web.handling.forms.base import StepForm
from townmoot.web.handling.forms.fields import area, choice, many

LEADS = 4


class AllotForm(StepForm):
    """Giving a suggestion to units: one, one with assistance, or several with their parts."""

    def prepare(self, about: About) -> None:
        """A lead, assisting units; further leads where it is split."""
        units = about.free_units
        self.fields["lead_1"] = choice(_("Lead unit"), units)
        if about.item is not None and about.item.proposed_unit_id:
            self.fields["lead_1"].initial = about.item.proposed_unit_id
        named = [(unit.pk, str(unit)) for unit in units]
        self.fields["assisting"] = many(_("Assisting units"), named, required=False)
        self.fields["part_1"] = area(
            _("Its part"), 2, _("Only where the suggestion is split among leads."), required=False
        )
        for n in range(2, LEADS + 1):
            self.fields[f"lead_{n}"] = choice(
                _("Lead unit %(n)d") % {"n": n}, units, required=False, empty=_("none")
            )
            self.fields[f"part_{n}"] = area(_("Its part"), 2, required=False)

    @property
    def split(self) -> list[Any]:
        """The fields that only a split needs."""
        names = ["part_1", *(f"{k}_{n}" for n in range(2, LEADS + 1) for k in ("lead", "part"))]
        return [self[name] for name in names]

    @property
    def is_split(self) -> bool:
        """Whether any of them is filled or wrong."""
        return any(field.value() or field.errors for field in self.split)

    def inputs(self) -> dict[str, Any]:
        """The leads with their parts, and who assists."""
        given = super().inputs()
        if not given:
            return {}
        rows = [(given.get(f"lead_{n}"), given[f"part_{n}"]) for n in range(1, LEADS + 1)]
        leads = [{"unit": unit, "part": part} for unit, part in rows if unit]
        return {"leads": leads, "assisting": given["assisting"]}


class UnitForm(StepForm):
    """A further unit that assists."""

    def prepare(self, about: About) -> None:
        """Any unit that has no part yet."""
        self.fields["unit"] = choice(_("Assisting unit"), about.free_units)


class ReturnYesForm(StepForm):
    """Taking a suggestion back from a unit."""

    remark = area(gettext_lazy("Remark"), required=False)
    to_assembly = forms.BooleanField(
        label=gettext_lazy("Send the whole back to the assembly, to be assigned again"),
        required=False,
    )
