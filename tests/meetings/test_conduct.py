"""The closed part, notes for the minutes, messages to and from halls, what screens show."""

from __future__ import annotations

import pytest

from tests.meetings.conftest import Moot
from tests.meetings.debate import Debate
from tests.meetings.test_public_record import told
from tests.meetings.test_speakers import ask, call, refused
from townmoot.meetings import queries
from townmoot.meetings.enums import ScreenShows
from townmoot.meetings.models import AgendaItem, HallMessage, MinuteNote, Speech
from townmoot.record import Denied, Invalid, NotFound, clock
from townmoot.record.models import new_id


@pytest.fixture(scope="module")
def founded(founded) -> Moot:
    """The town with a debate under way."""
    founded.debate = Debate(founded)
    clock.forget()
    return founded


@pytest.fixture
def debate(moot) -> Debate:
    return moot.debate


# ------------------------------------------------------------------ the closed part


def test_the_chair_closes_a_part_to_the_public_and_opens_it_again(moot, debate):
    meeting = debate.meeting
    result = moot.do("press.exclude", by=moot.chair, meeting=meeting, reason="人事事项")
    assert (result["closed"], result["item"]) == (1, None)
    assert told(moot, "press.exclude") == {"meeting": str(meeting)}
    assert not queries.running_item_is_public(moot.meeting(meeting))
    assert told(moot, "item.start") is not None
    refused("excluded before", moot, "press.exclude", meeting=meeting, reason="—")
    speech = call(moot, ask(moot, debate.near[0]))
    assert (Speech.objects.get(pk=speech).public, told(moot, "speech.call")) == (False, None)
    moot.do("press.readmit", by=moot.chair, meeting=meeting)
    assert AgendaItem.objects.get(pk=debate.later).public
    assert not AgendaItem.objects.get(pk=debate.closed).public
    assert told(moot, "press.readmit") == {"meeting": str(meeting)}
    assert queries.running_item_is_public(moot.meeting(meeting))
    refused("The public is in", moot, "press.readmit", meeting=meeting)
    assert moot.do("press.exclude", by=moot.chair, meeting=meeting, reason="再次")
    with pytest.raises(Denied):
        moot.do("press.readmit", by=debate.near[0], meeting=meeting)


def test_of_a_meeting_that_is_not_published_the_record_tells_nothing(moot):
    meeting, _hall, _items = moot.hold(day="2026-08-10")
    moot.do("press.exclude", meeting=meeting, reason="人事事项")
    assert told(moot, "press.exclude") is None
    moot.do("press.readmit", meeting=meeting)
    assert told(moot, "press.readmit") is None


# ------------------------------------------------------------------ notes for the minutes


def test_the_clerk_notes_what_happens_under_the_running_item(moot, debate):
    moot.do("minutes.note", meeting=debate.meeting, text="张代表询问工期")
    wrong = moot.make("minutes.note", key="note", meeting=debate.meeting, text="误记")
    assert {row.item_id for row in MinuteNote.objects.all()} == {debate.item}
    moot.do("minutes.strike_note", note=wrong)
    refused("struck before", moot, "minutes.strike_note", note=wrong)
    assert [queries.notes_for(actor, moot.body).count() for actor in
            (None, moot.actor(moot.chair), moot.actor(moot.clerk))] == [0, 0, 1]  # fmt: skip
    assert told(moot, "minutes.note") is None
    with pytest.raises(Denied):
        moot.do("minutes.note", by=moot.chair, meeting=debate.meeting, text="—")


# ------------------------------------------------------------------ messages


def test_a_message_goes_to_a_hall_and_is_confirmed_there(moot, debate):
    send = {"by": moot.chair, "meeting": debate.meeting}
    one = moot.make("message.send", **send, venue=debate.branch, text="请关麦")
    everywhere = moot.make("message.send", **send, text="五分钟后表决")
    assert [row.pk for row in queries.messages_for_hall(moot.venue(debate.hall))] == [everywhere]
    assert queries.messages_for_hall(moot.venue(debate.branch)).count() == 2
    with pytest.raises(NotFound):
        moot.do("message.acknowledge", by=moot.steward, message=one, venue=debate.hall)
    with pytest.raises(NotFound):
        moot.do("message.acknowledge", by=moot.chair, message=one)
    with pytest.raises(NotFound):
        moot.do("message.send", **send, venue=new_id(), text="—")
    moot.do("message.acknowledge", by=debate.other, message=one, venue=debate.branch)
    refused("confirmed before", moot, "message.acknowledge", by=debate.other, message=one,
            venue=debate.branch)  # fmt: skip
    message = queries.messages_of(moot.meeting(debate.meeting)).get(pk=one)
    assert queries.is_read(message, debate.branch)
    assert not queries.is_read(HallMessage.objects.get(pk=everywhere), debate.branch)


def test_a_hall_tells_the_chair_and_the_chair_confirms(moot, debate):
    made = moot.make("message.report", by=debate.other, venue=debate.branch, text="听不清")
    with pytest.raises(NotFound):
        moot.do("message.acknowledge", by=debate.other, message=made, venue=debate.branch)
    moot.do("message.acknowledge", by=moot.chair, message=made)
    assert queries.is_read(HallMessage.objects.get(), None)
    with pytest.raises(Denied):
        moot.do("message.report", by=moot.steward, venue=debate.branch, text="—")


def test_a_hall_of_another_meeting_is_not_spoken_to(moot, debate):
    other = moot.hall(moot.plan(day="2026-07-24"))
    with pytest.raises(NotFound):
        moot.do("message.send", meeting=debate.meeting, venue=other, text="—")
    made = moot.make("message.send", meeting=debate.meeting, text="—")
    with pytest.raises(NotFound):
        moot.do("message.acknowledge", by=moot.steward, message=made, venue=other)


# ------------------------------------------------------------------ screens


def shown(moot, hall):
    found = queries.chosen(queries.choices_of(moot.meeting(moot.debate.meeting)), hall)
    return found and (found.shows, found.text)


def test_the_chair_chooses_for_a_hall_or_for_all_and_the_last_choice_holds(moot, debate):
    by = {"by": moot.chair, "meeting": debate.meeting}
    assert shown(moot, debate.hall) is None
    moot.do("screen.show", **by, shows="message", venue=debate.branch, text="请稍候")
    assert shown(moot, debate.branch) == (ScreenShows.MESSAGE, "请稍候")
    assert shown(moot, debate.hall) is None
    moot.do("screen.show", **by, shows="neutral")
    assert [shown(moot, hall)[0] for hall in (debate.hall, debate.branch)] == ["neutral"] * 2
    moot.do("screen.show", **by, shows="auto", venue=debate.hall)
    assert shown(moot, debate.hall) is None
    refused("what stands on the screen", moot, "screen.show", Invalid, **by, shows="message")
    with pytest.raises(Denied):
        moot.do("screen.show", by=debate.near[0], meeting=debate.meeting, shows="auto")


def test_in_a_closed_part_a_hall_without_members_is_told_nothing(moot, debate):
    watching = moot.hall(debate.meeting, kind="branch", name="社区")
    online = moot.hall(debate.meeting, kind="online", name="线上")
    halls = (debate.hall, debate.branch, watching, online)
    rights = [queries.takes_closed_part(moot.venue(hall)) for hall in halls]
    assert rights == [True, True, False, False]
