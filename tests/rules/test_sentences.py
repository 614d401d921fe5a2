"""A date says why, in both languages, as a clerk would."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format

from townmoot.rules import Label, Period, Step, Unit, Why, extend_to, latest_notice
from townmoot.rules.why import StepKind


def on(year: int, month: int, day: int) -> str:
    """Return the day as English pages write it."""
    with translation.override("en"):
        return date_format(date(year, month, day), "DATE_FORMAT")


def test_a_moved_reply_date_says_why(shanghai, china):
    why = shanghai.due(shanghai.suggestions.reply_period, date(2025, 11, 15), china).why
    assert str(why) == (
        "Time to reply: 3 months (代表法第五十一条). "
        f"It starts on {on(2025, 11, 15)}, which is not counted. "
        f"It ends on {on(2026, 2, 15)}. "
        f"That day is a holiday, Spring Festival; the next working day is {on(2026, 2, 24)} "
        "(民法典第二百零三条)."
    )
    with translation.override("zh-hans"):
        assert str(why) == (
            "答复期限：3个月（代表法第五十一条）。"
            "自2025年11月15日起算，当日不计。"
            "至2026年2月15日届满。"
            "该日适逢春节放假，顺延至其后第一个工作日2026年2月24日（民法典第二百零三条）。"
        )


@pytest.mark.parametrize(
    ("step", "english", "chinese"),
    [
        (
            Step(kind=StepKind.RULE, period=Period(count=3, unit=Unit.DAY)),
            "The period is 3 days.",
            "期限为3日。",
        ),
        (
            Step(kind=StepKind.SKIPPED, count=2),
            "2 weekend days not counted.",
            "休息日2天不计。",
        ),
        (
            Step(kind=StepKind.SKIPPED, count=1, name=Label(zh="元旦", en="New Year")),
            "1 day of New Year not counted.",
            "元旦放假1天不计。",
        ),
        (
            Step(kind=StepKind.MADE_UP, day=date(2026, 2, 14)),
            f"The weekend day {on(2026, 2, 14)} is worked and counts.",
            "2026年2月14日调休上班，计入。",
        ),
        (
            Step(kind=StepKind.NO_SUCH_DAY),
            "The last month has no such day, so its last day is taken.",
            "到期月没有对应日，以月末日为准。",
        ),
        (
            Step(kind=StepKind.MOVED, day=date(2026, 4, 20)),
            f"That day is not worked; the next working day is {on(2026, 4, 20)}.",
            "该日为休息日，顺延至其后第一个工作日2026年4月20日。",
        ),
        (
            Step(kind=StepKind.EXTENDED, period=Period(count=1, unit=Unit.MONTH), source="甲"),
            "It is extended by 1 month (甲).",
            "延长1个月（甲）。",
        ),
        (
            Step(kind=StepKind.PROVISIONAL, day=date(2027, 1, 1)),
            "Provisional: the holidays of 2027 are not announced yet; only weekends are known.",
            "暂定：2027年放假安排尚未公布，仅按周末推算。",
        ),
    ],
)
def test_a_step_is_a_sentence_in_both_languages(step, english, chinese):
    assert str(step) == english
    with translation.override("zh-hans"):
        assert str(step) == chinese


def test_a_notice_says_how_it_is_counted_back(shanghai, china):
    why = latest_notice(date(2026, 1, 15), shanghai.sessions.notice, china).why
    with translation.override("zh-hans"):
        assert str(why) == (
            "会议通知期限：7日（地方规定：浙江7日，重庆10日）。"
            "自2026年1月15日向前推算，当日不计。最迟为2026年1月8日。"
        )


def test_an_agreed_end_is_the_last_sentence(shanghai, china):
    due = shanghai.due(shanghai.suggestions.reply_period, date(2026, 1, 16), china)
    why = extend_to(due, date(2026, 6, 20)).why
    assert str(why).endswith(f"It is extended to {on(2026, 6, 20)}, as agreed.")
    with translation.override("zh-hans"):
        assert str(why).endswith("经同意，延至2026年6月20日。")


@pytest.mark.parametrize(
    ("unit", "one", "more", "chinese"),
    [
        (Unit.DAY, "1 day", "3 days", "3日"),
        (Unit.WORKING_DAY, "1 working day", "3 working days", "3个工作日"),
        (Unit.CLEAR_DAY, "1 clear day", "3 clear days", "3整日（首尾不计）"),
        (
            Unit.CLEAR_WORKING_DAY,
            "1 clear working day",
            "3 clear working days",
            "3个整工作日（首尾不计）",
        ),
        (Unit.MONTH, "1 month", "3 months", "3个月"),
        (Unit.YEAR, "1 year", "3 years", "3年"),
    ],
)
def test_a_period_reads_as_people_say_it(unit, one, more, chinese):
    assert str(Period(count=1, unit=unit)) == one
    assert str(Period(count=3, unit=unit)) == more
    with translation.override("zh-hans"):
        assert str(Period(count=3, unit=unit)) == chinese


def test_the_steps_can_be_shown_one_a_line():
    steps = (Step(kind=StepKind.NO_SUCH_DAY), Step(kind=StepKind.ENDS, day=date(2026, 2, 28)))
    assert tuple(Why(steps=steps).each()) == steps
