"""The business of a parish council, item by item, and what a summons lets be decided."""

from __future__ import annotations

from copy import deepcopy
from uuid import UUID

import pytest

from tests import parish as places
from tests.parish import Parish, at
from townmoot.meetings import queries
from townmoot.meetings.models import (
    AgendaItem,
    Declaration,
    Dispensation,
    ItemDecision,
    LeaveRequest,
    Meeting,
    PastMinutes,
    Payment,
    Planning,
    Posting,
    PublicSlot,
)
from townmoot.meetings.policies.speakers import report_kind
from townmoot.record import Absent, Denied, Invalid, NotFound, Refused, clock, leaf
from townmoot.record.models import Entry, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def founded(kept) -> Parish:
    """The parish of this module’s tests; each test gets it as it was founded."""
    made = places.parish()
    clock.forget()
    return made


@pytest.fixture
def moot(founded, db) -> Parish:
    """Ashmoot on 1 May 2026: a clerk, a chairman, and five councillors with him."""
    clock.forget()
    yield deepcopy(founded)
    clock.forget()


def refused(moot: Parish, words: str, act: str, /, error=Refused, **inputs) -> None:
    with pytest.raises(error) as raised:
        moot.do(act, **inputs)
    told = getattr(raised.value, "problems", [{"reason": str(raised.value.reason)}])
    assert words in told[0]["reason"]


def told(act: str) -> dict:
    """What the public record tells of the last act of that name."""
    entry = Entry.objects.filter(act=act).order_by("-position").first()
    return leaf.opened(entry.envelope).get("public", {}).get("data", {})


# ------------------------------------------------------------------ summons and public notice


def test_summons_and_public_notice_are_proved_apart_with_the_last_day_in_time(moot):
    meeting = moot.plan("2026-05-07")
    refused(moot, "being prepared", "notice.post", meeting=meeting, kind="public", place="x",
            served_by="y", at=at("2026-05-01", "09:00"))  # fmt: skip
    moot.do("meeting.publish", meeting=meeting)
    moot.summon(meeting, "2026-05-01")
    rows = list(Posting.objects.order_by("kind"))
    assert [(row.kind, str(row.latest), row.notice) for row in rows] == [
        ("public", "2026-05-01", 1),
        ("summons", "2026-05-01", 1),
    ]
    assert told("notice.post") == {
        "meeting": str(meeting), "kind": "public", "at": "2026-05-01T09:30:00+01:00",
        "latest": "2026-05-01",
    }  # fmt: skip
    later = {"meeting": meeting, "kind": "public", "place": "x", "served_by": "y"}
    refused(moot, "still to come", "notice.post", error=Invalid, **later, at=at("2026-05-03"))
    moot.open(meeting, "2026-05-07")


def test_without_proof_in_time_the_meeting_cannot_be_opened_and_the_reason_counts_the_days(moot):
    meeting = moot.plan("2026-05-07")
    moot.summon(meeting, "2026-05-01", "summons")
    moot.go("2026-05-02", "10:00")
    late = moot.do(
        "notice.post", meeting=meeting, kind="public", place="Gate", served_by="Edith Carr",
        at=at("2026-05-02", "09:30"),
    )  # fmt: skip
    assert late["in_time"] is False
    with pytest.raises(Refused, match=r"public notice: .*Early May bank holiday") as why:
        moot.open(meeting, "2026-05-07")
    assert "1 May 2026" in str(why.value.reason)
    assert (
        queries.posted_in_time(Meeting.objects.get(pk=moot.plan("2026-06-11")), "public") is False
    )


def test_a_late_summons_is_refused_also_for_an_extraordinary_meeting(moot):
    meeting = moot.plan("2026-05-07", kind="extraordinary", extra=True)
    moot.go("2026-05-02", "10:00")
    refused(moot, "by 1 May 2026", "meeting.give_notice", meeting=meeting, late_reason="urgent")


