"""Leave and absence."""

import pytest

from tests.meetings.conftest import at
from townmoot.meetings import queries
from townmoot.meetings.models import LeaveRequest
from townmoot.record import Denied, NotFound, Refused


@pytest.fixture
def called(moot):
    """A meeting that is called, and a deputy's request for leave."""
    meeting = moot.plan()
    moot.call(meeting)
    leave = moot.make("leave.request", by=moot.deputies[0], meeting=meeting, reason="家人住院")
    return meeting, leave


def test_the_chair_grants_leave(moot, called):
    meeting, leave = called
    moot.do("leave.approve", by=moot.chair, leave=leave, note="同意")
    row = LeaveRequest.objects.get(pk=leave)
    assert (row.state, row.decided_by_id, row.note) == ("approved", moot.chair.person, "同意")
    assert queries.tally(moot.meeting(meeting)).on_leave == 1
    with pytest.raises(Refused, match="granted"):
        moot.do("leave.refuse", by=moot.chair, leave=leave)


def test_the_chair_refuses_leave(moot, called):
    _meeting, leave = called
    moot.do("leave.refuse", by=moot.chair, leave=leave, note="请参加表决")
    assert LeaveRequest.objects.get(pk=leave).state == "refused"
    with pytest.raises(Refused, match="refused"):
        moot.do("leave.approve", by=moot.chair, leave=leave)


def test_who_presides_decides_and_other_deputies_do_not(moot, called):
    meeting, leave = called
    with pytest.raises(Denied):
        moot.do("leave.approve", by=moot.deputies[1], leave=leave)
    moot.do("meeting.preside", meeting=meeting, person=moot.deputies[1].person)
    moot.do("leave.approve", by=moot.deputies[1], leave=leave)


def test_nobody_decides_on_leave_of_their_own(moot, called):
    meeting, leave = called
    moot.do("meeting.preside", meeting=meeting, person=moot.deputies[0].person)
    with pytest.raises(Denied, match="their own"):
        moot.do("leave.approve", by=moot.deputies[0], leave=leave)


def test_the_clerk_does_not_decide_but_enters_what_came_on_paper(moot, called):
    meeting, leave = called
    with pytest.raises(Denied):
        moot.do("leave.approve", leave=leave)
    who = moot.deputies[1]
    moot.do("leave.enter", meeting=meeting, person=who.person, reason="出差")
    with pytest.raises(Refused, match="asked for before"):
        moot.do("leave.request", by=who, meeting=meeting, reason="出差")


def test_leave_is_taken_back_by_who_asked_alone(moot, called):
    meeting, leave = called
    with pytest.raises(NotFound):
        moot.do("leave.withdraw", by=moot.deputies[1], leave=leave)
    moot.do("leave.withdraw", by=moot.deputies[0], leave=leave)
    with pytest.raises(Refused, match="no longer needed"):
        moot.do("leave.withdraw", by=moot.deputies[0], leave=leave)
    moot.do("leave.request", by=moot.deputies[0], meeting=meeting, reason="还是去不了")


def test_who_is_not_expected_asks_for_no_leave(moot, called):
    meeting, _leave = called
    stranger = moot.town.somebody()
    with pytest.raises(NotFound):
        moot.do("leave.request", by=stranger, meeting=meeting, reason="不去")
    with pytest.raises(NotFound):
        moot.do("leave.enter", meeting=meeting, person=stranger.person, reason="不去")


def test_who_is_here_asks_for_no_leave(moot):
    meeting, _hall, _items = moot.hold()
    with pytest.raises(Refused, match="tell the steward"):
        moot.do("leave.request", by=moot.deputies[0], meeting=meeting, reason="先走")


def test_who_comes_all_the_same_is_present_and_not_on_leave(moot, called):
    meeting, leave = called
    moot.do("leave.approve", by=moot.chair, leave=leave)
    moot.go("2026-07-22", "08:50")
    moot.sign_in(moot.deputies[0], moot.meeting(meeting).venues.get().pk)
    count = queries.tally(moot.meeting(meeting))
    assert (count.present, count.on_leave, count.missing) == (1, 0, 2)


