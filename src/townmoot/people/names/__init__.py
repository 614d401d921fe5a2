"""Names of persons: family and given part, order by strokes or pinyin, Latin form."""

from townmoot.people.names.keys import Order, sort_key
from townmoot.people.names.pinyin import latin_name, pinyin_key
from townmoot.people.names.split import COMPOUND_SURNAMES, is_han, split_name
from townmoot.people.names.strokes import stroke_count, stroke_key

__all__ = [
    "COMPOUND_SURNAMES",
    "Order",
    "is_han",
    "latin_name",
    "pinyin_key",
    "sort_key",
    "split_name",
    "stroke_count",
    "stroke_key",
]
