"""Rules of votes: ways to vote, special majorities, and the rules of one poll as its own data."""

from enum import StrEnum

from pydantic import Field

from townmoot.rules.terms import AssessmentRule, Code, Named, Share, Term, TieRule


class VoteWay(StrEnum):
    """How votes are given."""

    HANDS = "hands"
    NAMED = "named"
    SECRET = "secret"  # noqa: S105 -- a secret vote, by device
    PAPER = "paper"
    KEYPAD = "keypad"  # a hall's own


class PublishBallots(StrEnum):
    """What is told of a secret vote by device."""

    COUNTS = "counts"
    LIST = "list"  # each ballot under its tracking code


class SpecialMajority(Named):
    """A majority that some questions need beside the ordinary one."""

    share: Share


class PollRules(Term):
    """How a vote is taken and counted, with the rule's name and source to be quoted.

    `revisable`: a second ballot replaces the first while the poll is open. `names_public`: how each
    member voted is told. `close_margin`: within so many votes of what is needed it is close.
    `publish_ballots` and `seal_on_server` are for secret votes by device (docs/threats/ballots.md).
    """

    profile: str = Field(max_length=100)
    rule: str = Field(max_length=100)  # which majority: "decisions.majority", "polls.special.…"
    source: str = Field(max_length=300)
    share: Share
    tie: TieRule
    assessment: AssessmentRule | None = None
    grades: tuple[Code, ...] = ()  # the scale of a vote of satisfaction
    revisable: bool = False
    write_ins: bool = False
    names_public: bool = False
    close_margin: int = 0
    publish_ballots: PublishBallots = PublishBallots.COUNTS
    seal_on_server: bool = False
