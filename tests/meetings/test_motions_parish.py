"""Motions of a parish council: notice, a seconder at the meeting, amendments in order."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests import parish as places
from tests.parish import Parish
from townmoot.meetings import queries
from townmoot.meetings.enums import MotionState
from townmoot.meetings.models import Motion
from townmoot.record import Denied, Invalid, NotFound, Refused, clock
from townmoot.rules.motions import Withdrawal

pytestmark = pytest.mark.django_db
TEXT = "That two benches be set on the green at a cost of £900."


@pytest.fixture(scope="module")
def founded(kept) -> Parish:
    """A parish with a motion by Ruth Tindall under an item of a meeting on 14 May."""
    made = places.parish("2026-04-20")
    made.meeting = made.plan("2026-05-14")
    made.item_key = made.item(made.meeting, "motion")
    mover = made.councillors[2]
    made.motion = made.make(
        "motion.draft", by=mover, meeting=made.meeting, title="Benches on the green", text=TEXT
    )
    made.do("motion.hand_in", by=mover, motion=made.motion)
    made.do("motion.list", motion=made.motion)
    made.do("motion.put_under", motion=made.motion, item=made.item_key)
    made.go("2026-05-08", "10:00")
    made.summon(made.meeting, "2026-05-08")
    made.do("meeting.publish", meeting=made.meeting)
    made.open(made.meeting, "2026-05-14")
    made.do("item.start", item=made.item_key)
    clock.forget()
    return made


@pytest.fixture
def moot(founded, db) -> Parish:
    clock.forget()
    yield deepcopy(founded)
    clock.forget()


def state(key) -> MotionState:
    return queries.motion_state(Motion.objects.get(pk=key))


def hands(moot, key, votes_for, votes_against, **more) -> Motion:
    """Record the hands shown on a motion; the motion with its decision."""
    shown = {"votes_for": votes_for, "votes_against": votes_against, "abstentions": 0}
    moot.do("poll.record", by=moot.chair, context=moot.meeting, subject=key, name="Vote",
            **shown, **more)  # fmt: skip
    return Motion.objects.get(pk=key)


def amendment(moot, passage, text, by=1):
    made = moot.make("motion.amend", key="amendment", by=moot.councillors[by], motion=moot.motion,
                     passage=passage, text=text)  # fmt: skip
    moot.do("motion.hand_in", by=moot.councillors[by], motion=made)
    moot.do("motion.list", by=moot.chair, motion=made)
    return made


def test_a_motion_needs_the_notice_that_standing_orders_ask_for(moot):
    _until, due = queries.deadline_of(Motion.objects.get(pk=moot.motion).meeting)
    assert str(due.date) == "2026-05-05"
    late = moot.make("motion.draft", by=moot.chair, meeting=moot.meeting, title="x", text="y")
    with pytest.raises(Refused, match=r"had to be in by 5 May 2026: .*notice of motion"):
        moot.do("motion.hand_in", by=moot.chair, motion=late)


def test_a_motion_is_seconded_at_the_meeting_before_it_is_put(moot):
    _marlow, askew, ruth, orme, _penn = moot.councillors
    with pytest.raises(Refused, match="Signers needed: 2; there are 1"):
        hands(moot, moot.motion, 3, 0)
    with pytest.raises(Refused, match="signed it already"):
        moot.do("motion.second", by=ruth, motion=moot.motion, person=ruth.person)
    with pytest.raises(Denied):
        moot.do("motion.second", by=askew, motion=moot.motion, person=orme.person)
    stranger = moot.town.clerk
    with pytest.raises(Invalid):
        moot.do("motion.second", motion=moot.motion, person=stranger.person)
    moot.do("motion.second", by=askew, motion=moot.motion, person=askew.person)
    assert [one.person_id for one in queries.signed(Motion.objects.get(pk=moot.motion))] == [
        ruth.person, askew.person,
    ]  # fmt: skip
    assert hands(moot, moot.motion, 2, 2, casting=True).resolution.serial == "Resolution 1/2026"


def test_who_signed_and_withdrew_may_second_again_and_a_motion_does_not_lapse(moot):
    late = moot.plan("2026-06-11")
    mover, askew = moot.councillors[2], moot.councillors[1]
    key = moot.make("motion.draft", by=mover, meeting=late, title="Lamps", text="Two lamps.")
    moot.do("signer.ask", by=mover, motion=key, persons=[askew.person])
    moot.do("signer.confirm", by=askew, motion=key, version=1)
    moot.do("motion.hand_in", by=mover, motion=key)
    with pytest.raises(NotFound):
        moot.do("motion.second", by=moot.councillors[3], motion=key,
                person=moot.councillors[3].person)  # fmt: skip
    assert moot.do("signer.withdraw", by=askew, motion=key)["lapsed"] is False
    moot.do("motion.list", motion=key)
    moot.do("meeting.give_notice", meeting=late)
    moot.do("motion.second", by=askew, motion=key, person=askew.person)
    assert len(queries.signed(Motion.objects.get(pk=key))) == 2


def test_amendments_are_put_as_the_text_goes_on_whoever_presides(moot):
    later, first = amendment(moot, "£900", "£700"), amendment(moot, "two", "three", by=3)
    with pytest.raises(Refused, match="order of the text"):
        moot.do("motion.order", by=moot.chair, motion=moot.motion, amendments=[later, first])
    item = Motion.objects.get(pk=moot.motion).item
    assert queries.to_be_put(item).pk == first
    with pytest.raises(Refused, match="Signers needed"):
        hands(moot, first, 4, 0)
    for key in (first, later, moot.motion):
        moot.do("motion.second", motion=key, person=moot.councillors[0].person)
    hands(moot, first, 1, 3)
    hands(moot, later, 3, 1)
    hands(moot, moot.motion, 4, 0)
    row = Motion.objects.get(pk=moot.motion)
    assert row.resolution.text == TEXT.replace("£900", "£700")
    assert [state(key) for key in (first, later, moot.motion)] == [
        MotionState.NOT_CARRIED, MotionState.CARRIED, MotionState.CARRIED,
    ]  # fmt: skip


def test_a_motion_is_withdrawn_when_all_who_signed_it_consent(moot):
    _marlow, askew, ruth, *_others = moot.councillors
    moot.do("motion.second", by=askew, motion=moot.motion, person=askew.person)
    assert moot.do("motion.withdraw", by=ruth, motion=moot.motion)["withdrawn"] is False
    with pytest.raises(NotFound):
        moot.do("motion.consent", by=moot.chair, motion=moot.motion)
    moot.do("motion.keep", by=ruth, motion=moot.motion)
    assert not any(one.consented_at for one in Motion.objects.get(pk=moot.motion).signers.all())
    moot.do("motion.withdraw", by=ruth, motion=moot.motion)
    assert moot.do("motion.consent", by=askew, motion=moot.motion)["withdrawn"] is True
    assert state(moot.motion) is MotionState.WITHDRAWN


def test_where_nobody_need_consent_a_listed_motion_is_withdrawn_at_once(moot, monkeypatch):
    rule = queries.motion_profile(Motion.objects.get(pk=moot.motion)).motions.withdrawal
    monkeypatch.setitem(rule.__dict__, "value", Withdrawal.NONE)
    done = moot.do("motion.withdraw", by=moot.councillors[2], motion=moot.motion)
    assert done["withdrawn"] is True


def test_a_member_who_must_not_vote_is_counted_out_of_the_hands(moot):
    askew = moot.councillors[1]
    moot.do("motion.second", by=moot.chair, motion=moot.motion, person=moot.chair.person)
    under = moot.item(moot.meeting, "interests")
    made = moot.make("interest.declare", key="declaration", by=askew, item=under,
                     about=moot.item_key, person=askew.person, kind="pecuniary",
                     nature="x")  # fmt: skip
    with pytest.raises(Refused, match="is in the room"):
        hands(moot, moot.motion, 3, 0)
    moot.do("interest.leave", declaration=made)
    with pytest.raises(Invalid):
        hands(moot, moot.motion, 4, 0)
    assert hands(moot, moot.motion, 3, 0).decision.carried is True
