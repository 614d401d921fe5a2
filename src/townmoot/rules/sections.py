"""The rules of a profile by subject. Each rule carries its value, its source and how sure it is."""

from enum import StrEnum
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import Field, model_validator

from townmoot.rules.labels import Label
from townmoot.rules.modules import Module
from townmoot.rules.motions import (
    AmendmentOrder,
    InterestKind,
    ResolutionNumber,
    SignedBy,
    Withdrawal,
)
from townmoot.rules.periods import Period, Unit
from townmoot.rules.polls import PublishBallots, SpecialMajority, VoteWay
from townmoot.rules.speaking import QueueOrder, Speaking, SpeakingKind
from townmoot.rules.terms import (
    AgendaKind,
    ApprovalStep,
    AssessmentRule,
    ClockStart,
    Code,
    Currency,
    MeetingKind,
    Named,
    Natural,
    NumberFormats,
    Positive,
    Provision,
    Quorum,
    RatingGrade,
    RefusalReason,
    ReplyClass,
    Share,
    Term,
    TieRule,
)

T = TypeVar("T")
Citation = Annotated[str, Field(min_length=1, max_length=300)]


class Status(StrEnum):
    """How far a rule has been checked against its source."""

    READ = "read"  # in the text of the statute
    PARTLY = "partly"  # in part, or on a public page
    UNVERIFIED = "unverified"  # common knowledge
    CONFIRM = "confirm"  # the clerk must confirm it before relying on it


class Rule(Term, Generic[T]):
    """One rule: what it says, where that is written, and how far it was checked."""

    key: str = ""  # "suggestions.reply_period"; given by the loader
    value: T
    unit: str | None = None
    source: Citation
    status: Status
    note: Label | None = None


class PeriodRule(Rule[Natural]):
    """A rule that gives a length of time: `value` counted in `unit`."""

    unit: Unit

    @property
    def period(self) -> Period:
        return Period(count=self.value, unit=self.unit)


NamedT = TypeVar("NamedT", bound=Named)


class ListRule(Rule[tuple[NamedT, ...]], Generic[NamedT]):
    """A rule that lists terms by code; each code once."""

    @model_validator(mode="after")
    def _codes_differ(self) -> Self:
        codes = [item.code for item in self.value]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"the code {', '.join(twice)} stands there twice")
        return self

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(item.code for item in self.value)

    def find(self, code: str) -> NamedT:
        """The term with this code; KeyError where there is none."""
        for item in self.value:
            if item.code == code:
                return item
        raise KeyError(code)


def absent() -> Any:
    """Stand for the rules of a module the body lacks; its pages and acts never ask for them.

    `Profile` sees to it that whoever has the module has the rules (`modules.RULES_OF`).
    """
    return None


class Decisions(Term):
    """Who must be there and how many must agree."""

    quorum: Rule[Quorum]
    presidium_quorum: Rule[Quorum] = Field(default_factory=absent)
    majority: Rule[Share]
    election_majority: Rule[Share]
    presidium_majority: Rule[Share] = Field(default_factory=absent)
    tie: Rule[TieRule]
    extra_session: Rule[Share | Positive]  # a share of the members, or so many of them
    removal_proposal: Rule[Share] = Field(default_factory=absent)
    assessment: Rule[AssessmentRule] = Field(default_factory=absent)


class Sponsors(Term):
    """How many must sign."""

    suggestion: Rule[Positive] = Field(default_factory=absent)
    motion: Rule[Positive]
    amendment: Rule[Positive]
    interpellation: Rule[Positive] = Field(default_factory=absent)
    nomination: Rule[Positive] = Field(default_factory=absent)


class Motions(Term):
    """From a motion's first word to the resolution."""

    grounds_required: Rule[bool]
    signed_by: Rule[SignedBy]
    notice: PeriodRule | None = None  # before the meeting; else whoever presides sets a deadline
    listed_by: Rule[Named]
    refusal_reasons: ListRule[Named]
    amendment_order: Rule[AmendmentOrder]
    withdrawal: Rule[Withdrawal]
    resolution_number: Rule[ResolutionNumber]


