"""What is published of a secret poll: counts, or a list in which each voter finds the own ballot.

A list lets a voter check the own ballot, and prove it to whoever presses him; so it needs the
profile's word, and is never made where a ballot can be told from others: orders of candidates and
names written in are as good as a signature, and so are the few ballots of a small electorate.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from townmoot.ballots.secret.plain import Inner
from townmoot.rules.polls import PublishBallots

FEWEST = 30  # electors below which no list is published


def publication(
    wanted: PublishBallots, *, ranked: bool, write_ins: bool, electors: int
) -> PublishBallots:
    """What will be published of a poll, whatever its profile wants."""
    if ranked or write_ins or electors < FEWEST:
        return PublishBallots.COUNTS
    return wanted


def listed(ballots: Iterable[Inner]) -> list[dict[str, Any]]:
    """The list as it is published: by tracking code, which is random and tells no order."""
    rows = [{"code": ballot.code, "answers": ballot.answers} for ballot in ballots]
    return sorted(rows, key=lambda row: (row["code"], json.dumps(row, sort_keys=True)))
