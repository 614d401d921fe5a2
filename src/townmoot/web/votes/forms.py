"""Forms of votes: each one's fields are the inputs of its act."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from townmoot.ballots.enums import Choice, Duty, PollKind, PollMethod, SettledBy
from townmoot.web.floor.forms import FloorForm, choice, hands, words
from townmoot.web.votes import keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from townmoot.ballots.models import Poll, Question

PLAIN = (PollMethod.MOTION, PollMethod.ASSESSMENT)
MOST = 100_000
_PARTS = re.compile(r"[;；、]")
_POST = re.compile(r"^(?P<post>[^:：]+?)\s*(?:[x×](?P<seats>\d{1,3}))?\s*[:：](?P<names>.+)$")


class PrepareForm(FloorForm):
    """What is put to the vote, how the votes are given, by which majority."""

    name = words(gettext_lazy("What is put to the vote"), 500)
    motions = forms.MultipleChoiceField(
        label=gettext_lazy("Motions that are put at once"), widget=forms.CheckboxSelectMultiple
    )
    kind = choice(pgettext_lazy("vote", "How the votes are given"), radio=True)
    method = choice(pgettext_lazy("vote", "What is asked"))
    majority = choice(pgettext_lazy("vote", "Majority"))
    seats = forms.IntegerField(
        label=gettext_lazy("How many are chosen"), initial=1, min_value=1, max_value=200
    )
    lines = words(
        gettext_lazy("Lines of the ballot"),
        20_000,
        rows=6,
        required=False,
        help_text=gettext_lazy(
            "One in each line. Several motions: each motion. An election: "
            "“post: candidate; candidate”, with ×2 behind a post that has two seats. "
            "A list to choose from: each line of it."
        ),
    )

    def narrow(self, *, motion: bool, several: bool) -> None:
        """Leave out what is said already: of a motion, of several motions, of an item."""
        gone = ["method", "seats", "lines"] if motion or several else []
        gone += [] if several else ["motions"]
        gone += ["name"] if motion else []
        for name in gone:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The lines as questions."""
        cleaned = super().clean() or self.cleaned_data
        if "lines" not in self.fields:
            return cleaned
        try:
            cleaned["questions"] = self._questions(cleaned)
        except ValidationError as error:
            self.add_error("lines", error)
        return cleaned

    def _questions(self, cleaned: Mapping[str, Any]) -> list[dict[str, Any]]:
        lines = [line.strip() for line in cleaned.get("lines", "").splitlines() if line.strip()]
        method = cleaned.get("method", PollMethod.MOTION)
        if method in PLAIN:
            return [{"name": line} for line in lines]
        if method in (PollMethod.ELECTION, PollMethod.RANKED):
            return [_post(line) for line in lines]
        options = [{"name": line} for line in lines]
        asked = {"name": cleaned.get("name", ""), "seats": cleaned.get("seats") or 1}
        return [{**asked, "options": options}]

    def inputs(self) -> dict[str, Any]:
        """The inputs of the act."""
        given = super().inputs()
        return {name: value for name, value in given.items() if name not in {"lines", "seats"}}


def _post(line: str) -> dict[str, Any]:
    found = _POST.match(line)
    if found is None:
        reason = _("“%(line)s”: write the post, a colon, then the candidates.") % {"line": line}
        raise ValidationError(reason)
    names = [name.strip() for name in _PARTS.split(found["names"]) if name.strip()]
    return {
        "name": found["post"].strip(),
        "seats": int(found["seats"] or 1),
        "options": [{"name": name} for name in names],
    }


class HandsForm(FloorForm):
    """The hands shown; on equal votes, the casting vote where the rules give one."""

    votes_for = hands(pgettext_lazy("floor", "For"), required=True)
    votes_against = hands(pgettext_lazy("floor", "Against"), required=True)
    abstentions = hands(pgettext_lazy("floor", "Abstentions"), required=True)
    casting = forms.TypedChoiceField(
        label=gettext_lazy("Casting vote, on equal votes"),
        required=False,
        choices=[
            ("", gettext_lazy("none")),
            ("for", gettext_lazy("for")),
            ("against", gettext_lazy("against")),
        ],
        coerce=lambda value: value == "for",
        empty_value=None,
    )

    def __init__(self, *args: Any, casting: bool = False, **kwargs: Any) -> None:
        """The casting vote is asked for where the rules give one."""
        super().__init__(*args, **kwargs)
        if not casting:
            del self.fields["casting"]


class WhyForm(FloorForm):
    """Why a vote is broken off, counted again or void."""

    reason = words(gettext_lazy("Reason"), 200, rows=3)


class AppointForm(FloorForm):
    """Who watches over the count, or counts, and where."""

    person = choice(gettext_lazy("Person"))
    duty = forms.ChoiceField(label=gettext_lazy("Duty"), choices=Duty.choices)
    hall = choice(gettext_lazy("Hall"), required=False)


