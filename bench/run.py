"""Benchmarks as ratios against a limit, alternated in one run.

    bench/run.py [--only NAME]

Writes bench/results.json and bench/RESULTS.md. Everything runs on 127.0.0.1 in folders of its own,
bounded in count and time. With --only, the other results in the file stay as they were.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from bench import acts, ballots, board, fanout, longlist, memory, oparl, reconnect, search, session  # noqa: E402 -- found beside this file
from bench.pairs import Inconclusive  # noqa: E402 -- likewise

Bench = Callable[[], Iterator[tuple[str, float, str, float, str]]]


@dataclass(frozen=True)
class Result:
    """One measured value beside its target."""

    name: str
    value: float
    unit: str
    target: float
    better: str

    @property
    def holds(self) -> bool:
        """Whether the target is met."""
        if self.better == "lower":
            return self.value <= self.target
        return self.value >= self.target


# What each benchmark measures, by the name it has in results.json.
BENCHES: dict[Bench, dict[str, str]] = {
    acts.measure: {
        "act-cost": "one act over HTTP, in bare inserts that are on disk",
        "act-rate": "acts over HTTP, 64 clients",
        "act-p99": "99 of 100 acts answered within, 64 clients",
    },
    board.measure: {"board-growth": "the board's first page, 100,000 suggestions against 1,000"},
    fanout.measure: fanout.WORDS,
    ballots.measure: ballots.WORDS,
    longlist.measure: longlist.WORDS,
    reconnect.measure: reconnect.WORDS,
    session.measure: session.WORDS,
    memory.measure: {"memory-idle": "the server, idle"},
    search.measure: {
        "search-common": "a search over 50,000 papers of which a third fit, in bare FTS5 queries",
        "search-usual": "the same, where one in fifty fits",
        "search-rare": "the same, where nine fit",
    },
    oparl.measure: {
        "oparl-cost": "a real council read and taken over, in times to parse its JSON",
        "oparl-time": "the whole command, from no database",
        "oparl-memory": "a real council taken over, memory at most",
    },
}
WORDS = {name: words for told in BENCHES.values() for name, words in told.items()}


def _answers(names: Iterable[str]) -> set[str]:
    """What one may call a benchmark: each of its results, and their family."""
    return {*names, *(name.partition("-")[0] for name in names)}


def _merged(fresh: list[dict[str, object]], only: str | None) -> list[dict[str, object]]:
    path = HERE / "results.json"
    if only is None or not path.exists():
        return fresh
    others = WORDS.keys() - {one["name"] for one in fresh}
    kept = [one for one in json.loads(path.read_text("utf-8")) if one["name"] in others]
    return sorted([*kept, *fresh], key=lambda one: list(WORDS).index(str(one["name"])))


def _write(results: list[dict[str, object]]) -> None:
    (HERE / "results.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    lines = [
        "# What was measured",
        "",
        "`make bench` on 2 cores, one run, each pair alternated. Ratios, because machines differ.",
        "",
        "| what | measured | target | holds |",
        "|---|---:|---:|---|",
    ]
    for one in results:
        sign = "≤" if one["better"] == "lower" else "≥"
        name, held = str(one["name"]), "yes" if one["pass"] else "**no**"
        value = f"{one['value']} {one['unit']} | {sign} {one['target']}"
        lines.append(f"| {WORDS[name]} (`{name}`) | {value} | {held} |")
    (HERE / "RESULTS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _measured(bench: Bench, results: list[dict[str, object]]) -> bool:
    """Measure one family; False where nothing can be said of it: what was found before stays."""
    try:
        for told in bench():
            made = Result(*told)
            results.append({**asdict(made), "pass": made.holds})
            held = "holds" if made.holds else "MISSED"
            print(f"{made.name:16} {made.value:>10} {made.unit:8} {held}", flush=True)
    except Inconclusive as told:
        print(f"{told}; run it again when the machine is quiet", flush=True)
        return False
    return True


def main() -> int:
    """Measure; exit code 1 where a target is missed or nothing can be said."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=sorted(_answers(WORDS)))
    args = parser.parse_args()
    results: list[dict[str, object]] = []
    told = True
    for bench, names in BENCHES.items():
        if args.only is None or args.only in _answers(names):
            told &= _measured(bench, results)
    _write(_merged(results, args.only))
    return 0 if told and all(one["pass"] for one in results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
