"""Asking to speak, the list, speeches with their time, and what groups report."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.meetings.conftest import Moot, at
from tests.meetings.debate import Debate
from tests.meetings.test_public_record import told
from townmoot.meetings import queries
from townmoot.meetings.enums import ListState, NextReason, ReportState, RequestState
from townmoot.meetings.models import AgendaItem, GroupReport, SpeakRequest, Speech
from townmoot.record import ACTS, Denied, Invalid, NotFound, Refused, clock, refusal
from townmoot.record.models import new_id
from townmoot.record.queries import looking


@pytest.fixture(scope="module")
def founded(founded) -> Moot:
    """The town with a debate under way."""
    founded.debate = Debate(founded)
    clock.forget()
    return founded


@pytest.fixture
def debate(moot) -> Debate:
    return moot.debate


def ask(moot, who, **more) -> UUID:
    given = {"item": moot.debate.item} | more
    return moot.make("speakers.request", by=who, key="request", **given)


def call(moot, request, by=None) -> UUID:
    return moot.make("speech.call", by=by or moot.chair, key="speech", request=request)


def standing(moot, room=None, item=None):
    row = AgendaItem.objects.get(pk=item or moot.debate.item)
    return queries.speakers_of(row, room)


def names(moot, room=None):
    return [(one.request.pk, one.why) for one in standing(moot, room).waiting]


def state(request):
    return queries.request_state(SpeakRequest.objects.get(pk=request))


def refused(words, moot, act, error=Refused, **inputs):
    with pytest.raises(error) as raised:
        moot.do(act, **inputs)
    told = getattr(raised.value, "problems", [{"reason": str(raised.value.reason)}])
    assert words in told[0]["reason"]


def test_who_asks_is_called_speaks_and_stops_and_the_time_is_kept(moot, debate):
    who = debate.far[0]
    request = ask(moot, who)
    found = standing(moot).next
    assert (found.venue.pk, found.group.pk, found.number) == (debate.branch, debate.second, 1)
    assert (found.allowed, state(request)) == (600, RequestState.WAITING)
    speech = call(moot, request)
    assert told(moot, "speech.call") == {
        "meeting": str(debate.meeting), "item": str(debate.item), "venue": str(debate.branch),
        "person": str(who.person), "kind": "speech",
    }  # fmt: skip
    assert (standing(moot).running.pk, state(request)) == (speech, RequestState.SPEAKING)
    refused("is speaking", moot, "speech.call", request=ask(moot, debate.near[0]))
    moot.do("speech.extend", by=moot.chair, speech=speech, minutes=2)
    assert Speech.objects.get(pk=speech).allowed == 720
    moot.go("2026-07-22", "09:00")
    moot.do("speech.stop", by=moot.chair, speech=speech)
    assert told(moot, "speech.stop")["seconds"] == 600
    assert state(request) == RequestState.SPOKEN
    refused("has stopped before", moot, "speech.stop", speech=speech)
    refused("has stopped before", moot, "speech.extend", speech=speech)
    assert standing(moot).used == {debate.second: 600}


def test_the_list_follows_the_profile_and_says_why(moot, debate):
    one, two = debate.near[:2]
    moot.do("speech.stop", speech=call(moot, ask(moot, one)))
    first, second = ask(moot, one), ask(moot, two)
    third, point = ask(moot, debate.far[0]), ask(moot, two, kind="point_of_order")
    leads = ask(moot, debate.guest)
    assert names(moot) == [
        (point, NextReason.RANK),
        (leads, NextReason.LEADER),
        (second, NextReason.FIRST_TIME),
        (third, NextReason.FIRST_TIME),
        (first, NextReason.ORDER),
    ]
    assert [one.allowed for one in standing(moot).waiting] == [120, 600, 600, 600, 300]
    moot.do("speakers.lead", by=moot.chair, item=debate.item, person=two.person)
    assert [key for key, _why in names(moot)][:2] == [point, second]
    refused("not on the list", moot, "speakers.lead", Invalid, item=debate.item,
            person=moot.chair.person)  # fmt: skip


def test_a_deputy_has_two_turns_and_the_chair_may_give_another(moot, debate):
    who = debate.near[0]
    for _turn in range(2):
        moot.do("speech.stop", speech=call(moot, ask(moot, who)))
    refused("spoken 2 times", moot, "speakers.request", by=who, item=debate.item)
    given = {"item": debate.item, "person": who.person}
    refused("spoken 2 times", moot, "speakers.request_for", by=moot.steward, **given)
    assert moot.do("speakers.request_for", by=moot.chair, **given)
    assert ask(moot, who, kind="point_of_order")
    assert ask(moot, who, item=debate.later)
    mine = queries.requests_for(moot.actor(who), moot.body)
    assert mine.count() == 3
    assert queries.requests_for(moot.actor(moot.clerk), moot.body).count() == 0


def test_steward_and_chair_ask_for_others_and_nobody_else_does(moot, debate):
    given = {"item": debate.item, "person": debate.near[0].person}
    request = moot.make("speakers.request_for", by=debate.other, key="request", **given)
    refused("on the list already", moot, "speakers.request_for", by=debate.other, **given)
    refused("on the list already", moot, "speakers.request", by=debate.near[0], item=debate.item)
    with pytest.raises(Denied):
        moot.do("speakers.request_for", by=debate.near[1], **given)
    with pytest.raises(Denied):
        moot.do("speakers.withdraw", by=debate.near[1], request=request)
    moot.do("speakers.withdraw", by=debate.near[0], request=request)
    assert state(request) == RequestState.WITHDRAWN
    refused("does not want to speak", moot, "speakers.withdraw", request=request)
    refused("does not want to speak", moot, "speakers.strike", request=request, reason="—")
    again = moot.make("speakers.request_for", by=moot.chair, key="request", **given)
    moot.do("speakers.withdraw", by=moot.steward, request=again)


def test_who_may_not_speak_is_told_why(moot, debate):
    item = debate.item
    refused("Observers", moot, "speakers.request", Invalid, by=debate.watcher, item=item)
    refused("not on the list", moot, "speakers.request_for", Invalid, item=item,
            person=moot.chair.person)  # fmt: skip
    refused("Choose one of", moot, "speakers.request", Invalid, by=debate.near[0], item=item,
            kind="song")  # fmt: skip
    refused("head has signed", moot, "speakers.request", Invalid, by=debate.near[0], item=item,
            kind="group_report")  # fmt: skip
    with pytest.raises(NotFound):
        moot.do("speakers.request", by=moot.town.somebody(), item=item)
    with pytest.raises(NotFound):
        moot.do("speakers.request", by=debate.near[0], item=item, room=moot.town.congress)
    with pytest.raises(Denied):
        moot.do("speech.call", by=debate.near[1], request=ask(moot, debate.near[0]))


def test_a_closed_list_takes_points_of_order_and_whom_the_chair_adds(moot, debate):
    item, who = debate.item, debate.near[0]
    assert queries.list_state(item) == ListState.OPEN
    refused("is open", moot, "speakers.reopen", item=item)
    moot.do("speakers.close", by=moot.chair, item=item)
    assert standing(moot).state == ListState.CLOSED
    refused("closed already", moot, "speakers.close", item=item)
    refused("list of speakers is closed", moot, "speakers.request", by=who, item=item)
    assert ask(moot, who, kind="point_of_order")
    assert moot.do("speakers.request_for", by=moot.chair, item=item, person=who.person)
    moot.do("speakers.reopen", by=moot.chair, item=item)
    assert ask(moot, debate.near[1])


def test_the_chair_moves_and_strikes(moot, debate):
    rows = [ask(moot, who) for who in (*debate.near[:2], *debate.far)]
    moved = names(moot)[3][0]
    ahead = names(moot)[0][0]
    moot.do("speakers.move", by=moot.chair, request=moved, to=2)
    assert [key for key, _why in names(moot)][:2] == [ahead, moved]
    assert names(moot)[1][1] == NextReason.PLACED
    moot.do("speakers.move", by=moot.chair, request=moved, to=1)
    assert SpeakRequest.objects.get(pk=ahead).place is None
    assert names(moot)[0] == (moved, NextReason.PLACED)
    refused("from 1 to 4", moot, "speakers.move", Invalid, request=rows[0], to=5)
    point = ask(moot, debate.near[0], kind="point_of_order")
    refused("goes first by its kind", moot, "speakers.move", Invalid, request=rows[0], to=1)
    moot.do("speakers.strike", by=moot.chair, request=point, reason="与程序无关")
    assert state(point) == RequestState.STRUCK
    refused("struck off", moot, "speech.call", request=point)


def test_only_who_is_here_is_called_and_only_to_the_running_item(moot, debate):
    away = ask(moot, debate.near[2])
    refused("has not checked in", moot, "speech.call", request=away)
    assert standing(moot).next is None
    later = ask(moot, debate.near[0], item=debate.later)
    refused("not at this item", moot, "speech.call", request=later)
    moot.do("meeting.pause", meeting=debate.meeting)
    refused("interrupted", moot, "speech.call", request=away)


def test_a_speech_ends_with_its_item_with_an_interruption_and_with_the_meeting(moot, debate):
    first = call(moot, ask(moot, debate.near[0]))
    moot.do("item.start", item=debate.later)
    assert Speech.objects.get(pk=first).end is not None
    refused("has finished this item", moot, "speakers.request", by=debate.near[0],
            item=debate.item)  # fmt: skip
    second = call(moot, ask(moot, debate.near[1], item=debate.later))
    moot.do("meeting.pause", meeting=debate.meeting)
    assert Speech.objects.get(pk=second).end is not None
    moot.do("meeting.resume", meeting=debate.meeting)
    third = call(moot, ask(moot, debate.far[0], item=debate.later))
    moot.do("meeting.close", meeting=debate.meeting)
    assert Speech.objects.get(pk=third).end is not None
    refused("closed", moot, "speakers.request", by=debate.near[0], item=debate.later)


def test_under_an_item_that_is_not_public_nothing_is_told(moot, debate):
    moot.do("item.start", item=debate.closed)
    speech = call(moot, ask(moot, debate.near[0], item=debate.closed))
    assert told(moot, "speech.call") is None
    assert list(queries.speeches_for(None, moot.body)) == []
    moot.do("speech.stop", speech=speech)
    assert told(moot, "speech.stop") is None


def test_a_guest_speaks_and_the_record_gives_no_reference(moot, debate):
    call(moot, ask(moot, debate.guest))
    assert "person" not in told(moot, "speech.call")


def test_speeches_are_seen_by_those_whom_they_concern(moot, debate):
    moot.do("item.start", item=debate.closed)
    moot.do("speech.stop", speech=call(moot, ask(moot, debate.near[0], item=debate.closed)))
    moot.do("item.start", item=debate.item)
    moot.do("speech.stop", speech=call(moot, ask(moot, debate.far[0])))

    def seen(who):
        actor = moot.actor(who) if who else None
        return queries.speeches_for(actor, moot.body).count()

    assert [seen(who) for who in (None, debate.watcher, debate.near[1])] == [1, 1, 2]
    assert [seen(who) for who in (moot.clerk, moot.chair, moot.town.somebody())] == [2, 2, 1]


def test_total_time_by_person_and_by_group(moot, debate):
    one, two = debate.near[0], debate.far[0]
    for who, until in ((one, "09:00"), (two, "09:05"), (one, "09:07")):
        speech = call(moot, ask(moot, who))
        moot.go("2026-07-22", until)
        moot.do("speech.stop", speech=speech)
    call(moot, ask(moot, debate.guest))
    rows = queries.speeches_for(None, moot.body)
    persons, groups = queries.speaking_totals(debate.meeting, rows)
    assert [(share.who.pk, share.speeches, share.seconds) for share in persons[:2]] == [
        (one.person, 2, 720),
        (two.person, 1, 300),
    ]
    assert [(share.who and share.who.pk, share.seconds) for share in groups][:2] == [
        (moot.group, 720),
        (debate.second, 300),
    ]


def test_where_legal_time_stands_still_the_clock_of_the_machine_counts(moot, debate):
    speech = Speech.objects.get(pk=call(moot, ask(moot, debate.near[0])))
    later = speech.ticks_from + timedelta(seconds=90)
    assert queries.seconds_of(speech, speech.created_at, later) == 90
    earlier = speech.ticks_from - timedelta(seconds=90)
    assert queries.seconds_of(speech, speech.created_at, earlier) == 0


# ------------------------------------------------------------------ groups


def test_a_group_has_a_room_of_its_own(moot, debate):
    room, head = debate.second, debate.head
    request = ask(moot, debate.far[1], room=room)
    refused("another group", moot, "speakers.request", Invalid, by=debate.near[0],
            item=debate.item, room=room)  # fmt: skip
    refused("group is not sitting", moot, "speech.call", by=head, request=request)
    with pytest.raises(Denied):
        moot.do("speech.call", by=moot.chair, request=request)
    moot.do("group.sit", by=head, meeting=debate.meeting, group=room)
    speech = call(moot, request, by=head)
    assert call(moot, ask(moot, debate.near[0])), "the plenary has its own speaker"
    assert queries.running_speech(debate.meeting, room).pk == speech
    assert list(queries.speeches_for(moot.actor(head), moot.body).filter(room=room))
    assert not queries.speeches_for(moot.actor(debate.near[0]), moot.body).filter(room=room)
    given = {"item": debate.item, "room": room, "person": debate.guest.person}
    assert moot.do("speakers.request_for", by=head, **given)
    moot.do("speakers.close", by=head, item=debate.item, room=room)
    assert standing(moot, room).state == ListState.CLOSED
    assert standing(moot).state == ListState.OPEN
    moot.do("group.rise", by=head, meeting=debate.meeting, group=room)
    assert Speech.objects.get(pk=speech).end is not None


def write(moot, **more) -> UUID:
    debate = moot.debate
    given = {"item": debate.item, "group": debate.second, "reporter": debate.far[1].person}
    return moot.make(
        "group_report.write", by=debate.head, key="report", text="小组认为…", **(given | more)
    )


def test_a_signed_report_stands_on_the_plenarys_list(moot, debate):
    report = write(moot)
    assert write(moot, reporter=debate.far[0].person) == report
    assert queries.report_state(GroupReport.objects.get()) == ReportState.WRITTEN
    assert [queries.reports_for(moot.actor(who), moot.body).count() for who in
            (debate.head, moot.chair, moot.clerk, debate.near[0])] == [1, 0, 1, 0]  # fmt: skip
    with pytest.raises(Denied):
        moot.do("group_report.sign", by=debate.near[0], report=report)
    ask(moot, debate.near[0])
    signed = moot.do("group_report.sign", by=debate.head, report=report)
    assert told(moot, "group_report.sign")["group"] == str(debate.second)
    assert names(moot)[0] == (UUID(signed["request"]), NextReason.RANK)
    assert queries.report_state(GroupReport.objects.get()) == ReportState.SIGNED
    refused("has signed", moot, "group_report.sign", by=debate.head, report=report)
    refused("has signed", moot, "group_report.write", by=debate.head, item=debate.item,
            group=debate.second, reporter=debate.far[0].person, text="改")  # fmt: skip
    call(moot, UUID(signed["request"]))
    assert queries.report_state(GroupReport.objects.get()) == ReportState.GIVEN
    assert [queries.reports_for(moot.actor(who), moot.body).count() for who in
            (moot.chair, debate.far[0])] == [1, 1]  # fmt: skip


def test_a_report_is_written_while_its_item_is_open_and_of_a_public_item_alone_told(moot, debate):
    refused("another group", moot, "group_report.write", Invalid, by=debate.head,
            item=debate.item, group=debate.second, reporter=debate.near[0].person,
            text="…")  # fmt: skip
    moot.do("group_report.sign", by=debate.head, report=write(moot, item=debate.closed))
    assert told(moot, "group_report.sign") is None
    moot.do("item.start", item=debate.later)
    refused("has finished this item", moot, "group_report.write", by=debate.head,
            item=debate.item, group=debate.second, reporter=debate.far[0].person,
            text="…")  # fmt: skip


def test_an_item_taken_off_takes_no_requests(moot, debate):
    moot.do("agenda.reopen", meeting=debate.meeting, note="调整议程")
    moot.do("agenda.remove_item", item=debate.later, reason="推迟")
    refused("taken off", moot, "speakers.request", by=debate.near[0], item=debate.later)
    with pytest.raises(NotFound):
        moot.do("speakers.request", by=debate.near[0], item=new_id())


def test_the_presidium_speaks_longer(moot):
    profile = queries.profile_of(moot.body, at("2026-07-22").date())
    kinds = profile.speakers.kinds
    presidium = queries.speaking_rule(profile, "presidium_meeting")
    assert [queries.seconds_allowed(presidium, kinds.find("speech"), n) for n in (0, 1)] == [
        900,
        600,
    ]


def test_what_is_offered_asks_for_none_of_the_forms_fields(moot, debate):
    ctx = looking(moot.body, moot.chair.account)
    assert refusal(ACTS["speakers.move"], ctx, request=ask(moot, debate.near[0])) is None
    ctx = looking(moot.body, debate.head.account)
    given = {"item": debate.item, "group": debate.second}
    assert refusal(ACTS["group_report.write"], ctx, **given) is None