class SettleForm(FloorForm):
    """How equal votes were settled, and for what."""

    question = choice(gettext_lazy("Question"))
    by = forms.ChoiceField(label=gettext_lazy("How"), choices=SettledBy.choices)
    choice = choice(gettext_lazy("In favour of"))


class CountForm(FloorForm):
    """The totals of one hall: a number for each answer to each question."""

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        """Its fields are the poll's own."""
        super().__init__(*args, **kwargs)
        self.rows: list[tuple[str, str, str]] = []
        if poll.kind == PollKind.PAPER:
            self._papers()
        several = poll.questions.count() > 1
        for question in poll.questions.all():
            self._add(poll, question, several=several)

    def _papers(self) -> None:
        labels = {
            "issued": _("Ballots issued"),
            "returned": _("Ballots returned"),
            "invalid": _("Invalid ballots"),
        }
        for name, label in labels.items():
            self.fields[name] = _number(label)

    def _add(self, poll: Poll, question: Question, *, several: bool) -> None:
        for at, answer in enumerate(keys.counted(poll, question)):
            name = f"n-{question.order}-{at}"
            label = f"{question.name} — {answer.whole}" if several else answer.whole
            self.fields[name] = _number(label)
            self.rows.append((name, str(question.pk), answer.key))

    def inputs(self) -> dict[str, Any]:
        """The inputs of the act: totals by question; on paper the ballots' numbers too."""
        given = super().inputs()
        counts: dict[str, dict[str, int]] = {}
        for name, question, key in self.rows:
            if name in given:
                counts.setdefault(question, {})[key] = given.pop(name)
        if not counts:
            return {}
        totals = [{"question": question, "counts": found} for question, found in counts.items()]
        return {**given, "totals": totals}


class BallotForm(FloorForm):
    """A ballot: the questions of a poll as a voter answers them."""

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        """Its fields are the poll's own."""
        super().__init__(*args, **kwargs)
        self.poll = poll
        for question in poll.questions.all():
            for name, field in self._fields(question):
                self.fields[name] = field

    def _fields(self, question: Question) -> Iterator[tuple[str, forms.Field]]:
        name, method = f"q-{question.order}", PollMethod(self.poll.method)
        options = [(str(one.pk), one.name) for one in question.options.all()]
        if method in PLAIN:
            answers = keys.counted(self.poll, question)
            offered = [(one.key, one.label) for one in answers]
            yield name, _radio(question.name, offered)
        elif method in (PollMethod.APPROVAL, PollMethod.PROJECTS):
            yield (
                name,
                forms.MultipleChoiceField(
                    label=question.name,
                    help_text=_("Mark at most %(n)d.") % {"n": question.seats},
                    choices=options,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                ),
            )
        elif method == PollMethod.RANKED:
            yield from self._places(name, question, options)
        else:
            yield from self._candidates(name, question, options)

    def _places(
        self, name: str, question: Question, options: list[tuple[str, str]]
    ) -> Iterator[tuple[str, forms.Field]]:
        for place in range(1, len(options) + 1):
            label = _("%(what)s: choice no. %(n)d") % {"what": question.name, "n": place}
            offered = [("", "—"), *options]
            yield (
                f"{name}-{place}",
                forms.ChoiceField(label=label, choices=offered, required=False),
            )

    def _candidates(
        self, name: str, question: Question, options: list[tuple[str, str]]
    ) -> Iterator[tuple[str, forms.Field]]:
        offered = [(one.key, one.label) for one in keys.choices()]
        for key, candidate in options:
            between = _("%(post)s: %(candidate)s")
            label = between % {"post": question.name, "candidate": candidate}
            yield f"{name}-{key}", _radio(label, offered, initial=str(Choice.ABSTAIN))
        if self.poll.terms.write_ins:
            label = _("%(post)s: another name") % {"post": question.name}
            yield f"{name}-others", words(label, 500, rows=2, required=False)

    def inputs(self) -> dict[str, Any]:
        """The answers, as a ballot says them."""
        if not self.is_bound or not self.is_valid():
            return {}
        return {"answers": {str(one.pk): self._answer(one) for one in self.poll.questions.all()}}

    def _answer(self, question: Question) -> Any:
        name, given = f"q-{question.order}", self.cleaned_data
        method = PollMethod(self.poll.method)
        if method == PollMethod.RANKED:
            places = [given[f"{name}-{n}"] for n in range(1, question.options.count() + 1)]
            return [one for one in places if one]
        if method != PollMethod.ELECTION:
            return given[name]
        marks = {str(one.pk): given[f"{name}-{one.pk}"] for one in question.options.all()}
        others = [line.strip() for line in given.get(f"{name}-others", "").splitlines()]
        written = [line for line in others if line]
        return {**marks, "others": written} if written else marks


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST)


def _radio(
    label: str, offered: list[tuple[str, str]], initial: str | None = None
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=offered, widget=forms.RadioSelect, initial=initial
    )
