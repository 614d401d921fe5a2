"""Who sees which meeting, item, file, list and leave."""

import io

import pytest

from townmoot.files import store
from townmoot.meetings import queries
from townmoot.meetings.enums import MeetingState
from townmoot.record import Actor


def seen(moot, query, who):
    actor = moot.actor(who) if who else None
    return {row.pk for row in query(actor, moot.body)}


@pytest.fixture
def people(moot):
    """Each kind of person who might look."""
    return {
        "clerk": moot.clerk,
        "chair": moot.chair,
        "auditor": moot.town.person(role="auditor", organization=moot.town.office),
        "deputy": moot.deputies[0],
        "steward": moot.steward,
        "resident": moot.town.somebody(),
        "public": None,
    }


def who_sees(moot, people, query, key):
    return {name for name, who in people.items() if key in seen(moot, query, who)}


ALL = {"clerk", "chair", "auditor", "deputy", "steward", "resident", "public"}
INSIDERS = {"clerk", "chair", "auditor"}


def test_a_meeting_being_prepared_is_seen_inside_and_by_its_steward(moot, people):
    meeting = moot.plan()
    assert who_sees(moot, people, queries.meetings_for, meeting) == INSIDERS
    moot.hall(meeting)
    assert who_sees(moot, people, queries.meetings_for, meeting) == {*INSIDERS, "steward"}


def test_a_meeting_that_is_called_is_seen_by_who_is_expected(moot, people):
    meeting = moot.plan()
    moot.call(meeting)
    assert who_sees(moot, people, queries.meetings_for, meeting) == ALL - {"resident", "public"}


def test_a_published_meeting_is_seen_by_all(moot, people):
    meeting = moot.plan()
    moot.do("meeting.publish", meeting=meeting)
    assert who_sees(moot, people, queries.meetings_for, meeting) == ALL


def test_who_presides_sees_the_meeting_before_it_is_called(moot):
    meeting = moot.plan()
    who = moot.deputies[0]
    assert seen(moot, queries.meetings_for, who) == set()
    moot.do("meeting.preside", meeting=meeting, person=who.person)
    item = moot.item(meeting, public=False, confidential_reason="人事")
    assert seen(moot, queries.meetings_for, who) == {meeting}
    assert seen(moot, queries.items_for, who) == {item}


def test_head_and_recorder_of_a_group_see_the_meetings_of_their_group(moot):
    recorder = moot.town.person(role="recorder", organization=moot.group)
    meeting = moot.plan()
    moot.call(meeting)
    assert seen(moot, queries.meetings_for, recorder) == {meeting}


def test_one_town_sees_nothing_of_another(moot):
    from tests import factories

    meeting = moot.plan()
    moot.do("meeting.publish", meeting=meeting)
    other = factories.town(name="别处镇")
    assert not queries.meetings_for(None, other.body).exists()


def test_the_list_brings_each_meetings_state(moot):
    meeting, _hall, _items = moot.hold()
    moot.plan()
    rows = queries.meetings_for(moot.actor(moot.clerk), moot.body)
    states = {row.pk: queries.state_of(row) for row in rows}
    assert states.pop(meeting) == "in_session"
    assert list(states.values()) == ["planned"]


def test_what_is_not_public_is_for_who_sits_in_the_meeting(moot, people):
    meeting = moot.plan()
    item = moot.item(meeting, public=False, confidential_reason="人事")
    shown = moot.item(meeting)
    moot.call(meeting)
    moot.do("meeting.publish", meeting=meeting)
    assert who_sees(moot, people, queries.items_for, item) == {*INSIDERS, "deputy"}
    assert who_sees(moot, people, queries.items_for, shown) == ALL


def test_an_observer_hears_what_the_public_hears(moot):
    meeting = moot.plan()
    item = moot.item(meeting, public=False, confidential_reason="人事")
    observer, invited = moot.town.somebody(), moot.town.somebody()
    for who, capacity in ((observer, "observer"), (invited, "invited")):
        moot.do("participant.add", meeting=meeting, person=who.person, capacity=capacity)
    moot.call(meeting)
    assert seen(moot, queries.meetings_for, observer) == {meeting}
    assert item not in seen(moot, queries.items_for, observer)
    assert item in seen(moot, queries.items_for, invited)


def test_what_was_taken_off_the_agenda_is_seen_by_nobody(moot):
    meeting = moot.plan()
    item = moot.item(meeting)
    moot.do("agenda.remove_item", item=item, reason="并入")
    assert seen(moot, queries.items_for, moot.clerk) == set()


def test_files_follow_their_item_and_their_own_word(moot, people, settings, tmp_path):
    settings.DATA = tmp_path
    meeting = moot.plan()
    closed = moot.item(meeting, public=False, confidential_reason="人事")
    moot.call(meeting)
    moot.do("meeting.publish", meeting=meeting)

    def file(text, **more):
        sha256 = store.store(io.BytesIO(text.encode()), "a.txt").sha256
        return moot.make("file.attach", meeting=meeting, sha256=sha256, name="文件", **more)

    of_closed = file("甲", item=closed)
    internal = file("乙", public=False)
    public = file("丙")
    assert who_sees(moot, people, queries.files_for, of_closed) == {*INSIDERS, "deputy"}
    assert who_sees(moot, people, queries.files_for, internal) == {*INSIDERS, "deputy"}
    assert who_sees(moot, people, queries.files_for, public) == ALL


def test_the_list_of_names_is_for_who_must_have_it_and_everybodys_own_line(moot, people):
    meeting = moot.plan()
    moot.call(meeting)
    moot.do("meeting.publish", meeting=meeting)
    mine = moot.listed(meeting, moot.deputies[0]).pk
    other = moot.listed(meeting, moot.deputies[1]).pk
    inside = {*INSIDERS, "steward"}
    assert who_sees(moot, people, queries.attendance_for, mine) == {*inside, "deputy"}
    assert who_sees(moot, people, queries.attendance_for, other) == inside
    nobody = Actor(account=None, person=None, roles=frozenset({"resident"}))
    assert not queries.attendance_for(nobody, moot.body).exists()
    assert not queries.leaves_for(nobody, moot.body).exists()
    assert not queries.desk_venues(nobody, moot.body).exists()


def test_the_reason_for_leave_is_for_who_decides_and_who_asked(moot, people):
    meeting = moot.plan()
    moot.call(meeting)
    leave = moot.make("leave.request", by=moot.deputies[0], meeting=meeting, reason="手术")
    assert who_sees(moot, people, queries.leaves_for, leave) == {*INSIDERS, "deputy"}


def test_halls_are_seen_with_their_meeting(moot, people):
    meeting = moot.plan()
    hall = moot.call(meeting)
    assert "public" not in who_sees(moot, people, queries.venues_for, hall)
    moot.do("meeting.publish", meeting=meeting)
    assert who_sees(moot, people, queries.venues_for, hall) == ALL


def test_meetings_are_picked_by_where_they_stand(moot):
    sitting, _hall, _items = moot.hold()
    planned = moot.plan()
    rows = queries.meetings_for(moot.actor(moot.clerk), moot.body)

    def picked(*states):
        return {row.pk for row in queries.in_states(rows, *states)}

    assert picked(MeetingState.IN_SESSION) == {sitting}
    assert picked(MeetingState.PLANNED) == {planned}
    assert picked(MeetingState.PLANNED, MeetingState.IN_SESSION) == {planned, sitting}
    assert picked(MeetingState.CLOSED) == set()