def miss(moot, day, *, absent, leave=False, kind="session"):
    """Hold a meeting which some stay away from."""
    meeting = moot.plan(kind, day)
    hall = moot.call(meeting)
    if leave:
        for who in absent:
            key = moot.make("leave.request", by=who, meeting=meeting, reason="出差")
            moot.do("leave.approve", by=moot.chair, leave=key)
    moot.go(day, "08:50")
    for who in moot.deputies:
        if who not in absent:
            moot.sign_in(who, hall)
    moot.do("meeting.open", meeting=meeting)
    moot.do("meeting.close", meeting=meeting)
    return meeting


def test_absent_is_who_neither_came_nor_had_leave(moot):
    meeting = moot.meeting(miss(moot, "2026-07-22", absent=moot.deputies[:1]))
    assert [row.person_id for row in queries.absences(meeting)] == [moot.deputies[0].person]
    excused = moot.meeting(miss(moot, "2026-08-22", absent=moot.deputies[:1], leave=True))
    assert not queries.absences(excused).exists()


def flags(moot, day):
    found = queries.absence_flags(moot.body, at(day).date())
    return [(flag.person.pk, len(flag.meetings)) for flag in found]


def test_two_absences_from_sessions_without_leave_raise_a_flag_from_that_day(moot):
    who = moot.deputies[0]
    first = miss(moot, "2026-07-22", absent=[who])
    second = miss(moot, "2026-08-22", absent=[who])
    assert flags(moot, "2026-08-21") == []
    assert flags(moot, "2026-08-22") == [(who.person, 2)]
    (flag,) = queries.absence_flags(moot.body, at("2026-08-22").date())
    assert [meeting.pk for meeting in flag.meetings] == [first, second]
    assert (flag.limit, flag.source) == (2, "代表法第六十一条至第六十三条")


def test_an_absence_with_leave_does_not_count(moot):
    who = moot.deputies[0]
    miss(moot, "2026-07-22", absent=[who])
    miss(moot, "2026-08-22", absent=[who], leave=True)
    assert flags(moot, "2026-09-01") == []


def test_an_absence_from_a_deputies_meeting_does_not_count(moot):
    who = moot.deputies[0]
    miss(moot, "2026-07-22", absent=[who])
    miss(moot, "2026-08-22", absent=[who], kind="deputies_meeting")
    assert flags(moot, "2026-09-01") == []


def test_a_session_that_is_not_closed_does_not_count(moot):
    who = moot.deputies[0]
    miss(moot, "2026-07-22", absent=[who])
    meeting = moot.plan("session", "2026-08-22")
    moot.call(meeting)
    moot.go("2026-08-22")
    assert flags(moot, "2026-08-22") == []


def test_who_is_no_member_any_more_has_no_flag(moot):
    who = moot.deputies[0]
    for day in ("2026-07-22", "2026-08-22"):
        miss(moot, day, absent=[who])
    moot.town.do("membership.end", membership=who.membership, reason="调离")
    assert flags(moot, "2026-09-01") == []


def test_a_new_mandate_begins_without_absences(moot):
    who = moot.deputies[0]
    for day in ("2026-07-22", "2026-08-22"):
        miss(moot, day, absent=[who])
    moot.town.do("membership.end", membership=who.membership, reason="届满")
    moot.go("2026-09-01")
    moot.town.join(who, moot.town.congress, role="deputy", number="CT-800")
    assert flags(moot, "2026-09-01") == []


def test_leave_is_not_taken_back_once_the_meeting_is_over(moot, called):
    meeting, leave = called
    moot.do("meeting.cancel", meeting=meeting, reason="改期")
    with pytest.raises(Refused, match="the meeting is"):
        moot.do("leave.withdraw", by=moot.deputies[0], leave=leave)
