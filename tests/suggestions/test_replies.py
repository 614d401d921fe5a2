"""Contact, the approval chain, issuing and serving."""

from __future__ import annotations

from datetime import date

import pytest

from townmoot.record import Conflict, NotFound, Refused
from townmoot.suggestions.models import Contact, Reply, ReplyStep, Serving
from townmoot.suggestions.queries.status import may_step

CHAIN = (("draft", True), ("check", True), ("countersign", False), ("sign", True), ("issue", True))


def log(desk, part, unit, **more):
    told = {"on": desk.today, "way": "phone", "persons": [desk.deputies[0].person]} | more
    desk.do("contact.log", by=unit.officer, allotment=part, words="电话听取意见", **told)


@pytest.mark.parametrize("on", ["2026-01-11", "2026-01-13"])
def test_a_contact_is_noted_for_a_day_in_between(desk, on):
    _key, part = desk.handling()
    with pytest.raises(Refused, match="Give a day"):
        log(desk, part, desk.units[0], on=on)


def test_a_contact_names_signers(desk):
    _key, part = desk.handling()
    with pytest.raises(Refused, match="who signed"):
        log(desk, part, desk.units[0], persons=[desk.deputies[1].person])
    assert not Contact.objects.exists()


def test_a_reply_waits_for_a_contact(desk):
    _key, part = desk.handling()
    unit = desk.units[0]
    reply = desk.signed(part, unit)
    issue = {"by": unit.officer, "reply": reply, "mark": "澄规建复"}
    with pytest.raises(Refused, match="Speak with the deputy"):
        desk.do("reply.issue", **issue)
    log(desk, part, unit)
    desk.do("reply.issue", **issue)


def test_a_reply_waits_for_all_opinions_or_says_why_not(desk):
    key = desk.assigned()
    unit, helper, third = desk.units
    part, one, two = desk.allot(key, unit, assisting=[helper, third])
    desk.receive(part, unit)
    desk.receive(one, helper)
    desk.contact(part, unit)
    reply = desk.signed(part, unit)
    issue = {"by": unit.officer, "reply": reply, "mark": "澄规建复"}
    with pytest.raises(Refused, match=r"生态环境办公室, 执法队"):
        desk.do("reply.issue", **issue)
    desk.do("assist.give_opinion", by=helper.officer, allotment=one, words="无异议")
    with pytest.raises(Refused, match="执法队"):
        desk.do("reply.issue", **issue)
    with pytest.raises(NotFound):
        desk.do("assist.override", by=helper.head, allotment=two, reason="逾期未提")
    desk.do("assist.override", by=unit.head, allotment=two, reason="逾期未提")
    assert desk.part_state(two) == "waived"
    desk.do("reply.issue", **issue)


def test_the_government_office_may_go_on_without_an_opinion(desk):
    key = desk.assigned()
    _part, helper = desk.allot(key, desk.units[0], assisting=[desk.units[1]])
    desk.do("assist.override", by=desk.office, allotment=helper, reason="不需要")
    assert desk.part_state(helper) == "waived"


@pytest.mark.parametrize("act", ["assist.give_opinion", "assist.override"])
def test_a_lead_unit_gives_no_opinion(desk, act):
    _key, part = desk.handling()
    words = {"assist.give_opinion": "words", "assist.override": "reason"}[act]
    with pytest.raises(Refused, match="This unit leads"):
        desk.do(act, by=desk.units[0].head, allotment=part, **{words: "同意"})


