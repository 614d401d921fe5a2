"""How ratios are printed."""

import pytest

from townmoot.figures import percent


@pytest.mark.parametrize(
    ("counted", "of", "printed"),
    [
        (16, 16, "100"),
        (54, 93, "58.06"),
        (86, 93, "92.47"),
        (7, 93, "7.53"),
        (62, 67, "92.54"),
        (64, 128, "50"),
        (4, 93, "4.30"),
        (1, 8, "12.50"),
        (0, 16, "0"),
        (0, 0, "—"),
        (99_999, 100_000, "99.99"),
        (1, 1_000_000, "0.01"),
    ],
)
def test_percent_prints_two_decimals_and_never_rounds_to_the_ends(counted, of, printed):
    assert percent(counted, of) == printed
