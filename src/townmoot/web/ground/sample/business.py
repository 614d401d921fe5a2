"""A suggestion, its dates, the figures and the papers."""

from __future__ import annotations

from datetime import UTC, date, datetime

from townmoot.web.ground import charts
from townmoot.web.ground import pieces as p
from townmoot.web.ground.sample.words import say
from townmoot.web.ground.shapes import show


def acts() -> list[p.Act]:
    """Return one act of each kind, and two that are refused."""
    return [
        p.Act(label=say("Assign to an office", "交办"), kind="primary", method="get", url="#acts"),
        p.Act(label=say("Publish the reply", "公开答复"), kind="binding", url="#acts"),
        p.Act(label=say("Send back", "退回代表"), url="#acts", act_id="0190-sample"),
        p.Act(
            label=say("Close", "办结"),
            reason=say(
                "two of three signers have not yet rated the reply.",
                "三位附议代表中还有两位没有反馈。",
            ),
        ),
        p.Act(
            label=say("Extend", "延期"),
            reason=say("only the Roads Office may ask for it.", "只有承办单位可以申请。"),
        ),
    ]


DAY = date(2022, 7, 22)


def figures() -> list[p.Figure]:
    """Return figures whole, partial, and without a denominator."""
    return [_replied(), _on_time(), _satisfied(), _kept()]


def _replied() -> p.Figure:
    words = say(
        "Suggestions with a signed reply, of all accepted and assigned by this day.",
        "截至当日已书面答复的件数 ÷ 已受理并交办的件数。",
    )
    return p.Figure(
        label=say("Replied to", "办复率"),
        value="100",
        unit="%",
        n=16,
        total=16,
        definition=words,
        day=DAY,
        rows_url="#figures",
        csv_url="#figures",
    )


def _on_time() -> p.Figure:
    words = say(
        "First replies on or before the due day, extensions included.",
        "首次答复不晚于期限（含批准的延期）的件数 ÷ 应答复的件数。",
    )
    return p.Figure(
        label=say("Replied on time", "按时办结率"),
        value="93.75",
        unit="%",
        n=15,
        total=16,
        definition=words,
        day=DAY,
        rows_url="#figures",
        csv_url="#figures",
    )


def _satisfied() -> p.Figure:
    return p.Figure(
        label=say("Satisfied", "满意率"),
        value="92.31",
        unit="%",
        n=12,
        total=13,
        beside=say("3 of 16 did not answer", "16件中3件未反馈"),
        day=DAY,
        rows_url="#figures",
        csv_url="#figures",
    )


def _kept() -> p.Figure:
    return p.Figure(
        label=say("Promises kept", "承诺兑现率"),
        value="—",
        n=0,
        total=0,
        beside=say("none is due yet", "尚无到期的承诺"),
        day=DAY,
    )


def why() -> p.Why:
    """Return a due day that a holiday has moved and an extension has lengthened."""
    return p.Why(
        steps=[
            (say("Assigned", "交办之日"), date(2022, 1, 28)),
            (
                say("three months on, the same day of the month", "加三个月，至对应日"),
                date(2022, 4, 28),
            ),
            (
                say("extended by one month, approved 20 April", "延期一个月（4月20日批准）"),
                date(2022, 5, 28),
            ),
            (
                say("a Saturday: the next working day", "适逢星期六，顺延至下一工作日"),
                date(2022, 5, 30),
            ),
        ],
        grounds=[
            (say("Rule", "依据"), "《代表法》第四十二条"),
            (
                say("Calendar", "日历"),
                say("Working days of 2022, as announced", "2022年节假日安排（已公布）"),
            ),
        ],
    )


def clocks() -> list[p.Clock]:
    """Return clocks in four states, the first with its reasons."""
    return [
        p.Clock(due=date(2022, 5, 30), state="on_time", days=38, why=why()),
        p.Clock(due=date(2022, 4, 28), state="due_soon", days=5),
        p.Clock(due=date(2022, 4, 20), state="overdue", days=-3),
        p.Clock(due=date(2022, 4, 23), state="due_soon", days=0),
    ]