def test_an_assisting_unit_gives_no_reply(desk):
    key = desk.assigned()
    _lead, helper = desk.allot(key, desk.units[0], assisting=[desk.units[1]])
    desk.receive(_lead, desk.units[0])
    desk.receive(helper, desk.units[1])
    with pytest.raises(Refused, match="This unit assists"):
        desk.drafted(helper, desk.units[1])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"reply_class": "excellent"}, "reply_class"),
        ({"reply_class": "in_progress", "promise": "装灯"}, "deadline"),
        ({"reply_class": "reference"}, "reason"),
        ({"reply_class": "in_progress", "deadline": "2026-06-30"}, "promise"),
        ({"reply_class": "adopted", "deadline": "2026-06-30"}, "promise"),
        ({"reply_class": "adopted", "promise": "装灯"}, "deadline"),
        ({"reply_class": "adopted", "promise": "装灯", "deadline": "2026-01-11"}, "deadline"),
    ],
)
def test_a_class_needs_what_the_profile_says(desk, fields, field):
    _key, part = desk.handling()
    with pytest.raises(Refused) as refused:
        desk.do(
            "reply.draft", by=desk.units[0].officer, allotment=part, text="现答复如下。", **fields
        )
    assert refused.value.field == field


def test_there_is_one_draft_at_a_time(desk):
    _key, part = desk.handling()
    desk.drafted(part, desk.units[0])
    with pytest.raises(Refused, match="a draft already"):
        desk.drafted(part, desk.units[0])


def test_each_hand_is_the_one_the_profile_names(desk):
    _key, part = desk.handling()
    unit = desk.units[0]
    with pytest.raises(NotFound):
        desk.make("reply.draft", by=unit.checker, allotment=part, text="x", reply_class="adopted")
    reply = desk.drafted(part, unit)
    for act, who in (("reply.check", unit.officer), ("reply.check", desk.units[1].checker)):
        with pytest.raises(NotFound):
            desk.do(act, by=who, reply=reply)
    desk.do("reply.check", by=unit.checker, reply=reply)
    with pytest.raises(NotFound):
        desk.do("reply.sign", by=unit.checker, reply=reply)


def test_no_hand_is_left_out(desk):
    _key, part = desk.handling()
    reply = desk.drafted(part, desk.units[0])
    with pytest.raises(Refused, match="State of the reply: drafted"):
        desk.do("reply.sign", by=desk.units[0].head, reply=reply)


def test_who_drafted_alone_does_not_approve(desk):
    _key, part = desk.handling()
    unit = desk.units[0]
    all_hands = desk.town.person(role="unit_officer", organization=unit.id)
    for role in ("unit_checker", "unit_head"):
        desk.town.join(all_hands, unit.id, role=role)
    reply = desk.make(
        "reply.draft", by=all_hands, allotment=part, text="答复", reply_class="adopted"
    )
    with pytest.raises(Refused, match="You drafted this letter"):
        desk.do("reply.check", by=all_hands, reply=reply)
    desk.do("reply.check", by=unit.checker, reply=reply)
    desk.do("reply.sign", by=all_hands, reply=reply)  # the checker has approved it


def test_a_reply_is_sent_back_and_passes_all_hands_again(desk):
    _key, part = desk.handling()
    unit = desk.units[0]
    reply = desk.signed(part, unit)
    desk.do("reply.send_back", by=unit.head, reply=reply, remark="补充数据")
    with pytest.raises(Refused, match="sent back"):
        desk.do("reply.check", by=unit.checker, reply=reply)
    revise = {"reply": reply, "text": "补充后的答复", "reply_class": "adopted"}
    with pytest.raises(Conflict):
        desk.do("reply.revise", by=unit.officer, revision=0, **revise)
    desk.do("reply.revise", by=unit.officer, revision=1, **revise)
    assert desk.reply_state(reply) == "drafted"
    desk.do("reply.check", by=unit.checker, reply=reply)
    desk.do("reply.sign", by=unit.head, reply=reply)
    assert ReplyStep.objects.filter(reply=reply, cycle=2).count() == 3


def test_an_assisting_head_countersigns_once(desk):
    key = desk.assigned()
    unit, helper = desk.units[:2]
    part, _assisting = desk.allot(key, unit, assisting=[helper])
    desk.receive(part, unit)
    reply = desk.drafted(part, unit)
    with pytest.raises(Refused, match="State of the reply"):
        desk.do("reply.countersign", by=helper.head, reply=reply)
    desk.do("reply.check", by=unit.checker, reply=reply)
    with pytest.raises(NotFound):
        desk.do("reply.countersign", by=unit.head, reply=reply)
    desk.do("reply.countersign", by=helper.head, reply=reply)
    with pytest.raises(Refused, match="was taken"):
        desk.do("reply.countersign", by=helper.head, reply=reply)
    desk.do("reply.sign", by=unit.head, reply=reply)


