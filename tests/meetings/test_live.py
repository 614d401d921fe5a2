"""What live pages ask of meetings."""

from __future__ import annotations

from townmoot.meetings import queries
from townmoot.meetings.models import AgendaItem, Meeting
from townmoot.record.models import new_id


def test_a_row_leads_to_its_meeting(moot):
    meeting = moot.plan()
    item = moot.item(meeting)
    assert queries.behind(AgendaItem, item) == meeting
    assert queries.behind(AgendaItem, item, "meeting__organization") == moot.town.congress
    assert queries.behind(AgendaItem, new_id()) is None


def test_a_meeting_is_held_for_those_who_were_checked_before(moot):
    meeting = moot.plan()
    held = queries.held_meeting(moot.body, meeting)
    assert held is not None
    assert queries.state_of(held) == "planned"
    assert queries.held_meeting(new_id(), meeting) is None


def test_who_is_expected_hears_all_and_an_observer_does_not(moot):
    meeting = moot.plan(presiding=moot.town.person(role="chair").person)
    moot.call(meeting)
    row = Meeting.objects.get(pk=meeting)
    deputy, guest = moot.deputies[0], moot.town.person(role="auditor")
    observer, host = moot.town.somebody(), moot.town.somebody()
    moot.do("participant.add", meeting=meeting, person=observer.person, capacity="observer")
    assert queries.listed_at(moot.body, deputy.person) == [meeting]
    assert queries.hears_all(moot.actor(deputy), row)
    assert queries.hears_all(moot.actor(guest), row)
    assert not queries.hears_all(moot.actor(observer), row)
    moot.do("meeting.preside", meeting=meeting, person=host.person)
    assert queries.hears_all(moot.actor(host), Meeting.objects.get(pk=meeting))


def test_a_groups_book_is_counted_with_its_changes(moot):
    meeting = moot.plan()
    row = Meeting.objects.get(pk=meeting)
    assert queries.said_in(row, moot.group) == (None, 0, 0)
