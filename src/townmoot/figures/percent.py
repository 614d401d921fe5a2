"""How a ratio is printed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

NOTHING = "—"
_CENT = Decimal("0.01")
_ALL = Decimal(100)


def percent(counted: int, of: int) -> str:
    """A ratio in per cent with at most two decimals; "—" where there is nothing to count.

    Halves are rounded up, but never up to 100: 9,999 of 10,000 and more is 99.99. Nor down to 0.
    """
    if of == 0:
        return NOTHING
    value = (Decimal(counted) * 100 / Decimal(of)).quantize(_CENT, ROUND_HALF_UP)
    if counted < of:
        value = min(value, _ALL - _CENT)
    if counted > 0:
        value = max(value, _CENT)
    return f"{value.normalize():f}" if value == value.to_integral() else f"{value}"
