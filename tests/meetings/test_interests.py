"""Standing aside (回避) in a congress: declared for an item, and what it does to the vote."""

from __future__ import annotations

from datetime import date

import pytest

from townmoot.meetings import queries
from townmoot.meetings.models import AgendaItem, Declaration
from townmoot.record import Invalid, Refused

pytestmark = pytest.mark.django_db


def declare(moot, about, who, kind="personal", **more):
    return moot.make("interest.declare", key="declaration", by=who, about=about, person=who.person,
                     kind=kind, nature="配偶在该公司任职", **more)  # fmt: skip


def test_a_deputy_who_stands_aside_stays_speaks_and_does_not_vote(moot):
    meeting, _hall, (item,) = moot.hold("session", items=["vote"])
    one, two, _three = moot.deputies
    row = AgendaItem.objects.get(pk=item)
    assert queries.excluded_electors(row) == set()
    declare(moot, item, one)
    declare(moot, item, two, kind="unit")
    assert queries.excluded_electors(row) == {one.person}
    assert not queries.must_leave(row, queries.profile_of(moot.body, date(2026, 7, 22)))
    moot.do("item.start", item=item)
    hands = {"votes_for": 3, "votes_against": 0, "abstentions": 0}
    with pytest.raises(Invalid) as why:
        moot.do("item.decide", item=item, **hands)
    assert "only 2 members" in why.value.problems[0]["reason"]
    moot.do("item.decide", item=item, **(hands | {"votes_for": 2}))
    assert AgendaItem.objects.get(pk=item).decision.present == 2
    register = queries.declarations_for(moot.body, [meeting])
    assert {line.person_id for line in register} == {two.person, one.person}
    assert queries.present_among(moot.meeting(meeting), [one.person]) == {one.person}


def test_who_left_of_their_own_will_does_not_vote_until_they_return(moot):
    _meeting, _hall, (item,) = moot.hold("session", items=["vote"])
    made = declare(moot, item, moot.deputies[0], kind="unit")
    row = AgendaItem.objects.get(pk=item)
    moot.do("item.start", item=item)
    moot.do("interest.leave", declaration=made)
    assert queries.excluded_electors(row) == {moot.deputies[0].person}
    moot.do("item.finish", item=item)
    moot.do("interest.return", declaration=made)
    assert queries.excluded_electors(row) == set()
    assert Declaration.objects.get(pk=made).item is None


def test_where_agendas_have_no_item_for_it_none_is_named(moot):
    _meeting, _hall, (item,) = moot.hold("session", items=["vote"])
    with pytest.raises(Invalid) as why:
        declare(moot, item, moot.deputies[0], item=item)
    assert why.value.problems[0]["field"] == "item"
    declare(moot, item, moot.deputies[0])
    with pytest.raises(Refused, match="declared before"):
        declare(moot, item, moot.deputies[0])


def test_no_interest_in_what_is_off_the_agenda(moot):
    meeting = moot.plan("session")
    item = moot.item(meeting)
    moot.do("agenda.remove_item", item=item, reason="x")
    with pytest.raises(Invalid):
        declare(moot, item, moot.deputies[0])
