"""The built-in profiles say what the law says, each rule with its source."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from pydantic import ValidationError

from townmoot.rules import (
    Base,
    Label,
    NoProfile,
    Period,
    Unit,
    count_needed,
    get,
    keys,
    load,
    versions,
)
from townmoot.rules.describe import describe
from townmoot.rules.library import find
from townmoot.rules.motions import InterestKind, ResolutionNumber
from townmoot.rules.sections import Status
from townmoot.rules.terms import Expected, ItemFacts, Listed, MeetingKind, UsualItem

TODAY = date(2026, 1, 15)


def every_profile():
    return [profile for key in keys() for profile in versions(key)]


def test_the_built_in_profiles_are_known():
    assert {key: [profile.ref for profile in versions(key)] for key in keys()} == {
        "cn-township": ["cn-township@2022-03-12", "cn-township@2025-03-12"],
        "cn-township-shanghai": [
            "cn-township-shanghai@2022-03-12",
            "cn-township-shanghai@2025-09-26",
        ],
        "council-record": ["council-record@2000-01-01"],
        "gb-parish": ["gb-parish@2022-01-01"],
    }


@pytest.mark.parametrize("key", ["cn-township", "cn-township-shanghai"])
def test_versions_follow_each_other_without_gap_or_overlap(key):
    found = versions(key)
    for earlier, later in pairwise(found):
        assert (later.valid_from - earlier.valid_to).days == 1
    assert found[-1].valid_to is None


@pytest.mark.parametrize(
    ("on", "ref"),
    [
        (date(2022, 7, 22), "cn-township-shanghai@2022-03-12"),
        (date(2025, 9, 25), "cn-township-shanghai@2022-03-12"),
        (date(2025, 9, 26), "cn-township-shanghai@2025-09-26"),
        (TODAY, "cn-township-shanghai@2025-09-26"),
    ],
)
def test_a_day_has_the_version_in_force_on_it(on, ref):
    assert load("cn-township-shanghai", on=on).ref == ref


def test_a_page_of_july_2022_fell_under_article_42_and_now_article_51():
    old = load("cn-township", on=date(2022, 7, 22)).suggestions.reply_period
    new = load("cn-township", on=TODAY).suggestions.reply_period
    assert (old.source, new.source) == ("代表法第四十二条", "代表法第五十一条")
    assert old.period == new.period == Period(count=3, unit=Unit.MONTH)


@pytest.mark.parametrize(
    ("key", "count", "unit"),
    [
        ("suggestions.assign_period", 7, "working_day"),
        ("suggestions.return_window", 7, "working_day"),
        ("suggestions.assisting_period", 1, "month"),
        ("suggestions.reply_period", 3, "month"),
        ("suggestions.long_reply_period", 6, "month"),
        ("suggestions.extension_max", 3, "month"),
        ("suggestions.rating_window", 10, "working_day"),
        ("suggestions.second_reply_period", 1, "month"),
        ("sessions.notice", 7, "day"),
        ("contact_points.notice", 3, "day"),
        ("commitments.soon", 15, "day"),
    ],
)
def test_the_shanghai_periods_are(shanghai, key, count, unit):
    assert shanghai.rule(key).period == Period(count=count, unit=Unit(unit))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sponsors.suggestion", 1),
        ("sponsors.motion", 5),
        ("sponsors.amendment", 5),
        ("sponsors.interpellation", 10),
        ("sponsors.nomination", 10),
        ("sessions.per_year", 2),
        ("sessions.absence_limit", 2),
        ("sessions.remote_counts_for_quorum", False),
        ("sessions.remote_secret_ballot", False),
        ("suggestions.phone_counts_as_contact", False),
        ("suggestions.restart_clock_on_reassign", False),
        ("suggestions.withdrawal_needs_all_signers", True),
        ("suggestions.two_hands", True),
        ("periods.move_end", True),
    ],
)
def test_the_shanghai_rules_are(shanghai, key, value):
    assert shanghai.rule(key).value == value


def test_the_quorum_is_two_thirds_and_its_base_is_said(shanghai):
    quorum = shanghai.decisions.quorum
    assert (quorum.value.base, quorum.value.fraction) == (Base.INCUMBENTS, Fraction(2, 3))
    assert quorum.note is not None


@pytest.mark.parametrize("profile", every_profile(), ids=lambda profile: profile.ref)
def test_every_rule_knows_its_own_name_and_source(profile):
    rules = list(profile.rules())
    assert len(rules) > (30 if profile.modules.codes else 3)
    assert all(profile.rule(rule.key) is rule and rule.source for rule in rules)


def test_what_shanghai_amended_is_marked_for_the_clerk_to_confirm(shanghai):
    amended = [rule for rule in shanghai.rules() if "待核对" in rule.source]
    assert len(amended) == 18
    assert {rule.status for rule in amended} == {Status.CONFIRM}


def test_what_no_program_computes_is_told_with_its_source():
    base, now = get("cn-township@2022-03-12"), get("cn-township@2025-03-12")
    assert list(base.provisions) == list(now.provisions)
    assert "160" in str(now.provisions["seats"].value)
    assert now.provisions["key_items"].source == "代表法第五十二条"
    assert base.provisions["key_items"].status is Status.CONFIRM
    assert "13" in str(get("cn-township-shanghai@2022-03-12").provisions["presidium"].value)


def test_an_unknown_rule_is_not_found(shanghai):
    with pytest.raises(KeyError):
        shanghai.rule("suggestions.nonsense")


def test_the_classes_of_reply_differ_by_place():
    township = load("cn-township", on=TODAY).suggestions.classes
    shanghai = load("cn-township-shanghai", on=TODAY).suggestions.classes
    assert township.codes == ("A", "B", "C", "D")
    assert shanghai.codes == ("adopted", "in_progress", "planned", "reference")
    for classes in (township, shanghai):
        solved = [c.code for c in classes.value if c.counts_resolved]
        tracked = [c.code for c in classes.value if c.tracked and c.needs_deadline]
        assert (solved, tracked) == ([classes.codes[0]], list(classes.codes[1:3]))
        assert classes.find(classes.codes[3]).needs_reason is True


def test_a_code_that_is_not_listed_is_not_found(shanghai):
    with pytest.raises(KeyError):
        shanghai.suggestions.classes.find("A")


def test_dissatisfaction_needs_a_reason_and_reopens(shanghai):
    scale = shanghai.suggestions.rating_scale
    assert scale.codes == ("satisfied", "basically", "dissatisfied")
    assert [g.code for g in scale.value if g.needs_reason and g.reopens] == ["dissatisfied"]
    assert shanghai.suggestions.rating_aspects.codes == ("attitude", "result")


def test_a_reply_passes_through_these_hands(shanghai):
    steps = shanghai.suggestions.approval_steps
    assert steps.codes == ("draft", "check", "countersign", "sign", "issue")
    assert [step.code for step in steps.value if not step.required] == ["countersign"]


# ------------------------------------------------------------------ meetings


def test_a_session_votes_in_one_hall_and_needs_the_congress_quorum(shanghai):
    kind = shanghai.meeting_kind("session")
    assert (kind.binding_votes, kind.hybrid) == (True, False)
    assert shanghai.quorum_for("session") == shanghai.decisions.quorum
    assert shanghai.notice_for("session") == shanghai.sessions.notice
    assert shanghai.remote_counts("session") is False


def test_a_deputies_meeting_counts_all_venues_and_binds_nobody(shanghai):
    kind = shanghai.meeting_kind("deputies_meeting")
    assert (kind.binding_votes, kind.hybrid) == (False, True)
    assert shanghai.quorum_for("deputies_meeting") is None
    assert shanghai.notice_for("deputies_meeting") == shanghai.sessions.notice_meeting
    assert shanghai.remote_counts("deputies_meeting") is True


def test_a_presidium_meeting_has_its_own_quorum(shanghai):
    assert shanghai.quorum_for("presidium_meeting") == shanghai.decisions.presidium_quorum


def test_another_meeting_has_no_period_of_notice(shanghai):
    assert shanghai.notice_for("other") is None


@pytest.mark.parametrize("counts", [True, False])
def test_a_hybrid_session_counts_remote_deputies_only_where_the_rule_says_so(shanghai, counts):
    session = shanghai.meeting_kinds["session"]
    hybrid = session.value.model_copy(update={"hybrid": True})
    kinds = {"session": session.model_copy(update={"value": hybrid})}
    rule = shanghai.sessions.remote_counts_for_quorum.model_copy(update={"value": counts})
    sessions = shanghai.sessions.model_copy(update={"remote_counts_for_quorum": rule})
    profile = shanghai.model_copy(update={"meeting_kinds": kinds, "sessions": sessions})
    assert profile.remote_counts("session") is counts


def test_the_kinds_of_agenda_item_say_what_is_done_under_them(shanghai):
    kinds = shanghai.agenda_kinds
    assert kinds.codes == (
        "adopt", "report", "pass_on", "deliberate", "review", "vote", "assign", "speech",
        "sharing", "film", "award", "oath", "anthem", "visit",
    )  # fmt: skip
    assert [kind.code for kind in kinds.value if kind.votes] == ["adopt", "vote"]
    assert [kind.code for kind in kinds.value if kind.opinions] == ["deliberate", "review"]
    assert [kind.code for kind in kinds.value if kind.receipts] == ["pass_on"]
    noted = {kind.code: kind.facts for kind in kinds.value if kind.facts is not ItemFacts.NONE}
    assert noted == {code: ItemFacts(code) for code in kinds.codes[8:]}


def test_what_is_noted_under_an_item_is_noted_somewhere(shanghai, parish):
    kinds = [*shanghai.agenda_kinds.value, *parish.agenda_kinds.value]
    assert {kind.facts for kind in kinds} == set(ItemFacts)


@pytest.mark.parametrize("code", ["work_meeting", "ceremony"])
def test_a_work_meeting_and_a_ceremony_call_by_name_and_decide_nothing(shanghai, code):
    kind = shanghai.meeting_kind(code)
    assert (kind.binding_votes, kind.hybrid, kind.listed) == (False, True, Listed.NAMED)
    assert shanghai.quorum_for(code) is None
    assert shanghai.notice_for(code) is None
    assert Expected.LEADERS in kind.expects
    assert not any(shanghai.agenda_kinds.find(one.kind).votes for one in kind.agenda)


def test_a_usual_item_may_be_written_as_its_kind_alone():
    assert MeetingKind(
        label=Label(zh="会", en="Meeting"),
        binding_votes=False,
        hybrid=False,
        agenda=["film", {"kind": "award", "name": Label(zh="颁奖", en="Award")}],
    ).agenda == (UsualItem(kind="film"), UsualItem(kind="award", name=Label(zh="颁奖", en="Award")))


# ------------------------------------------------------------------ words


def test_a_label_is_in_the_language_of_the_reader(shanghai):
    label = shanghai.agenda_kinds.find("vote").label
    assert str(label) == "Vote"
    with translation.override("zh-hans"):
        assert str(label) == "表决"
    with translation.override(None):
        assert str(label) == "Vote"


def test_the_footer_forbids_secrets(shanghai, parish):
    assert shanghai.footer.zh == "本系统为非涉密系统，严禁存储、处理、传输国家秘密、工作秘密。"
    assert parish.footer is None


def test_a_module_that_is_not_named_is_absent(shanghai, parish):
    assert [shanghai.has_module(code) for code in ("suggestions", "council")] == [True, False]
    assert [parish.has_module(code) for code in ("suggestions", "council")] == [False, True]
    assert (parish.suggestions, parish.sponsors.suggestion, shanghai.council) == (None, None, None)


def test_a_profile_with_words_of_its_own_speaks_them_in_both_languages(parish):
    assert gettext("deputy") == "deputy"
    for language, word in (("en", "councillor"), ("zh-hans", "议员")):
        with translation.override(f"{language}@{parish.vocabulary}"):
            assert gettext("deputy") == word
            assert date_format(TODAY) == (
                "2026年1月15日" if "zh" in language else "15 January 2026"
            )
    with translation.override("zh-hans@parish"):
        assert gettext("Yes") == "是"


# ------------------------------------------------------------------ a parish


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("decisions.quorum", "at least 1/3 of seats"),
        ("decisions.majority", "more than 1/2 of votes for and against"),
        ("decisions.tie", "the chair decides"),
        ("decisions.extra_session", "2"),
        ("sessions.notice", "3 clear working days"),
        ("sessions.absence_period", "6 months"),
        ("council.participation_each", "3"),
        ("council.currency", "GBP (£)"),
        ("council.dispensation_longest", "4 years"),
    ],
)
def test_the_rules_of_a_parish_are(parish, key, told):
    assert describe(parish.rule(key)) == told


@pytest.mark.parametrize(("seats", "needed"), [(5, 3), (9, 3), (10, 4), (15, 5)])
def test_a_third_is_a_quorum_but_never_fewer_than_three(parish, seats, needed):
    assert count_needed(parish.decisions.quorum.value, seats) == needed


def test_only_what_was_read_in_the_notes_is_called_partly_read(parish):
    sure = {rule.key for rule in parish.rules() if rule.status is Status.READ}
    assert sure == set()


# ------------------------------------------------------------------ finding


def test_a_reference_stays_with_its_version_and_a_key_follows_the_law():
    assert find("cn-township@2022-03-12", on=TODAY).ref == "cn-township@2022-03-12"
    assert find("cn-township", on=TODAY).ref == "cn-township@2025-03-12"
    assert get("cn-township@2022-03-12").ref == "cn-township@2022-03-12"


def test_before_the_oldest_version_a_body_goes_by_the_oldest():
    assert find("cn-township", on=date(2019, 1, 1)).ref == "cn-township@2022-03-12"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: load("cn-township", on=date(2019, 1, 1)),
            "No version of cn-township was in force",
        ),
        (lambda: load("us-town", on=TODAY), "There is no profile us-town; known are cn-township"),
        (lambda: get("cn-township@1999-01-01"), "There is no profile version cn-township@1999"),
    ],
)
def test_what_is_not_there_is_said(call, words):
    with pytest.raises(NoProfile, match=words):
        call()


def test_a_council_that_is_only_recorded_has_no_part_of_the_house_and_no_rules_of_procedure():
    found = versions("council-record")[0]
    assert found.modules.codes == ()
    assert (found.decisions, found.sessions, found.suggestions) == (None, None, None)
    assert found.meeting_kind("other").binding_votes is False


def test_who_must_leave_cannot_vote():
    given = {"code": "x", "label": {"zh": "甲", "en": "a"}, "may_speak": False}
    with pytest.raises(ValidationError, match="must leave cannot vote"):
        InterestKind.model_validate(given | {"may_vote": True, "must_leave": True})


@pytest.mark.parametrize("text", ["{nothing}", "{year}", "{"])
def test_a_resolution_is_numbered_by_year_and_number(text):
    with pytest.raises(ValidationError, match="a number"):
        ResolutionNumber.model_validate({"format": {"zh": text, "en": text}})
