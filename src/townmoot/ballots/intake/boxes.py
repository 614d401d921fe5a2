"""Where a ballot is put: by name into its own row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from django.utils.translation import gettext_lazy as _

from townmoot.ballots.enums import PollKind
from townmoot.ballots.intake.lines import moment
from townmoot.ballots.intake.receipts import receipt_of
from townmoot.ballots.intake.slips import Accepted, Cast, Puts, Voter
from townmoot.record import Conflict, Refused
from townmoot.record.models import new_id

if TYPE_CHECKING:
    from datetime import datetime

    from townmoot.ballots.intake.known import Known
    from townmoot.ballots.intake.lines import Line


class Box(Protocol):
    """How ballots of one kind of poll are taken, kept and told of."""

    def take(self, line: Line, voter: Voter, cast: Cast, position: int, put: Puts) -> Accepted:
        """Take a ballot into those to be written. Raises Refused and Conflict."""

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

    def take(self, line: Line, voter: Voter, cast: Cast, position: int, put: Puts) -> Accepted:
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
            raise Refused(_("You have voted in this vote; by its rules a ballot stands."))

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


_BOXES: dict[PollKind, Box] = {PollKind.NAMED: NamedBox()}


def box_of(known: Known) -> Box:
    """The box of a poll. Raises Refused where nobody casts a ballot of one's own."""
    box = _BOXES.get(known.kind)
    if box is None:
        raise Refused(_("In this vote nobody casts a ballot by device."))
    return box
