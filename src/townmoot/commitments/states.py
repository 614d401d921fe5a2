"""What can follow on what: {state: {act: next state}}. Policies read it; docs are drawn from it.

Where one act can lead to two states, the words in brackets say when.
"""

from __future__ import annotations

from collections.abc import Mapping

from townmoot.commitments.enums import State

Table = Mapping[str, Mapping[str, str]]

COMMITMENT: Table = {
    State.OPEN: {
        "commitment.progress": State.OPEN,
        "commitment.give_evidence": State.CLAIMED,
        "commitment.explain": State.EXPLAINED,
    },
    State.CLAIMED: {
        "commitment.give_evidence": State.CLAIMED,
        "commitment.confirm": State.CLAIMED,
        "commitment.send_back": State.OPEN,
        "commitment.verify (kept)": State.KEPT,
        "commitment.verify (not kept)": State.NOT_KEPT,
    },
    State.EXPLAINED: {
        "commitment.progress": State.EXPLAINED,
        "commitment.give_evidence": State.CLAIMED,
        "commitment.verify (not kept)": State.NOT_KEPT,
    },
    State.KEPT: {},
    State.NOT_KEPT: {},
}

TABLES: Mapping[str, Table] = {"commitment": COMMITMENT}
