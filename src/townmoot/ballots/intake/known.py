"""What of a poll stays as it is while it is open: read once in each process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.ballots import occasions, queries
from townmoot.ballots.enums import PollKind
from townmoot.ballots.intake.receipts import canonical
from townmoot.ballots.methods import answers
from townmoot.ballots.models import Poll
from townmoot.record import OPERATOR, Invalid, NotFound
from townmoot.record.queries import looking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from townmoot.ballots.methods.asked import Asked
    from townmoot.rules.polls import PollRules


@dataclass(frozen=True)
class Known:
    """A poll as its ballots are read. `public` is whether the record may tell of it."""

    poll: UUID
    body: UUID
    context: UUID
    subject: UUID
    kind: PollKind
    method: str
    rules: PollRules
    questions: tuple[Asked, ...]
    public: bool
    name: str  # as its address ends

    def content(self, given: Mapping[str, Any]) -> str:
        """A ballot's answers in their one form. Raises Invalid for the voter to mend."""
        try:
            return canonical(answers.read(self.method, self.questions, given, self.rules))
        except answers.AnswerError as error:
            raise Invalid([{"field": "answers", "reason": str(error)}]) from error


def _found(poll: UUID) -> Known:
    row = queries.with_result(Poll._default_manager.filter(pk=poll)).first()
    if row is None:
        raise NotFound
    ctx = looking(row.body, OPERATOR)
    return Known(
        poll=row.pk,
        body=row.body,
        context=row.context,
        subject=row.subject,
        kind=PollKind(row.kind),
        method=row.method,
        rules=row.terms,
        questions=tuple(queries.questions_of(row)),
        public=occasions.at().is_public(ctx, row.context, row.subject),
        name=str(row.pk),
    )


KEPT = 256  # polls
_read: dict[UUID, Known] = {}


def remembered(poll: UUID) -> Known | None:
    """The poll where it was read before; asks nobody."""
    return _read.get(poll)


def known(poll: UUID) -> Known:
    """The poll, read where it was not before: on a thread that may. Raises NotFound."""
    if poll not in _read:
        _read[poll] = _found(poll)
        for old in list(_read)[:-KEPT]:
            del _read[old]
    return _read[poll]
