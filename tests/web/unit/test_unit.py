"""What a unit and the government office do from their pages."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.doors import signed_in
from tests.web.pages import fill, main_form, press
from townmoot.commitments.models import Commitment, Statement
from townmoot.suggestions.models import Allotment, Extension, Reply, UnitReturn


def url(name, *args):
    return reverse(f"unit:{name}", args=args)


def test_leading_and_assisting_stand_apart_in_the_inbox(desk):
    unit, helper = desk.units[:2]
    key = desk.assigned()
    desk.allot(key, unit, assisting=[helper])
    leading = signed_in(unit.officer).get(url("inbox")).content.decode()
    assisting = signed_in(helper.officer).get(url("inbox")).content.decode()
    assert "To reply to, as lead unit" in leading
    assert "To assist with" not in leading
    assert "To assist with" in assisting
    assert "Why this date" in leading


def test_a_return_goes_to_the_office_which_gives_it_to_another(desk):
    unit, other = desk.units[:2]
    key = desk.assigned()
    (part,) = desk.allot(key, unit)
    officer, office = signed_in(unit.officer), signed_in(desk.office)
    fill(officer, url("part_step", part, "return"), reason="不属职责", proposed_unit=str(other.id))
    row = UnitReturn.objects.get()
    assert "不属职责" in office.get(url("office")).content.decode()
    fill(office, url("office_return", row.pk, "approve"))
    assert desk.state(key) == "assigned"
    assert officer.get(url("part", part)).status_code == 404
    fill(office, url("office_step", key, "allot"), lead_1=str(other.id))
    assert Allotment.objects.get(suggestion=key, ended_on=None).unit_id == other.id


def test_a_return_refused_says_why_and_is_decided_once(desk):
    unit = desk.units[0]
    key = desk.assigned()
    (part,) = desk.allot(key, unit)
    desk.do("unit.return", by=unit.officer, allotment=part, reason="不属职责")
    row = UnitReturn.objects.get()
    office = signed_in(desk.office)
    page = url("office_return", row.pk, "refuse")
    opened = main_form(office.get(page))
    fill(office, page, remark="属你单位")
    assert desk.part_state(part) == "allotted"
    again = office.post(url("office_return", row.pk, "approve"), {"remark": "我同意", "act_id": ""})
    assert again.status_code == 409
    assert "我同意" in again.content.decode()
    assert opened.values


def test_a_suggestion_is_split_among_leads_with_their_parts(desk):
    one, two, helper = desk.units[:3]
    key = desk.assigned()
    office = signed_in(desk.office)
    page = url("office_step", key, "allot")
    wrong = fill(office, page, lead_1=str(one.id), lead_2=str(two.id))
    assert wrong.status_code == 409
    assert "Write for each lead unit which part it answers." in wrong.content.decode()
    fill(
        office,
        page,
        lead_1=str(one.id),
        part_1="修路",
        lead_2=str(two.id),
        part_2="绿化",
        assisting=[str(helper.id)],
    )
    rows = Allotment.objects.filter(suggestion=key)
    assert {(row.unit_id, row.part) for row in rows} == {
        (one.id, "修路"),
        (two.id, "绿化"),
        (helper.id, ""),
    }


def test_the_office_adds_an_assisting_unit_waives_it_and_refers_upward(desk):
    key, _part = desk.handling()
    office = signed_in(desk.office)
    fill(office, url("office_step", key, "assist"), unit=str(desk.units[1].id))
    assisting = Allotment.objects.get(suggestion=key, share="assist")
    fill(office, url("override", assisting.pk), reason="逾期未回")
    assert desk.part_state(assisting.pk) == "waived"
    fill(office, url("office_step", key, "refer"), unit="区交通委", reason="区级事权")
    assert desk.state(key) == "referred"
    fill(office, url("office_step", key, "answer"), answer="已列入计划")
    assert desk.state(key) == "answered_outside"


def test_more_time_must_be_asked_for_within_the_rule(desk):
    _key, part = desk.handling()
    officer = signed_in(desk.units[0].officer)
    page = url("part_step", part, "extension")
    wrong = fill(officer, page, until="2027-01-01", reason="来不及")
    assert wrong.status_code == 409
    assert "The latest day allowed is" in wrong.content.decode()
    fill(officer, page, until="2026-05-11", reason="要招标")
    assert Extension.objects.get().until.isoformat() == "2026-05-11"


def test_a_letter_passes_through_three_hands_and_may_come_back(desk):
    unit = desk.units[0]
    _key, part = desk.handling(unit=unit)
    desk.contact(part, unit)
    draft = desk.drafted(part, unit)
    officer, checker, head = (signed_in(who) for who in (unit.officer, unit.checker, unit.head))
    text = officer.get(url("reply", draft)).content.decode()
    assert "Only who checks letters in the lead unit may." in text
    fill(checker, url("reply_step", draft, "send-back"), remark="说得具体一些")
    assert "说得具体一些" in officer.get(url("reply", draft)).content.decode()
    fill(officer, url("reply_step", draft, "revise"), text="更具体的答复")
    fill(checker, url("reply_step", draft, "check"))
    refused = officer.get(url("reply_step", draft, "sign")).content.decode()
    assert "Only who signs letters in the lead unit may." in refused
    fill(head, url("reply_step", draft, "sign"))
    fill(officer, url("reply_step", draft, "issue"), mark="澄规建复")
    reply = Reply.objects.get(pk=draft)
    assert reply.number == "澄规建复〔2026〕1号"
    letter = officer.get(url("letter", draft)).content.decode()
    assert "更具体的答复" in letter
    assert reply.number in letter
    assert "Solved or adopted" in letter


def test_the_second_of_two_drafters_is_shown_the_other_text_and_can_send_again(desk):
    unit = desk.units[0]
    _key, part = desk.handling(unit=unit)
    draft = desk.drafted(part, unit)
    page = url("reply_step", draft, "revise")
    client = signed_in(unit.officer)
    mine = main_form(client.get(page))
    fill(client, page, text="别人的文字")
    late = client.post(page, {**mine.values, "text": "我的文字"})
    assert late.status_code == 409
    shown = late.content.decode()
    assert "别人的文字" in shown
    assert "我的文字" in shown
    again = main_form(late)
    assert client.post(page, again.values).status_code == 302
    assert Reply.objects.get(pk=draft).text == "我的文字"


def test_an_assisting_unit_reads_the_draft_it_countersigns_and_no_other(desk):
    unit, helper, third = desk.units[:3]
    key = desk.assigned()
    part, assisting = desk.allot(key, unit, assisting=[helper])
    desk.receive(part, unit)
    desk.receive(assisting, helper)
    draft = desk.drafted(part, unit)
    desk.do("reply.check", by=unit.checker, reply=draft)
    assert signed_in(third.head).get(url("reply", draft)).status_code == 404
    head = signed_in(helper.head)
    assert url("reply", draft) in head.get(url("part", assisting)).content.decode()
    fill(head, url("reply_step", draft, "countersign"), remark="同意")
    assert desk.reply_state(draft) == "checked"


def test_a_promise_is_shown_to_be_kept_with_a_file(desk):
    desk.replied(reply_class="in_progress")
    promise = Commitment.objects.get().pk
    officer = signed_in(desk.units[0].officer)
    page = url("promise_step", promise, "evidence")
    bad = SimpleUploadedFile("照片.png", b"<html>", content_type="image/png")
    wrong = fill(officer, page, words="已装", file=bad)
    assert wrong.status_code == 409
    assert "已装" in wrong.content.decode()
    assert not Statement.objects.exists()
    good = SimpleUploadedFile("照片.png", b"\x89PNG\r\n\x1a\n" + b"0" * 32)
    fill(officer, page, words="已装24盏", file=good)
    said = Statement.objects.get()
    answer = officer.get(url("promise_file", said.pk))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert signed_in(desk.units[1].officer).get(url("promise_file", said.pk)).status_code == 404


def test_progress_and_an_explanation_stand_on_the_promise(desk):
    desk.replied(reply_class="in_progress")
    promise = Commitment.objects.get().pk
    officer = signed_in(desk.units[0].officer)
    fill(officer, url("promise_step", promise, "progress"), words="已完成一半")
    fill(officer, url("promise_step", promise, "explain"), words="经费未到")
    text = officer.get(url("promise", promise)).content.decode()
    assert "已完成一半" in text
    assert "经费未到" in text


def test_a_page_of_one_press_opened_by_hand_leads_back(desk):
    key = desk.assigned()
    (part,) = desk.allot(key, desk.units[0])
    officer = signed_in(desk.units[0].officer)
    answer = officer.get(url("part_step", part, "receive"))
    assert answer.headers["Location"] == url("part", part)
    press(officer, url("part", part), url("part_step", part, "receive"))
    assert desk.part_state(part) == "received"
    assert officer.get(url("part_step", part, "no-such-step")).status_code == 404


def test_the_phone_of_a_signer_is_not_shown_to_a_unit(desk):
    key = desk.assigned(desk.deputies[0])
    person = desk.deputies[0].person
    (part,) = desk.allot(key, desk.units[0])
    assert str(person)
    text = signed_in(desk.units[0].officer).get(url("part", part)).content.decode()
    assert "first signer" in text
    assert "138" not in text