def steps() -> list[p.Step]:
    """Return the record of one suggestion."""
    at = [
        datetime(2022, m, d, h, n, tzinfo=UTC)
        for m, d, h, n in [(1, 12, 6, 40), (1, 14, 1, 5), (1, 28, 2, 12), (4, 21, 7, 30)]
    ]
    return [
        p.Step(
            at=at[0],
            text=say("Handed in with two co-signers", "提交，附议两人"),
            by=say("Ann Oldacre", "顾闻溪"),
        ),
        p.Step(
            at=at[1],
            text=say("Accepted as No. 7", "受理，编为第7号"),
            by=say("Assembly office", "人大办公室"),
            url="#timeline",
        ),
        p.Step(
            at=at[2],
            text=say(
                "Assigned to the Roads Office, with the Parks Office assisting",
                "交城建中心主办，绿化所会办",
            ),
        ),
        p.Step(
            at=at[3],
            kind="binding",
            text=say("Reply signed and issued, class A", "答复签发，A类（已解决）"),
            url="#timeline",
        ),
        p.Step(kind="next", text=say("The signers rate the reply by 6 May", "代表于5月6日前反馈")),
    ]


def distribution() -> charts.Distribution:
    """Return sixteen reply times, one of them late."""
    days = [23, 31, 38, 44, 47, 52, 55, 58, 61, 63, 66, 69, 74, 79, 86, 97]
    return charts.distribution(
        days,
        limit=90,
        title=say("Days to the reply", "答复用时"),
        unit=say("Days", "天数"),
        what=say(
            "Each block is one suggestion; plum is past the limit.",
            "每格为一件建议；紫色为超过期限。",
        ),
        limit_label=say("limit 90 days", "期限90天"),
    )


def table() -> p.Table:
    """Return three suggestions, the most pressing first."""
    rows = [
        (7, say("Lamps on Mill Lane", "磨坊里路灯照明"), say("Roads Office", "城建中心"), 20, 3),
        (8, say("A bench at the quay", "河埠码头增设座椅"), say("Parks Office", "绿化所"), 28, 1),
        (
            9,
            say("Later hours at the library", "延长图书馆开放时间"),
            say("Culture", "文化中心"),
            30,
            12,
        ),
    ]
    states = ["overdue", "due_soon", "on_time"]
    columns = [
        p.Column(label=say("Suggestion", "建议"), url="#table"),
        p.Column(label=say("No.", "编号"), numeric=True, url="#table"),
        p.Column(label=say("Office", "承办单位")),
        p.Column(label=say("Due", "期限"), url="#table", sorted="ascending"),
        p.Column(label=say("State", "状态")),
        p.Column(label=say("Signers", "联名人数"), numeric=True),
    ]
    return p.Table(
        caption=say("Suggestions of the January session", "一月会议代表建议"),
        columns=columns,
        rows=[
            p.Row(cells=[title, no, unit, date(2022, 4, day), show(state), n], url="#table")
            for (no, title, unit, day, n), state in zip(rows, states, strict=True)
        ],
    )


def head(kind: str) -> p.Head:
    """Return the head of a letter or of a notice."""
    if kind == "letter":
        return p.Head(
            kind="letter",
            issuer=say("Ashmoot Parish Roads Office", "澄汀镇城市建设管理中心"),
            number=say("Ref. 2022/7", "澄建函〔2022〕7号"),
            signer=say("Mary Fell", "江以宁"),
            result_class=say("Class A", "A类"),
        )
    return p.Head(
        issuer=say("Ashmoot Parish Council", "澄汀镇人民代表大会主席团文件"),
        number=say("Notice 3 of 2022", "澄人大〔2022〕3号"),
    )


def foot() -> p.Foot:
    """Return the foot of a document."""
    return p.Foot(
        copies=say("Parks Office; the clerk.", "镇绿化所，镇人大办公室。"),
        printer=say("Ashmoot Roads Office", "澄汀镇城市建设管理中心"),
        printed=date(2022, 4, 21),
    )
