"""Withdrawing, merging, carrying over, closing, publishing."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from townmoot.figures import figure
from townmoot.people.models import Membership
from townmoot.record import NotFound, Refused, export
from townmoot.record.verify import verify_lines
from townmoot.suggestions.models import Redaction, Serving, Telling, Withdrawal
from townmoot.suggestions.queries.public import public_one, published, taken_back, titles
from townmoot.suggestions.queries.redaction import redact
from townmoot.suggestions.queries.withdrawing import is_agreed, unanswered
from townmoot.suggestions.recount import recount

ONE, TWO = UUID(int=1), UUID(int=2)


def test_a_single_signer_withdraws_alone(desk):
    key = desk.handed_in()
    desk.do("withdrawal.ask", by=desk.deputies[0], suggestion=key, reason="已解决")
    assert (desk.state(key), desk.item(key).next_due) == ("withdrawn", None)


def test_a_joint_suggestion_is_withdrawn_when_all_signers_agree(desk):
    lead, other = desk.deputies[:2]
    key, _part = desk.handling(cosigners=[other])
    with pytest.raises(Refused, match="Nobody has asked"):
        desk.do("withdrawal.agree", by=other, suggestion=key)
    ask = {"suggestion": key, "reason": "已解决"}
    desk.do("withdrawal.ask", by=other, **ask)
    assert desk.state(key) == "in_progress"
    with pytest.raises(Refused, match="asked for already"):
        desk.do("withdrawal.ask", by=lead, **ask)
    with pytest.raises(Refused, match="agreed already"):
        desk.do("withdrawal.agree", by=other, suggestion=key)
    desk.do("withdrawal.agree", by=lead, suggestion=key)
    assert desk.state(key) == "withdrawn"


def test_only_signers_withdraw_and_only_before_a_reply(desk):
    key, _part, _reply = desk.replied()
    ask = {"suggestion": key, "reason": "已解决"}
    with pytest.raises(NotFound):
        desk.do("withdrawal.ask", by=desk.deputies[1], **ask)
    with pytest.raises(Refused, match="cannot be done now"):
        desk.do("withdrawal.ask", by=desk.deputies[0], **ask)
    assert not Withdrawal.objects.exists()


@pytest.mark.parametrize(
    ("agreed", "all_needed", "done"),
    [([ONE], True, False), ([ONE, TWO], True, True), ([ONE], False, True), ([TWO], False, False)],
)
def test_whether_the_lead_alone_withdraws_is_the_profiles_rule(agreed, all_needed, done):
    asked = {"lead": ONE, "all_needed": all_needed, "deputies": (ONE, TWO)}
    assert is_agreed([ONE, TWO], agreed, **asked) is done


def merge(desk, key, into):
    desk.do("suggestion.merge", suggestion=key, into=into, reason="同一路段")


def test_merged_suggestions_are_each_answered(desk):
    lead, other = desk.deputies[:2]
    main, part = desk.handling(lead=lead)
    second = desk.assigned(other)
    merge(desk, second, main)
    assert (desk.state(second), desk.item(second).next_due) == ("merged", None)
    with pytest.raises(Refused, match="has not been replied to"):
        desk.do("suggestion.close", suggestion=second)
    desk.go("2026-02-02")
    desk.contact(part, desk.units[0], persons=[lead.person, other.person])
    reply = desk.reply(part, contact=False)
    served = Serving.objects.filter(reply=reply)
    assert {(row.suggestion_id, row.person_id) for row in served} == {
        (main, lead.person),
        (second, other.person),
    }
    assert desk.item(second).replied_on == date(2026, 2, 2)
    assert desk.item(second).next_due is not None
    desk.rate(reply, other)
    desk.do("suggestion.close", suggestion=second)
    assert desk.state(second) == "closed"
    desk.publish(second)
    assert Redaction.objects.filter(document=str(reply)).exists()


def test_a_merged_suggestion_is_withdrawn_by_its_own_signers_and_before_the_other(desk):
    lead, other = desk.deputies[:2]
    main, part = desk.handling(lead=lead)
    second = desk.assigned(other)
    merge(desk, second, main)
    with pytest.raises(Refused, match="they go first"):
        desk.do("withdrawal.ask", by=lead, suggestion=main, reason="已解决")
    desk.do("withdrawal.ask", by=other, suggestion=second, reason="已解决")
    assert desk.state(second) == "withdrawn"
    reply = desk.reply(part)
    assert Serving.objects.get(reply=reply).suggestion_id == main


def test_a_merged_suggestion_goes_no_more_once_it_is_answered(desk):
    lead, other = desk.deputies[:2]
    main, part = desk.handling(lead=lead)
    second = desk.assigned(other)
    merge(desk, second, main)
    desk.reply(part)
    with pytest.raises(Refused, match="A reply has been given"):
        desk.do("withdrawal.ask", by=other, suggestion=second, reason="已解决")


def test_signers_of_a_merged_suggestion_hear_of_time_and_referral_and_it_closes(desk):
    lead, other = desk.deputies[:2]
    main, part = desk.handling(lead=lead)
    second = desk.assigned(other)
    merge(desk, second, main)
    asked = desk.make(
        "extension.request",
        by=desk.units[0].head,
        allotment=part,
        until="2026-06-12",
        reason="检测",
    )
    desk.do("extension.approve", by=desk.chair, extension=asked)
    desk.do("suggestion.refer", suggestion=main, unit="区交通委", reason="区里审批")
    with pytest.raises(Refused, match="has not been replied to"):
        desk.do("suggestion.close", suggestion=second)
    desk.do("referral.answer", suggestion=main, answer="已列入计划")
    told = Telling.objects.filter(person=other.person, suggestion=second)
    assert {"extended", "referred", "answered_outside"} <= set(told.values_list("about", flat=True))
    desk.do("suggestion.close", suggestion=second)
    assert desk.state(second) == "closed"


def test_merging_is_for_what_is_accepted_and_not_replied_to(desk):
    main, _part, _reply = desk.replied()
    other = desk.accepted(desk.deputies[1])
    with pytest.raises(Refused, match="A reply has been given"):
        merge(desk, other, main)
    with pytest.raises(Refused, match="Choose another"):
        merge(desk, other, other)
    third = desk.accepted(desk.deputies[1])
    merge(desk, third, other)
    with pytest.raises(Refused, match="merge the other into this one"):
        merge(desk, other, desk.accepted())
    with pytest.raises(Refused, match="cannot be done now"):
        merge(desk, desk.accepted(), third)


def test_what_is_open_is_carried_over_once_into_a_year(desk):
    key, _part = desk.handling()
    carry = {"suggestion": key, "kind": "year", "reason": "跨年办理"}
    desk.do("suggestion.carry_over", year=2027, **carry)
    with pytest.raises(Refused, match="into that year already"):
        desk.do("suggestion.carry_over", year=2027, **carry)
    with pytest.raises(Refused, match="one of the next five"):
        desk.do("suggestion.carry_over", year=2025, **carry)
    assert desk.item(key).next_due == date(2026, 4, 13)


def test_nothing_is_closed_while_signers_may_still_rate(desk):
    key, _part, _reply = desk.replied()
    with pytest.raises(Refused, match="may still rate"):
        desk.do("suggestion.close", suggestion=key)
    desk.go("2026-01-27")
    desk.do("suggestion.close", suggestion=key)
    assert desk.state(key) == "closed"


def span(document, start, end, instead=""):
    return {"document": document, "start": start, "end": end, "instead": instead}


def test_what_is_covered_stands_in_the_published_text(desk):
    key, _part, reply = desk.closed(facts="王五家门口很挤。", reply_class="adopted")
    spans = [span("facts", 0, 2), span(str(reply), 0, 1, instead="今")]
    desk.publish(key, spans)
    texts = {row.document: row.text for row in Redaction.objects.all()}
    assert texts["facts"] == "▇▇家门口很挤。"
    assert texts[str(reply)] == "今答复如下。"
    assert Redaction.objects.get(document=str(reply)).reply_id == reply


@pytest.mark.parametrize(
    "spans",
    [
        [span("facts", 0, 99)],
        [span("facts", 3, 3)],
        [span("facts", 0, 3), span("facts", 2, 4)],
        [span("appendix", 0, 1)],
    ],
)
def test_a_stretch_that_does_not_fit_is_refused(desk, spans):
    key, _part, _reply = desk.closed()
    with pytest.raises(Refused, match="does not fit"):
        desk.do("disclosure.review", suggestion=key, result="public", spans=spans)


def test_redacting_keeps_what_is_not_covered():
    assert redact("甲乙丙", []) == "甲乙丙"


@pytest.mark.parametrize("kept_back", [{"public": False}, {"wants_public": False}])
def test_what_the_deputy_or_the_assembly_keeps_back_is_not_published(desk, kept_back):
    key, _part, _reply = desk.closed(**kept_back)
    with pytest.raises(Refused, match="does not want it"):
        desk.publish(key)
    review = {"suggestion": key, "result": "internal", "spans": []}
    with pytest.raises(Refused, match="Say why"):
        desk.do("disclosure.review", **review)
    desk.do("disclosure.review", reason="涉及邻里家事", **review)
    with pytest.raises(Refused, match="must allow it first"):
        desk.do("suggestion.publish", by=desk.clerk_head, suggestion=key)


def test_publishing_takes_two_people_a_review_and_happens_once(desk):
    key, _part, _reply = desk.closed()
    with pytest.raises(Refused, match="must allow it first"):
        desk.do("suggestion.publish", suggestion=key)
    desk.do("disclosure.review", suggestion=key, result="public", spans=[])
    with pytest.raises(Refused, match="You reviewed it"):
        desk.do("suggestion.publish", suggestion=key)
    desk.do("suggestion.publish", by=desk.clerk_head, suggestion=key)
    with pytest.raises(Refused, match="public already"):
        desk.do("suggestion.publish", by=desk.clerk_head, suggestion=key)


def test_a_reply_after_the_review_asks_for_another(desk):
    key, part, reply = desk.replied()
    desk.do("disclosure.review", suggestion=key, result="public", spans=[])
    desk.rate(reply, result="dissatisfied", reason="没有回应")
    desk.do("suggestion.rehandle", by=desk.office, allotment=part, words="再研究")
    desk.reply(part, contact=False, reply_class="planned")
    with pytest.raises(Refused, match="review it again"):
        desk.do("suggestion.publish", by=desk.clerk_head, suggestion=key)


def test_a_second_reply_and_a_better_covering_follow_what_is_public(desk):
    key, part, first = desk.replied()
    desk.publish(key)
    with pytest.raises(Refused, match="public already"):
        desk.do("suggestion.publish", by=desk.clerk_head, suggestion=key)
    desk.rate(first, result="dissatisfied", reason="没有回应")
    desk.do("suggestion.rehandle", by=desk.office, allotment=part, words="再研究")
    second = desk.reply(part, contact=False)
    assert [each.round for each in public_one(desk.body, key, desk.today).replies] == [1]
    desk.go("2026-01-13")
    desk.publish(key, [span("title", 0, 2)])
    shown = public_one(desk.body, key, desk.today)
    assert [each.round for each in shown.replies] == [1, 2]
    assert shown.title.startswith("▇▇")
    assert shown.published_on == date(2026, 1, 12)
    assert second != first


def test_what_a_merged_suggestion_was_promised_holds_its_closing(desk):
    main, part = desk.handling()
    second = desk.assigned(desk.deputies[1])
    merge(desk, second, main)
    reply = desk.reply(part, reply_class="planned")
    desk.rate(reply, desk.deputies[1])
    with pytest.raises(Refused, match="promise made in the reply is still open"):
        desk.do("suggestion.close", suggestion=second)


def test_what_was_published_can_be_taken_back_whole_and_published_again(desk):
    key, _part, _reply = desk.closed()
    desk.publish(key)
    desk.go("2026-01-13")
    keep = {"suggestion": key, "result": "internal", "spans": []}
    with pytest.raises(Refused, match="Say why"):
        desk.do("disclosure.review", **keep)
    shown = published(desk.body)
    assert titles(shown) == {key: public_one(desk.body, key, desk.today).title}
    assert taken_back(desk.body, key) is None
    assert desk.do("disclosure.review", reason="涉及邻里家事", **keep)["taken_back"]
    assert taken_back(desk.body, key).ended_on == desk.today
    assert titles(shown.all()) == {}
    with pytest.raises(NotFound):
        public_one(desk.body, key, desk.today)
    assert Telling.objects.filter(suggestion=key, about="taken_back").exists()
    assert not desk.do("disclosure.review", reason="仍不公开", **keep)["taken_back"]
    rates = [figure("published_rate", desk.body, date(2026, 1, day)).fraction for day in (12, 13)]
    assert rates == ["1/1", "0/1"]
    entries = verify_lines(export.lines(desk.body)).public
    told = [entry["data"] for entry in entries if entry["act"] == "disclosure.review"]
    assert told == [{"on": "2026-01-13", "published": False}]
    assert recount(entries, desk.today).rates["published_rate"] == (0, 1)
    desk.go("2026-01-14")
    desk.publish(key)
    assert public_one(desk.body, key, desk.today).published_on == date(2026, 1, 14)
    assert figure("published_rate", desk.body, date(2026, 1, 13)).fraction == "0/1"
    entries = verify_lines(export.lines(desk.body)).public
    assert recount(entries, desk.today).rates["published_rate"] == (1, 1)


def test_what_is_handled_again_can_be_taken_back(desk):
    key, part, reply = desk.replied()
    desk.publish(key)
    desk.rate(reply, result="dissatisfied", reason="没有回应")
    desk.do("suggestion.rehandle", by=desk.office, allotment=part, words="再研究")
    desk.do("disclosure.review", suggestion=key, result="internal", spans=[], reason="漏了姓名")
    assert desk.item(key).published_on is None


def test_who_asked_to_withdraw_can_take_it_back_and_ask_again(desk):
    lead, other = desk.deputies[:2]
    key, _part = desk.handling(cosigners=[other])
    with pytest.raises(Refused, match="Nobody has asked"):
        desk.do("withdrawal.cancel", by=lead, suggestion=key)
    ask = {"suggestion": key, "reason": "已解决"}
    desk.do("withdrawal.ask", by=other, **ask)
    with pytest.raises(Refused, match="Only who asked"):
        desk.do("withdrawal.cancel", by=lead, suggestion=key)
    desk.do("withdrawal.cancel", by=other, suggestion=key)
    with pytest.raises(Refused, match="Nobody has asked"):
        desk.do("withdrawal.agree", by=lead, suggestion=key)
    desk.do("withdrawal.ask", by=lead, **ask)
    waiting = [
        set(unanswered(who.person).values_list("suggestion", flat=True)) for who in (lead, other)
    ]
    assert waiting == [set(), {key}]
    desk.do("withdrawal.agree", by=other, suggestion=key)
    assert desk.state(key) == "withdrawn"
    assert not unanswered(other.person).exists()


def end_mandate(desk, who):
    row = Membership.objects.get(person=who.person, role="deputy")
    desk.do("membership.end", membership=row.pk, reason="调离")


def test_a_mandate_that_ended_does_not_hold_a_withdrawal(desk):
    lead, other = desk.deputies[:2]
    key, _part = desk.handling(cosigners=[other])
    desk.do("withdrawal.ask", by=lead, suggestion=key, reason="已解决")
    end_mandate(desk, other)
    desk.go("2026-01-14")
    desk.do("withdrawal.agree", by=lead, suggestion=key)
    assert desk.state(key) == "withdrawn"


@pytest.mark.parametrize(
    ("deputies", "lead", "all_needed", "agreed"),
    [
        ((ONE, TWO), ONE, True, False),
        ((TWO,), ONE, True, True),
        ((TWO,), ONE, False, True),
        ((ONE, TWO), ONE, False, False),
    ],
)
def test_only_present_deputies_are_needed(deputies, lead, all_needed, agreed):
    asked = {"lead": lead, "all_needed": all_needed, "deputies": deputies}
    assert is_agreed([ONE, TWO], [TWO], **asked) is agreed