def test_what_the_summons_does_not_name_can_be_discussed_and_not_decided(moot):
    meeting = moot.plan("2026-05-14")
    named = moot.item(meeting, "motion")
    moot.go("2026-05-05", "10:00")
    moot.summon(meeting, "2026-05-05")
    moot.go("2026-05-06", "10:00")
    late = moot.item(meeting, "motion", "A thing that came up")
    plan = moot.item(meeting, "planning")
    case = {"reference": "26/01", "address": "Mill", "proposal": "Barn", "authority": "District",
            "respond_by": "2026-06-01"}  # fmt: skip
    key = moot.make("planning.add", item=plan, **case)
    moot.open(meeting, "2026-05-14")
    moot.do("item.start", item=late)
    refused(moot, "Sch 12 para 10(2)(b)", "item.decide", item=late, votes_for=4, votes_against=0,
            abstentions=0)  # fmt: skip
    moot.do("item.finish", item=late)
    moot.do("item.start", item=plan)
    refused(moot, "does not name", "planning.respond", planning=key, response="support")
    moot.do("item.finish", item=plan)
    moot.do("item.start", item=named)
    assert moot.vote(named) is True


def test_a_new_summons_in_time_names_what_was_added(moot):
    meeting = moot.plan("2026-05-14")
    moot.summon(meeting, "2026-05-01")
    moot.go("2026-05-06", "10:00")
    late = moot.item(meeting, "motion")
    moot.summon(meeting, "2026-05-06")
    moot.open(meeting, "2026-05-14")
    moot.do("item.start", item=late)
    assert moot.vote(late) is True


def test_a_parish_adopts_no_agenda_and_its_chairman_grants_no_leave(moot):
    meeting, _items = moot.held("motion")
    refused(moot, "no such thing", "agenda.propose", error=Absent, meeting=meeting)
    leave = moot.make("leave.enter", meeting=meeting, person=moot.councillors[4].person, reason="x")
    refused(moot, "no such thing", "leave.approve", error=Absent, by=moot.chair, leave=leave)


# ------------------------------------------------------------------ votes


def test_equal_votes_are_settled_by_the_casting_vote_and_only_they_are(moot):
    _meeting, items = moot.held("motion", "payments", "apologies")
    hands = {"votes_for": 2, "votes_against": 2, "abstentions": 0}
    moot.do("item.start", item=items["motion"])
    refused(moot, "equal", "item.decide", error=Invalid, item=items["motion"], **hands)
    refused(moot, "only", "item.decide", error=Invalid, item=items["motion"], casting=True,
            votes_for=3, votes_against=1, abstentions=0)  # fmt: skip
    assert moot.vote(items["motion"], 2, 2, casting=True) is True
    moot.do("item.finish", item=items["motion"])
    moot.do("item.start", item=items["payments"])
    assert moot.vote(items["payments"], 2, 2, casting=False) is False
    moot.do("item.finish", item=items["payments"])
    moot.do("item.start", item=items["apologies"])
    assert moot.vote(items["apologies"], 1, 0) is True  # of those present and voting
    assert ItemDecision.objects.filter(casting=None).count() == 1


# ------------------------------------------------------------------ apologies, interests


def test_apologies_are_accepted_by_the_meeting_once_it_has_resolved_so(moot):
    meeting, items = moot.held("apologies", "motion")
    item, away = items["apologies"], moot.councillors[4]
    leave = moot.make("leave.request", by=away, meeting=meeting, reason="In hospital")
    moot.do("item.start", item=item)
    refused(moot, "resolves it first", "apologies.accept", item=item, leaves=[leave])
    moot.vote(item)
    other = moot.plan("2026-06-11")
    moot.do("meeting.give_notice", meeting=other)
    strange = moot.make("leave.request", by=away, meeting=other, reason="Away")
    with pytest.raises(NotFound):
        moot.do("apologies.accept", item=item, leaves=[strange])
    moot.do("apologies.accept", item=item, leaves=[leave])
    row = LeaveRequest.objects.get(pk=leave)
    assert (row.state, row.decided_by_id) == ("approved", moot.chair.person)
    assert told("apologies.accept") == {
        "meeting": str(meeting), "item": str(item), "count": 1, "accepted": True,
    }  # fmt: skip
    refused(moot, "before", "apologies.accept", item=item, leaves=[leave], accepted=False)


