"""The rules of one poll, as they stood on the day it was prepared; kept with it as data."""

from pydantic import Field

from townmoot.rules.terms import AssessmentRule, Code, Share, Term, TieRule


class PollRules(Term):
    """How a vote is taken and counted, with the rule's name and source to be quoted.

    `revisable`: a second ballot replaces the first while the poll is open. `names_public`: how each
    member voted is told. `close_margin`: within so many votes of what is needed it is close.
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
