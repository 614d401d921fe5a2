"""What is shown while it runs, and what is published after."""

from __future__ import annotations

from uuid import uuid4

import pytest

from townmoot.ballots.secret import publication, turnout
from townmoot.ballots.secret.plain import Inner
from townmoot.rules.polls import PublishBallots as Publish


@pytest.mark.parametrize(
    ("cast", "electors", "shown"),
    [(0, 9, 0), (4, 9, 0), (5, 9, 5), (8, 9, 5), (9, 9, 9), (79, 80, 75), (80, 80, 80), (0, 0, 0)],
)
def test_the_turnout_grows_in_steps(cast, electors, shown):
    assert turnout.rounded(cast, electors) == shown


def test_the_turnout_changes_once_in_a_tick_however_many_look():
    poll, numbers = uuid4(), iter([5, 12, 80])
    seen = [turnout.shown(poll, 80, second, lambda _: next(numbers)) for second in range(0, 25, 2)]
    assert seen == [5] * 5 + [10] * 5 + [80] * 3


def test_few_polls_are_remembered():
    for _ in range(300):
        turnout.shown(uuid4(), 10, 0, lambda _: 0)
    assert len(turnout._seen) <= 257


@pytest.mark.parametrize(
    ("wanted", "ranked", "write_ins", "electors", "published"),
    [
        ("list", False, False, 30, Publish.LIST),
        ("counts", False, False, 30, Publish.COUNTS),
        ("list", True, False, 300, Publish.COUNTS),
        ("list", False, True, 300, Publish.COUNTS),
        ("list", False, False, 29, Publish.COUNTS),
    ],
)
def test_a_list_is_published_only_where_no_ballot_can_be_told(
    wanted, ranked, write_ins, electors, published
):
    found = publication.publication(wanted, ranked=ranked, write_ins=write_ins, electors=electors)
    assert found == published


def test_the_list_stands_in_the_order_of_random_codes():
    ballots = [Inner({"q": "for"}, "bb"), Inner({"q": "against"}, "aa"), Inner({"q": "for"}, "aa")]
    assert publication.listed(ballots) == [
        {"code": "aa", "answers": {"q": "against"}},
        {"code": "aa", "answers": {"q": "for"}},
        {"code": "bb", "answers": {"q": "for"}},
    ]
