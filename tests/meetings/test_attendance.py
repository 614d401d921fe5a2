"""Checking in: by code, by number, by the steward; each once."""

import pytest

from tests.meetings.conftest import at
from townmoot.meetings import queries
from townmoot.meetings.models import CheckIn
from townmoot.record import Denied, Invalid, NotFound, Refused


@pytest.fixture
def day(moot):
    """(meeting, main hall, branch) on the morning of the meeting."""
    meeting = moot.plan()
    hall = moot.hall(meeting)
    other = moot.town.person(role="steward")
    branch = moot.hall(
        meeting, kind="branch", name="汀苑", groups=[moot.group], steward=other.person
    )
    moot.do("meeting.give_notice", meeting=meeting)
    moot.go("2026-07-22", "08:40")
    moot.other_steward = other
    return meeting, hall, branch


def code(moot, venue):
    return moot.venue(venue).code


def test_a_deputy_checks_in_with_the_code_in_the_hall(moot, day):
    meeting, _hall, branch = day
    who = moot.deputies[0]
    result = moot.do(
        "attendance.check_in",
        by=who,
        code=code(moot, branch),
        claimed_at=at("2026-07-22", "08:35"),
    )
    row = CheckIn.objects.get(pk=result["check_in"])
    assert (row.venue_id, row.way, row.participant.person_id) == (branch, "code", who.person)
    assert row.claimed_at == at("2026-07-22", "08:35")
    assert result["meeting"] == str(meeting)


def test_the_second_time_says_when_and_where_the_first_was(moot, day):
    _meeting, hall, branch = day
    who = moot.deputies[0]
    moot.do("attendance.check_in", by=who, code=code(moot, branch))
    with pytest.raises(Refused, match=r"already: on 22 July 2026 at 08:4[0-9] in 汀苑"):
        moot.do("attendance.check_in", by=who, code=code(moot, hall))
    with pytest.raises(Refused, match="already"):
        moot.sign_in(who, hall)


def test_an_unknown_code_is_not_found(moot, day):
    with pytest.raises(NotFound, match="no venue"):
        moot.do("attendance.check_in", by=moot.deputies[0], code="x" * 16)


def test_who_is_not_expected_is_sent_to_the_clerk(moot, day):
    _meeting, hall, _branch = day
    stranger = moot.town.somebody()
    with pytest.raises(Refused, match="ask the clerk"):
        moot.do("attendance.check_in", by=stranger, code=code(moot, hall))
    with pytest.raises(Refused, match="ask the clerk"):
        moot.sign_in(stranger, hall)


def test_the_operator_is_nobody_who_could_check_in(moot, day):
    _meeting, hall, _branch = day
    with pytest.raises(Denied):
        moot.town.do("attendance.check_in", code=code(moot, hall))


@pytest.mark.parametrize("typed", ["CT-777", "ct-777", "ＣＴ－７７７", " ct-777 ", "777", "0777"])
def test_a_number_is_understood_as_it_is_typed(moot, typed):
    who = moot.town.deputy(number="CT-777")
    meeting = moot.plan()
    hall = moot.call(meeting)
    moot.go("2026-07-22", "08:40")
    moot.do("attendance.check_in_number", by=moot.steward, venue=hall, number=typed)
    row = CheckIn.objects.get()
    assert (row.participant.person_id, row.way) == (who.person, "number")


@pytest.mark.parametrize("typed", ["CT-999", "999", "12345678901234567890", "x", "主席"])
def test_an_unknown_number_is_no_check_in(moot, day, typed):
    _meeting, hall, _branch = day
    with pytest.raises(Invalid) as error:
        moot.do("attendance.check_in_number", by=moot.steward, venue=hall, number=typed)
    assert error.value.problems[0]["field"] == "number"


def test_digits_in_which_two_numbers_end_are_nobodys(moot):
    for number in ("A-5", "B-5", "none"):
        moot.town.deputy(number=number)
    meeting = moot.plan()
    hall = moot.call(meeting)
    moot.go("2026-07-22", "08:40")
    with pytest.raises(Invalid):
        moot.do("attendance.check_in_number", by=moot.steward, venue=hall, number="5")
    moot.do("attendance.check_in_number", by=moot.steward, venue=hall, number="a-5")


def test_a_steward_checks_in_at_the_own_hall_only(moot, day):
    _meeting, hall, branch = day
    with pytest.raises(Denied):
        moot.sign_in(moot.deputies[0], branch)
    with pytest.raises(Denied):
        moot.do(
            "attendance.check_in_person",
            by=moot.deputies[0],
            venue=hall,
            person=moot.deputies[0].person,
        )
    moot.sign_in(moot.deputies[0], hall)


