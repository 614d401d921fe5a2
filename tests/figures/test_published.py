"""Published percentages against the counts beside them."""

import io

import pytest

from townmoot.figures.published import TableFaultError, check

HEAD = (
    "case,assigned,class_a,class_b,class_c,class_d,published_replied_percent,published_a_percent\n"
)


def findings(text):
    return list(check(io.StringIO(text)))


def test_the_real_published_rates_are_judged(real_samples):
    with (real_samples / "published-rates.csv").open(encoding="utf-8") as source:
        found = list(check(source))
    wrong = [(f.case, f.published, f.true, f.fraction) for f in found if f.follows is False]
    assert wrong == [("city-6th-2nd-session", "58.07", "58.06", "54/93")]
    open_ones = {f.case for f in found if f.follows is None}
    assert open_ones == {"district-2021", "town-2022"}


@pytest.mark.parametrize(
    ("published", "follows"),
    [
        ("58.06", True),
        ("58.1", True),
        ("58", True),
        ("58.07", False),
        ("58.0", False),
        ("x", False),
    ],
)
def test_a_percentage_is_held_to_its_own_precision(published, follows):
    (found,) = findings(f"{HEAD}c,93,54,33,2,4,,{published}\n")
    assert found.follows is follows


def test_nearly_all_is_not_a_hundred():
    (found,) = findings(f"{HEAD}c,1000,1,1,1,996,100,\n")
    assert (found.follows, found.true) == (False, "99.90")


def test_nothing_assigned_gives_no_percentage():
    (found,) = findings(f"{HEAD}c,0,0,0,0,0,100,\n")
    assert (found.follows, found.true) == (False, "—")


def test_a_missing_class_leaves_the_reply_rate_open():
    (found,) = findings(f"{HEAD}c,67,62,,,,100,\n")
    assert (found.follows, found.true) == (None, None)


def test_a_count_that_is_no_number_names_line_and_column():
    with pytest.raises(TableFaultError, match="line 2, column assigned: 'many'"):
        findings(f"{HEAD}c,many,1,,,,,50\n")


def test_a_table_without_counts_is_refused():
    with pytest.raises(TableFaultError, match="no column 'assigned'"):
        findings("a,b\n1,2\n")
