"""A larger town from the same sample: more deputies who attend, more suggestions handled alike.

The added deputies join the five groups in turn; each added suggestion goes the way of one that the
sample handles without incident. What the plot expects of its figures grows with them.
"""

from __future__ import annotations

import copy
import csv
import random
from math import ceil
from pathlib import Path
from typing import Any

from townmoot.cli.faults import CommandFaultError

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许邓韩冯曹彭曾肖田董袁潘于"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚玲桂英华慧建国文辉力健玉兰凤洁梅琳素"
PATTERN = "06"
LEAD = "CT-027"
GROUPS = 5
QUORUM = (2, 3)
# The meetings of all deputies, and the halls of their five groups.
VENUES = {"s9": ["main"] * GROUPS, "j22": ["v1", "v2", "v3", "v4", "v5"]}
BUSY = ("item.finish", "s9", 3)  # the item under which the added deputies speak and vote
SPEAKERS = 20
GROWS_BY_ONE = (
    "reply_rate",
    "on_time_rate",
    "solved_rate",
    "face_to_face_rate",
    "published_rate",
    "satisfaction_first",
    "satisfaction_final",
)
GROWS_BELOW = ("return_rate", "extension_rate", "rehandled_rate")


def _number(place: int) -> str:
    return f"CT-{place:03}"


def roster(folder: Path, target: Path, seats: int, seed: int) -> None:
    """Write the sample's clean roster with as many invented deputies more as are wanted."""
    chance = random.Random(seed)  # noqa: S311 -- invented names
    with (folder / "source" / "代表名册.csv").open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.DictReader(source))
    groups = list(dict.fromkeys(row["代表小组"] for row in rows))
    for place in range(len(rows) + 1, seats + 1):
        name = chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))
        told = {"序号": place, "姓名": name, "性别": chance.choice("男女"), "民族": "汉族"}
        where = {"代表小组": groups[place % GROUPS], "代表证号": _number(place)}
        born = f"{chance.randint(1958, 2000)}-{chance.randint(1, 12):02}"
        rows.append({**dict.fromkeys(rows[0], ""), **told, **where, "出生年月": born})
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _steps(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for chapter in told["chapters"] for step in chapter["steps"]]


def _attend(told: dict[str, Any], extra: list[str], seats: int) -> None:
    for chapter in told["chapters"]:
        for place, step in enumerate(list(chapter["steps"])):
            expect = step.get("expect", {})
            if step["do"] == "meeting.open" and step["meeting"] in VENUES:
                _expect_more(expect, len(extra), seats)
                chapter["steps"][place:place] = _check_ins(step, extra)
            elif (step["do"], step.get("meeting"), step.get("item")) == BUSY:
                index = chapter["steps"].index(step)
                chapter["steps"][index:index] = _take_part(step, extra)
            elif step["do"] == "meeting.close" and step["meeting"] in VENUES:
                chapter["steps"].append({**step, "do": "crowd.leave", "say": {}, "expect": {}})
            elif "votes_for" in step:
                step["votes_for"] += len(extra)
                expect |= {"needed": seats // 2 + 1, "of": seats} if expect else {}
            elif "deputies" in expect:
                expect["deputies"] = seats
            if step["do"] == "attendance.check_in" and "present" in expect:
                expect["present"] += len(extra)


def _take_part(finish: dict[str, Any], extra: list[str]) -> list[dict[str, Any]]:
    """Before an item is finished some ask to speak, and all vote."""
    own = {key: finish[key] for key in ("at", "by", "meeting", "item")}
    speakers = {**own, "do": "crowd.speak", "numbers": extra[:SPEAKERS]}
    return [speakers, {**own, "do": "crowd.vote", "numbers": extra}]


def _expect_more(expect: dict[str, Any], more: int, seats: int) -> None:
    expect["present"] += more
    expect["of"] = seats
    expect.pop("by_venue", None)
    if "quorum" in expect:
        expect["quorum"] = ceil(seats * QUORUM[0] / QUORUM[1])


def _check_ins(opening: dict[str, Any], extra: list[str]) -> list[dict[str, Any]]:
    meeting = opening["meeting"]
    halls: dict[str, list[str]] = {}
    for number in extra:
        hall = VENUES[meeting][int(number.rpartition("-")[2]) % GROUPS]
        halls.setdefault(hall, []).append(number)
    at = opening["at"].replace("T09:00", "T08:50")
    own = {"at": at, "do": "crowd.arrive", "by": "clerk", "meeting": meeting}
    return [{**own, "venue": hall, "numbers": numbers} for hall, numbers in halls.items()]


def _renamed(step: dict[str, Any], name: str, lead: str) -> dict[str, Any]:
    made = copy.deepcopy(step)
    for key in ("suggestion", "reply"):
        if made.get(key) == PATTERN:
            made[key] = name
    if made.get("by") == LEAD:
        made["by"] = lead
    if "deputies" in made:
        made["deputies"] = [lead]
    made.pop("say", None)
    return made


def _handle(told: dict[str, Any], names: list[str], leads: list[str]) -> None:
    for chapter in told["chapters"]:
        steps: list[dict[str, Any]] = []
        for step in chapter["steps"]:
            steps.append(step)
            if PATTERN in (step.get("suggestion"), step.get("reply")):
                pairs = enumerate(names)
                steps += [_renamed(step, name, leads[k % len(leads)]) for k, name in pairs]
            elif PATTERN in step.get("replies", []):
                step["replies"] = [*step["replies"], *names]
        chapter["steps"] = steps


def _expect_figures(told: dict[str, Any], more: int) -> None:
    figures = [told["expect"], *(step["expect"] for step in _steps(told) if "expect" in step)]
    for key, expect in told["expect"].items():
        if key in GROWS_BY_ONE:
            expect["n"] += more
        if key in (*GROWS_BY_ONE, *GROWS_BELOW):
            expect["of"] += more
    for expect in figures[1:]:
        if expect.get("figure") in GROWS_BY_ONE:
            expect["n"] += more
            expect["of"] += more


def grow(told: dict[str, Any], seats: int, deputies: int | None, suggestions: int | None) -> None:
    """Add deputies and suggestions to a plot as read. Raises CommandFaultError for fewer."""
    own = len({step["suggestion"] for step in _steps(told) if step["do"] == "suggestion.accept"})
    if (deputies or seats) < seats or (suggestions or own) < own:
        words = f"this sample has {seats} deputies and {own} suggestions; it can only grow"
        raise CommandFaultError(words)
    extra = [_number(place) for place in range(seats + 1, (deputies or seats) + 1)]
    if extra:
        _attend(told, extra, seats + len(extra))
    names = [f"x{place}" for place in range(own + 1, (suggestions or own) + 1)]
    if names:
        _handle(told, names, extra or [LEAD])
        _expect_figures(told, len(names))
