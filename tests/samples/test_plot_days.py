"""Every day of the plot is legal, reckoned here without the product's own rules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.samples.chengting import (
    NUMBERS,
    case,
    day,
    is_workday,
    moment,
    months_after,
    only,
    plot,
    steps,
    working_days,
)

# What offices do, as against deputies, who may write and rate in the evening and on Sunday.
OFFICE = [
    step
    for step in steps()
    if not step.get("by", "CT-").startswith("CT-") and step.get("by") not in {"chair", "mayor"}
]
DISSATISFIED = [step for step in steps("rating.give") if step["result"] == "dissatisfied"]


def due(number: str) -> date:
    """The day on which the reply is due, without an extension."""
    return months_after(day(only("suggestion.assign", suggestion=number)), 3)


def test_steps_stand_in_the_order_of_their_time() -> None:
    moments = [moment(step) for step in steps()]
    assert moments == sorted(moments)
    assert {at.year for at in moments} == {2026}
    assert [chapter["id"] for chapter in plot()["chapters"]] == [
        "prepare", "session", "handling", "ceremony", "work", "july",
    ]  # fmt: skip


@pytest.mark.parametrize("on", [date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9)])
def test_make_up_days_are_working_days(on: date) -> None:
    assert is_workday(on)


def test_the_town_table_stands_above_the_national_calendar() -> None:
    assert not is_workday(date(2026, 3, 12))
    assert is_workday(date(2026, 3, 14))


def test_offices_act_on_working_days_only() -> None:
    assert len(OFFICE) > 200
    evening = {"commitment.evidence"}
    for step in OFFICE:
        assert is_workday(day(step)), step
        assert step["do"] in evening or 8 <= moment(step).hour < 18, step


def test_both_meetings_are_called_in_time_and_their_papers_lie_ready() -> None:
    for meeting, notice in (("s9", 7), ("j22", 3)):
        opened = day(only("meeting.open", meeting=meeting))
        assert (opened - day(only("meeting.give_notice", meeting=meeting))).days >= notice
        assert (opened - day(only("meeting.publish", meeting=meeting))).days >= 1
        assert opened.isoformat() == only("meeting.plan", meeting=meeting)["start"][:10]


def test_leave_is_asked_for_and_granted_before_the_meeting() -> None:
    for asked in steps("leave.request"):
        granted = only("leave.approve", leave=asked["leave"])
        opened = only("meeting.open", meeting=asked["meeting"])
        assert moment(asked) < moment(granted) < moment(opened)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_suggestion_is_handed_in_before_noon_of_the_last_day_and_assigned_that_day(
    number: str,
) -> None:
    handed = only("suggestion.hand_in", suggestion=number)["at"]
    assert "2026-01-15T09:00" < handed < "2026-01-16T12:00"
    assigned = only("suggestion.assign", suggestion=number)
    assert day(assigned) == day(only("suggestion.accept", suggestion=number)) == date(2026, 1, 16)
    assert assigned["at"] < only("meeting.close", meeting="s9")["at"]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_government_passes_it_on_within_seven_working_days(number: str) -> None:
    assigned = day(only("suggestion.assign", suggestion=number))
    first = next(s for s in case(number) if s["do"] == "suggestion.allot")
    assert working_days(assigned, day(first)) <= 7


def test_the_return_is_asked_for_within_seven_working_days_of_receipt() -> None:
    asked = only("unit.return")
    received = next(
        s
        for s in case(asked["suggestion"])
        if s["do"] == "unit.receive" and s["unit"] == asked["unit"]
    )
    assert working_days(day(received), day(asked)) <= 7
    assert moment(asked) < moment(only("return.approve"))
    shared = [s for s in case(asked["suggestion"]) if s["do"] == "suggestion.allot"]
    assert len(shared) == 2
    assert moment(only("return.approve")) < moment(shared[1])
    assert asked["unit"] not in shared[1]["lead"]


@pytest.mark.parametrize("opinion", steps("assist.give_opinion"), ids=lambda s: s["suggestion"])
def test_an_assisting_opinion_comes_within_a_month(opinion: dict[str, str]) -> None:
    allotted = [
        step
        for step in case(opinion["suggestion"])
        if step["do"] == "suggestion.allot" and opinion["unit"] in step.get("assist", [])
    ]
    assert day(opinion) <= months_after(day(allotted[0]), 1)


def test_one_assisting_opinion_comes_on_the_day_to_which_the_holiday_moved_the_end() -> None:
    opinion = only("assist.give_opinion", suggestion="07", unit="economy")
    assert day(opinion) == months_after(date(2026, 1, 20), 1) == date(2026, 2, 24)


def test_the_extension_is_asked_for_and_granted_before_it_is_due() -> None:
    asked, granted = only("extension.request"), only("extension.approve")
    end = due(asked["suggestion"])
    assert day(asked) < end
    assert day(asked) <= day(granted) < end
    assert granted["until"] == asked["until"] <= months_after(end, 3)


@pytest.mark.parametrize("number", NUMBERS)
def test_first_replies_go_out_in_time(number: str) -> None:
    extended = {s["suggestion"]: s["until"] for s in steps("extension.approve")}
    end = extended.get(number, due(number))
    first = {s["reply"] for s in case(number) if s["do"] == "reply.draft" and s["round"] == 1}
    issued = [day(s) for s in case(number) if s["do"] == "reply.issue" and s["reply"] in first]
    assert issued
    assert max(issued) <= end
    if number in extended:
        assert max(issued) > due(number)


def test_the_second_reply_follows_within_a_month_and_satisfies() -> None:
    (rating,) = DISSATISFIED
    second = only("reply.draft", round=2)
    assert second["suggestion"] == rating["reply"]
    assert day(only("reply.issue", reply=second["reply"])) <= months_after(day(rating), 1)
    again = [s["result"] for s in steps("rating.give") if s["reply"] == second["reply"]]
    assert again == ["satisfied"] * 3


@pytest.mark.parametrize("rating", steps("rating.give"), ids=lambda s: f"{s['reply']}-{s['by']}")
def test_a_rating_comes_within_ten_working_days_of_service(rating: dict[str, str]) -> None:
    served = only("reply.serve", reply=rating["reply"])
    assert moment(served) < moment(rating)
    assert working_days(day(served), day(rating)) <= 10


def test_the_silent_signer_is_urged_only_after_the_window() -> None:
    urged = only("rating.urge")
    assert working_days(day(only("reply.serve", reply=urged["reply"])), day(urged)) > 10


def test_promises_lie_ahead_and_the_one_that_is_due_was_kept_in_time() -> None:
    promised = [step for step in steps("reply.draft") if "deadline" in step]
    assert [step["suggestion"] for step in promised] == ["03", "05", "12", "07"]
    for step in promised:
        assert day(only("reply.issue", reply=step["reply"])) < step["deadline"]
    last = day(steps()[-1])
    due_by_then = [step for step in promised if step["deadline"] <= last]
    evidence = only("commitment.evidence", reply="03")
    assert [step["reply"] for step in due_by_then] == ["03"]
    assert day(evidence) <= due_by_then[0]["deadline"]
    decided = only("commitment.decide", reply="03")
    assert moment(evidence) < moment(only("commitment.confirm")) < moment(decided)


@pytest.mark.parametrize("closing", steps("suggestion.close"), ids=lambda s: s["suggestion"])
def test_a_suggestion_is_closed_after_its_last_rating_and_promise(closing: dict[str, str]) -> None:
    done = [s for s in case(closing["suggestion"]) if s["do"].startswith(("reply.", "commitment."))]
    assert all(moment(step) < moment(closing) for step in done)


@pytest.mark.parametrize("step", steps("suggestion.publish"), ids=lambda s: s["suggestion"])
def test_a_reply_is_published_after_its_disclosure_review(step: dict[str, str]) -> None:
    number = step["suggestion"]
    assert only("suggestion.accept", suggestion=number)["public"]
    review = only("disclosure.review", suggestion=number)
    assert moment(review) < moment(step)
    assert review["by"] != step["by"]
    assert all(moment(s) < moment(step) for s in case(number) if s["do"] == "reply.issue")


def test_all_sixteen_are_answered_before_july() -> None:
    opened = only("meeting.open", meeting="j22")
    assert day(opened) == date(2026, 7, 22)
    assert all(moment(step) + timedelta(14) < moment(opened) for step in steps("reply.issue"))
