"""The port where the app above says who conducts a poll, who may vote, and in which hall.

Here a meeting is but a reference (`context`), and so is what is voted on (`subject`): an item of
its agenda, or a motion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Sequence

    from townmoot.ballots.enums import PollKind, PollMethod
    from townmoot.record import Ctx
    from townmoot.rules import Assembly
    from townmoot.rules.polls import PollRules


@dataclass(frozen=True)
class Voter:
    """Somebody who may vote, and the hall in which the vote is given; None: at home."""

    person: UUID
    hall: UUID | None


@dataclass(frozen=True)
class Electorate:
    """Who may vote now, the halls in which votes are counted, and of how many all this is."""

    voters: tuple[Voter, ...]
    halls: tuple[UUID, ...]
    assembly: Assembly
    quorum: int | None


class Occasion(Protocol):
    """What a poll asks of the meeting at which it is held. `ctx.body` is the body."""

    def conducts(self, ctx: Ctx, context: UUID) -> None:
        """Raise Denied for anybody but clerk, chair and whoever presides; NotFound without it."""

    def serves(self, ctx: Ctx, context: UUID, hall: UUID) -> None:
        """Raise Denied for anybody but the clerk and the steward of that hall."""

    def belongs(self, ctx: Ctx, context: UUID) -> None:
        """Raise Denied for anybody but the members of the meeting who are here."""

    def check_subject(
        self,
        ctx: Ctx,
        context: UUID,
        subject: UUID,
        method: PollMethod,
        about: Sequence[UUID] = (),
    ) -> None:
        """Raise NotFound or Refused where nothing of the kind can be put to the vote there.

        `about`: what single questions are about, where they have subjects of their own.
        """

    def check_open(self, ctx: Ctx, context: UUID, subject: UUID) -> None:
        """Raise Refused where the vote cannot be taken now: no quorum, not this item."""

    def rules(self, ctx: Ctx, context: UUID, method: PollMethod, majority: str) -> PollRules:
        """The rules of the day for such a vote. Raises Invalid for an unknown majority."""

    def electorate(self, ctx: Ctx, context: UUID, subject: UUID, kind: PollKind) -> Electorate:
        """Who may vote now: those here who count, without who must not vote on the subject."""

    def recorded_on_request(self, ctx: Ctx, context: UUID) -> bool:
        """Whether by the rules any member may ask for a vote by name."""

    def is_public(self, ctx: Ctx, context: UUID, subject: UUID) -> bool:
        """Whether the public record may tell of a vote on it."""


_occasions: list[Occasion] = []


def register(occasion: Occasion) -> None:
    """Name what answers for the meetings of all bodies; once, in its AppConfig.ready."""
    _occasions[:] = [occasion]


def at() -> Occasion:
    """What answers for the occasion of a poll."""
    return _occasions[0]
