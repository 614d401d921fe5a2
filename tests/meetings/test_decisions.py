"""Deciding on an item by showing hands."""

import pytest

from townmoot.meetings import queries
from townmoot.meetings.models import AgendaItem, ItemDecision
from townmoot.record import Invalid, Refused
from townmoot.record.export import lines
from townmoot.record.verify import verify_lines

HANDS = {"votes_for": 2, "votes_against": 0, "abstentions": 0}


@pytest.fixture
def vote(moot):
    """A session with all three deputies, dealing with an item to be voted on."""
    _meeting, _hall, (item,) = moot.hold(kind="session", items=("vote",))
    moot.do("item.start", item=item)
    return item


def decide(moot, item, **hands):
    moot.do("item.decide", by=moot.chair, item=item, **{**HANDS, **hands})
    return ItemDecision.objects.get(item=item)


def test_a_majority_of_all_deputies_carries_it(moot, vote):
    found = decide(moot, vote)
    assert (found.carried, found.needed, found.base, found.present) == (True, 2, 3, 3)
    assert found.not_voting == 1
    assert queries.outcome_of(found.item) == "adopted"
    assert queries.binds(found.item.meeting)


def test_half_of_those_who_vote_is_not_half_of_all(moot, vote):
    assert queries.outcome_of(AgendaItem.objects.get(pk=vote)) == ""
    found = decide(moot, vote, votes_for=1)
    assert not found.carried
    assert queries.outcome_of(found.item) == "not_adopted"


def test_an_item_is_decided_once(moot, vote):
    decide(moot, vote)
    with pytest.raises(Refused, match="has been decided"):
        decide(moot, vote)


def test_more_hands_than_members_are_refused(moot, vote):
    with pytest.raises(Invalid):
        decide(moot, vote, votes_for=4)


def test_nothing_is_decided_outside_its_item(moot, vote):
    moot.do("item.finish", item=vote)
    with pytest.raises(Refused, match="while the item"):
        decide(moot, vote)


def test_a_deputies_meeting_takes_no_binding_vote(moot):
    _meeting, _hall, (item,) = moot.hold()
    moot.do("item.start", item=item)
    with pytest.raises(Refused, match="no binding votes"):
        decide(moot, item)


def test_without_a_quorum_nothing_is_decided(moot, vote):
    from townmoot.meetings.models import CheckIn

    for check_in in CheckIn.objects.order_by("created_at")[:2]:
        moot.do("attendance.leave_early", by=moot.steward, check_in=check_in.pk)
    with pytest.raises(Refused, match="There is no quorum"):
        decide(moot, vote, votes_for=1)


def test_an_act_bar_can_ask_without_counts(moot, vote):
    from townmoot.record import ACTS, refusal
    from townmoot.record.queries import looking

    chair = looking(moot.body, moot.chair.account)
    assert refusal(ACTS["item.decide"], chair, item=vote) is None


@pytest.mark.parametrize("published", [True, False])
def test_the_public_record_tells_the_hands_of_a_published_meeting(moot, vote, published):
    if published:
        from townmoot.meetings.models import AgendaItem

        moot.do("meeting.publish", meeting=AgendaItem.objects.get(pk=vote).meeting_id)
    decide(moot, vote)
    told = [one for one in verify_lines(lines(moot.body)).public if one["act"] == "item.decide"]
    assert [one["data"]["for"] for one in told] == ([2] if published else [])


def test_nothing_is_decided_under_a_report(moot):
    _meeting, _hall, (item,) = moot.hold(kind="session", items=("report",))
    moot.do("item.start", item=item)
    with pytest.raises(Refused, match="put to the vote"):
        decide(moot, item)


def test_nothing_is_decided_while_the_meeting_is_interrupted(moot):
    meeting, _hall, (item,) = moot.hold(kind="session", items=("vote",))
    moot.do("item.start", item=item)
    moot.do("meeting.pause", meeting=meeting)
    with pytest.raises(Refused, match="interrupted"):
        decide(moot, item)
