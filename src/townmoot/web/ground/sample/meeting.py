"""A meeting in the middle of its day."""

from __future__ import annotations

from datetime import UTC, datetime

from townmoot.web.ground import charts
from townmoot.web.ground import pieces as p
from townmoot.web.ground.sample.words import say


def halls() -> list[p.Hall]:
    """Return six venues: speaking, in touch, unsteady, down."""
    since = datetime(2022, 7, 22, 1, 42, tzinfo=UTC)
    names = [
        say(en, zh)
        for en, zh in (
            ("Main hall", "主会场"),
            ("North", "城北分会场"),
            ("East", "东塘分会场"),
            ("Mill", "磨坊里分会场"),
            ("Quay", "河埠分会场"),
            ("Online", "线上"),
        )
    ]
    rows = [
        (27, 28, "linked"),
        (11, 12, "linked"),
        (10, 10, "weak"),
        (9, 11, "down"),
        (12, 12, "linked"),
        (6, 8, "linked"),
    ]
    return [
        p.Hall(
            name=name,
            present=n,
            expected=of,
            link=link,
            url="#halls" if link == "linked" else "",
            since=since if link == "down" else None,
            speaking=say("Ben Thorne", "沈望川") if at == 1 else "",
        )
        for at, (name, (n, of, link)) in enumerate(zip(names, rows, strict=True))
    ]


def items() -> list[p.Item]:
    """Return an agenda in the middle of its meeting."""
    return [
        p.Item(
            number="1",
            title=say("Adopt the agenda", "通过会议议程"),
            state="done",
            kind=say("to adopt", "表决"),
            result="adopted",
        ),
        p.Item(
            number="2",
            title=say("Half-year report of the town's government", "听取镇政府上半年工作报告"),
            state="done",
            kind=say("to hear", "听取报告"),
            url="#agenda",
        ),
        p.Item(
            number="3",
            title=say("Review of the report, in five groups", "分五组评议上半年工作"),
            state="now",
            kind=say("to review", "评议"),
            url="#agenda",
        ),
        p.Item(
            number="4",
            title=say("How the suggestions were handled", "代表建议办理情况报告"),
            kind=say("to hear", "听取报告"),
        ),
        p.Item(number="5", title=say("Any other business", "其他事项"), public=False),
    ]


def ballot() -> p.Ballot:
    """Return a ballot of three answers."""
    words = [
        ("yes", say("For", "赞成")),
        ("no", say("Against", "反对")),
        ("abstain", say("Abstain", "弃权")),
    ]
    return p.Ballot(
        question=say("Shall the budget for 2022 be approved?", "关于批准2022年财政预算的决议"),
        options=[p.Option(value=value, label=label) for value, label in words],
        url="#ballot",
        majority=say(
            "Adopted when 41 of all 81 deputies are for it.", "全体代表81人，赞成41人以上通过。"
        ),
    )


def result() -> charts.Result:
    """Return a vote of eighty-one in five groups."""
    rows = [(13, 2, 1, 1), (12, 1, 1, 2), (13, 2, 0, 1), (11, 3, 1, 1), (13, 1, 1, 1)]
    groups = [
        (say(f"Group {n}", f"第{h}组"), row)
        for n, h, row in zip(range(1, 6), "一二三四五", rows, strict=True)
    ]
    return charts.result(
        groups,
        state="adopted",
        needed=41,
        sentence=say(
            "62 for, 9 against, 4 abstained, 6 not voting; needed 41 of 81.",
            "赞成62人，反对9人，弃权4人，未表决6人；须41人以上（全体81人）。",
        ),
        words=[
            say(en, zh)
            for en, zh in (
                ("For", "赞成"),
                ("Against", "反对"),
                ("Abstained", "弃权"),
                ("Not voting", "未表决"),
            )
        ],
    )


def meters() -> tuple[charts.Meters, charts.Meters]:
    """Return attendance by hall, and tasks against the time that has passed."""
    heads = (say("Hall", "会场"), say("Present", "实到"), say("Expected", "应到"))
    there = charts.meters(
        [(hall.name, hall.present, hall.expected) for hall in halls()],
        heads=heads,
        title=say("Attendance by hall", "各会场到会情况"),
        what=say("Present/expected.", "实到/应到。"),
    )
    tasks = [
        (say("Resurface Mill Lane", "磨坊里路面整修"), 70, 100),
        (say("Twelve day-care places", "新增托位十二个"), 42, 100),
    ]
    return there, charts.meters(
        tasks,
        heads=(say("Task", "任务"), say("Done", "完成"), say("Of", "目标")),
        mark=55.6,
        title=say("Tasks against time elapsed", "任务进度与时序进度"),
        what=say("Done, of what the year asks.", "全年目标的完成情况。"),
        mark_label=say("22 July: 55.6 % of the year", "7月22日：时序进度55.6%"),
    )


def doors() -> list[p.Door]:
    """Return two doors of the demo."""
    return [
        p.Door(
            role=say("Clerk", "人大办公室"),
            name=say("Joan Marlow", "陆知微"),
            url="#doors",
            text=say(
                "Three suggestions are due this week; one office asks to send its back.",
                "本周到期三件；一件申请退办。",
            ),
            label=say("Sit down at her desk", "进入工作台"),
        ),
        p.Door(
            role=say("Deputy", "人大代表"),
            name=say("Ann Oldacre", "顾闻溪"),
            url="#doors",
            text=say(
                "Check in at the Mill hall, then speak to item 3.",
                "在磨坊里分会场签到，就第三项发言。",
            ),
            label=say("Take her phone", "打开她的手机"),
        ),
    ]