class Sessions(Term):
    """How meetings are called and held."""

    per_year: Rule[Positive]
    notice: PeriodRule
    notice_meeting: PeriodRule
    notice_applies_to_extra: Rule[bool]
    remote_counts_for_quorum: Rule[bool]
    remote_secret_ballot: Rule[bool]
    absence_limit: Rule[Positive] | None = None  # unapproved absences after which a seat is lost
    absence_period: PeriodRule | None = None  # without attending at all, after which it is lost
    speaking: Rule[Speaking]
    speaking_presidium: Rule[Speaking] = Field(default_factory=absent)


class Polls(Term):
    """How votes are taken (表决、选举)."""

    election_way: Rule[VoteWay]
    revisable: Rule[bool]  # a second ballot replaces the first while the vote is open
    recorded_on_request: Rule[bool]  # any member may ask for a vote by name
    names_public: Rule[bool]  # how each member voted by name is told in public
    write_ins: Rule[bool]  # a name may be written in at an election
    publish_ballots: Rule[PublishBallots]  # of a secret vote by device
    seal_on_server: Rule[bool]  # a device that cannot seal a secret ballot may leave it to us
    close_margin: Rule[Natural]  # within so many votes of what is needed a result is close
    special: ListRule[SpecialMajority]


class Periods(Term):
    """How periods are counted."""

    move_end: Rule[bool]  # an end on a day off moves to the next working day


class Suggestions(Term):
    """From handing in to the second reply."""

    assign_in_session_at_once: Rule[bool]
    assign_period: PeriodRule
    return_window: PeriodRule
    assisting_period: PeriodRule
    contact_required: Rule[bool]
    phone_counts_as_contact: Rule[bool]
    clock_start: Rule[ClockStart]
    restart_clock_on_reassign: Rule[bool]
    reply_period: PeriodRule
    long_reply_period: PeriodRule
    extension_max: PeriodRule
    rating_window: PeriodRule
    second_reply_period: PeriodRule
    withdrawal_needs_all_signers: Rule[bool]
    numbers: Rule[NumberFormats]
    classes: ListRule[ReplyClass]
    refusal_reasons: ListRule[RefusalReason]
    rating_scale: ListRule[RatingGrade]
    rating_aspects: ListRule[Named]
    approval_steps: ListRule[ApprovalStep]
    two_hands: Rule[bool]  # whoever drafted a letter may not be the only one to approve it


class ContactPoints(Term):
    """Meetings of deputies with residents."""

    notice: PeriodRule
    visits_per_year: Rule[Positive]


class Commitments(Term):
    """When a task is shown as due soon or behind."""

    soon: PeriodRule
    behind_points: Rule[Natural]


class Speakers(Term):
    """In what order those speak who ask to, and how much time a group has."""

    order: Rule[tuple[QueueOrder, ...]]
    kinds: ListRule[SpeakingKind]
    group_minutes: Rule[Positive] | None = None  # for each group and item; none: no limit


class Interests(Term):
    """What a member with an interest in an item may do (回避)."""

    kinds: ListRule[InterestKind]


class Council(Term):
    """The business of a parish council: the public's turn, dispensations, what is summoned."""

    summoned_business_only: Rule[bool]
    participation_total: Rule[Positive]  # minutes
    participation_each: Rule[Positive]  # minutes
    dispensation_granters: ListRule[Named]
    dispensation_longest: PeriodRule
    planning_responses: ListRule[Named]
    currency: Rule[Currency]


class ModuleNamed(Named):
    """A part of the house that the body has."""

    code: Module


class Rules(Term):
    """All rules of a profile, by section."""

    decisions: Decisions = Field(default_factory=absent)
    sponsors: Sponsors = Field(default_factory=absent)
    sessions: Sessions = Field(default_factory=absent)
    polls: Polls = Field(default_factory=absent)
    periods: Periods
    suggestions: Suggestions = Field(default_factory=absent)
    contact_points: ContactPoints = Field(default_factory=absent)
    commitments: Commitments = Field(default_factory=absent)
    motions: Motions = Field(default_factory=absent)
    interests: Interests = Field(default_factory=absent)
    council: Council = Field(default_factory=absent)
    speakers: Speakers = Field(default_factory=absent)
    modules: ListRule[ModuleNamed]
    agenda_kinds: ListRule[AgendaKind]
    meeting_kinds: dict[Code, Rule[MeetingKind]]
    provisions: dict[Code, Rule[Provision]]