def test_after_the_doors_close_only_the_steward_lets_in(moot, day):
    _meeting, hall, _branch = day
    moot.do("venue.close_check_in", by=moot.steward, venue=hall)
    with pytest.raises(Refused, match="see the steward"):
        moot.do("attendance.check_in", by=moot.deputies[0], code=code(moot, hall))
    number = moot.listed(_meeting, moot.deputies[0]).number
    with pytest.raises(Refused, match="see the steward"):
        moot.do("attendance.check_in_number", by=moot.steward, venue=hall, number=number)
    moot.sign_in(moot.deputies[0], hall)


def test_nobody_checks_in_on_another_day(moot):
    meeting = moot.plan()
    hall = moot.call(meeting)
    with pytest.raises(Refused, match="on the day"):
        moot.sign_in(moot.deputies[0], hall)
    moot.go("2026-07-23")
    with pytest.raises(Refused, match="on the day"):
        moot.sign_in(moot.deputies[0], hall)


def test_nobody_checks_in_after_the_close(moot):
    meeting, hall, _items = moot.hold()
    guest = moot.town.somebody()
    moot.do("participant.add", meeting=meeting, person=guest.person, capacity="observer")
    moot.do("meeting.close", meeting=meeting)
    with pytest.raises(Refused, match="closed"):
        moot.sign_in(guest, hall)


def test_who_leaves_early_is_no_longer_present(moot, day):
    meeting, hall, _branch = day
    key = moot.sign_in(moot.deputies[0], hall)
    moot.do("attendance.leave_early", by=moot.steward, check_in=key, reason="接孩子")
    count = queries.tally(moot.meeting(meeting))
    assert (count.present, count.left, count.missing) == (0, 1, 2)
    with pytest.raises(Refused, match="left before"):
        moot.do("attendance.leave_early", by=moot.steward, check_in=key)


def test_a_mistaken_check_in_is_struck_and_the_right_one_follows(moot, day):
    meeting, hall, branch = day
    key = moot.sign_in(moot.deputies[0], hall)
    moot.do("attendance.strike", by=moot.steward, check_in=key, reason="认错人")
    with pytest.raises(Refused, match="struck before"):
        moot.do("attendance.strike", by=moot.steward, check_in=key, reason="认错人")
    moot.do("attendance.check_in", by=moot.deputies[0], code=code(moot, branch))
    assert queries.tally(moot.meeting(meeting)).present == 1


def test_the_other_steward_cannot_strike_it(moot, day):
    _meeting, hall, _branch = day
    key = moot.sign_in(moot.deputies[0], hall)
    with pytest.raises(Denied):
        moot.do("attendance.strike", by=moot.other_steward, check_in=key, reason="认错人")


def test_halls_count_members_others_and_their_lines(moot, day):
    meeting, hall, branch = day
    guest = moot.town.somebody()
    moot.do("participant.add", meeting=meeting, person=guest.person, capacity="attending")
    moot.sign_in(moot.deputies[0], hall)
    key = moot.sign_in(guest, hall)
    moot.do("attendance.check_in", by=moot.deputies[1], code=code(moot, branch))
    moot.do("venue.link_lost", by=moot.other_steward, venue=branch)
    moot.do("venue.close_check_in", by=moot.steward, venue=hall)
    main, away = queries.tally(moot.meeting(meeting)).venues
    assert (main.expected, main.present, main.others, main.check_in_open) == (0, 1, 1, False)
    assert (away.expected, away.present, away.link_up, away.check_in_open) == (3, 1, False, True)
    moot.do("attendance.leave_early", by=moot.steward, check_in=key)
    assert queries.tally(moot.meeting(meeting)).others == 0


def test_a_seat_on_the_platform_moves_who_is_expected(moot, day):
    meeting, hall, _branch = day
    who = moot.deputies[0]
    moot.do("participant.seat", meeting=meeting, person=who.person, venue=hall, platform=True)
    row = moot.listed(meeting, who)
    assert (row.venue_id, row.platform, row.group_id) == (hall, True, moot.group)
    moot.do("participant.seat", meeting=meeting, person=who.person)
    assert (moot.listed(meeting, who).venue_id, moot.listed(meeting, who).platform) == (hall, False)


