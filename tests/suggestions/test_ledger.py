"""A ledger becomes suggestions in one act; the same again changes nothing; it can be undone."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.utils import translation

from tests import factories
from tests.suggestions.ledgers import ledger, replied
from tests.suggestions.test_figures import BOTH, RATED
from townmoot.commitments.models import Commitment
from townmoot.figures import Counting, counted, figure
from townmoot.people.models import Organization, Upload
from townmoot.record import Invalid, NotFound, Refused, export, guard
from townmoot.record.models import new_id
from townmoot.record.verify import verify_lines
from townmoot.rules.library import find
from townmoot.suggestions import uploads
from townmoot.suggestions.models import (
    Allotment,
    Contact,
    LedgerEntry,
    LedgerImport,
    Rating,
    Reply,
    Serving,
    Signature,
    Suggestion,
)
from townmoot.suggestions.queries.ledger_made import ledgers
from townmoot.suggestions.queries.ledger_words import class_of, grade_of, way_of
from townmoot.suggestions.recount import recount

END = date(2022, 12, 31)


@pytest.fixture
def town(db):
    made = factories.town("cn-township-shanghai")
    made.unit("规划建设办公室")
    made.unit("执法队", "team")
    return made


def receive(town, *rows):
    return uploads.receive_ledger(town.body, town.clerk.account, ledger(rows), "台账.xlsx")


def take(town, *rows, **inputs):
    found = receive(town, *rows)
    assert found.upload, [str(problem) for problem in found.problems]
    return town.do(
        "ledger.import", by=town.clerk, upload=found.upload, sha256=found.sha256, **inputs
    ).result


def undo(town, result):
    return town.do("ledger.undo", by=town.clerk, source=UUID(result["import"]))


def problem(town, *rows):
    """The one thing that is wrong with a ledger: its code, its column and its row."""
    found = receive(town, *rows)
    assert found.upload is None
    (told,) = found.problems
    with translation.override("zh-hans"):
        assert "%(" not in str(told)
    return told.code, told.column, told.row


def held(town, day=END):
    """The figures of a day, which the public record alone must give too."""
    verdict = verify_lines(export.lines(town.body))
    assert verdict.holds
    told = recount(verdict.public, day)
    rates = {}
    counting = Counting(town.body, day)
    for key in (*BOTH, *RATED):
        found = counted(key, counting)
        assert (key, told.rates[key]) == (key, (found.counted, found.of))
        rates[key] = found.fraction
    return rates


def only(model, **filters):
    return model._default_manager.get(**filters)


def test_a_full_row_becomes_a_suggestion_with_all_its_steps_on_their_own_days(town):
    lead, friend = town.deputy(name="王芳"), town.deputy(name="李静", number="CT-099")
    row = replied(
        7,
        lead="王芳",
        co_signers="李静（CT-099）、王芳",
        subject_class="城建",
        assisting_units="执法队",
        due_on="2022-04-20",
        contact="面商 2022-03-01",
        reply_number="澄府办〔2022〕3号",
        result="正在解决",
        rating="满意",
        public="是",
        promise="装灯24盏",
        promise_due="2022-10-01",
    )
    result = take(town, row, release_ratings=True)
    item = only(Suggestion)
    assert (item.lead_id, item.number, item.public) == (lead.person, 7, True)
    assert (item.accepted_on, item.assigned_on) == (date(2022, 1, 14), date(2022, 1, 20))
    assert item.created_at.year > 2022
    signers = Signature.objects.values_list("person_id", "lead").order_by("-lead")
    assert list(signers) == [(lead.person, True), (friend.person, False)]
    part, helper = Allotment.objects.order_by("-share")
    assert (part.due, part.done_on) == (date(2022, 4, 20), date(2022, 4, 8))
    assert helper.ended_on == date(2022, 4, 8)
    assert (only(Contact).on, only(Contact).way) == (date(2022, 3, 1), "face_to_face")
    reply = only(Reply)
    assert (reply.reply_class, reply.number) == ("in_progress", "澄府办〔2022〕3号")
    assert (only(Rating).result, only(Rating).attitude) == ("satisfied", "")
    promise = only(Commitment)
    assert (promise.on, promise.deadline) == (date(2022, 4, 8), date(2022, 10, 1))
    assert result["counts"] == {"new": 1, "changed": 0, "unchanged": 0}
    rates = held(town)
    assert rates["satisfaction_first"] == "1/1"
    assert rates["attitude_first"] == "0/0"
    assert rates["face_to_face_rate"] == "1/1"
    assert rates["kept_promise_rate"] == "0/1"


def test_a_row_without_names_is_taken_over_without_a_lead(town):
    take(town, replied(1, rating="基本满意"), replied(2), release_ratings=True)
    assert set(Suggestion.objects.values_list("lead", flat=True)) == {None}
    assert [row.person for row in Serving.objects.all()] == [None]
    rates = held(town)
    assert (rates["reply_rate"], rates["satisfaction_first"]) == ("2/2", "0/1")


def test_ratings_that_were_not_released_are_in_no_public_entry(town):
    take(town, replied(1, rating="满意"))
    verdict = verify_lines(export.lines(town.body))
    assert recount(verdict.public, END).rates["satisfaction_first"] == (0, 0)
    found = figure("satisfaction_first", town.body, END)
    assert (found.fraction, found.withheld) == ("0/0", 1)


def test_a_row_that_stops_early_leaves_the_rest_open(town):
    early = {"title": "关于护学通道的建议", "submitted_on": "2022-03-01"}
    assigned = {**early, "title": "关于停车的建议", "assigned_on": "2022-03-05"}
    allotted = {**assigned, "title": "关于油烟的建议", "lead_units": "执法队、规划建设办公室"}
    take(town, early, assigned, allotted, {**allotted, "title": "关于绿化", "contact": "无"})
    assert list(Suggestion.objects.order_by("number").values_list("number", flat=True)) == [
        1,
        2,
        3,
        4,
    ]
    rates = held(town)
    assert (rates["reply_rate"], rates["on_time_rate"]) == ("0/3", "0/3")


def test_one_split_among_units_is_answered_by_each_and_rated_once(town):
    row = replied(1, lead_units="执法队、规划建设办公室", rating="满意", reply_number="1号")
    take(town, row, release_ratings=True)
    assert sorted(Reply.objects.values_list("number", flat=True)) == ["", "1号"]
    assert (held(town)["reply_rate"], Rating.objects.count()) == ("1/1", 1)


def test_the_same_ledger_again_changes_nothing(town):
    rows = [replied(1, rating="满意", contact="电话"), {**replied(2), "number": ""}]
    take(town, *rows)
    before = list(Suggestion.objects.values_list("pk", "revision").order_by("pk"))
    again = take(town, *rows)
    assert again["counts"] == {"new": 0, "changed": 0, "unchanged": 2}
    assert list(Suggestion.objects.values_list("pk", "revision").order_by("pk")) == before
    undo(town, again)
    assert [row.undone_at is None for row in ledgers(town.body)] == [False, True]


def test_a_later_ledger_adds_the_steps_that_were_open(town):
    bare = {"number": 1, "title": "关于护学通道的建议", "submitted_on": "2022-03-01"}
    assigned = bare | {"assigned_on": "2022-03-05"}
    given = assigned | {
        "lead_units": "规划建设办公室",
        "assisting_units": "执法队",
    }
    answered = given | {"replied_on": "2022-05-06", "result": "A", "contact": "走访"}
    rated = answered | {"rating": "不满意"}
    steps = (bare, assigned, given, answered, rated)
    results = [take(town, row, release_ratings=True) for row in steps]
    assert [result["counts"]["changed"] for result in results] == [0, 1, 1, 1, 1]
    assert held(town)["solved_rate"] == "1/1"
    found = receive(town, rated | {"promise": "划线", "promise_due": "2022-08-01"})
    assert [change.field for change in found.plan.rows[0].changes] == ["promise"]
    for result in reversed(results[1:]):
        undo(town, result)
    assert only(Suggestion).assigned_on is None
    assert only(Suggestion).revision == 0
    undo(town, results[0])
    assert not Suggestion.objects.exists()
    assert held(town)["reply_rate"] == "0/0"


def test_an_undone_ledger_is_counted_no_more(town):
    result = take(town, replied(1, result="B", promise="装灯", promise_due="2022-06-01"))
    assert held(town)["kept_promise_rate"] == "0/1"
    undo(town, result)
    assert not Commitment.objects.exists()
    assert held(town)["kept_promise_rate"] == "0/0"
    with pytest.raises(Refused):
        undo(town, result)


def test_what_later_work_relies_on_is_not_undone(town):
    result = take(town, replied(1), replied(2))
    closed = Suggestion.objects.get(number=2)
    town.do("suggestion.close", by=town.clerk, suggestion=closed.pk)
    with pytest.raises(Refused, match="rows 4"):
        undo(town, result)
    assert Suggestion.objects.count() == 2


def test_a_promise_on_which_work_relies_is_not_undone(town):
    result = take(town, replied(1, promise="装灯", promise_due="2022-06-01"))
    promise = only(Commitment)
    officer = town.person("unit_officer", promise.unit_id)
    town.do("commitment.progress", by=officer, commitment=promise.pk, words="已装12盏")
    with pytest.raises(Refused):
        undo(town, result)


def test_a_ledger_on_which_a_later_one_builds_is_not_undone(town):
    first = take(town, replied(1))
    take(town, replied(1, rating="满意"))
    with pytest.raises(Refused, match="rows 3"):
        undo(town, first)


@pytest.mark.parametrize(
    ("more", "code", "column"),
    [
        ({"lead": "无此人"}, "unknown_deputy", "领衔代表"),
        ({"co_signers": "无此人（CT-1）"}, "unknown_deputy", "联名代表"),
        ({"lead": "陈静"}, "several_deputies", "领衔代表"),
        ({"lead_units": "不存在办"}, "unknown_unit", "主办单位"),
        ({"result": "很好"}, "unknown_result", "办理结果"),
        ({"rating": "还行"}, "unknown_rating", "满意度"),
        ({"contact": "喝茶"}, "unknown_contact", "沟通方式"),
        ({"replied_on": "", "result": "A"}, "needs_before", "答复时间"),
        ({"lead_units": ""}, "needs_before", "主办单位"),
        ({"assigned_on": ""}, "needs_before", "交办时间"),
        ({"promise": "装灯"}, "needs_before", "完成时限"),
        ({"number": "无号"}, "number_without_digits", "编号"),
        ({"replied_on": "2099-01-01"}, "in_the_future", "答复时间"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(town, more, code, column):
    for _twice in range(2):
        town.deputy(name="陈静")
    assert problem(town, replied(1, **more)) == (code, column, 3)


def test_a_row_without_any_day_is_wrong(town):
    assert problem(town, {"number": 1, "title": "关于路灯"}) == ("needs_before", "提出时间", 3)


def test_two_rows_may_not_have_one_number_nor_one_letter(town):
    assert problem(town, replied(1), replied("2022-1", title="另一件"))[0] == "duplicate_number"
    rows = [replied(each, reply_number="澄府办1号") for each in (1, 2)]
    assert problem(town, *rows) == ("letter_taken", "答复文号", 4)


def test_what_is_recorded_is_not_overwritten(town):
    take(town, replied(1, result="A"))
    assert problem(town, replied(1, title="另一件"))[0] == "other_title"
    assert problem(town, replied(1, result="D")) == ("recorded_otherwise", "办理结果", 3)
    other = problem(town, replied(1, lead_units="执法队"))
    assert other == ("recorded_otherwise", "主办单位", 3)


def test_a_file_with_errors_of_its_own_is_not_kept(town):
    found = receive(town, replied(1, assigned_on="昨天"))
    assert found.upload is None
    assert not Upload.objects.exists()


def test_one_row_that_does_not_fit_any_more_takes_all_back(town):
    found = receive(town, replied(1), replied(2))
    take(town, replied(2, title="先来的一件"))
    with pytest.raises(Invalid):
        town.do("ledger.import", by=town.clerk, upload=found.upload, sha256=found.sha256)
    assert (Suggestion.objects.count(), LedgerImport.objects.count()) == (1, 1)
    assert LedgerEntry.objects.count() == 1


def test_only_the_list_that_was_looked_at_is_taken_over(town):
    found = receive(town, replied(1))
    with pytest.raises(Refused):
        town.do("ledger.import", by=town.clerk, upload=found.upload, sha256="0" * 64)
    with pytest.raises(Refused):
        town.do("ledger.import", by=town.clerk, upload=new_id(), sha256=found.sha256)
    with pytest.raises(NotFound):
        town.do("ledger.undo", by=town.clerk, source=new_id())


def test_a_town_needs_a_government_first(town):
    found = receive(town, replied(1))
    row = Organization.objects.get(pk=town.government)
    with guard.writing("migrate"):
        Organization.objects.filter(pk=row.pk).update(kind="outside")
    with pytest.raises(Refused, match="government"):
        town.do("ledger.import", by=town.clerk, upload=found.upload, sha256=found.sha256)


@pytest.mark.parametrize(
    ("profile", "word", "code"),
    [
        ("cn-township", "A", "A"),
        ("cn-township", "Ｂ类", "B"),
        ("cn-township", "C（列入计划）", "C"),
        ("cn-township", "解决采纳", "A"),
        ("cn-township", "留作参考", "D"),
        ("cn-township", "D 留作参考或作出解释", "D"),
        ("cn-township-shanghai", "a", "adopted"),
        ("cn-township-shanghai", "列入计划解决", "planned"),
        ("cn-township-shanghai", "Being solved this year", "in_progress"),
        ("cn-township-shanghai", "adopted", "adopted"),
        ("cn-township-shanghai", "办毕", None),
    ],
)
def test_the_words_of_ledgers_mean_the_classes_of_the_profile(profile, word, code):
    assert class_of(find(profile, on=date(2026, 1, 1)), word) == code


def test_the_words_for_ratings_and_contacts_are_understood():
    profile = find("cn-township", on=date(2026, 1, 1))
    assert [grade_of(profile, word) for word in ("很满意", "比较满意", "不满意")] == [
        "satisfied",
        "basically",
        "dissatisfied",
    ]
    assert way_of("书面沟通") == "letter"
