"""One suggestion from its draft to its publication."""

from __future__ import annotations

from datetime import date

from townmoot.suggestions.models import Allotment, Reply, Serving, Telling


def test_a_suggestion_goes_from_its_draft_to_the_public(desk):
    lead, other = desk.deputies[:2]
    unit, helper = desk.units[:2]
    key = desk.accepted(lead, [other])
    assert desk.item(key).number == 1
    desk.go("2026-01-14")
    desk.assign(key)
    part, assisting = desk.allot(key, unit, assisting=[helper])
    desk.receive(part, unit)
    desk.receive(assisting, helper)
    desk.do("assist.give_opinion", by=helper.officer, allotment=assisting, words="无异议")
    desk.go("2026-03-02")
    reply = desk.reply(part, unit)
    assert Reply.objects.get(pk=reply).number == "澄规建复〔2026〕1号"
    assert Serving.objects.filter(reply=reply).count() == 2
    assert desk.item(key).replied_on == date(2026, 3, 2)
    desk.go("2026-03-05")
    desk.rate(reply, lead)
    desk.rate(reply, other, result="basically")
    assert desk.item(key).next_due is None
    desk.do("suggestion.close", suggestion=key)
    desk.publish(key)
    assert desk.state(key) == "closed"
    assert desk.item(key).published_on == date(2026, 3, 5)
    told = Telling.objects.filter(suggestion=key, person=other.person).order_by("created_at")
    assert [each.about for each in told] == ["asked", "accepted", "replied", "closed", "published"]


def test_the_reply_clock_runs_three_months_from_the_assignment(desk):
    key = desk.accepted()
    desk.go("2026-01-16")
    desk.assign(key)
    (part,) = desk.allot(key, desk.units[0])
    assert Allotment.objects.get(pk=part).due == date(2026, 4, 16)
    assert desk.item(key).next_due == date(2026, 4, 16)


def test_a_second_round_follows_on_dissatisfaction(desk):
    key, part, reply = desk.replied()
    desk.go("2026-01-20")
    desk.rate(reply, result="dissatisfied", reason="没有回应")
    desk.do("suggestion.rehandle", by=desk.office, allotment=part, words="请再研究")
    assert desk.state(key) == "rehandling"
    assert desk.item(key).next_due == date(2026, 2, 24)  # 20 February 2026 is in the holidays
    desk.go("2026-02-24")
    second = desk.reply(part, contact=False)
    assert desk.state(key) == "replied"
    desk.rate(second)
    desk.do("suggestion.close", suggestion=key)
    assert Reply.objects.filter(suggestion=key).count() == 2
    assert Reply.objects.get(pk=second).round == 2
    assert Reply.objects.get(pk=second).number == "澄规建复〔2026〕2号"
