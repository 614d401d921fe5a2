"""The rates by worked examples: split, merged, withdrawn, returned, referred, carried over.

Each is counted from the rows and again from the public record alone.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from tests.parish import DAY, council
from townmoot.figures import Counting, all_definitions, counted, definition, definitions_for, figure
from townmoot.record import clock, export
from townmoot.record.verify import verify_lines
from townmoot.rules.library import keys, versions
from townmoot.suggestions.models import Serving
from townmoot.suggestions.queries.figures import CLASSES
from townmoot.suggestions.recount import recount

BOTH = (
    "reply_rate",
    "on_time_rate",
    "solved_rate",
    "face_to_face_rate",
    "published_rate",
    "return_rate",
    "extension_rate",
    "rehandled_rate",
    "referred_rate",
    "kept_promise_rate",
)
RATED = ("satisfaction_first", "satisfaction_final", "attitude_first", "attitude_final")


@pytest.mark.django_db
@pytest.mark.once
def test_a_body_that_handles_no_suggestions_counts_none_of_this():
    parish = council()
    assert definitions_for(parish.body, DAY) == []
    clock.forget()


class Rates:
    """The town's figures on a day, which the public record must give too."""

    def __init__(self, desk, day=None):
        self.desk, self.day = desk, day or desk.today

    def __getitem__(self, key):
        return figure(key, self.desk.body, self.day).fraction

    def of(self, unit, key):
        return figure(key, self.desk.body, self.day, unit.id).fraction

    def held(self, *, released=False):
        """Itself, once the public record has been counted too."""
        told = recount(public(self.desk), self.day)
        counting = Counting(self.desk.body, self.day)
        for key in (*BOTH, *(RATED if released else ())):
            found = counted(key, counting)
            assert (key, told.rates[key]) == (key, (found.counted, found.of))
        return self


def public(desk):
    """The public parts of the town's record, as anybody verifies them."""
    verdict = verify_lines(export.lines(desk.body))
    assert verdict.holds, verdict.fault
    return verdict.public


def test_one_replied_in_time_and_one_overdue(desk):
    desk.replied()
    desk.handling()
    rates = Rates(desk).held()
    assert (rates["reply_rate"], rates["on_time_rate"]) == ("1/2", "1/1")
    desk.go("2026-04-13")  # the last day
    assert Rates(desk).held()["on_time_rate"] == "1/1"
    desk.go("2026-04-14")
    assert Rates(desk).held()["on_time_rate"] == "1/2"
    assert Rates(desk, date(2026, 1, 12)).held()["on_time_rate"] == "1/1"


def test_a_late_reply_is_a_reply_but_not_in_time(desk):
    _key, part = desk.handling()
    desk.go("2026-04-14")
    desk.reply(part)
    rates = Rates(desk).held()
    assert (rates["reply_rate"], rates["on_time_rate"]) == ("1/1", "0/1")


def test_what_is_not_assigned_is_not_counted(desk):
    desk.accepted()
    desk.handed_in()
    rates = Rates(desk).held()
    assert rates["reply_rate"] == "0/0"
    assert figure("reply_rate", desk.body, desk.today).percent == "—"


def test_what_is_with_no_unit_becomes_overdue_too(desk):
    desk.assigned()
    desk.go("2026-04-14")
    assert Rates(desk).held()["on_time_rate"] == "0/1"


def test_a_split_suggestion_is_replied_when_all_leads_have_replied(desk):
    key = desk.assigned()
    one, two = desk.units[:2]
    parts = desk.allot(key, (one, "划线"), (two, "油烟"))
    desk.receive(parts[0], one)
    desk.receive(parts[1], two)
    desk.reply(parts[0], one)
    rates = Rates(desk).held()
    assert rates["reply_rate"] == "0/1"
    assert (rates.of(one, "reply_rate"), rates.of(two, "reply_rate")) == ("1/1", "0/1")
    desk.reply(parts[1], two, mark="澄环复", reply_class="reference")
    rates = Rates(desk).held()
    assert (rates["reply_rate"], rates["solved_rate"]) == ("1/1", "0/1")
    assert (rates.of(one, "solved_rate"), rates.of(two, "solved_rate")) == ("1/1", "0/1")


