"""Acts and the record. An act is the only way anything changes; the record is the list of acts.

This package imports no models, so that any app can import it while Django starts;
`record.engine.perform` does an act.
"""

from townmoot.record.clock import is_rehearsal, now, today, today_of
from townmoot.record.context import Actor, Ctx
from townmoot.record.errors import (
    Absent,
    ActError,
    Conflict,
    Denied,
    Invalid,
    NotFound,
    Refused,
    WriteOutsideAct,
)
from townmoot.record.ports import OPERATOR, Operator
from townmoot.record.registry import (
    ACTS,
    Act,
    LongText,
    Permission,
    ShortText,
    Way,
    act,
    follow,
    refusal,
)

__all__ = [
    "ACTS",
    "OPERATOR",
    "Absent",
    "Act",
    "ActError",
    "Actor",
    "Conflict",
    "Ctx",
    "Denied",
    "Invalid",
    "LongText",
    "NotFound",
    "Operator",
    "Permission",
    "Refused",
    "ShortText",
    "Way",
    "WriteOutsideAct",
    "act",
    "follow",
    "is_rehearsal",
    "now",
    "refusal",
    "today",
    "today_of",
]
