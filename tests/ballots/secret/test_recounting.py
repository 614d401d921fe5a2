"""A published list is counted again by anybody; what was changed in it does not fit."""

from __future__ import annotations

from copy import deepcopy
from types import SimpleNamespace

import pytest

from townmoot.ballots.secret.recounting import Recounted, recounted
from townmoot.cli.output import Out
from townmoot.cli.verify_command import _lists_again

PREPARED = {"act": "poll.prepare", "position": 1, "subject": "p", "data": {"method": "motion"}}
PUBLISHED = {
    "act": "poll.publish",
    "position": 9,
    "subject": "p",
    "data": {
        "ballots": 3,
        "questions": [{"question": "q", "counts": {"for": 2, "against": 1, "abstain": 0}}],
        "list": [
            {"code": "a", "answers": {"q": "for"}},
            {"code": "b", "answers": {"q": "for"}},
            {"code": "c", "answers": {"q": "against"}},
        ],
    },
}
WITHOUT = {"act": "poll.publish", "position": 3, "subject": "o", "data": {"questions": []}}
OTHER = {"act": "meeting.publish", "position": 2, "subject": "m", "data": {}}


def test_a_list_gives_the_counts_that_were_told():
    assert list(recounted([PREPARED, OTHER, WITHOUT, PUBLISHED])) == [Recounted("p", 9, 3, True)]


@pytest.mark.parametrize("change", ["vote", "count", "ballots"])
def test_what_was_changed_does_not_fit(change):
    published = deepcopy(PUBLISHED)
    told = published["data"]
    if change == "vote":
        told["list"][0]["answers"]["q"] = "against"
    elif change == "count":
        told["questions"][0]["counts"]["for"] = 3
    else:
        told["ballots"] = 4
    assert [one.fits for one in recounted([PREPARED, published])] == [False]


def test_townmoot_verify_says_so(capsys):
    out = Out()
    assert _lists_again(SimpleNamespace(public=[PREPARED, PUBLISHED]), out) == 0
    assert "3 published ballots counted again: as announced" in capsys.readouterr().out
    changed = deepcopy(PUBLISHED)
    changed["data"]["ballots"] = 2
    assert _lists_again(SimpleNamespace(public=[PREPARED, changed]), out) == 1
    assert "NOT AS ANNOUNCED in entry 9" in capsys.readouterr().err
    assert out.told["lists"] == {"p": False}