def test_merged_suggestions_count_one_each_by_the_reply_to_both(desk):
    main, part = desk.handling()
    second = desk.accepted(desk.deputies[1])
    desk.do("suggestion.merge", suggestion=second, into=main, reason="同一路段")
    assert Rates(desk).held()["reply_rate"] == "0/2"
    desk.reply(part)
    rates = Rates(desk).held()
    assert rates["reply_rate"] == "2/2"
    assert rates.of(desk.units[0], "reply_rate") == "2/2"
    notes = [row.note for row in figure("reply_rate", desk.body, desk.today).rows]
    assert ["another" in note for note in notes] == [False, True]


def test_a_withdrawn_suggestion_is_not_counted_from_that_day(desk):
    key, _part = desk.handling()
    desk.go("2026-01-14")
    desk.do("withdrawal.ask", by=desk.deputies[0], suggestion=key, reason="已解决")
    assert Rates(desk).held()["reply_rate"] == "0/0"
    assert Rates(desk, date(2026, 1, 13)).held()["reply_rate"] == "0/1"


def test_a_returned_suggestion_counts_for_the_unit_that_has_it(desk):
    key, part = desk.handling()
    one, two = desk.units[:2]
    desk.replied(unit=two)
    returned = desk.make(
        "unit.return", key="unit_return", by=one.officer, allotment=part, reason="不属职责"
    )
    desk.do("return.approve", by=desk.office, unit_return=returned)
    assert Rates(desk).held()["reply_rate"] == "1/2"
    desk.allot(key, two)
    rates = Rates(desk).held()
    assert (rates["reply_rate"], rates["return_rate"]) == ("1/2", "1/2")
    assert (rates.of(one, "reply_rate"), rates.of(two, "reply_rate")) == ("0/0", "1/2")
    assert (rates.of(one, "return_rate"), rates.of(two, "return_rate")) == ("1/1", "0/2")


def test_a_referred_suggestion_is_shown_apart(desk):
    key, _part = desk.handling()
    desk.replied()
    desk.do("suggestion.refer", suggestion=key, unit="区交通委", reason="线路由区里审批")
    rates = Rates(desk).held()
    assert (rates["reply_rate"], rates["referred_rate"]) == ("1/1", "0/1")
    assert rates.of(desk.units[0], "referred_rate") == "0/0"
    desk.do("referral.answer", suggestion=key, answer="已列入计划")
    assert Rates(desk).held()["referred_rate"] == "1/1"


def test_an_open_suggestion_counts_on_in_the_next_year(desk):
    key, part = desk.handling()
    done, _part, _reply = desk.replied(reply_class="planned")
    desk.do("suggestion.carry_over", suggestion=done, kind="year", year=2027, reason="跟踪")
    desk.replied()
    desk.go("2027-01-04")
    rates = Rates(desk).held()
    assert rates["reply_rate"] == "1/2"  # the open one, and the one carried over
    assert "2027" in figure("reply_rate", desk.body, desk.today).rows[1].note
    desk.reply(part)
    assert Rates(desk).held()["on_time_rate"] == "1/2"
    assert Rates(desk, date(2026, 12, 31)).held()["reply_rate"] == "2/3"
    assert key


def test_an_item_merged_into_one_of_another_year_is_answered_by_it(desk):
    main, part = desk.handling()
    desk.reply(part)
    other, part = desk.handling(lead=desk.deputies[1])
    desk.go("2027-01-04")
    late = desk.accepted(desk.deputies[2])
    desk.do("suggestion.merge", suggestion=late, into=other, reason="同一路段")
    desk.contact(part, desk.units[0], persons=[desk.deputies[1].person])
    desk.reply(part, contact=False)
    desk.go("2028-01-04")
    desk.do("suggestion.carry_over", suggestion=late, kind="year", year=2028, reason="跟踪")
    assert Rates(desk).held()["reply_rate"] == "1/1"
    assert main


