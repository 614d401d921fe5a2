"""Notice: in time or not, to whom, confirmed by whom."""

import pytest

from tests.meetings.conftest import at
from townmoot.meetings import queries
from townmoot.meetings.models import Notice, Participant
from townmoot.record import Denied, NotFound, Refused


def test_a_notice_in_time_lists_the_members_with_group_number_and_hall(moot):
    meeting = moot.plan()
    hall = moot.hall(meeting)
    result = moot.do("meeting.give_notice", meeting=meeting)
    assert result["expected"] == 3
    row = moot.listed(meeting, moot.deputies[0])
    assert (row.group_id, row.venue_id, row.capacity) == (moot.group, hall, "member")
    assert row.number.startswith("CT-")


def test_a_notice_remembers_its_rule_and_its_last_day(moot):
    meeting = moot.plan("session", "2026-07-20")
    moot.call(meeting)
    notice = Notice.objects.get()
    assert notice.given == at("2026-07-10").date()
    assert notice.latest == at("2026-07-13").date()
    assert notice.rule == "sessions.notice"
    assert notice.profile == "cn-township-shanghai@2025-09-26"


def test_a_late_notice_is_refused_and_the_day_is_named(moot):
    meeting = moot.plan("session", "2026-07-16")
    moot.hall(meeting)
    with pytest.raises(Refused, match=r"9 July 2026.*later day"):
        moot.do("meeting.give_notice", meeting=meeting, late_reason="来不及")
    assert Participant.objects.count() == 0


def test_an_extra_session_may_be_called_late_with_a_reason(moot):
    meeting = moot.plan("session", "2026-07-16", extra=True)
    moot.hall(meeting)
    with pytest.raises(Refused, match="Give the reason"):
        moot.do("meeting.give_notice", meeting=meeting)
    moot.do("meeting.give_notice", meeting=meeting, late_reason="汛情紧急")
    assert Notice.objects.get().late_reason == "汛情紧急"


def test_a_kind_without_rule_may_be_called_at_any_time(moot):
    meeting = moot.plan("other", "2026-07-11")
    moot.call(meeting)
    notice = Notice.objects.get()
    assert (notice.latest, notice.rule) == (None, "")
    view = queries.notice_check(moot.meeting(meeting), at("2026-07-11").date())
    assert not view.late


def test_a_notice_needs_a_hall(moot):
    with pytest.raises(Refused, match="add a venue"):
        moot.do("meeting.give_notice", meeting=moot.plan())


def test_no_notice_for_a_meeting_whose_time_has_passed(moot):
    meeting = moot.plan(day="2026-07-10", start=at("2026-07-10", "08:00"))
    moot.hall(meeting)
    with pytest.raises(Refused, match="begin already"):
        moot.do("meeting.give_notice", meeting=meeting)


def test_no_notice_for_what_was_called_off(moot):
    meeting = moot.plan()
    moot.do("meeting.cancel", meeting=meeting, reason="台风")
    with pytest.raises(Refused, match="cancelled"):
        moot.do("meeting.give_notice", meeting=meeting)


def test_a_second_notice_lists_who_came_and_takes_off_who_went(moot):
    meeting = moot.plan()
    moot.call(meeting)
    gone = moot.deputies[0]
    moot.town.do("membership.end", membership=gone.membership, end="2026-07-12", reason="调离")
    come = moot.town.deputy()
    result = moot.do("meeting.give_notice", meeting=meeting)
    assert result["expected"] == 3
    assert moot.listed(meeting, gone).removed_at is not None
    assert moot.listed(meeting, come).group is None
    assert queries.latest_notice_of(moot.meeting(meeting)).number == 2


def test_who_was_taken_off_and_is_back_is_listed_again(moot):
    meeting = moot.plan()
    moot.call(meeting)
    gone = moot.deputies[0]
    moot.town.do("membership.end", membership=gone.membership, end="2026-07-12", reason="调离")
    moot.do("meeting.give_notice", meeting=meeting)
    moot.do("meeting.give_notice", meeting=meeting)
    moot.town.join(gone, moot.town.congress, role="deputy", number="CT-900")
    moot.do("meeting.give_notice", meeting=meeting)
    row = moot.listed(meeting, gone)
    assert (row.removed_at, row.number) == (None, "CT-900")


