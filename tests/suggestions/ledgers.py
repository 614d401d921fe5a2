"""Ledgers for tests, as bytes of a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.people.sheets import workbook

HEADINGS = {
    "number": "编号",
    "title": "标题",
    "lead": "领衔代表",
    "co_signers": "联名代表",
    "subject_class": "类别",
    "submitted_on": "提出时间",
    "assigned_on": "交办时间",
    "lead_units": "主办单位",
    "assisting_units": "会办单位",
    "due_on": "办理期限",
    "contact": "沟通方式",
    "replied_on": "答复时间",
    "reply_number": "答复文号",
    "result": "办理结果",
    "rating": "满意度",
    "public": "是否公开",
    "promise": "承诺事项",
    "promise_due": "完成时限",
    "note": "备注",
}


def ledger(rows: Iterable[dict[str, Any]]) -> bytes:
    """A ledger with a title row above the headings."""
    lines = [[row.get(key, "") for key in HEADINGS] for row in rows]
    return workbook([["建议办理台账"], list(HEADINGS.values()), *lines], "台账")


def replied(number: int, /, **more: Any) -> dict[str, Any]:
    """A row about a suggestion that one unit has answered."""
    return {
        "number": number,
        "title": f"关于第{number}处路灯的建议",
        "submitted_on": "2022-01-14",
        "assigned_on": "2022-01-20",
        "lead_units": "规划建设办公室",
        "replied_on": "2022-04-08",
    } | more