def test_extension_meeting_publication_and_second_round(desk):
    key, part = desk.handling()
    asked = desk.make(
        "extension.request",
        by=desk.units[0].head,
        allotment=part,
        until="2026-06-12",
        reason="检测",
    )
    desk.do("extension.approve", by=desk.chair, extension=asked)
    other, part_two = desk.handling()
    desk.contact(part_two, desk.units[0], way="phone")
    desk.reply(part_two, contact=False)
    desk.go("2026-06-11")
    reply = desk.reply(part, reply_class="reference")
    desk.rate(reply, result="dissatisfied", reason="没有回应")
    desk.do("suggestion.rehandle", by=desk.office, allotment=part, words="再研究")
    rates = Rates(desk).held()
    assert rates["extension_rate"] == "1/2"
    assert (rates["on_time_rate"], rates["solved_rate"]) == ("2/2", "1/2")
    assert (rates["face_to_face_rate"], rates["rehandled_rate"]) == ("1/2", "1/2")
    desk.reply(part)
    desk.publish(other)
    rates = Rates(desk).held()
    assert (rates["solved_rate"], rates["published_rate"]) == ("2/2", "1/2")
    assert key


def test_satisfaction_first_and_last_with_those_who_did_not_rate(desk):
    lead, one, two = desk.deputies[:3]
    _key, part = desk.handling(cosigners=[one, two])
    reply = desk.reply(part)
    desk.rate(reply, lead, result="dissatisfied", reason="没有回应")
    desk.rate(reply, one, attitude="basically", result="basically")
    desk.do("rating.release", reply=reply)
    rates = Rates(desk).held(released=True)
    assert (rates["satisfaction_first"], rates["satisfaction_first_broad"]) == ("0/2", "1/2")
    assert figure("satisfaction_first", desk.body, desk.today).missing == 1
    desk.go("2026-01-20")
    desk.do("suggestion.rehandle", by=desk.office, allotment=part, words="再研究")
    second = desk.reply(part, contact=False)
    desk.rate(second, lead)
    desk.rate(second, one, result="basically")
    desk.do("rating.release", reply=second)
    rates = Rates(desk).held(released=True)
    assert (rates["satisfaction_first"], rates["satisfaction_final"]) == ("0/2", "1/2")
    assert (rates["satisfaction_final_broad"], rates["attitude_final"]) == ("2/2", "2/2")
    assert rates["satisfaction_final_basically"] == "1/2"
    assert rates.of(desk.units[1], "satisfaction_final") == "0/0"
    assert Rates(desk, date(2026, 1, 12))["satisfaction_final"] == "0/2"
    told = recount(public(desk), desk.today)
    assert told.missing == {"first": 1, "final": 1}


def test_satisfaction_never_stands_without_the_delivery_beside_it():
    found = {d.key: d.companion for d in all_definitions() if d.key.startswith(("satis", "attit"))}
    assert len(found) == 8
    assert set(found.values()) == {"reply_rate"}


def test_satisfaction_rows_name_neither_suggestion_nor_signer(desk):
    key, _part, reply = desk.replied()
    desk.rate(reply)
    desk.do("rating.release", reply=reply)
    (row,) = figure("satisfaction_first", desk.body, desk.today).rows
    assert key != row.subject
    assert (row.label, row.note) == ("one signer's rating", "")


def test_a_rating_is_in_no_figure_before_its_counts_are_released(desk):
    lead, one = desk.deputies[:2]
    _key, _part, reply = desk.replied(cosigners=[one])
    desk.go("2026-01-13")
    desk.rate(reply, lead, result="dissatisfied", reason="没有回应")
    found = figure("satisfaction_first", desk.body, desk.today)
    assert (found.fraction, found.rows) == ("0/0", [])
    assert (found.missing, found.withheld) == (1, 1)
    desk.go("2026-01-14")
    desk.do("rating.release", reply=reply)
    desk.rate(reply, one)
    found = figure("satisfaction_first", desk.body, desk.today)
    assert (found.fraction, found.missing, found.withheld) == ("0/1", 0, 1)
    assert figure("satisfaction_first", desk.body, date(2026, 1, 13)).of == 0
    desk.do("rating.release", reply=reply)
    text = figure("satisfaction_first", desk.body, desk.today).as_csv()
    assert [line.split(",")[4] for line in text.splitlines()[1:]] == ["0", "1"]
    served = map(str, Serving.objects.values_list("pk", flat=True))
    assert not any(each in text for each in served)
    assert Rates(desk).held(released=True)["satisfaction_first"] == "1/2"