def test_nobody_is_seated_at_another_meeting(moot, day):
    meeting, _hall, _branch = day
    elsewhere = moot.hall(moot.plan())
    with pytest.raises(NotFound):
        moot.do(
            "participant.seat", meeting=meeting, person=moot.deputies[0].person, venue=elsewhere
        )
    with pytest.raises(NotFound):
        moot.do("participant.seat", meeting=meeting, person=moot.clerk.person)


def test_the_list_takes_guests_once_and_lets_them_go(moot, day):
    meeting, hall, branch = day
    guest = moot.town.somebody()
    add = {"meeting": meeting, "person": guest.person, "capacity": "invited"}
    moot.do("participant.add", venue=branch, group=moot.group, **add)
    row = moot.listed(meeting, guest)
    assert (row.venue_id, row.group_id, row.number) == (branch, moot.group, "")
    with pytest.raises(Refused, match="on the list already"):
        moot.do("participant.add", **add)
    moot.do("participant.remove", meeting=meeting, person=guest.person, reason="不来了")
    with pytest.raises(NotFound):
        moot.do("participant.remove", meeting=meeting, person=guest.person, reason="不来了")
    moot.do("participant.add", **add)
    assert moot.listed(meeting, guest).venue_id == hall


def test_who_is_no_member_is_not_listed_as_one(moot, day):
    meeting, _hall, _branch = day
    with pytest.raises(Invalid) as error:
        moot.do(
            "participant.add",
            meeting=meeting,
            person=moot.town.somebody().person,
            capacity="member",
        )
    assert error.value.problems[0]["field"] == "capacity"


def test_a_member_who_came_into_office_since_is_added_with_group_and_number(moot, day):
    meeting, _hall, branch = day
    late = moot.town.deputy(group=moot.group, number="CT-555")
    moot.do("participant.add", meeting=meeting, person=late.person, capacity="member")
    row = moot.listed(meeting, late)
    assert (row.group_id, row.number, row.venue_id) == (moot.group, "CT-555", branch)


def test_a_member_in_office_stays_on_the_list(moot, day):
    meeting, _hall, _branch = day
    who = moot.deputies[0]
    with pytest.raises(Refused, match="in office"):
        moot.do("participant.remove", meeting=meeting, person=who.person, reason="不来")
    moot.town.do("membership.end", membership=who.membership, reason="调离")
    moot.do("participant.remove", meeting=meeting, person=who.person, reason="调离")
    assert queries.tally(moot.meeting(meeting)).expected == 2


def test_who_is_here_is_not_taken_off_the_list(moot, day):
    meeting, hall, _branch = day
    guest = moot.town.somebody()
    moot.do("participant.add", meeting=meeting, person=guest.person, capacity="observer")
    moot.sign_in(guest, hall)
    with pytest.raises(Refused, match="strike the check-in"):
        moot.do("participant.remove", meeting=meeting, person=guest.person, reason="误加")


def test_a_guest_can_be_listed_before_there_is_a_hall(moot):
    meeting = moot.plan()
    guest = moot.town.somebody()
    moot.do("participant.add", meeting=meeting, person=guest.person, capacity="attending")
    assert moot.listed(meeting, guest).venue is None


def test_members_stand_by_name_and_all_others_in_protocol_order(moot):
    town, meeting = moot.town, moot.plan()
    mayor = town.post(town.government, "镇长", protocol_order=10)
    deputy_mayor = town.post(town.government, "副镇长", protocol_order=20)
    second = town.join(town.somebody("丁一"), town.government, post=deputy_mayor)
    first = town.join(town.somebody("魏鑫"), town.government, post=mayor)
    former = town.join(town.somebody("乙山"), town.government, post=mayor, start="2020-01-01")
    town.do("membership.end", membership=former.membership, end="2021-12-31", reason="届满")
    guest, watcher = town.somebody("卜大"), town.somebody("卜小")
    for who, capacity in (
        (watcher, "observer"),
        (guest, "attending"),
        (former, "attending"),
        (second, "attending"),
        (first, "attending"),
    ):
        moot.do("participant.add", meeting=meeting, person=who.person, capacity=capacity)
    moot.call(meeting)
    listed = list(queries.attendance_of(moot.meeting(meeting)))
    members = [row.person.stroke_key for row in listed[:3]]
    assert members == sorted(members)
    assert {row.capacity for row in listed[:3]} == {"member"}
    assert [row.person.name for row in listed[3:]] == ["魏鑫", "丁一", "乙山", "卜大", "卜小"]
