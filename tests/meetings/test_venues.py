"""Halls: main and branches, groups, codes, lines, doors."""

import json

import pytest

from townmoot.meetings import queries
from townmoot.meetings.models import Participant, VenueEvent
from townmoot.record import Conflict, Denied, Invalid, NotFound, Refused
from townmoot.record.models import Entry, new_id


def problem(error) -> str:
    return error.value.problems[0]["field"]


def test_halls_stand_in_the_order_in_which_they_were_added(moot):
    meeting = moot.plan()
    moot.hall(meeting)
    moot.hall(meeting, kind="branch", name="汀苑", groups=[moot.group], seats=30, planned=17)
    moot.hall(meeting, kind="online", name="线上")
    halls = list(queries.venues_for(moot.actor(moot.clerk), moot.body))
    assert [hall.kind for hall in halls] == ["main", "branch", "online"]


def test_a_meeting_has_one_main_hall(moot):
    meeting = moot.plan()
    moot.hall(meeting)
    with pytest.raises(Invalid) as error:
        moot.hall(meeting)
    assert problem(error) == "kind"


def test_a_branch_needs_a_hybrid_meeting(moot):
    with pytest.raises(Invalid) as error:
        moot.hall(moot.plan("session"), kind="branch")
    assert problem(error) == "kind"


def test_a_group_sits_in_one_hall(moot):
    meeting = moot.plan()
    moot.hall(meeting, groups=[moot.group])
    with pytest.raises(Invalid) as error:
        moot.hall(meeting, kind="branch", groups=[moot.group])
    assert problem(error) == "groups"


@pytest.mark.parametrize("twice", [True, False])
def test_only_groups_are_seated_and_each_once(moot, twice):
    groups = [moot.group, moot.group] if twice else [moot.town.congress]
    with pytest.raises(Invalid) as error:
        moot.hall(moot.plan(), groups=groups)
    assert problem(error) == "groups"


def test_a_steward_must_be_known(moot):
    with pytest.raises(NotFound):
        moot.hall(moot.plan(), steward=new_id())


def test_a_hall_may_have_no_steward_yet(moot):
    assert moot.venue(moot.hall(moot.plan(), steward=None)).steward is None


def test_a_correction_of_a_hall_changes_what_is_given(moot):
    meeting = moot.plan()
    hall = moot.hall(meeting, groups=[moot.group])
    other = moot.town.group("第二代表小组")
    moot.do("venue.correct", venue=hall, revision=0, name="三楼会议室", groups=[other])
    row = moot.venue(hall)
    assert (row.name, row.steward_id) == ("三楼会议室", moot.steward.person)
    assert [seated.group_id for seated in row.groups.all()] == [other]
    moot.do("venue.correct", venue=hall, seats=120)
    assert [seated.group_id for seated in row.groups.all()] == [other]


def test_the_second_editor_of_a_hall_is_told(moot):
    hall = moot.hall(moot.plan())
    moot.do("venue.correct", venue=hall, revision=0, seats=100)
    with pytest.raises(Conflict):
        moot.do("venue.correct", venue=hall, revision=0, seats=120)


def test_a_new_code_voids_the_old_one(moot):
    hall = moot.hall(moot.plan())
    old = moot.venue(hall).code
    moot.do("venue.renew_code", by=moot.steward, venue=hall)
    assert queries.venue_by_code(moot.body, old) is None
    assert queries.venue_by_code(moot.body, moot.venue(hall).code).pk == hall
    assert queries.venue_by_code(moot.body, "") is None


def test_a_steward_serves_the_own_hall_only(moot):
    meeting = moot.plan()
    moot.hall(meeting)
    other = moot.town.person(role="steward")
    branch = moot.hall(meeting, kind="branch", name="汀苑", steward=other.person)
    with pytest.raises(Denied):
        moot.do("venue.link_lost", by=moot.steward, venue=branch)
    moot.do("venue.link_lost", by=moot.clerk, venue=branch, note="光缆被挖断")
    assert VenueEvent.objects.get().note == "光缆被挖断"


def test_a_line_is_lost_and_restored(moot):
    hall = moot.hall(moot.plan())
    assert queries.link_up(moot.venue(hall))
    moot.do("venue.link_lost", by=moot.steward, venue=hall)
    assert not queries.link_up(moot.venue(hall))
    with pytest.raises(Refused, match="lost already"):
        moot.do("venue.link_lost", by=moot.steward, venue=hall)
    moot.do("venue.link_restored", by=moot.steward, venue=hall)
    assert queries.link_up(moot.venue(hall))
    with pytest.raises(Refused, match="not reported"):
        moot.do("venue.link_restored", by=moot.steward, venue=hall)


