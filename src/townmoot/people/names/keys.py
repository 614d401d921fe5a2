"""One sort key for a name, whatever the order of the body."""

from enum import StrEnum

from townmoot.people.names.pinyin import pinyin_key
from townmoot.people.names.strokes import stroke_key

_POSITION_DIGITS = 9


class Order(StrEnum):
    """How a body orders the names of its members."""

    STROKES = "strokes"
    """By strokes of the surname (姓氏笔画)."""
    PINYIN = "pinyin"
    """By pinyin, and by alphabet for names in Latin letters."""


def sort_key(name: str, order: Order = Order.STROKES, override: str = "") -> str:
    """Where a name stands in `order`; store it beside the name and sort by it.

    `override` is the clerk's own word, as it stands in `sort_key_override`. A number (up to nine
    digits) is a place in the list: these come first, in their order. Any other text is the name to
    sort as, for a character whose strokes are unknown (𬭎 as 宏).
    """
    override = override.strip()
    if override.isdecimal() and len(override) <= _POSITION_DIGITS:
        return f"00{int(override):0{_POSITION_DIGITS}d}"
    make = stroke_key if order is Order.STROKES else pinyin_key
    return make(override or name)