def test_apologies_that_were_not_accepted_are_refused(moot):
    meeting, items = moot.held("apologies")
    leave = moot.make(
        "leave.request", by=moot.councillors[4], meeting=meeting, reason="A football match"
    )
    moot.do("item.start", item=items["apologies"])
    moot.vote(items["apologies"])
    moot.do("apologies.accept", item=items["apologies"], leaves=[leave], accepted=False)
    assert LeaveRequest.objects.get(pk=leave).state == "refused"


def declare(moot, items, who, kind="pecuniary", about="motion", **more) -> UUID:
    return moot.make(
        "interest.declare", key="declaration", item=items["interests"], about=items[about],
        person=who.person, kind=kind, nature="Owns the field beside it", **more,
    )  # fmt: skip


def test_who_has_a_pecuniary_interest_leaves_before_the_vote_and_does_not_vote(moot):
    meeting, items = moot.held("interests", "motion", "payments")
    key = declare(moot, items, moot.councillors[1], by=moot.councillors[1])
    assert told("interest.declare") == {
        "meeting": str(meeting), "item": str(items["motion"]),
        "person": str(moot.councillors[1].person), "kind": "pecuniary", "dispensed": False,
    }  # fmt: skip
    refused(moot, "not at this item", "interest.leave", declaration=key)
    refused(moot, "in the room", "interest.return", declaration=key)
    moot.do("item.start", item=items["motion"])
    hands = {"item": items["motion"], "votes_against": 0, "abstentions": 0}
    refused(moot, "Peter Askew has an interest", "item.decide", **hands, votes_for=3)
    moot.do("interest.leave", declaration=key)
    refused(moot, "left before", "interest.leave", declaration=key)
    refused(moot, "when the item is finished", "interest.return", declaration=key)
    refused(moot, "only 3", "item.decide", error=Invalid, **hands, votes_for=4)
    moot.vote(items["motion"], 3)
    assert ItemDecision.objects.get(item=items["motion"]).present == 3
    moot.do("item.finish", item=items["motion"])
    moot.do("interest.return", declaration=key)
    assert Declaration.objects.get(pk=key).returned_at is not None


def test_an_interest_that_need_not_be_registered_lets_the_member_stay(moot):
    _meeting, items = moot.held("interests", "motion")
    declare(moot, items, moot.councillors[1], kind="non_registrable")
    moot.do("item.start", item=items["motion"])
    assert moot.vote(items["motion"]) is True


def test_what_does_not_fit_a_declaration_is_named(moot):
    _meeting, items = moot.held("interests", "motion")
    who = moot.councillors[1]
    given = {"item": items["interests"], "about": items["motion"], "kind": "pecuniary",
             "nature": "x", "person": who.person}  # fmt: skip
    act = "interest.declare"
    refused(moot, "members", act, error=Invalid, **given | {"person": moot.town.clerk.person})
    refused(moot, "pecuniary, registrable", act, error=Invalid, **given | {"kind": "fear"})
    refused(moot, "Name the item", act, error=Invalid, **given | {"item": None})
    other = moot.item(moot.plan("2026-06-11"), "motion")
    refused(moot, "of this meeting", act, error=Invalid, **given | {"about": other})
    refused(moot, "of this kind", act, error=Invalid, **given | {"item": items["motion"]})
    with pytest.raises(Denied):
        moot.do(act, by=moot.councillors[2], **given)
    moot.do(act, **given)
    refused(moot, "declared before", act, **given)


# ------------------------------------------------------------------ dispensations


