"""Each rule in words, as the clerk's page of the procedure shows it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.utils import translation
from pydantic import ValidationError

from townmoot.rules import Base, get, keys, load, versions
from townmoot.rules.describe import WORDS, describe, status_words, title
from townmoot.rules.labels import Label
from townmoot.rules.motions import AmendmentOrder, SignedBy, Withdrawal
from townmoot.rules.polls import PublishBallots, VoteWay
from townmoot.rules.sections import Rule, Status
from townmoot.rules.speaking import QueueOrder
from townmoot.rules.terms import ClockStart, NumberFormats, Share, TieRule
from townmoot.rules.titles import TITLES


@pytest.mark.parametrize(
    ("key", "english", "chinese"),
    [
        ("decisions.quorum", "at least 2/3 of members in office", "现任人数的2/3以上"),
        ("decisions.majority", "more than 1/2 of members in office", "过现任人数的1/2"),
        ("decisions.assessment", "more than 1/2 of members in office", "过现任人数的1/2"),
        ("decisions.tie", "rejected", "不通过"),
        ("sponsors.motion", "5", "5"),
        ("sessions.remote_secret_ballot", "No", "否"),
        ("periods.move_end", "Yes", "是"),
        (
            "sessions.speaking",
            "2 times, 10 minutes first, then 5",
            "2次，首次10分钟，其后5分钟",
        ),
        ("suggestions.reply_period", "3 months", "3个月"),
        ("suggestions.clock_start", "the assignment", "交办之日"),
        ("suggestions.rating_aspects", "Attitude, Result", "办理态度、办理结果"),
        (
            "provisions.lead_shows_text",
            "The lead shows the whole text; each co-signer confirms.",
            "领衔代表须让联名代表看到全文，联名代表各自确认。",
        ),
        ("meeting_kinds.session", "binding votes, one hall", "有表决、一个会场"),
        ("meeting_kinds.other", "no binding votes, several venues", "不作表决、可设分会场"),
    ],
)
def test_a_rule_is_told_in_both_languages(shanghai, key, english, chinese):
    assert describe(shanghai.rule(key)) == english
    with translation.override("zh-hans"):
        assert describe(shanghai.rule(key)) == chinese


def test_a_rule_has_a_title_and_a_kind_of_meeting_its_label(shanghai):
    assert title(shanghai.rule("suggestions.reply_period")) == "Time to reply"
    assert title(shanghai.rule("meeting_kinds.session")) == "Session of the congress"
    with translation.override("zh-hans"):
        assert title(shanghai.rule("suggestions.reply_period")) == "答复期限"


@pytest.mark.parametrize("ref", [p.ref for key in keys() for p in versions(key)])
def test_every_rule_of_every_profile_has_a_title_and_words(ref):
    rules = list(get(ref).rules())
    assert [rule.key for rule in rules if not (title(rule) and describe(rule))] == []


def test_no_title_is_left_over():
    profiles = (load(key, on=date(2026, 1, 1)) for key in ("cn-township", "gb-parish"))
    known = {rule.key for profile in profiles for rule in profile.rules()}
    assert set(TITLES) - known == set()


def test_every_choice_a_rule_offers_has_its_word():
    ballots, motions = {*PublishBallots, *VoteWay}, {*SignedBy, *AmendmentOrder, *Withdrawal}
    assert set(WORDS) == {*Status, *TieRule, *ClockStart, *QueueOrder} | ballots | motions
    assert status_words(Status.CONFIRM) == "the clerk must confirm it"


def test_a_share_of_another_base_names_it():
    share = Share(base=Base.PRESENT, fraction=Fraction(1, 3))
    rule = Rule[Share](key="x.y", value=share, source="x", status=Status.READ)
    assert describe(rule) == "at least 1/3 of members present"


def test_numbers_are_shown_as_they_are_printed(shanghai):
    rule = shanghai.rule("suggestions.numbers")
    with translation.override("zh-hans"):
        assert describe(rule) == "2026年大会第5号、2026年闭会第5号"


@pytest.mark.parametrize("words", ["第{nummer}号", "第号", "第{}号", "第{number号"])
def test_a_number_with_other_places_is_refused(words):
    good = Label(zh="第{number}号", en="No. {number}")
    formats = dict.fromkeys(("session", "later_session", "recess"), good)
    with pytest.raises(ValidationError, match="number"):
        NumberFormats(ledger=Label(zh=words, en="No. {number}"), **formats)