@pytest.mark.parametrize(
    ("done", "step", "may"),
    [
        (["draft"], "check", True),
        (["draft"], "sign", False),
        (["draft", "check"], "sign", True),
        (["draft", "check"], "check", False),
        (["draft", "check", "sign"], "countersign", False),
        (["draft"], "seal", False),
    ],
)
def test_the_chain_is_the_profiles(done, step, may):
    assert may_step(CHAIN, done, step) is may


def test_numbers_follow_in_the_units_series_and_are_given_once(desk):
    unit = desk.units[0]
    first = desk.reply(desk.handling()[1])
    key, part = desk.handling()
    desk.contact(part, unit)
    second = desk.signed(part, unit)
    desk.do("reply.issue", by=unit.officer, reply=second)
    with pytest.raises(Refused, match="cannot be done now"):
        desk.do("reply.issue", by=unit.officer, reply=second)
    numbers = [Reply.objects.get(pk=reply).number for reply in (first, second)]
    assert numbers == ["澄规建复〔2026〕1号", "澄规建复〔2026〕2号"]
    assert desk.state(key) == "replied"


def test_the_first_letter_needs_a_mark(desk):
    _key, part = desk.handling()
    unit = desk.units[0]
    desk.contact(part, unit)
    reply = desk.signed(part, unit)
    with pytest.raises(Refused, match="Give the mark"):
        desk.do("reply.issue", by=unit.officer, reply=reply)


def test_a_split_suggestion_is_replied_when_all_leads_have_replied(desk):
    key = desk.assigned()
    one, two = desk.units[:2]
    parts = desk.allot(key, (one, "划线"), (two, "油烟"))
    desk.receive(parts[0], one)
    desk.receive(parts[1], two)
    desk.go("2026-02-02")
    desk.reply(parts[0], one)
    assert (desk.state(key), desk.item(key).replied_on) == ("in_progress", None)
    desk.go("2026-02-09")
    desk.reply(parts[1], two, mark="澄环复")
    assert (desk.state(key), desk.item(key).replied_on) == ("replied", date(2026, 2, 9))
    assert desk.state(key, date(2026, 2, 5)) == "in_progress"


def test_each_signer_is_served_and_acknowledges(desk):
    lead, other = desk.deputies[:2]
    key, part = desk.handling(cosigners=[other])
    reply = desk.reply(part)
    desk.do(
        "reply.serve",
        by=desk.units[0].officer,
        reply=reply,
        way="letter",
        persons=[other.person],
    )
    for _again in range(2):
        desk.do("reply.acknowledge", by=other, reply=reply)
    found = {row.person_id: row for row in Serving.objects.filter(reply=reply)}
    assert (found[lead.person].way, found[other.person].way) == ("system", "letter")
    assert found[lead.person].acknowledged_at is None
    assert found[other.person].acknowledged_at is not None
    with pytest.raises(Refused, match="who signed"):
        desk.do(
            "reply.serve",
            by=desk.units[0].officer,
            reply=reply,
            way="by_hand",
            persons=[desk.chair.person],
        )
    with pytest.raises(NotFound):
        desk.do("reply.acknowledge", by=desk.deputies[2], reply=reply)
    assert desk.state(key) == "replied"


def test_an_opinion_is_given_once(desk):
    key = desk.assigned()
    unit, helper, *_others = desk.units
    part, one = desk.allot(key, unit, assisting=[helper])
    desk.receive(part, unit)
    desk.receive(one, helper)
    desk.do("assist.give_opinion", by=helper.officer, allotment=one, words="无异议")
    with pytest.raises(Refused, match="State of the unit's part"):
        desk.do("assist.give_opinion", by=helper.officer, allotment=one, words="再补一句")
