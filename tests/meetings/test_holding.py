"""Calling to order, interrupting, closing; the quorum."""

import pytest

from tests.meetings.conftest import at
from townmoot.meetings import queries
from townmoot.meetings.enums import MeetingState
from townmoot.meetings.models import MeetingStep
from townmoot.record import Refused


def state(moot, meeting):
    return queries.state_of(moot.meeting(meeting))


def test_a_meeting_is_called_opened_interrupted_resumed_and_closed(moot):
    meeting = moot.plan()
    moot.call(meeting)
    assert state(moot, meeting) == MeetingState.CALLED
    moot.go("2026-07-22")
    moot.do("meeting.open", by=moot.chair, meeting=meeting)
    assert state(moot, meeting) == MeetingState.IN_SESSION
    moot.do("meeting.pause", meeting=meeting, reason="午休")
    assert state(moot, meeting) == MeetingState.PAUSED
    moot.do("meeting.resume", meeting=meeting)
    moot.do("meeting.close", meeting=meeting)
    assert state(moot, meeting) == MeetingState.CLOSED


def test_a_meeting_without_notice_is_not_opened(moot):
    meeting = moot.plan()
    with pytest.raises(Refused, match="being prepared"):
        moot.do("meeting.open", meeting=meeting)


def test_a_meeting_is_not_opened_before_its_day(moot):
    meeting = moot.plan()
    moot.call(meeting)
    with pytest.raises(Refused, match="later day"):
        moot.do("meeting.open", meeting=meeting)


def test_a_meeting_that_was_moved_needs_a_new_notice(moot):
    meeting = moot.plan()
    moot.call(meeting)
    moot.do("meeting.correct", meeting=meeting, start=at("2026-07-22", "10:00"))
    moot.go("2026-07-22", "08:00")
    with pytest.raises(Refused, match="notice again"):
        moot.do("meeting.open", meeting=meeting)


def test_a_meeting_that_sits_is_not_opened_again(moot):
    meeting, _hall, _items = moot.hold()
    with pytest.raises(Refused):
        moot.do("meeting.open", meeting=meeting)
    with pytest.raises(Refused):
        moot.do("meeting.resume", meeting=meeting)


def test_a_closed_meeting_is_not_interrupted_or_closed_again(moot):
    meeting, _hall, _items = moot.hold()
    moot.do("meeting.close", meeting=meeting)
    for act in ("meeting.pause", "meeting.close"):
        with pytest.raises(Refused, match="closed"):
            moot.do(act, meeting=meeting)


def test_a_meeting_with_an_undecided_agenda_is_not_closed(moot):
    meeting, _hall, _items = moot.hold()
    moot.do("agenda.reopen", meeting=meeting, note="增加一项")
    moot.do("agenda.propose", meeting=meeting)
    with pytest.raises(Refused, match="agenda was proposed"):
        moot.do("meeting.close", meeting=meeting)


def test_the_opening_states_the_quorum(moot):
    meeting, _hall, _items = moot.hold("session", "2026-07-22", items=("adopt",))
    step = MeetingStep.objects.get(meeting=meeting, act="meeting.open")
    assert (step.present, step.needed) == (3, 2)


def test_a_session_without_quorum_is_not_opened_and_says_why(moot):
    meeting = moot.plan("session")
    hall = moot.call(meeting)
    moot.go("2026-07-22", "08:50")
    moot.sign_in(moot.deputies[0], hall)
    with pytest.raises(Refused, match="3 members, 2 needed, 1 here: no quorum"):
        moot.do("meeting.open", meeting=meeting)


def test_a_session_that_lost_its_quorum_is_not_resumed(moot):
    meeting = moot.plan("session")
    hall = moot.call(meeting)
    moot.go("2026-07-22", "08:50")
    moot.sign_in(moot.deputies[0], hall)
    second = moot.sign_in(moot.deputies[1], hall)
    moot.do("meeting.open", meeting=meeting)
    moot.do("meeting.pause", meeting=meeting)
    moot.do("attendance.leave_early", by=moot.steward, check_in=second, reason="身体不适")
    with pytest.raises(Refused, match="no quorum"):
        moot.do("meeting.resume", meeting=meeting)


def test_the_quorum_explains_itself(moot):
    meeting, _hall, _items = moot.hold("session", "2026-07-22", items=("adopt",))
    found = queries.quorum(moot.meeting(meeting))
    assert (found.asked, found.met, found.total, found.needed, found.present) == (
        True,
        True,
        3,
        2,
        3,
    )
    assert str(found) == "3 members, 2 needed, 3 here: there is a quorum."
    assert "2/3" in str(found.result.why)
    assert found.source == "组织法第十四条"
    assert found.profile.startswith("cn-township-shanghai@")


def test_a_deputies_meeting_asks_for_no_quorum(moot):
    meeting, _hall, _items = moot.hold()
    found = queries.quorum(moot.meeting(meeting))
    assert (found.asked, found.needed, found.met) == (False, None, True)
    assert str(found) == "3 of 3 members are here; no quorum is asked."


def test_before_the_notice_the_members_in_office_are_the_base(moot):
    meeting = moot.meeting(moot.plan("session"))
    assert queries.quorum(meeting).total == 3


def test_the_quorum_of_a_past_day_goes_by_the_profile_of_that_day(moot):
    meeting = moot.meeting(moot.plan("session"))
    assert queries.quorum(meeting, at("2026-01-01").date()).profile.endswith("2025-09-26")
    assert queries.quorum(meeting, at("2025-01-01").date()).profile.endswith("2022-03-12")


def test_who_is_elsewhere_counts_at_a_deputies_meeting(moot):
    meeting = moot.plan()
    moot.hall(meeting)
    branch = moot.hall(meeting, kind="branch", name="汀苑", groups=[moot.group])
    moot.do("meeting.give_notice", meeting=meeting)
    moot.go("2026-07-22", "08:50")
    moot.sign_in(moot.deputies[0], branch)
    found = queries.quorum(moot.meeting(meeting))
    assert (found.present, found.elsewhere, found.remote_counts) == (1, 0, True)


def test_who_is_elsewhere_does_not_count_where_the_profile_says_so(moot, monkeypatch):
    from townmoot.rules import Profile

    meeting = moot.plan()
    moot.hall(meeting)
    branch = moot.hall(meeting, kind="branch", name="汀苑")
    moot.do("meeting.give_notice", meeting=meeting)
    moot.go("2026-07-22", "08:50")
    moot.sign_in(moot.deputies[0], branch)
    monkeypatch.setattr(Profile, "remote_counts", lambda profile, kind: False)
    found = queries.quorum(moot.meeting(meeting))
    assert (found.present, found.elsewhere) == (0, 1)


def test_closing_ends_the_item_and_the_sittings_that_are_open(moot):
    meeting, _hall, (item,) = moot.hold(items=("review",))
    moot.do("item.start", item=item)
    moot.do("group.sit", meeting=meeting, group=moot.group)
    moot.do("meeting.close", meeting=meeting)
    row = moot.meeting(meeting)
    assert queries.running_item(row) is None
    assert row.items.get().end is not None
    assert row.sittings.get().end is not None