def test_the_last_round_counts_only_once_it_is_released(desk):
    _key, part, reply = desk.replied()
    desk.rate(reply, result="dissatisfied", reason="没有回应")
    desk.do("rating.release", reply=reply)
    assert Rates(desk).held(released=True)["satisfaction_final"] == "0/1"
    desk.do("suggestion.rehandle", by=desk.office, allotment=part, words="再研究")
    desk.reply(part, contact=False)
    rates = Rates(desk).held(released=True)
    assert (rates["satisfaction_first"], rates["satisfaction_final"]) == ("0/1", "0/0")
    assert figure("satisfaction_final", desk.body, desk.today).missing == 1


def test_a_talk_counts_from_the_day_it_was_noted(desk):
    _key, part = desk.handling()
    desk.go("2026-01-16")
    talk = {"way": "face_to_face", "persons": [desk.deputies[0].person], "words": "听取意见"}
    desk.do("contact.log", by=desk.units[0].officer, allotment=part, on="2026-01-13", **talk)
    assert Rates(desk).held()["face_to_face_rate"] == "1/1"
    assert Rates(desk, date(2026, 1, 14)).held()["face_to_face_rate"] == "0/1"


def test_a_talk_noted_in_the_second_round_was_not_before_the_first_reply(desk):
    _key, part = desk.handling()
    desk.contact(part, desk.units[0], way="phone")
    reply = desk.reply(part, contact=False)
    desk.rate(reply, result="dissatisfied", reason="没有见面")
    desk.go("2026-01-16")
    desk.do("suggestion.rehandle", by=desk.office, allotment=part, words="再研究")
    talk = {"way": "visit", "persons": [desk.deputies[0].person], "words": "听取意见"}
    desk.do("contact.log", by=desk.units[0].officer, allotment=part, on="2026-01-12", **talk)
    assert Rates(desk).held()["face_to_face_rate"] == "0/1"


def test_what_was_merged_into_a_referred_one_is_shown_apart_with_it(desk):
    key, _part = desk.handling()
    second = desk.accepted(desk.deputies[1])
    desk.do("suggestion.merge", suggestion=second, into=key, reason="同一路段")
    desk.do("suggestion.refer", suggestion=key, unit="区交通委", reason="区里审批")
    rates = Rates(desk).held()
    assert (rates["reply_rate"], rates["referred_rate"]) == ("0/0", "0/2")


def test_what_was_answered_from_above_in_an_earlier_year_counts_no_more(desk):
    answered, _part = desk.handling()
    waiting, _part = desk.handling()
    for key in (answered, waiting):
        desk.do("suggestion.refer", suggestion=key, unit="区交通委", reason="区里审批")
    desk.do("referral.answer", suggestion=answered, answer="已列入计划")
    assert Rates(desk).held()["referred_rate"] == "1/2"
    desk.go("2027-01-04")
    assert Rates(desk).held()["referred_rate"] == "0/1"
    desk.do("referral.answer", suggestion=waiting, answer="已列入计划")
    assert Rates(desk).held()["referred_rate"] == "1/1"
    assert Rates(desk, date(2026, 12, 31)).held()["referred_rate"] == "1/2"