def test_check_in_is_closed_and_opened_again(moot):
    hall = moot.hall(moot.plan())
    with pytest.raises(Refused, match="open here already"):
        moot.do("venue.open_check_in", by=moot.steward, venue=hall)
    moot.do("venue.close_check_in", by=moot.steward, venue=hall)
    assert not queries.check_in_open(moot.venue(hall))
    with pytest.raises(Refused, match="closed here already"):
        moot.do("venue.close_check_in", by=moot.steward, venue=hall)
    moot.do("venue.open_check_in", by=moot.steward, venue=hall)
    assert queries.check_in_open(moot.venue(hall))


def test_nothing_happens_to_a_hall_after_the_meeting(moot):
    meeting, hall, _items = moot.hold()
    moot.do("meeting.close", meeting=meeting)
    with pytest.raises(Refused, match="closed"):
        moot.do("venue.link_lost", by=moot.steward, venue=hall)
    with pytest.raises(Refused, match="closed"):
        moot.do("venue.correct", venue=hall, seats=1)


def test_door_codes_are_for_the_desk(moot):
    meeting = moot.plan()
    hall = moot.hall(meeting)
    other = moot.town.person(role="steward")

    def seen(who):
        return [row.pk for row in queries.desk_venues(moot.actor(who), moot.body)]

    assert seen(moot.clerk) == seen(moot.steward) == [hall]
    assert seen(other) == seen(moot.deputies[0]) == []
    assert (
        "code" in queries.venues_for(moot.actor(moot.clerk), moot.body).get().get_deferred_fields()
    )


def test_a_correction_can_take_the_steward_away(moot):
    hall = moot.hall(moot.plan(), seats=90)
    moot.do("venue.correct", venue=hall, clear=["steward"])
    row = moot.venue(hall)
    assert (row.steward_id, row.seats) == (None, 90)


def test_a_group_that_is_moved_after_the_notice_is_seated_anew(moot):
    meeting = moot.plan()
    main = moot.hall(meeting)
    first = moot.hall(meeting, kind="branch", name="一分会场", groups=[moot.group])
    second = moot.hall(meeting, kind="branch", name="二分会场", groups=[])
    moot.do("meeting.give_notice", meeting=meeting)

    def seats():
        rows = Participant.objects.filter(meeting=meeting, group=moot.group)
        return set(rows.values_list("venue", "moved_from"))

    assert seats() == {(first, None)}
    moot.do("venue.correct", venue=first, groups=[])
    assert seats() == {(main, first)}
    moved = moot.do("venue.correct", venue=second, groups=[moot.group])["moved"]
    assert (moved > 0, seats()) == (True, {(second, first)})
    moot.do("venue.correct", venue=second, groups=[])
    moot.do("venue.correct", venue=first, groups=[moot.group])
    assert seats() == {(first, None)}


def test_who_was_given_a_place_keeps_it_when_the_group_is_moved(moot):
    meeting = moot.plan()
    main = moot.hall(meeting)
    first = moot.hall(meeting, kind="branch", name="一分会场", groups=[moot.group])
    second = moot.hall(meeting, kind="branch", name="二分会场", groups=[])
    moot.do("meeting.give_notice", meeting=meeting)
    rows = Participant.objects.filter(meeting=meeting, group=moot.group)
    apart = rows.first().person_id
    moot.do("participant.seat", meeting=meeting, person=apart, venue=second)
    moot.do("venue.correct", venue=first, groups=[])
    assert rows.get(person=apart).venue_id == second
    assert set(rows.exclude(person=apart).values_list("venue", flat=True)) == {main}


@pytest.mark.parametrize("public", [True, False])
def test_who_looks_on_at_a_branch_is_counted_and_not_listed(moot, public):
    meeting = moot.plan()
    branch = moot.hall(meeting, name="汀苑分会场", kind="branch", planned=40)
    if public:
        moot.do("meeting.publish", meeting=meeting)
    moot.do("venue.count_watching", by=moot.steward, venue=branch, watching=38)
    (hall,) = queries.tally(moot.meeting(meeting)).venues
    assert (hall.here, hall.awaited, hall.present) == (38, 40, 0)
    told = json.loads(Entry.objects.filter(act="venue.count_watching").get().envelope)
    assert ("public" in told) is public
