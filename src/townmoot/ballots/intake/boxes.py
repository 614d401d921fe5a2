"""Where a ballot is put: by name into its own row, or sealed into the store of its poll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.ballots.enums import PollKind
from townmoot.ballots.intake.lines import moment
from townmoot.ballots.intake.receipts import receipt_of
from townmoot.ballots.intake.slips import Accepted, Answer, Cast, Pair, Puts, Voter
from townmoot.ballots.secret import stages
from townmoot.ballots.secret.envelopes import Gone, Outcome, Put
from townmoot.record import ActError, Conflict, Refused
from townmoot.record.models import new_id

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from townmoot.ballots.intake.known import Known
    from townmoot.ballots.intake.lines import Line


_STANDS = _("You have voted in this vote; by its rules a ballot stands.")
_GONE = _("The box of this vote is not on this server: tell whoever presides.")


class Box(Protocol):
    """How ballots of one kind of poll are taken, kept and told of."""

    def take(self, line: Line, pairs: Sequence[Pair], position: int) -> tuple[list[Answer], Puts]:
        """What becomes of the ballots of these voters, in order; and those that are new."""

    def write(self, line: Line, known: Known, put: Puts, at: datetime) -> None:
        """Write them."""

    def told_at(self, known: Known, at: datetime) -> datetime:
        """The moment that the record tells."""

    def told_inside(self, line: Line, put: Puts) -> dict[str, Any]:
        """What the entry's private part tells besides."""


_INSERT = (
    'INSERT INTO "ballots_ballot" ("id", "body", "created_at", "created_by", "revision", "poll_id",'
    ' "elector_id", "act_id", "answers", "receipt", "position", "way", "earlier")'
    " VALUES (%s, %s, %s, %s, 0, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_REPLACE = (
    'UPDATE "ballots_ballot" SET "act_id" = %s, "answers" = %s, "receipt" = %s, "position" = %s,'
    ' "way" = %s, "earlier" = %s, "revision" = "revision" + 1 WHERE "elector_id" = %s'
)


class NamedBox:
    """Ballots recorded by name: one row each."""

    def take(self, line: Line, pairs: Sequence[Pair], position: int) -> tuple[list[Answer], Puts]:
        """One after the other."""
        put: Puts = {}
        answers: list[Answer] = []
        for voter, cast in pairs:
            try:
                answers.append(self._take(line, voter, cast, position, put))
            except ActError as error:
                answers.append(error)
        return answers, put

    def _take(self, line: Line, voter: Voter, cast: Cast, position: int, put: Puts) -> Accepted:
        """The same act id again repeats the receipt; another one replaces only by the rules."""
        name = line.key(cast.act_id)
        if voter.act_id is not None:
            if voter.act_id == name and voter.content == cast.content:
                return Accepted(voter.receipt, voter.position, repeated=True)
            self._check_again(voter, cast, name)
            voter.earlier += line.hexed(voter.act_id)
        elector = bytes.fromhex(line.hexed(voter.elector))
        receipt = receipt_of(cast.known.poll, elector, cast.act_id, cast.content)
        voter.act_id, voter.content, voter.way = name, cast.content, cast.way
        voter.receipt, voter.position = receipt, position
        put[voter.elector] = voter
        return Accepted(receipt, position)

    @staticmethod
    def _check_again(voter: Voter, cast: Cast, name: Any) -> None:
        if voter.act_id == name:
            raise Conflict(
                _("This was already used for something else. Reload the page, then try again.")
            )
        if cast.act_id.hex in voter.earlier:
            raise Refused(_("This ballot was replaced by a later one of yours."))
        if not cast.known.rules.revisable:
            raise Refused(_STANDS)

    def write(self, line: Line, known: Known, put: Puts, at: datetime) -> None:
        """New ballots are added, second thoughts replace the first."""
        made, poll, body = moment(at), line.key(known.poll), line.key(known.body)
        new, again = [], []
        for one in put.values():
            told = (one.act_id, one.content, one.receipt, one.position, one.way, one.earlier)
            if one.ballot is None:
                row = (line.key(new_id()), body, made, one.person, poll, one.elector, *told)
                new.append(row)
            else:
                again.append((*told, one.elector))
        if new:
            line.many(_INSERT, new)
        if again:
            line.many(_REPLACE, again)

    def told_at(self, known: Known, at: datetime) -> datetime:
        """When it was."""
        return at

    def told_inside(self, line: Line, put: Puts) -> dict[str, Any]:
        """Who voted: the electors in hex."""
        return {"electors": ",".join(line.hexed(elector) for elector in put)}


class SecretBox:
    """Sealed ballots, each in its voter's envelope in the poll's own store (secret.stages)."""

    def take(self, line: Line, pairs: Sequence[Pair], position: int) -> tuple[list[Answer], Puts]:
        """They are put at once: on SQLite they are on disk before the entry that seals them."""
        known = pairs[0][1].known
        rows = [
            Put(UUID(line.hexed(voter.elector)), cast.act_id, cast.content.sealed)
            for voter, cast in pairs
        ]
        try:
            outcomes = stages.put(known.poll, rows, revisable=known.rules.revisable)
        except Gone:
            return [Refused(_GONE)] * len(pairs), {}
        put: Puts = {}
        answers: list[Answer] = []
        for (voter, cast), outcome in zip(pairs, outcomes, strict=True):
            elector = bytes.fromhex(line.hexed(voter.elector))
            # Nothing of the sealed bytes: the record must not lead to the shuffled envelopes.
            voter.receipt = receipt_of(known.poll, elector, cast.act_id, "")
            by = str(cast.content.by)
            if outcome is Outcome.TWICE:
                answers.append(Refused(_STANDS))
            elif outcome is Outcome.REPEATED:
                answers.append(Accepted(voter.receipt, None, repeated=True, sealed_by=by))
            else:
                put[voter.elector] = voter
                answers.append(Accepted(voter.receipt, position, sealed_by=by))
        return answers, put

    def write(self, line: Line, known: Known, put: Puts, at: datetime) -> None:
        """They are written."""

    def told_at(self, known: Known, at: datetime) -> datetime:
        """When the poll was opened: no entry tells when somebody voted."""
        return known.opened

    def told_inside(self, line: Line, put: Puts) -> dict[str, Any]:
        """Nothing: nobody is told who voted before the close."""
        return {}


_BOXES: dict[PollKind, Box] = {PollKind.NAMED: NamedBox(), PollKind.SECRET: SecretBox()}


def box_of(known: Known) -> Box:
    """The box of a poll in which voters cast ballots; Known.content refuses all others."""
    return _BOXES[known.kind]
