"""What can be answered on a ballot, line by line, under the keys by which answers are counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from townmoot.ballots.describe import grade_word
from townmoot.ballots.enums import Choice, PollMethod
from townmoot.ballots.methods.answers import BLANK

if TYPE_CHECKING:
    from townmoot.ballots.models import Option, Poll, Question


@dataclass(frozen=True)
class Answer:
    """One answer that can be given or counted; `of` is the candidate it is about, if any."""

    key: str
    label: str
    of: str = ""

    @property
    def whole(self) -> str:
        """The answer with whom it is about."""
        between = pgettext("between a candidate and an answer", ": ")
        return f"{self.of}{between}{self.label}" if self.of else self.label


def choices() -> tuple[Answer, ...]:
    """For, against, abstain."""
    return tuple(Answer(str(one), one.label.capitalize()) for one in Choice)


def grades(poll: Poll) -> tuple[Answer, ...]:
    """The scale of a vote of satisfaction, and abstaining."""
    scale = [Answer(code, grade_word(code).capitalize()) for code in poll.terms.grades]
    return (*scale, Answer(str(Choice.ABSTAIN), Choice.ABSTAIN.label.capitalize()))


def counted(poll: Poll, question: Question) -> list[Answer]:
    """All answers to a question that a hall counts."""
    options = list(question.options.all())
    if poll.method == PollMethod.MOTION:
        return list(choices())
    if poll.method == PollMethod.ASSESSMENT:
        return list(grades(poll))
    if poll.method == PollMethod.ELECTION:
        return list(_for_each(options))
    named = [Answer(str(option.pk), option.name) for option in options]
    return [*named, Answer(BLANK, _("Nothing marked"))]


def _for_each(options: list[Option]) -> Iterator[Answer]:
    for option in options:
        for one in choices():
            yield Answer(f"{option.pk}:{one.key}", one.label, of=option.name)
