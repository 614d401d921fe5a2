"""Lists cost the same number of queries for few and for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from townmoot.meetings import queries
from townmoot.meetings.models import CheckIn, Participant
from townmoot.people.models import Person
from townmoot.record import guard
from townmoot.record.models import new_id


def count(function) -> int:
    with CaptureQueriesContext(connection) as found:
        function()
    return len(found)


@pytest.fixture
def crowd(moot):
    """A meeting, and a way to fill its hall with many at once."""
    meeting, hall, _items = moot.hold()

    def fill(number):
        row = moot.meeting(meeting)
        common = {"body": moot.body, "created_at": row.created_at}
        with guard.writing("test"):
            people = Person.objects.bulk_create(
                Person(id=new_id(), name=f"代表{n}", **common) for n in range(number)
            )
            listed = Participant.objects.bulk_create(
                Participant(
                    meeting=row,
                    person=who,
                    capacity="member",
                    venue_id=hall,
                    group_id=moot.group,
                    **common,
                )
                for who in people
            )
            CheckIn.objects.bulk_create(
                CheckIn(participant=who, venue_id=hall, way="code", **common) for who in listed
            )

    return meeting, fill


def read(moot, meeting):
    """All that a page with the list and the counts of a meeting asks."""
    row = moot.meeting(meeting)
    actor = moot.actor(moot.clerk)
    for who in queries.attendance_for(actor, moot.body).filter(meeting=row):
        _ = (who.person.name, who.venue and who.venue.name, who.group and who.group.name)
        _ = [came.venue.name for came in who.presence]
    queries.tally(row)
    queries.quorum(row)
    list(queries.absences(row))


def test_a_list_of_800_takes_as_many_queries_as_one_of_81(moot, crowd):
    meeting, fill = crowd
    few = count(lambda: read(moot, meeting))
    fill(78)
    some = count(lambda: read(moot, meeting))
    fill(719)
    many = count(lambda: read(moot, meeting))
    assert few == some == many
    assert queries.tally(moot.meeting(meeting)).present == 800


def test_the_list_of_meetings_is_one_query(moot):
    for _ in range(5):
        moot.call(moot.plan())

    def look():
        rows = list(queries.meetings_for(moot.actor(moot.deputies[0]), moot.body))
        assert [queries.state_of(row) for row in rows] == ["called"] * 5
        assert all(row.organization.name for row in rows)

    actor = count(lambda: moot.actor(moot.deputies[0]))
    assert count(look) == actor + 1


def test_halls_items_and_opinions_take_no_query_for_each_row(moot):
    meeting, _hall, items = moot.hold(items=("review",) * 5)
    actor = moot.actor(moot.clerk)
    moot.do("item.start", item=items[0])
    for who in moot.deputies:
        moot.do("opinion.record", item=items[0], group=moot.group, speaker=who.person, text="原话")

    def look():
        for item in queries.items_for(actor, moot.body):
            _ = (item.speaker, item.unit, queries.item_state(item))
        for opinion in queries.opinions_for(actor, moot.body):
            _ = (opinion.speaker.name, opinion.item.name, queries.opinion_state(opinion))
        for venue in queries.venues_for(actor, moot.body):
            _ = (venue.name, queries.link_up(venue), queries.check_in_open(venue))

    assert count(look) == 4
    assert queries.tally(moot.meeting(meeting)).present == 3


def test_a_notice_to_800_lists_them_in_one_go(moot):
    meeting = moot.plan()
    moot.hall(meeting)
    few = count(lambda: moot.do("meeting.give_notice", meeting=meeting))
    for _ in range(3):
        moot.town.deputy(group=moot.group)
    other = moot.plan()
    moot.hall(other)
    assert count(lambda: moot.do("meeting.give_notice", meeting=other)) == few