def test_a_dispensation_of_the_council_lets_the_member_stay_and_vote(moot):
    _meeting, items = moot.held("interests", "dispensations", "motion")
    who, item = moot.councillors[1], items["dispensations"]
    key = moot.make("dispensation.ask", by=who, person=who.person, scope="The green, as neighbour")
    grant = {"dispensation": key, "granted_by": "council"}
    act = "dispensation.grant"
    refused(moot, "Name the item", act, error=Invalid, **grant, until="2027-05-14")
    refused(moot, "at the longest", act, error=Invalid, **grant, until="2030-05-15", item=item)
    refused(moot, "council, clerk", act, error=Invalid, until="2027-05-14",
            dispensation=key, granted_by="friend")  # fmt: skip
    moot.do("item.start", item=item)
    refused(moot, "resolves it first", act, **grant, until="2027-05-14", item=item)
    moot.vote(item)
    moot.do(act, **grant, until="2030-05-14", item=item)
    moot.do("item.finish", item=item)
    assert told(act) == {
        "person": str(who.person), "granted_by": "council", "until": "2030-05-14",
    }  # fmt: skip
    refused(moot, "decided before", "dispensation.refuse", dispensation=key)
    declare(moot, items, who, dispensation=key)
    moot.do("item.start", item=items["motion"])
    assert moot.vote(items["motion"]) is True
    day = places.date(2026, 5, 14)
    assert [row.pk for row in queries.dispensations_of(moot.town.body, day)] == [key]


def test_the_clerk_grants_or_refuses_one_and_another_member_cannot_use_it(moot):
    _meeting, items = moot.held("interests", "motion")
    first, second = moot.councillors[1:3]
    key = moot.make("dispensation.ask", person=first.person, scope="Everything on dogs")
    refused_one = moot.make("dispensation.ask", person=second.person, scope="Everything")
    assert {row.pk for row in queries.dispensations_asked(moot.town.body)} == {key, refused_one}
    moot.do("dispensation.refuse", dispensation=refused_one)
    assert Dispensation.objects.get(pk=refused_one).refused_at is not None
    moot.do("dispensation.grant", dispensation=key, granted_by="clerk", until="2026-12-31")
    with pytest.raises(Invalid, match="corrected"):
        declare(moot, items, second, dispensation=key)


# ------------------------------------------------------------------ the public


def test_the_public_speaks_until_its_minutes_are_used_up(moot):
    _meeting, items = moot.held("participation")
    item = items["participation"]
    refused(moot, "not at this item", "public.speak", item=item, name="Mrs Dale")
    moot.do("item.start", item=item)
    slot = moot.make("public.speak", key="slot", item=item, name="Mrs Dale", topic="Speeding")
    refused(moot, "Somebody is speaking", "public.speak", item=item, name="Mr Ford")
    moot.go("2026-05-14", "18:58")
    assert moot.do("public.stop", slot=slot)["seconds"] == 480
    assert told("public.stop")["seconds"] == 480
    refused(moot, "stopped before", "public.stop", slot=slot)
    slot = moot.make("public.speak", key="slot", item=item, name="Mr Ford")
    moot.go("2026-05-14", "19:05")
    used = queries.used(PublicSlot.objects.all(), clock.now())
    assert used.total_seconds() == 900
    moot.do("public.stop", slot=slot)
    refused(moot, "15 minutes of the public are used up", "public.speak", item=item, name="Mr Hay")


def test_press_and_public_are_out_for_a_reason_and_what_follows_is_not_public(moot):
    meeting, items = moot.held("motion", "exclusion", "report", "next_meeting")
    item = items["exclusion"]
    refused(moot, "not at this item", "press.exclude", meeting=meeting, reason="Tenders")
    moot.do("item.start", item=item)
    refused(moot, "resolves it first", "press.exclude", meeting=meeting, reason="Tenders")
    moot.vote(item)
    assert (
        moot.do("press.exclude", meeting=meeting, reason="Tenders (1960 Act s 1(2))")["closed"] == 3
    )
    refused(moot, "excluded before", "press.exclude", meeting=meeting, reason="Tenders")
    moot.do("item.finish", item=item)
    seen = queries.items_for(None, moot.town.body).values_list("kind", flat=True)
    assert list(seen) == ["exclusion"]
    moot.under(items["report"])
    moot.do("press.readmit", meeting=meeting)
    refused(moot, "The public is in", "press.readmit", meeting=meeting)
    seen = queries.items_for(None, moot.town.body).values_list("kind", flat=True)
    assert list(seen) == ["motion", "exclusion", "next_meeting"]
    assert told("press.readmit") == {"meeting": str(meeting)}


