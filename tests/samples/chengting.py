"""Reads samples/chengting for its tests, without any code of the product."""

from __future__ import annotations

import csv
import io
import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import chinese_calendar
import yaml

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "chengting"
NUMBERS = [f"{number:02d}" for number in range(1, 17)]
Step = dict[str, Any]


def read(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # written in C, where it is there
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=loader)


@cache
def town() -> dict[str, Any]:
    return read("town.yaml")


@cache
def plot() -> dict[str, Any]:
    return read("plot.yaml")


@cache
def venues() -> list[dict[str, Any]]:
    return read("会场.yaml")["venues"]


@cache
def deputies() -> dict[str, dict[str, str]]:
    with (FOLDER / "source" / "代表名册.csv").open(encoding="utf-8", newline="") as file:
        return {row["代表证号"]: row for row in csv.DictReader(file)}


@cache
def units() -> dict[str, dict[str, str]]:
    text = (FOLDER / "单位名册.csv").read_bytes().decode("gb18030")
    return {row["单位编码"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def steps(*names: str) -> list[Step]:
    """All steps in the order of the plot, or those that do one of the named things."""
    found = [step for chapter in plot()["chapters"] for step in chapter["steps"]]
    return [step for step in found if not names or step["do"] in names]


def only(name: str, **wanted: object) -> Step:
    """The one step that does this with these inputs."""
    found = [
        step for step in steps(name) if all(step.get(key) == value for key, value in wanted.items())
    ]
    assert len(found) == 1, f"{name} {wanted}: {len(found)} steps"
    return found[0]


def case(number: str) -> list[Step]:
    """The steps of one suggestion and of its replies and promise."""
    return [
        step
        for step in steps()
        if step.get("suggestion") == number or str(step.get("reply", ""))[:2] == number
    ]


def moment(step: Step) -> datetime:
    return datetime.fromisoformat(step["at"])


def day(step: Step) -> date:
    return moment(step).date()


def actors(step: Step) -> list[str]:
    """Who does the step: one account, or each entry for itself."""
    if "by" in step:
        return [step["by"]]
    return list(step["each"])


def signers(number: str) -> list[str]:
    """The lead deputy and those who confirmed, in that order."""
    lead = only("suggestion.hand_in", suggestion=number)["by"]
    return [lead, *(s["by"] for s in case(number) if s["do"] == "cosigner.confirm")]


def letter(kind: str, name: str) -> tuple[dict[str, str], str]:
    """The head lines and the text of a file in 建议 or 答复."""
    text = (FOLDER / kind / f"{name}.txt").read_text(encoding="utf-8")
    head, body = text.split("\n\n", 1)
    return dict(line.split("：", 1) for line in head.splitlines()), body


@cache
def town_days() -> dict[date, bool]:
    """The town's own exceptions: is it worked on?"""
    with (FOLDER / "节假日.csv").open(encoding="utf-8", newline="") as file:
        return {
            date(*map(int, re.split(r"[-/.]", row["日期"]))): row["安排"] == "上班"
            for row in csv.DictReader(file)
        }


def is_workday(on: date) -> bool:
    own = town_days().get(on)
    return chinese_calendar.is_workday(on) if own is None else own


def working_days(start: date, end: date) -> int:
    """Working days after `start` up to and with `end`; the day of the event does not count."""
    span = (start + timedelta(offset) for offset in range(1, (end - start).days + 1))
    return sum(is_workday(on) for on in span)


def months_after(start: date, months: int) -> date:
    """The corresponding day, else the month's last; moved off days that are not worked on."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    end = date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
    while not is_workday(end):
        end += timedelta(1)
    return end


def text_files() -> Iterator[Path]:
    """Every file of the sample that is text in UTF-8."""
    for path in sorted(FOLDER.rglob("*")):
        clean = path.parent.name == "source" or path.name == "节假日.csv"
        if path.is_file() and (clean or path.suffix in {".txt", ".yaml", ".md"}):
            yield path
