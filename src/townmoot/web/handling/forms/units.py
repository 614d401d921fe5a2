"""The forms of units."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from townmoot.files import store
from townmoot.record import ActError
from townmoot.rules import Due
from townmoot.suggestions.enums import ContactWay, ServingWay
from townmoot.web.ground.words import day
from townmoot.web.handling.about import About
from townmoot.web.rooms import revision_field, tell

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
from townmoot.web.handling.forms.base import StepForm
from townmoot.web.handling.forms.fields import area, choice, coded, day_field, many


class ReturnForm(StepForm):
    """Asking to give a suggestion back."""

    reason = area(gettext_lazy("Why it is not this unit’s matter"))

    def prepare(self, about: About) -> None:
        """The unit to which it may belong."""
        label = _("Unit to which it belongs")
        self.fields["proposed_unit"] = choice(label, about.free_units, required=False)


class ExtensionForm(StepForm):
    """Asking for a longer time."""

    def prepare(self, about: About) -> None:
        """The new day, and why."""
        latest = ""
        if about.part is not None:
            longest = about.procedure.longest(Due.model_validate(about.part.part.basis)).date
            words = _("Not later than %(day)s.")
            latest = words % {"day": day(longest)}
        self.fields["until"] = day_field(_("New due day"), latest)
        self.fields["reason"] = area(_("Why it takes longer, and what was done so far"))


class ContactForm(StepForm):
    """Noting that the unit spoke with deputies."""

    def prepare(self, about: About) -> None:
        """When, how, with whom."""
        self.fields["on"] = day_field(_("Day"))
        self.fields["on"].initial = about.ctx.today
        self.fields["way"] = forms.ChoiceField(
            label=_("How"), choices=ContactWay.choices, widget=forms.RadioSelect
        )
        named = {row.person_id: row.person.name for row in about.signers}
        self.fields["persons"] = many(_("With whom"), named.items())
        self.fields["words"] = area(_("What the deputies said"))


class ReplyForm(StepForm):
    """A reply: its class, its text, and what the class needs."""

    def prepare(self, about: About) -> None:
        """The profile's classes; the draft's own values."""
        classes = about.procedure.rules.classes.value
        self.fields["reply_class"] = coded(_("Class of reply"), classes)
        self.fields["text"] = area(
            _("Text"),
            14,
            _("Answer point by point. The letter’s head, number and date are added by themselves."),
        )
        self.fields["reason"] = area(
            _("Reason"), 2, self._needing(c for c in classes if c.needs_reason), required=False
        )
        self.fields["promise"] = area(
            _("What is promised"), 2, self._needing(c for c in classes if c.tracked), required=False
        )
        dated = self._needing(c for c in classes if c.needs_deadline)
        self.fields["deadline"] = day_field(_("To be done by"), dated, required=False)
        if about.reply is not None:
            for name in ("reply_class", "text", "reason", "promise", "deadline"):
                self.fields[name].initial = getattr(about.reply, name)

    def _needing(self, classes: Iterable[Any]) -> str:
        named = _(", ").join(str(each.label) for each in classes)
        return _("For: %(classes)s.") % {"classes": named} if named else ""


class ReviseForm(ReplyForm):
    """The draft of a reply, changed."""

    def prepare(self, about: About) -> None:
        """The second of two editors is told."""
        super().prepare(about)
        self.fields["revision"] = revision_field(about.reply.revision if about.reply else None)


class IssueForm(StepForm):
    """Issuing a reply: it gets its number and goes to the signers."""

    mark = forms.CharField(
        label=gettext_lazy("Mark of the unit’s letters"), max_length=40, required=False
    )

    def prepare(self, about: About) -> None:
        """What the unit's numbers begin with."""
        self.fields["mark"].help_text = _("The number begins with it. Empty: as last time.")


class ServeForm(StepForm):
    """Noting that a reply also went another way."""

    way = forms.ChoiceField(
        label=gettext_lazy("How it was served"),
        choices=ServingWay.choices,
        widget=forms.RadioSelect,
    )

    def prepare(self, about: About) -> None:
        """The signers to whom it went."""
        rows = about.reply.servings.all() if about.reply else []
        named = {row.person_id: row.person.name for row in rows if row.person}
        self.fields["persons"] = many(_("To whom"), named.items())


class EvidenceForm(StepForm):
    """Showing that a promise is kept: words, and a file."""

    words = area(gettext_lazy("What was done, and where it can be seen"))
    file = forms.FileField(
        label=gettext_lazy("Evidence file"),
        required=False,
        help_text=gettext_lazy("A picture, a PDF or an Office document."),
    )

    def inputs(self) -> dict[str, Any]:
        """The words, and the file as it was kept; what is wrong with it is said beside it."""
        given = super().inputs()
        upload = given.pop("file", None)
        if upload is None:
            return given
        try:
            kept = store.store(upload, upload.name)
        except ActError as error:
            tell(self, error)
            return given
        return {**given, "sha256": kept.sha256, "file_name": kept.file_name}
