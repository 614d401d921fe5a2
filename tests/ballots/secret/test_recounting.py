"""A published list is counted again by anybody; what was changed in it does not fit."""

from __future__ import annotations

from copy import deepcopy

import pytest

from townmoot.ballots.secret.recounting import Recounted, recounted

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
