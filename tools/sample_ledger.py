"""建议台账.xlsx: the sixteen suggestions of Chengting as its office kept them by hand."""

from __future__ import annotations

from typing import Any

import yaml
from openpyxl import Workbook

from tools.sample_cells import (
    CHENGTING,
    padded_name,
    read_csv,
    typed_day,
    typed_phone,
    workbook_bytes,
    write_heading,
)

HEADINGS = [
    "序号", "编号", "标题/案由", "领衔代表", "附议人", "代表团", "类别", "提出时间", "交办时间",
    "主办单位", "协办单位", "承办人", "联系电话", "办理期限", "沟通方式", "答复时间", "答复文号",
    "办理结果", "反馈意见", "是否重点", "是否公开", "承诺事项", "完成时限", "备注",
]  # fmt: skip
TITLES = [
    "澄汀镇第五届人民代表大会第九次会议代表建议办理台账",
    "填报单位：镇人大办    填报日期：2026.7.20",
]
CLASS_WORDS = {
    "adopted": "解决采纳",
    "in_progress": "正在解决",
    "planned": "计划解决",
    "reference": "留作参考",
}
RATING_WORDS = {"satisfied": "满意", "basically": "基本满意", "dissatisfied": "不满意"}
KEY_SUGGESTION = 7
DUE = "2026-04-16"  # three months after the assignment of 16 January
Rows = dict[str, dict[str, str]]
Step = dict[str, Any]


def suggestion_steps(plot: dict[str, Any]) -> list[list[Step]]:
    """The steps of each accepted suggestion; a reply's steps belong to its suggestion."""
    cases: dict[str, list[Step]] = {}
    for chapter in plot["chapters"]:
        for step in chapter["steps"]:
            key = step.get("suggestion") or step.get("reply", "")[:2]
            cases.setdefault(key, []).append(step)
    return [cases[key] for key in sorted(cases) if key and last(cases[key], "suggestion.accept")]


def last(steps: list[Step], name: str) -> Step:
    """The last step of that name, or an empty one."""
    return next((step for step in reversed(steps) if step["do"] == name), {})


def named(people: Rows, card: str) -> str:
    """The name; where two deputies share it, with the card's number behind it."""
    name = people[card]["姓名"]
    shared = [other for other in people.values() if other["姓名"] == name]
    return f"{name}（{card}）" if len(shared) > 1 else name


def allotted(steps: list[Step]) -> dict[str, list[str]]:
    """The leading and the assisting units after all returns."""
    gone = {step["unit"] for step in steps if step["do"] == "return.approve"}
    found: dict[str, list[str]] = {"lead": [], "assist": []}
    for step in steps:
        if step["do"] != "suggestion.allot":
            continue
        for share, units in found.items():
            units += [unit for unit in step.get(share, []) if share != "lead" or unit not in gone]
    return found


def handed_in(steps: list[Step], people: Rows) -> dict[str, Any]:
    """The columns that come from the deputies."""
    accepted, handed = last(steps, "suggestion.accept"), last(steps, "suggestion.hand_in")
    number, lead = accepted["number"], people[handed["by"]]
    signers = [step["by"] for step in steps if step["do"] == "cosigner.confirm"]
    joined = [named(people, card) for card in signers]
    text = (CHENGTING / "建议" / f"{number:02d}.txt").read_text(encoding="utf-8")
    return {
        "序号": number,
        "编号": [number, f"第{number}号", f"第 {number} 号"][number % 3],
        "标题/案由": text.splitlines()[0].removeprefix("标题："),
        "领衔代表": padded_name(named(people, handed["by"]), number),
        "附议人": ["、", " ", "，"][number % 3].join(joined) or None,
        "代表团": lead["代表小组"],
        "类别": accepted["subject_class"],
        "提出时间": typed_day(handed["at"], number),
        "是否重点": "是" if number == KEY_SUGGESTION else "否",
        "是否公开": "是" if accepted["public"] else "否",
    }


def handled(steps: list[Step], units: Rows, number: int) -> dict[str, Any]:
    """The columns that come from the assigner and the units."""
    shared = allotted(steps)
    main_unit = units[shared["lead"][0]]
    extended = last(steps, "extension.approve")
    first = steps.index(next(step for step in steps if step["do"] == "reply.issue"))
    ways = {step["way"] for step in steps[:first] if step["do"] == "contact.log"}
    return {
        "交办时间": typed_day(last(steps, "suggestion.assign")["at"], number + 1),
        "主办单位": "、".join(units[unit]["单位名称"] for unit in shared["lead"]),
        "协办单位": "、".join(units[u]["单位名称"] for u in shared["assist"]) or None,
        "承办人": main_unit["经办人"],
        "联系电话": typed_phone(main_unit["联系电话"], number),
        "办理期限": typed_day(str(extended.get("until", DUE)), number),
        "沟通方式": "面商" if "face_to_face" in ways else "电话",
        "备注": "4月10日同意延期" if extended else None,
    }


def answered(steps: list[Step], number: int) -> dict[str, Any]:
    """The columns that come from the replies; the first reply counts, the last class stands."""
    lead = last(steps, "suggestion.hand_in")["by"]
    drafts = [step for step in steps if step["do"] == "reply.draft"]
    first = [step for step in drafts if step["round"] == 1]
    names = {step["reply"] for step in first}
    issued = [step for step in steps if step["do"] == "reply.issue" and step["reply"] in names]
    rated = [step for step in steps if step["do"] == "rating.give" and step["by"] == lead]
    reply = drafts[-1]
    row = {
        "答复时间": typed_day(issued[-1]["at"], number + 2),
        "答复文号": "；".join(step["number"] for step in issued),
        "办理结果": CLASS_WORDS[reply["class"]],
        "反馈意见": RATING_WORDS[rated[-1]["result"]],
        "承诺事项": reply.get("promise"),
        "完成时限": typed_day(str(reply.get("deadline", "")), 0),
    }
    if reply["round"] > 1:
        row["备注"] = "首次答复代表不满意，5月8日再次答复"
    return row


def make_ledger() -> bytes:
    """The workbook's bytes."""
    plot = yaml.safe_load((CHENGTING / "plot.yaml").read_text(encoding="utf-8"))
    people = {deputy["代表证号"]: deputy for deputy in read_csv("代表名册.csv")}
    units = {unit["单位编码"]: unit for unit in read_csv("单位名册.csv")}
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "建议台账"
    write_heading(sheet, TITLES, HEADINGS)
    for number, steps in enumerate(suggestion_steps(plot), start=1):
        row = handed_in(steps, people) | handled(steps, units, number) | answered(steps, number)
        for column, heading in enumerate(HEADINGS, start=1):
            sheet.cell(len(TITLES) + 1 + number, column, row[heading])
    return workbook_bytes(book)