def test_assisting_opinions_are_counted_apart(desk):
    one, two, three = desk.units
    key = desk.assigned()
    parts = desk.allot(key, one, assisting=[two, three])
    desk.receive(parts[1], two)
    desk.do("assist.give_opinion", by=two.officer, allotment=parts[1], words="无异议")
    rates = Rates(desk)
    assert rates["assisting_on_time_rate"] == "1/1"
    desk.go("2026-02-24")
    rates = Rates(desk)
    assert rates["assisting_on_time_rate"] == "1/2"
    assert rates.of(three, "assisting_on_time_rate") == "0/1"
    assert rates.of(three, "reply_rate") == "0/0"


def test_the_csv_of_a_figure_gives_it_again(desk):
    desk.replied()
    desk.handling()
    text = figure("reply_rate", desk.body, desk.today).as_csv()
    assert [line.split(",")[4] for line in text.splitlines()[1:]] == ["1", "0"]


@pytest.mark.parametrize("phone", [True, False])
def test_a_call_counts_as_meeting_only_where_the_profile_says_so(desk, phone):
    _key, part = desk.handling()
    desk.contact(part, desk.units[0], way="phone")
    desk.reply(part, contact=False)
    told = recount(public(desk), desk.today, phone=phone)
    assert told.rates["face_to_face_rate"] == ((1, 1) if phone else (0, 1))


def test_entries_of_others_and_of_later_days_are_passed_over(desk):
    entries = [
        {"act": "poll.count", "subject": "x", "data": {"on": "2026-01-01"}},
        {"act": "suggestion.assign", "subject": "x", "data": {"on": "2026-01-01"}},
        {"act": "suggestion.accept", "subject": "x", "data": None},
        {"act": "suggestion.accept", "subject": "x", "data": {"on": "2026-02-01"}},
    ]
    assert recount(entries, date(2026, 1, 31)).rates["reply_rate"] == (0, 0)


def test_what_assisting_units_do_changes_no_rate_of_the_town(desk):
    one, two = desk.units[:2]
    key = desk.assigned()
    _lead, helper = desk.allot(key, one, assisting=[two])
    desk.receive(helper, two)
    desk.contact(helper, two)
    returned = desk.make(
        "unit.return", key="unit_return", by=two.officer, allotment=helper, reason="不属职责"
    )
    desk.do("return.approve", by=desk.office, unit_return=returned)
    rates = Rates(desk).held()
    assert (rates["face_to_face_rate"], rates["return_rate"]) == ("0/1", "0/1")


def test_a_vacant_part_leaves_the_whole_unreplied(desk):
    key = desk.assigned()
    one, two = desk.units[:2]
    parts = desk.allot(key, (one, "划线"), (two, "油烟"))
    desk.receive(parts[0], one)
    returned = desk.make(
        "unit.return", key="unit_return", by=two.officer, allotment=parts[1], reason="不属职责"
    )
    desk.do("return.approve", by=desk.office, unit_return=returned)
    desk.reply(parts[0], one)
    rates = Rates(desk).held()
    assert (rates["reply_rate"], rates.of(one, "reply_rate")) == ("0/1", "1/1")
    desk.go("2026-04-14")
    assert Rates(desk).held()["on_time_rate"] == "0/1"


def test_each_class_of_reply_has_its_share(desk):
    desk.replied()
    desk.replied(reply_class="reference")
    desk.handling()
    rates = Rates(desk)
    assert (rates["class_share_adopted"], rates["class_share_reference"]) == ("1/3", "1/3")
    assert rates["class_share_A"] == "0/3"


def test_every_class_of_a_built_in_profile_has_its_share():
    codes = {
        kind.code
        for key in keys()
        for profile in versions(key)
        if profile.has_module("suggestions")
        for kind in profile.suggestions.classes.value
    }
    assert codes == set(CLASSES)
    with translation.override("zh-hans"):
        assert str(definition("class_share_adopted").title) == "解决采纳"


def test_a_list_taken_over_as_one_entry_is_counted_by_its_suggestions(desk):
    desk.replied()
    desk.handling()
    whole = [{"act": "ledger.import", "subject": None, "data": {"entries": public(desk)}}]
    told = recount(whole, desk.today)
    assert told.rates == recount(public(desk), desk.today).rates
    assert told.rates["reply_rate"] == (1, 2)