def test_an_item_closed_for_another_reason_stays_closed(moot):
    meeting = moot.plan()
    item = moot.item(meeting, "exclusion")
    closed = moot.make("agenda.add_item", key="item", meeting=meeting, kind="report", name="Staff",
                       public=False, confidential_reason="Staff")  # fmt: skip
    moot.go("2026-05-08", "10:00")
    moot.summon(meeting, "2026-05-08")
    moot.open(meeting, "2026-05-14")
    moot.do("item.start", item=item)
    moot.vote(item)
    moot.do("press.exclude", meeting=meeting, reason="Tenders")
    moot.do("press.readmit", meeting=meeting)
    assert AgendaItem.objects.get(pk=closed).public is False
    refused(moot, "excluded before", "press.exclude", meeting=meeting, reason="Tenders")
    assert told("press.readmit") == {}


# ------------------------------------------------------------------ minutes


def test_the_minutes_of_the_last_meeting_are_corrected_approved_and_signed(moot):
    last, _items = moot.held("motion")
    moot.do("meeting.close", meeting=last)
    moot.go("2026-05-20", "10:00")
    meeting = moot.plan("2026-06-11")
    item = moot.item(meeting, "minutes")
    over = queries.meetings_over(Meeting.objects.get(pk=meeting))
    assert [row.pk for row in over] == [last]
    refused(moot, "that is over", "minutes.lay", error=Invalid, item=item, of=meeting)
    moot.summon(meeting, "2026-05-20")
    moot.do("meeting.publish", meeting=meeting)
    moot.open(meeting, "2026-06-11")
    moot.do("item.start", item=item)
    refused(moot, "of which meeting", "minutes.sign", item=item)
    moot.do("minutes.lay", item=item, of=last)
    moot.do("minutes.lay", item=item, of=last, corrections="Item 1: for “field” read “green”.")
    assert told("minutes.lay") == {
        "meeting": str(meeting), "item": str(item), "of": str(last), "corrected": True,
    }  # fmt: skip
    refused(moot, "resolves it first", "minutes.sign", item=item)
    moot.vote(item)
    moot.do("meeting.preside", meeting=meeting, person=None)
    refused(moot, "who presides", "minutes.sign", item=item)
    moot.do("meeting.preside", meeting=meeting, person=moot.chair.person)
    moot.do("minutes.sign", item=item)
    row = PastMinutes.objects.get()
    assert (row.signed_by_id, row.signed_at.date().isoformat()) == (moot.chair.person, "2026-06-11")
    assert told("minutes.sign")["person"] == str(moot.chair.person)
    refused(moot, "are signed", "minutes.sign", item=item)
    refused(moot, "are signed", "minutes.lay", item=item, of=last)


# ------------------------------------------------------------------ lists


def test_payments_are_added_up_and_approved_by_resolution(moot):
    _meeting, items = moot.held("payments")
    item = items["payments"]
    bill = {"item": item, "payee": "Hill Landscapes", "purpose": "Grass", "power": "LGA 1972 s 214"}
    moot.make("payment.add", **bill, net=24_000, vat=4_800)
    gone = moot.make("payment.add", **bill, net=100)
    moot.make("payment.add", **bill, net=1_250)
    moot.do("payment.drop", payment=gone)
    sums = queries.totals(Payment.objects.all())
    assert (sums.net, sums.vat, sums.total) == (25_250, 4_800, 30_050)
    assert Payment.objects.first().total == 28_800
    moot.do("item.start", item=item)
    moot.vote(item)
    refused(moot, "has been decided", "payment.add", **bill, net=1)
    refused(moot, "has been decided", "payment.drop", payment=Payment.objects.first().pk)