def test_who_was_seated_before_the_notice_keeps_the_seat(moot):
    meeting = moot.plan()
    guest = moot.town.somebody()
    chair = moot.deputies[0]
    moot.do("participant.add", meeting=meeting, person=guest.person, capacity="invited")
    main = moot.hall(meeting)
    moot.hall(meeting, kind="branch", name="汀苑", groups=[moot.group])
    moot.do(
        "participant.add", meeting=meeting, person=chair.person, capacity="member", platform=True
    )
    moot.do("meeting.give_notice", meeting=meeting)
    assert moot.listed(meeting, chair).venue_id == main
    assert moot.listed(meeting, guest).venue_id == main
    assert moot.listed(meeting, moot.deputies[1]).venue.name == "汀苑"


def test_without_main_hall_the_first_hall_takes_who_has_no_group(moot):
    meeting = moot.plan()
    branch = moot.hall(meeting, kind="branch", name="汀苑")
    moot.do("meeting.give_notice", meeting=meeting)
    assert moot.listed(meeting, moot.deputies[0]).venue_id == branch


def test_a_meeting_of_the_presidium_expects_its_members(moot):
    meeting = moot.plan("presidium_meeting", organization=moot.town.presidium)
    moot.call(meeting)
    assert [row.person_id for row in Participant.objects.all()] == [moot.chair.person]


def test_a_deputy_with_two_memberships_is_listed_once(moot):
    moot.town.join(moot.deputies[0], moot.town.congress, role="chair", voting_right=True)
    meeting = moot.plan()
    moot.call(meeting)
    assert Participant.objects.count() == 3
    assert moot.listed(meeting, moot.deputies[0]).number.startswith("CT-")


def test_a_member_confirms_the_notice_once(moot):
    meeting = moot.plan()
    moot.call(meeting)
    moot.do("notice.acknowledge", by=moot.deputies[0], meeting=meeting)
    seen = {row.person_id: row.notice_seen for row in queries.attendance_of(moot.meeting(meeting))}
    assert seen[moot.deputies[0].person]
    waiting = queries.not_confirmed(moot.meeting(meeting))
    assert {row.person_id for row in waiting} == {who.person for who in moot.deputies[1:]}
    with pytest.raises(Refused, match="before"):
        moot.do("notice.acknowledge", by=moot.deputies[0], meeting=meeting)


def test_a_new_notice_wants_a_new_receipt(moot):
    meeting = moot.plan()
    moot.call(meeting)
    moot.do("notice.acknowledge", by=moot.deputies[0], meeting=meeting)
    moot.do("meeting.give_notice", meeting=meeting)
    assert not any(row.notice_seen for row in queries.attendance_of(moot.meeting(meeting)))
    moot.do("notice.acknowledge", by=moot.deputies[0], meeting=meeting)


def test_who_is_not_expected_confirms_nothing(moot):
    meeting = moot.plan()
    moot.call(meeting)
    with pytest.raises(NotFound):
        moot.do("notice.acknowledge", by=moot.town.somebody(), meeting=meeting)
    with pytest.raises(Denied):
        moot.town.do("notice.acknowledge", meeting=meeting)


def test_there_is_nothing_to_confirm_before_the_notice(moot):
    meeting = moot.plan()
    guest = moot.town.somebody()
    moot.do("participant.add", meeting=meeting, person=guest.person, capacity="invited")
    with pytest.raises(NotFound):
        moot.do("notice.acknowledge", by=guest, meeting=meeting)


def test_receipts_are_due_before_the_meeting(moot):
    meeting = moot.plan()
    moot.hall(meeting)
    for wrong in ("2020-01-01", "2099-01-01"):
        with pytest.raises(Refused, match="Receipts are due") as error:
            moot.do("meeting.give_notice", meeting=meeting, reply_by=wrong)
        assert error.value.field == "reply_by"
    moot.do("meeting.give_notice", meeting=meeting, reply_by="2026-07-10")
