"""Published lists of secret ballots counted again from the public record alone.

Takes the public parts as `record.verify` gives them: dicts with position, act, subject, data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from townmoot.ballots.methods import answers

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Recounted:
    """A vote with a published list: how many ballots it has, and whether they give the counts."""

    poll: str
    position: int
    ballots: int
    fits: bool


def recounted(entries: Iterable[Entry]) -> Iterator[Recounted]:
    """Each vote of the record that has a list, counted again."""
    methods: dict[str, str] = {}
    for entry in entries:
        if entry["act"] == "poll.prepare":
            methods[entry["subject"]] = entry["data"]["method"]
        elif entry["act"] == "poll.publish" and "list" in entry["data"]:
            yield _one(entry, methods.get(entry["subject"], ""))


def _one(entry: Entry, method: str) -> Recounted:
    told = entry["data"]
    found = answers.add_up(method, (row["answers"] for row in told["list"]))
    counts = {one["question"]: _given(one["counts"]) for one in told["questions"]}
    same = {question: _given(given) for question, given in found.items()} == counts
    ballots = len(told["list"])
    fits = same and ballots == told["ballots"]
    return Recounted(entry["subject"], entry["position"], ballots, fits)


def _given(counts: Mapping[str, int]) -> dict[str, int]:
    return {key: number for key, number in counts.items() if number}