def test_a_planning_consultation_is_answered_and_the_answer_sent(moot):
    _meeting, items = moot.held("planning", "interests")
    item = items["planning"]
    case = {"reference": "26/0142/FUL", "address": "Mill Lane", "proposal": "Two dwellings",
            "authority": "Fenland District Council", "respond_by": "2026-05-29"}  # fmt: skip
    key = moot.make("planning.add", item=item, **case)
    refused(moot, "not answered yet", "planning.send", planning=key)
    refused(moot, "not at this item", "planning.respond", planning=key, response="object")
    moot.do("item.start", item=item)
    refused(moot, "Choose one of", "planning.respond", error=Invalid, planning=key, response="hm")
    moot.do("planning.respond", planning=key, response="object", comment="Access is too narrow.")
    assert told("planning.respond")["response"] == "object"
    moot.do("planning.send", planning=key)
    assert told("planning.send")["due"] == "2026-05-29"
    assert str(Planning.objects.get().sent) == "2026-05-14"
    refused(moot, "sent before", "planning.send", planning=key)


def test_report_letters_and_the_next_meeting_are_noted(moot):
    meeting, items = moot.held("clerk_report", "correspondence", "next_meeting")
    moot.do("report.add", item=items["clerk_report"], matter="Bench", text="Repaired.")
    moot.do("letter.add", item=items["correspondence"], sender="County Council",
            received="2026-05-02", subject="Road closure", action="Noted")  # fmt: skip
    for day in ("2026-06-11", "2026-06-18"):
        moot.do("next_meeting.set", item=items["next_meeting"], start=at(day), place="Hall")
    assert told("next_meeting.set")["start"] == "2026-06-18T18:00:00Z"
    rows = queries.with_business(queries.items_of(Meeting.objects.get(pk=meeting)))
    report, post, after = rows
    assert [line.matter for line in report.report_lines.all()] == ["Bench"]
    assert [letter.sender for letter in post.letters.all()] == ["County Council"]
    assert after.next_meeting.place == "Hall"


# ------------------------------------------------------------------ in public


def test_nothing_of_a_meeting_that_is_not_public_is_told(moot):
    meeting = moot.plan()
    items = {kind: moot.item(meeting, kind) for kind in dict(places.ITEMS)}
    moot.go("2026-05-08", "10:00")
    moot.summon(meeting, "2026-05-08")
    assert told("notice.post") == {}
    moot.open(meeting, "2026-05-14")
    declare(moot, items, moot.councillors[1])
    assert told("interest.declare") == {}
    moot.do("next_meeting.set", item=items["next_meeting"], start=at("2026-06-11"), place="Hall")
    assert told("next_meeting.set") == {}
    away = moot.councillors[4]
    leave = moot.make("leave.request", by=away, meeting=meeting, reason="Away")
    assert [str(row.participant.person) for row in queries.leaves_of(
        Meeting.objects.get(pk=meeting))] == ["Grace Penn"]  # fmt: skip
    moot.do("item.start", item=items["apologies"])
    moot.vote(items["apologies"])
    moot.do("apologies.accept", item=items["apologies"], leaves=[leave])
    assert told("apologies.accept") == {}
    moot.do("item.finish", item=items["apologies"])
    moot.do("item.start", item=items["participation"])
    slot = moot.make("public.speak", key="slot", item=items["participation"], name="Mrs Dale")
    moot.do("public.stop", slot=slot)
    assert told("public.stop") == {}
    assert queries.absence_flags(moot.town.body, places.DAY) == []


def test_the_interests_declared_are_listed_for_the_public_register(moot):
    meeting, items = moot.held("interests", "motion")
    key = declare(moot, items, moot.councillors[1], sensitive=True)
    rows = queries.declarations_for(moot.town.body, [meeting])
    assert [(row.pk, row.sensitive) for row in rows] == [(key, True)]
    assert list(queries.declarations_for(moot.town.body, [new_id()])) == []


# ------------------------------------------------------------------ speakers


def test_in_a_parish_one_speaks_for_or_against_and_no_group_reports(moot):
    _meeting, items = moot.held("motion")
    item, who = items["motion"], moot.councillors[0]
    moot.do("item.start", item=item)
    refused(moot, "for or against", "speakers.request", error=Invalid, by=who, item=item)
    request = moot.make("speakers.request", by=who, key="request", item=item, side="against")
    row = AgendaItem.objects.get(pk=item)
    found = queries.speakers_of(row)
    assert (found.next.request.pk, found.next.allowed, found.budget) == (request, 180, None)
    with pytest.raises(Refused, match="do not report"):
        report_kind(row)
