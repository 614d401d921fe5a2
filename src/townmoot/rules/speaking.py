"""Who may speak how often and how long, and in what order those do who ask to."""

from enum import StrEnum

from townmoot.rules.terms import Named, Natural, Positive, Term


class Speaking(Term):
    """How often and how long one may speak to one item; minutes."""

    turns: Positive
    first_minutes: Positive
    later_minutes: Positive


class QueueOrder(StrEnum):
    """What puts one request to speak before another; those equal in it stand as they asked."""

    FIRST_TIME = "first_time"  # who has spoken less often to the item goes first
    GROUPS = "groups"  # another group than the last speaker's goes first
    SIDES = "sides"  # the side that did not speak last goes first


class SpeakingKind(Named):
    """A kind of request to speak. `rank` 0 goes before all others; `minutes` its own time."""

    rank: Natural
    minutes: Positive | None = None
    turn: bool = True  # it counts as one of the turns
    sides: bool = False  # one says whether one speaks for or against
    report: bool = False  # what a group reports to the plenary
