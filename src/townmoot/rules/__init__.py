"""The law as data: procedure profiles, day counts, holiday calendars, majorities.

Nothing here but `models`, `queries`, `actions` and `permissions` knows a database.
"""

from townmoot.rules.calendars import (
    Calendar,
    ChineseCalendar,
    Day,
    DayKind,
    Override,
    TownCalendar,
    WeekendCalendar,
    calendar_named,
)
from townmoot.rules.days import (
    Due,
    NoticeCheck,
    check_notice,
    compute_due,
    extend,
    extend_to,
    latest_notice,
)
from townmoot.rules.labels import Label
from townmoot.rules.library import Library, NoProfile, get, keys, load, versions
from townmoot.rules.majorities import (
    Arithmetic,
    Assembly,
    Assessment,
    Decision,
    Outcome,
    QuorumResult,
    Votes,
    assess,
    check_quorum,
    count_needed,
    decide,
)
from townmoot.rules.mistakes import Mistake, ProfileError
from townmoot.rules.periods import Period, Unit
from townmoot.rules.profile import Profile
from townmoot.rules.terms import Base, Share
from townmoot.rules.why import Step, Why

__all__ = [
    "Arithmetic",
    "Assembly",
    "Assessment",
    "Base",
    "Calendar",
    "ChineseCalendar",
    "Day",
    "DayKind",
    "Decision",
    "Due",
    "Label",
    "Library",
    "Mistake",
    "NoProfile",
    "NoticeCheck",
    "Outcome",
    "Override",
    "Period",
    "Profile",
    "ProfileError",
    "QuorumResult",
    "Share",
    "Step",
    "TownCalendar",
    "Unit",
    "Votes",
    "WeekendCalendar",
    "Why",
    "assess",
    "calendar_named",
    "check_notice",
    "check_quorum",
    "compute_due",
    "count_needed",
    "decide",
    "extend",
    "extend_to",
    "get",
    "keys",
    "latest_notice",
    "load",
    "versions",
]
