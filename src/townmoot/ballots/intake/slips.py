"""What goes through the intake: a ballot handed in, its voter, what is written, the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from townmoot.ballots.enums import CastWay
from townmoot.record import ActError

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.ballots.intake.known import Known


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot handed in for an account; `act_id` is the voter's own name for it.

    `session`, where it came under a token, must not have ended.
    """

    known: Known
    account: UUID
    act_id: UUID
    content: Any
    way: CastWay = CastWay.DEVICE
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A ballot that is on disk: its receipt, and the entry of the record that seals it."""

    receipt: str
    position: int | None
    repeated: bool = False
    sealed_by: str = ""  # of a secret ballot: device or server


Answer = Accepted | ActError


@dataclass(slots=True)
class Voter:
    """An elector as read under the lock, with the ballot that stands or is to be written.

    References are as the database keeps them (`lines`); `earlier` are the act ids, in hex, of the
    ballots that this one replaces.
    """

    elector: Any
    person: Any
    struck: bool
    ballot: Any = None  # the row, where there is one
    act_id: Any = None
    content: Any = ""
    receipt: str = ""
    position: int | None = None
    earlier: str = ""
    way: CastWay = CastWay.DEVICE


Pair = tuple[Voter, Cast]
Puts = dict[Any, Voter]  # by elector: what is to be written
