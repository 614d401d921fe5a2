"""The kinds of value that rules on motions and on interests hold."""

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from townmoot.rules.labels import Label
from townmoot.rules.terms import Named, Term


class InterestKind(Named):
    """A kind of interest that a member declares, and what the member may do then."""

    may_speak: bool
    may_vote: bool
    must_leave: bool  # for as long as the item is dealt with

    @model_validator(mode="after")
    def _nobody_votes_from_outside(self) -> Self:
        if self.must_leave and self.may_vote:
            raise ValueError("whoever must leave cannot vote")
        return self


class SignedBy(StrEnum):
    """By when a motion or an amendment needs all its signers."""

    HAND_IN = "hand_in"  # each has signed when it is handed in
    VOTE = "vote"  # it may be seconded at the meeting, before it is put to the vote


class AmendmentOrder(StrEnum):
    """In which order amendments are put."""

    CHAIR = "chair"  # as whoever presides orders them, the furthest-reaching first
    PASSAGE = "passage"  # as the passages stand in the text


class Withdrawal(StrEnum):
    """Whose consent a motion needs that is withdrawn once it was listed."""

    NONE = "none"
    SIGNERS = "signers"  # of all who signed it
    CHAIR = "chair"  # of the presidium, as its chair or the clerk notes


class ResolutionNumber(Term):
    """How resolutions are numbered in a year; places: {year}, {number}."""

    format: Label

    @model_validator(mode="after")
    def _places_are_known(self) -> Self:
        for words in (self.format.zh, self.format.en):
            try:
                printed = words.format(year=2026, number=987)
            except (KeyError, IndexError, ValueError) as error:
                raise ValueError("a number may only have the places {year} and {number}") from error
            if "987" not in printed:
                raise ValueError("a number needs the place {number}")
        return self

    def printed(self, year: int, number: int) -> Label:
        """The number of a resolution in words."""
        given = {"year": year, "number": number}
        return Label(zh=self.format.zh.format(**given), en=self.format.en.format(**given))
