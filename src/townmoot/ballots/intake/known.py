"""What of a poll stays as it is while it is open: read once in each process."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from townmoot.ballots import occasions, queries
from townmoot.ballots.enums import DEVICE_KINDS, PollKind
from townmoot.ballots.intake.receipts import canonical
from townmoot.ballots.methods import answers
from townmoot.ballots.models import Poll
from townmoot.ballots.secret import arriving
from townmoot.record import OPERATOR, Invalid, NotFound, Refused
from townmoot.record.queries import looking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from townmoot.ballots.methods.asked import Asked
    from townmoot.ballots.secret.arriving import Arrived
    from townmoot.ballots.secret.suite import Seal
    from townmoot.rules.polls import PollRules


SAYING, SAYINGS = 2000, 256  # bytes of what ballots say, and how many of them are remembered


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
    opened: datetime
    seal: Seal | None = None  # of a secret poll
    contents: dict[bytes, str] = field(default_factory=dict, compare=False)  # as remembered

    def remember(self, given: bytes, content: str) -> None:
        """Thousands say the same: bytes that follow the act id, and name none, are read once."""
        plain = len(given) <= SAYING and b'"act"' not in given and b"\\" not in given
        if plain and len(self.contents) < SAYINGS:
            self.contents[given] = content

    def content(self, given: Mapping[str, Any]) -> str | Arrived:
        """What a ballot says, to be kept: {"answers"}, or {"sealed"} by the voter's device.

        Raises Invalid for the voter to mend, Refused where the server does not seal or nobody casts
        a ballot of one's own.
        """
        if self.kind not in DEVICE_KINDS:
            raise Refused(_("In this vote nobody casts a ballot by device."))
        if self.kind != PollKind.SECRET:
            return canonical(self._answers(given.get("answers")))
        if self.seal is None:
            raise Refused(_("The vote is not open yet."))
        if "sealed" in given:
            return arriving.by_device(self.seal, str(given["sealed"]))
        told, code = self._answers(given.get("answers")), str(given.get("code", ""))
        allowed = self.rules.seal_on_server
        return arriving.by_server(self.seal, told, code, allowed=allowed)

    def _answers(self, given: Any) -> dict[str, Any]:
        try:
            return answers.read(
                self.method, self.questions, given if isinstance(given, dict) else {}, self.rules
            )
        except answers.AnswerError as error:
            raise Invalid([{"field": "answers", "reason": str(error)}]) from error


KEPT = 256  # polls
_read: dict[UUID, Known] = {}


def remembered(poll: UUID) -> Known | None:
    """The poll where it was read before; asks nobody."""
    return _read.get(poll)


def known(poll: UUID) -> Known:
    """The poll, read where it was not before: on a thread that may. Raises NotFound.

    One that was not opened yet is not remembered: its key may still change.
    """
    if poll in _read:
        return _read[poll]
    row = queries.with_result(Poll._default_manager.filter(pk=poll)).first()
    if row is None:
        raise NotFound
    found = _known(row)
    if row.steps.all():
        _read[poll] = found
        for old in list(_read)[:-KEPT]:
            del _read[old]
    return found


def _known(row: Poll) -> Known:
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
        opened=next(iter(row.steps.all()), row).created_at,
        seal=queries.seal_of(row),
    )
