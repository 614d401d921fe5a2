"""The plot: chapters of timed steps, as samples/chengting/README.md describes them.

A plain plot (`plain: true`, as samples/ashmoot) has no verbs of its own: each step is an act with
its own inputs, `as` (with `key`) names what it made, and `@name` stands for it afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from townmoot.cli.faults import CommandFaultError

ALL_DEPUTIES = "deputies"
Change = Callable[[dict[str, Any]], None]
OWN = frozenset({"at", "do", "by", "each", "within", "say", "expect", "pause", "late"})


@dataclass(frozen=True)
class Step:
    """One thing that one person does at one moment of legal time."""

    at: datetime
    verb: str
    by: str
    inputs: dict[str, Any]
    chapter: str
    who: str = ""
    say: dict[str, str] = field(default_factory=dict)
    expect: dict[str, Any] = field(default_factory=dict)
    pause: bool = False


@dataclass(frozen=True)
class Chapter:
    """A stretch of the plot with one sentence for the progress strip."""

    id: str
    say: dict[str, str]


@dataclass(frozen=True)
class Plot:
    """All steps in the order of their time, and what the figures must say at the end.

    `words` are the title and the lead of the demonstration's page, by language.
    """

    folder: Path
    zone: ZoneInfo
    chapters: list[Chapter]
    steps: list[Step]
    expect: dict[str, Any]
    plain: bool = False
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def start(self) -> datetime:
        """The legal time of the first step."""
        return self.steps[0].at


def _each(raw: dict[str, Any], deputies: list[str]) -> list[str]:
    each = raw.get("each")
    if each is None:
        return [""]
    return deputies if each == ALL_DEPUTIES else [str(one) for one in each]


def _expanded(raw: dict[str, Any], chapter: str, zone: ZoneInfo, all_: list[str]) -> Iterator[Step]:
    first = datetime.fromisoformat(raw["at"]).replace(tzinfo=zone)
    each = _each(raw, all_)
    stride = timedelta(minutes=raw.get("within", 0)) / len(each)
    inputs = {key: value for key, value in raw.items() if key not in OWN}
    for number, who in enumerate(each):
        last = number == len(each) - 1
        yield Step(
            at=first + stride * number,
            verb=raw["do"],
            by=raw.get("by") or who,
            inputs=inputs,
            chapter=chapter,
            who=who,
            say=raw.get("say", {}) if number == 0 else {},
            expect=raw.get("expect", {}) if last else {},
            pause=bool(raw.get("pause")) and last,
        )


def load(folder: Path, deputies: list[str], change: Change | None = None) -> Plot:
    """Read a folder's plot. Raises CommandFaultError where it has none or it is malformed.

    `change` may alter what was read before it is understood.
    """
    path = folder / "plot.yaml"
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        if change is not None:
            change(told)
        zone = ZoneInfo(told["timezone"])
        chapters = [Chapter(one["id"], one["say"]) for one in told["chapters"]]
        steps = [
            step
            for one in told["chapters"]
            for raw in one["steps"]
            for step in _expanded(raw, one["id"], zone, deputies)
        ]
    except OSError as error:
        raise CommandFaultError(f"{path} cannot be read: {error.strerror}") from error
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise CommandFaultError(f"{path} is no plot: {error}") from error
    steps.sort(key=lambda step: step.at)
    words = {name: told.get(name, {}) for name in ("title", "lead")}
    plain = bool(told.get("plain"))
    return Plot(folder, zone, chapters, steps, told.get("expect", {}), plain, words)
