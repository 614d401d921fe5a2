"""Is there a quorum, is it carried, what grade is it: shares of a base, never rounded by habit."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from django.utils.translation import gettext as _
from pydantic import Field

from townmoot.rules.labels import joined
from townmoot.rules.terms import AssessmentRule, Base, Quorum, Share, Term, TieRule


class Assembly(Term):
    """How many there are: all seats, those filled, those present."""

    quota: int = Field(ge=0)
    incumbents: int = Field(ge=0)
    present: int = Field(default=0, ge=0)


class Votes(Term):
    """The count of one vote."""

    yes: int = Field(ge=0)
    no: int = Field(ge=0)
    abstain: int = Field(default=0, ge=0)

    @property
    def cast(self) -> int:
        """Those for and against; abstentions are not cast."""
        return self.yes + self.no


class Arithmetic(Term):
    """One share worked out: kept as data, as text a sentence."""

    share: Share
    total: int  # of the base
    needed: int
    have: int

    @property
    def reached(self) -> bool:
        return self.have >= self.needed

    def __str__(self) -> str:
        words = {
            "fraction": str(self.share.fraction),
            "total": self.total,
            "base": BASES[self.share.base](),
            "needed": self.needed,
            "have": self.have,
        }
        if self.share.more_than:
            first = _("More than %(fraction)s of %(total)d %(base)s: %(needed)d needed.")
        else:
            first = _("At least %(fraction)s of %(total)d %(base)s: %(needed)d needed.")
        return joined(text % words for text in (first, self._second()))

    def _second(self) -> str:
        if self.reached:
            return _("There are %(have)d: enough.")
        if Fraction(self.have) == self.share.fraction * self.total:
            return _("There are %(have)d, exactly %(fraction)s: not enough.")
        return _("There are %(have)d: not enough.")


BASES = {
    Base.QUOTA: lambda: _("seats"),
    Base.INCUMBENTS: lambda: _("members in office"),
    Base.PRESENT: lambda: _("members present"),
    Base.CAST: lambda: _("votes for and against"),
}


class QuorumResult(Term):
    """Whether enough are there."""

    reached: bool
    needed: int
    have: int
    why: Arithmetic


class Outcome(StrEnum):
    """How a vote ends."""

    CARRIED = "carried"
    REJECTED = "rejected"
    TIED = "tied"  # to be settled as the tie rule says


class Decision(Term):
    """How a vote ended."""

    outcome: Outcome
    needed: int
    have: int
    why: Arithmetic

    @property
    def carried(self) -> bool:
        return self.outcome is Outcome.CARRIED


class Assessment(Term):
    """The grade of a vote of satisfaction, with each step that was tried."""

    grade: str
    needed: int
    why: tuple[Arithmetic, ...]


def count_needed(share: Share, total: int) -> int:
    """The least number that reaches the share: 2/3 of 81 is 54, more than 1/2 of it 41.

    A floor holds whatever the total, and nobody is never enough; ValueError for a negative total.
    """
    if total < 0:
        raise ValueError(f"There cannot be {total} of anything.")
    part = share.fraction * total
    return max(1, share.floor, floor(part) + 1 if share.more_than else ceil(part))


def work_out(share: Share, assembly: Assembly, have: int, cast: int = 0) -> Arithmetic:
    """The share of its base, and whether `have` reaches it; `cast` are votes for and against."""
    total = {
        Base.QUOTA: assembly.quota,
        Base.INCUMBENTS: assembly.incumbents,
        Base.PRESENT: assembly.present,
        Base.CAST: cast,
    }[share.base]
    return Arithmetic(share=share, total=total, needed=count_needed(share, total), have=have)


def check_quorum(quorum: Quorum, assembly: Assembly, *, second_call: bool = False) -> QuorumResult:
    """Whether those present are a quorum; after a second summons the second share suffices."""
    if second_call and quorum.second_call is not None:
        quorum = quorum.model_copy(update={"fraction": quorum.second_call})
    why = work_out(quorum, assembly, assembly.present)
    return QuorumResult(reached=why.reached, needed=why.needed, have=why.have, why=why)


def decide(
    share: Share, votes: Votes, assembly: Assembly, tie: TieRule = TieRule.REJECTED
) -> Decision:
    """Whether the votes in favour reach the share.

    Where the base is all members, who abstains or stays away counts against. Equal votes are tied
    only where the base is the votes cast and the tie rule lets somebody settle it.
    """
    why = work_out(share, assembly, votes.yes, votes.cast)
    tied = share.base is Base.CAST and votes.yes == votes.no and tie is not TieRule.REJECTED
    outcome = Outcome.CARRIED if why.reached else Outcome.REJECTED
    return Decision(
        outcome=Outcome.TIED if tied else outcome, needed=why.needed, have=why.have, why=why
    )


def assess(rule: AssessmentRule, counts: Mapping[str, int], assembly: Assembly) -> Assessment:
    """The first grade whose votes together reach the share, else the last (满意度测评)."""
    cast = sum(counts.values())
    tried: list[Arithmetic] = []
    for step in rule.steps:
        have = sum(counts.get(code, 0) for code in step.counting)
        tried.append(work_out(rule.share, assembly, have, cast))
        if tried[-1].reached:
            return Assessment(grade=step.grade, needed=tried[-1].needed, why=tuple(tried))
    return Assessment(grade=rule.otherwise, needed=tried[-1].needed, why=tuple(tried))
