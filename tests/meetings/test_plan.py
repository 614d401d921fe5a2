"""Planning, correcting, publishing and calling off a meeting."""

from datetime import datetime

import pytest

from tests.meetings.conftest import at
from townmoot.meetings import queries
from townmoot.meetings.enums import MeetingState
from townmoot.meetings.models import Meeting
from townmoot.record import Conflict, Denied, Invalid, NotFound, Refused
from townmoot.record.models import new_id


def test_a_planned_meeting_is_being_prepared(moot):
    meeting = moot.meeting(moot.plan())
    assert queries.state_of(meeting) == MeetingState.PLANNED
    assert (meeting.start, meeting.hybrid) == (at("2026-07-22"), True)


def test_times_without_zone_are_the_towns_own(moot):
    meeting = moot.plan(start=datetime(2026, 7, 22, 9), end=datetime(2026, 7, 22, 12))  # noqa: DTZ001
    assert moot.meeting(meeting).start == at("2026-07-22")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"end": at("2026-07-22", "09:00")}, "end"),
        ({"kind": "ball"}, "kind"),
        ({"kind": "session", "hybrid": True}, "hybrid"),
        ({"start": datetime(1999, 1, 1)}, "start"),  # noqa: DTZ001
        ({"name": ""}, "name"),
    ],
)
def test_a_plan_that_does_not_fit_names_its_field(moot, change, field):
    with pytest.raises(Invalid) as error:
        moot.plan(**change)
    assert [problem["field"] for problem in error.value.problems] == [field]


@pytest.mark.parametrize("field", ["organization", "presiding"])
def test_a_plan_for_what_is_not_there_is_not_found(moot, field):
    with pytest.raises(NotFound):
        moot.plan(**{field: new_id()})


def test_only_the_clerk_plans(moot):
    with pytest.raises(Denied):
        moot.do(
            "meeting.plan",
            by=moot.chair,
            kind="other",
            name="会",
            organization=moot.town.congress,
            start=at("2026-07-22"),
            end=at("2026-07-23"),
        )


def test_a_correction_changes_what_is_given_and_keeps_the_rest(moot):
    meeting = moot.plan(presiding=moot.chair.person)
    moot.do(
        "meeting.correct", meeting=meeting, revision=0, name="代表会议", end=at("2026-07-22", "11")
    )
    row = moot.meeting(meeting)
    assert (row.name, row.start, row.end) == (
        "代表会议",
        at("2026-07-22"),
        at("2026-07-22", "11:00"),
    )
    assert (row.revision, row.presiding_id) == (1, moot.chair.person)


def test_the_second_of_two_editors_is_told(moot):
    meeting = moot.plan()
    moot.do("meeting.correct", meeting=meeting, revision=0, note="甲")
    with pytest.raises(Conflict):
        moot.do("meeting.correct", meeting=meeting, revision=0, note="乙")
    assert moot.meeting(meeting).note == "甲"


def test_a_session_cannot_become_hybrid(moot):
    meeting = moot.plan("session")
    with pytest.raises(Invalid):
        moot.do("meeting.correct", meeting=meeting, hybrid=True)


def test_a_deputies_meeting_can_become_hybrid(moot):
    meeting = moot.plan(hybrid=False)
    moot.do("meeting.correct", meeting=meeting, hybrid=True, extra=True)
    assert moot.meeting(meeting).hybrid


def test_a_meeting_with_branches_stays_hybrid(moot):
    meeting = moot.plan()
    moot.hall(meeting, kind="branch")
    with pytest.raises(Invalid):
        moot.do("meeting.correct", meeting=meeting, hybrid=False)


def test_a_meeting_with_one_hall_can_cease_to_be_hybrid(moot):
    meeting = moot.plan()
    moot.hall(meeting)
    moot.do("meeting.correct", meeting=meeting, hybrid=False)
    assert not moot.meeting(meeting).hybrid


def test_a_meeting_that_sits_is_not_corrected(moot):
    meeting, _hall, _items = moot.hold()
    with pytest.raises(Refused, match="in session"):
        moot.do("meeting.correct", meeting=meeting, name="别的会")


def test_clerk_and_chair_name_who_presides_and_can_leave_it_open(moot):
    meeting = moot.plan()
    deputy = moot.deputies[0]
    moot.do("meeting.preside", by=moot.chair, meeting=meeting, person=deputy.person)
    assert moot.meeting(meeting).presiding_id == deputy.person
    moot.do("meeting.preside", meeting=meeting, person=None)
    assert moot.meeting(meeting).presiding is None


def test_who_presides_holds_the_meeting_and_no_other_deputy_does(moot):
    meeting, _hall, _items = moot.hold()
    first, second, _third = moot.deputies
    moot.do("meeting.preside", meeting=meeting, person=first.person)
    with pytest.raises(Denied):
        moot.do("meeting.pause", by=second, meeting=meeting)
    moot.do("meeting.pause", by=first, meeting=meeting)
    assert queries.state_of(moot.meeting(meeting)) == MeetingState.PAUSED


def test_a_meeting_is_published_once(moot):
    meeting = moot.plan()
    moot.do("meeting.publish", meeting=meeting)
    assert queries.was_published(meeting)
    with pytest.raises(Refused, match="public already"):
        moot.do("meeting.publish", meeting=meeting)


def test_publishing_is_no_step_towards_the_meeting(moot):
    meeting = moot.plan()
    moot.do("meeting.publish", meeting=meeting)
    assert queries.state_of(moot.meeting(meeting)) == MeetingState.PLANNED


def test_a_meeting_is_called_off_with_its_reason(moot):
    meeting = moot.plan()
    moot.do("meeting.cancel", by=moot.chair, meeting=meeting, reason="台风")
    row = moot.meeting(meeting)
    assert queries.state_of(row) == MeetingState.CANCELLED
    assert row.steps.get().reason == "台风"


def test_what_sat_is_not_called_off(moot):
    meeting, _hall, _items = moot.hold()
    with pytest.raises(Refused):
        moot.do("meeting.cancel", meeting=meeting, reason="台风")


def test_one_town_does_not_reach_the_meeting_of_another(moot):
    from tests import factories

    meeting = moot.plan()
    other = factories.town(name="别处镇")
    with pytest.raises(NotFound):
        other.do("meeting.publish", by=other.clerk, meeting=meeting)


def test_a_body_without_profile_is_told_so(moot):
    from townmoot.record import guard
    from townmoot.rules.models import ProfileChoice

    with guard.writing("test"):
        ProfileChoice.objects.all().delete()
    with pytest.raises(Refused, match="profile"):
        moot.plan()


def test_meetings_and_venues_are_called_by_their_names(moot):
    meeting = moot.meeting(moot.plan())
    assert str(meeting) == "年中人大代表会议"
    assert Meeting.objects.count() == 1
    assert str(moot.venue(moot.hall(meeting.pk))) == "镇人大会议厅"
    item = queries.items_of(meeting).filter(pk=moot.item(meeting.pk)).get()
    assert str(item) == "听取半年工作报告"
