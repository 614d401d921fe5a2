"""Invented data for the style page, in the language of the page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.core.paginator import Page, Paginator

from townmoot.web.ground import pieces as p
from townmoot.web.ground.sample.business import (
    acts,
    clocks,
    distribution,
    figures,
    foot,
    head,
    steps,
    table,
)
from townmoot.web.ground.sample.forms import form
from townmoot.web.ground.sample.meeting import ballot, doors, halls, items, meters, result
from townmoot.web.ground.sample.words import say
from townmoot.web.ground.shapes import STATES

__all__ = ["everything", "foot", "head", "say"]
PAGE_SIZE = 10


def page() -> Page[int]:
    """Return the second of ten pages."""
    return Paginator(range(97), PAGE_SIZE).page(2)


def everything() -> dict[str, Any]:
    """Return the context of the style page."""
    there, tasks = meters()
    return {
        "body_name": say("Ashmoot Parish Council", "澄汀镇人民代表大会"),
        "other_name": say("澄汀镇人民代表大会", "Ashmoot Parish Council"),
        "adopted": datetime(2022, 7, 22, 1, 5, tzinfo=UTC),
        "now": datetime(2022, 7, 22, 1, 47, tzinfo=UTC),
        "states": list(STATES),
        "colours": ["paper", "ink", "vermilion", "pine", "ochre", "plum", "slate"],
        "acts": acts(),
        "figures": figures(),
        "clocks": clocks(),
        "steps": steps(),
        "halls": halls(),
        "items": items(),
        "ballot": ballot(),
        "result": result(),
        "distribution": distribution(),
        "there": there,
        "tasks": tasks,
        "table": table(),
        "page": page(),
        "doors": doors(),
        "form": form(),
        **_day(),
        **_jobs(),
        **_ways(),
    }


def _day() -> dict[str, Any]:
    stages = (
        ("Check-in", "签到"),
        ("Opening", "开幕"),
        ("Report", "听取报告"),
        ("Review in groups", "分组评议"),
        ("Suggestions", "建议办理"),
        ("Close", "闭幕"),
    )
    return {
        "stages": [say(en, zh) for en, zh in stages],
        "day_acts": [
            p.Act(label=say("Pause", "暂停"), url="#day"),
            p.Act(label=say("From the start", "从头开始"), url="#day"),
        ],
    }


def _jobs() -> dict[str, Any]:
    words = (("Choose a file", "选择文件"), ("Check the rows", "核对各行"), ("Import", "导入"))
    return {
        "jobs": [say(en, zh) for en, zh in words],
        "running": p.Progress(
            label=say("Importing the roll", "正在导入代表名册"),
            done=312,
            total=1240,
            unit=say("rows", "行"),
            cancel_url="#progress",
        ),
        "finished": p.Progress(label=say("Letters", "答复函"), done=16, total=16, state="done"),
    }


def _ways() -> dict[str, Any]:
    return {
        "crumbs": [
            p.Crumb(label=say("Suggestions", "代表建议"), url="#crumbs"),
            p.Crumb(label=say("January session", "一月会议"), url="#crumbs"),
            p.Crumb(label=say("No. 7", "第7号")),
        ],
        "tabs": [
            p.Crumb(label=say("Due", "将到期"), url="#tabs", count=3, current=True),
            p.Crumb(label=say("Waiting", "待处理"), url="#tabs", count=9),
            p.Crumb(label=say("Answered", "已答复"), url="#tabs", count=1240),
        ],
        "facts": [
            (say("Lead", "领衔代表"), say("Ann Oldacre", "顾闻溪")),
            (say("Handed in", "提交日期"), date(2022, 1, 12)),
            (say("Office", "承办单位"), say("Roads Office", "城建中心")),
            (say("Reply", "答复"), None),
        ],
    }
