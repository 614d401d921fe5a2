"""A rule's value in words, for the page on which a clerk checks the procedure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from townmoot.rules.labels import in_chinese
from townmoot.rules.majorities import BASES
from townmoot.rules.motions import AmendmentOrder, ResolutionNumber, SignedBy, Withdrawal
from townmoot.rules.polls import PublishBallots, VoteWay
from townmoot.rules.sections import PeriodRule, Rule, Status
from townmoot.rules.speaking import QueueOrder, Speaking
from townmoot.rules.terms import (
    AssessmentRule,
    ClockStart,
    Currency,
    MeetingKind,
    Named,
    NumberFormats,
    Share,
    TieRule,
)
from townmoot.rules.titles import TITLES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS: "Mapping[StrEnum, _StrPromise]" = {
    Status.READ: gettext_lazy("read in the statute"),
    Status.PARTLY: gettext_lazy("read in part"),
    Status.UNVERIFIED: gettext_lazy("not verified"),
    Status.CONFIRM: gettext_lazy("the clerk must confirm it"),
    TieRule.REJECTED: gettext_lazy("rejected"),
    TieRule.CHAIR_CASTS: gettext_lazy("the chair decides"),
    TieRule.LOT: gettext_lazy("decided by lot"),
    PublishBallots.COUNTS: gettext_lazy("the counts alone"),
    PublishBallots.LIST: gettext_lazy("each ballot under its tracking code"),
    VoteWay.HANDS: gettext_lazy("by show of hands"),
    VoteWay.NAMED: gettext_lazy("recorded by name"),
    VoteWay.SECRET: gettext_lazy("secret, by device"),
    VoteWay.PAPER: gettext_lazy("secret, on paper"),
    VoteWay.KEYPAD: gettext_lazy("with the hall’s own keypads"),
    ClockStart.ASSIGNMENT: gettext_lazy("the assignment"),
    ClockStart.SESSION_CLOSE: gettext_lazy("the close of the session"),
    QueueOrder.FIRST_TIME: gettext_lazy("who has spoken less often goes first"),
    QueueOrder.GROUPS: gettext_lazy("groups take turns"),
    QueueOrder.SIDES: gettext_lazy("for and against take turns"),
    SignedBy.HAND_IN: gettext_lazy("when it is handed in"),
    SignedBy.VOTE: gettext_lazy("before it is put to the vote"),
    AmendmentOrder.CHAIR: gettext_lazy("as whoever presides orders them"),
    AmendmentOrder.PASSAGE: gettext_lazy("as the passages stand in the text"),
    Withdrawal.NONE: gettext_lazy("nobody’s"),
    Withdrawal.SIGNERS: gettext_lazy("of all signers"),
    Withdrawal.CHAIR: gettext_lazy("of the presidium"),
}


def title(rule: Rule[Any]) -> str:
    """What the rule is called; a kind of meeting has its own label."""
    known = TITLES.get(rule.key)
    return str(known) if known is not None else str(rule.value.label)


def status_words(status: Status) -> str:
    """How far a rule was checked, in words."""
    return str(WORDS[status])


def describe(rule: Rule[Any]) -> str:
    """What the rule says: "3 months", "at least 2/3 of members in office", "Yes"."""
    if isinstance(rule, PeriodRule):
        return str(rule.period)
    return _value(rule.value)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, tuple):
        named = [str(item.label) for item in value if isinstance(item, Named)]
        return _listed(named + [str(WORDS[item]) for item in value if isinstance(item, StrEnum)])
    if isinstance(value, AssessmentRule):
        return _share(value.share)
    if isinstance(value, Share):
        return _share(value)
    return str(WORDS[value]) if isinstance(value, StrEnum) else _other(value)


def _other(value: object) -> str:
    if isinstance(value, Speaking):
        return _speaking(value)
    if isinstance(value, Currency):
        return f"{value.code} ({value.sign})"
    if isinstance(value, MeetingKind):
        return _listed(_meeting(value))
    if isinstance(value, Named):
        return str(value.label)
    if isinstance(value, ResolutionNumber):
        return str(value.printed(2026, 5))
    if isinstance(value, NumberFormats):
        return _listed(
            [str(value.printed(series, 5)) for series in ("session-2026", "recess-2026")]
        )
    return str(value)


def _share(share: Share) -> str:
    words = {"fraction": str(share.fraction), "base": BASES[share.base]()}
    if share.more_than:
        return _("more than %(fraction)s of %(base)s") % words
    return _("at least %(fraction)s of %(base)s") % words


def _speaking(rule: Speaking) -> str:
    return _("%(turns)d times, %(first)d minutes first, then %(later)d") % {
        "turns": rule.turns,
        "first": rule.first_minutes,
        "later": rule.later_minutes,
    }


def _meeting(kind: MeetingKind) -> list[str]:
    return [
        _("binding votes") if kind.binding_votes else _("no binding votes"),
        _("several venues") if kind.hybrid else _("one hall"),
    ]


def _listed(texts: list[str]) -> str:
    return ("、" if in_chinese() else ", ").join(texts) or _("none")
