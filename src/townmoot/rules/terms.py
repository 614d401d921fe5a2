"""The kinds of value that rules hold: shares, scales, steps, kinds of meeting."""

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from townmoot.rules.labels import Label

Code = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=40)]
Positive = Annotated[int, Field(ge=1, le=10_000)]
Natural = Annotated[int, Field(ge=0, le=10_000)]
Part = Annotated[Fraction, Field(gt=0, le=1)]


class Term(BaseModel):
    """What every value has in common: fixed once read, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Base(StrEnum):
    """Whom a share is taken of."""

    QUOTA = "quota"  # all seats
    INCUMBENTS = "incumbents"  # all seats that are filled
    PRESENT = "present"
    CAST = "cast"  # votes for and against


class TieRule(StrEnum):
    """What equal votes mean."""

    REJECTED = "rejected"
    CHAIR_CASTS = "chair_casts"
    LOT = "lot"


class ClockStart(StrEnum):
    """The event from which a reply period runs."""

    ASSIGNMENT = "assignment"
    SESSION_CLOSE = "session_close"


class Share(Term):
    """A share of a base: at least `fraction` of it, or `more_than` it; never below `floor`."""

    base: Base
    fraction: Part
    more_than: bool = False
    floor: Natural = 0


class Quorum(Share):
    """Who must be there; `second_call` is the share that suffices at a second summons."""

    second_call: Part | None = None


class Named(Term):
    """One of a list: a code that stays and a label that is shown."""

    code: Code
    label: Label


class Provision(Term):
    """A provision that people follow and no program computes: what it is about, what it says."""

    label: Label
    text: Label

    def __str__(self) -> str:
        return str(self.text)


class ReplyClass(Named):
    """How a suggestion was dealt with (办理结果)."""

    needs_deadline: bool = False  # a date by which it will be done
    needs_reason: bool = False  # why it will not
    tracked: bool = False  # followed until it is done
    counts_resolved: bool = False  # in the solved rate


class NumberFormats(Term):
    """How a suggestion's number is printed, so that the series of a town are told apart.

    Places: {year}, {session} (which one of its year), {number}.
    """

    session: Label
    later_session: Label  # from the second session of a year on
    recess: Label
    ledger: Label  # taken over from a list of earlier years

    @model_validator(mode="after")
    def _places_are_known(self) -> Self:
        given = {"year": 2026, "session": 2, "number": 987}
        for label in (self.session, self.later_session, self.recess, self.ledger):
            for words in (label.zh, label.en):
                try:
                    printed = words.format(**given)
                except (KeyError, IndexError, ValueError) as error:
                    raise ValueError(
                        "a number may only have the places {year}, {session} and {number}"
                    ) from error
                if "987" not in printed:
                    raise ValueError("a number needs the place {number}")
        return self

    def printed(self, series: str, number: int) -> Label:
        """The number in words, by its series: `session-2026-1`, `recess-2026`, `ledger-2025`."""
        kind, year, *nth = series.split("-")
        session = int(nth[0]) if nth else 1
        label = self.later_session if session > 1 else getattr(self, kind)
        given = {"year": year, "session": session, "number": number}
        return Label(zh=label.zh.format(**given), en=label.en.format(**given))


class RefusalReason(Named):
    """Why a paper handed in is not taken as a suggestion."""

    treat_as_letter: bool = False  # it goes on as a letter instead of back to the deputy


class CountsAs(StrEnum):
    """Where a rating stands in the satisfaction rates."""

    SATISFIED = "satisfied"
    BASICALLY = "basically"
    DISSATISFIED = "dissatisfied"
    OTHER = "other"


class RatingGrade(Named):
    """One answer on the scale of satisfaction."""

    counts_as: CountsAs
    needs_reason: bool = False
    reopens: bool = False  # leads to a second reply


class ApprovalStep(Named):
    """One hand through which a letter passes before it leaves the house."""

    by: Code  # the role that does it; to countersign, that role of the unit consulted
    required: bool = True


class GradeStep(Term):
    """A grade is reached when the votes of `counting` together reach the share."""

    grade: Code
    counting: tuple[Code, ...] = Field(min_length=1)


class AssessmentRule(Term):
    """How a vote of satisfaction (满意度测评) becomes one grade: the first step reached."""

    share: Share
    steps: tuple[GradeStep, ...] = Field(min_length=1)
    otherwise: Code


class ItemFacts(StrEnum):
    """What is noted of an item besides its title and who speaks to it."""

    NONE = "none"
    SHARING = "sharing"  # several speakers, each with a theme
    FILM = "film"
    AWARD = "award"
    OATH = "oath"
    ANTHEM = "anthem"
    VISIT = "visit"
    APOLOGIES = "apologies"
    INTERESTS = "interests"
    DISPENSATIONS = "dispensations"
    PARTICIPATION = "participation"
    MINUTES = "minutes"
    CLERK_REPORT = "clerk_report"
    PLANNING = "planning"
    PAYMENTS = "payments"
    CORRESPONDENCE = "correspondence"
    EXCLUSION = "exclusion"
    NEXT_MEETING = "next_meeting"


class AgendaKind(Named):
    """What is done under an item of the agenda."""

    votes: bool = False
    opinions: bool = False  # groups or members give opinions, which are recorded
    receipts: bool = False  # it names who must receive a document
    facts: ItemFacts = ItemFacts.NONE


class QuorumKind(StrEnum):
    """Which rule says that enough are there."""

    ASSEMBLY = "assembly"  # of all members
    PRESIDIUM = "presidium"
    NONE = "none"


class NoticeKind(StrEnum):
    """Which rule says how early a meeting is called."""

    SESSION = "session"
    MEETING = "meeting"
    NONE = "none"


class Listed(StrEnum):
    """Whom the notice of a meeting calls."""

    MEMBERS = "members"  # all members of who meets, in office on the day
    NAMED = "named"  # those who were put on its list


class Expected(StrEnum):
    """Who is usually put on the list of a meeting, or watches it."""

    LEADERS = "leaders"  # who holds a post of the congress, the government or above it
    UNIT_HEADS = "unit_heads"
    NEIGHBOURHOOD_HEADS = "neighbourhood_heads"
    SPEAKERS = "speakers"  # who speaks to an item of its agenda
    RECIPIENTS = "recipients"  # who is honoured on stage
    GUESTS = "guests"  # invited one by one
    BRANCHES = "branches"  # who watches in a branch venue, counted and not listed


class UsualItem(Term):
    """An item that an agenda usually has; its title is `name`, else what its kind is called."""

    kind: Code
    name: Label | None = None


def _usual(item: object) -> object:
    return {"kind": item} if isinstance(item, str) else item


class MeetingKind(Term):
    """A template of a meeting. A usual item without a title may be written as its kind alone."""

    label: Label
    binding_votes: bool
    hybrid: bool
    remote_counts: bool = False  # those at a branch venue or online count as present
    quorum: QuorumKind = QuorumKind.NONE
    notice: NoticeKind = NoticeKind.NONE
    listed: Listed = Listed.MEMBERS
    expects: tuple[Expected, ...] = ()
    agenda: tuple[Annotated[UsualItem, BeforeValidator(_usual)], ...] = ()

    @model_validator(mode="after")
    def _votes_need_a_quorum(self) -> Self:
        if self.binding_votes and self.quorum is QuorumKind.NONE:
            raise ValueError("a meeting with binding votes needs a quorum")
        return self


class Currency(Term):
    """The money in which payments are made; amounts are kept in its smallest unit."""

    code: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    sign: Annotated[str, Field(min_length=1, max_length=4)]
    decimals: Annotated[int, Field(ge=0, le=3)] = 2
