"""A roster becomes deputies in one act; the same list again changes nothing; it can be undone."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.utils import translation

from tests import factories
from tests.people import sheets
from townmoot.people import queries, reliance, uploads
from townmoot.people.enums import Outcome
from townmoot.people.importing.problems import TableError
from townmoot.people.models import Account, Import, ImportRow, Membership, Person, Upload
from townmoot.people.queries import rosters
from townmoot.record import Invalid, NotFound, Refused, today_of
from townmoot.record.check import verify_body
from townmoot.record.models import Entry, new_id

CHENGTING = Path(__file__).resolve().parents[2] / "samples" / "chengting"
pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    return factories.town()


def receive(town, data, name="名册.xlsx"):
    return uploads.receive_roster(town.body, town.clerk.account, data, name)


def take(town, data, **inputs):
    found = receive(town, data)
    assert found.upload, [str(p) for p in found.problems]
    return town.do(
        "roster.import", by=town.clerk, upload=found.upload, sha256=found.sha256, **inputs
    )


def seats(town):
    return list(queries.deputies(town.body, today_of(town.body)))


def test_chengtings_roster_becomes_eighty_one_deputies_in_five_groups(town):
    receipt = take(town, (CHENGTING / "代表名册.xlsx").read_bytes())
    assert receipt.result["counts"] == {"new": 86, "changed": 0, "unchanged": 0}
    assert len(seats(town)) == 81
    assert [len(g.members) for g in queries.groups(town.body, today_of(town.body))] == [
        17,
        16,
        16,
        16,
        16,
    ]
    assert Account.objects.filter(login__startswith="CT-").count() == 81
    assert verify_body(town.body).holds


def test_an_import_is_one_entry_with_a_manifest_and_no_names(town):
    found = receive(town, sheets.roster(sheets.deputy(1, "欧阳文静")))
    before = Entry.objects.filter(body=town.body).count()
    receipt = town.do("roster.import", by=town.clerk, upload=found.upload, sha256=found.sha256)
    assert Entry.objects.filter(body=town.body).count() == before + 1
    entry = Entry.objects.get(act_id=receipt.act_id)
    person = Person.objects.get(name="欧阳文静")
    assert receipt.result["rows"][-1] == ["名册", 3, str(person.pk), "new"]
    assert receipt.result["sha256"] in entry.envelope
    assert "欧阳" not in entry.private + entry.envelope


def test_what_is_new_is_complete(town):
    take(town, sheets.roster(sheets.deputy(7, "曾小明", note="组长", birth="1971.07")))
    seat = seats(town)[0]
    person = seat.person
    assert (seat.number, seat.constituency, seat.voting_right) == ("CT-007", "第一选区", True)
    assert (person.birth, person.note, person.gender) == ("1971-07", "组长", "female")
    assert (person.family_name, person.latin_name) == ("曾", "Zeng Xiaoming")
    assert queries.group_of(person.pk, today_of(town.body)).name == "第一代表小组"
    assert person.account.login == "CT-007"
    assert not person.account.has_usable_password()


def test_without_accounts_nobody_can_sign_in(town):
    take(town, sheets.roster(sheets.deputy(1)), open_accounts=False)
    assert not Account.objects.filter(login="CT-001").exists()


def test_a_login_that_is_taken_elsewhere_gets_another(town):
    other = factories.town()
    take(other, sheets.roster(sheets.deputy(1)))
    take(town, sheets.roster(sheets.deputy(1), sheets.deputy(2, number="")))
    logins = set(Account.objects.filter(body=town.body).values_list("login", flat=True))
    assert len([login for login in logins if login.startswith("CT-001-")]) == 1
    assert len([login for login in logins if login.startswith("p-")]) == 1


def test_the_same_file_again_changes_nothing(town):
    data = sheets.roster(sheets.deputy(1), sheets.deputy(2))
    take(town, data)
    people = list(Person.objects.order_by("pk").values())
    held = list(Membership.objects.order_by("pk").values())
    receipt = take(town, data)
    assert receipt.result["counts"] == {"new": 0, "changed": 0, "unchanged": 2}
    assert list(Person.objects.order_by("pk").values()) == people
    assert list(Membership.objects.order_by("pk").values()) == held
    outcomes = ImportRow.objects.filter(source=receipt.result["import"])
    assert {row.outcome for row in outcomes} == {"unchanged"}


def test_the_same_act_id_again_returns_the_first_receipt(town):
    found = receive(town, sheets.roster(sheets.deputy(1)))
    act_id = new_id()
    inputs = {"upload": found.upload, "sha256": found.sha256}
    first = town.do("roster.import", by=town.clerk, act_id=act_id, **inputs)
    second = town.do("roster.import", by=town.clerk, act_id=act_id, **inputs)
    assert (second.repeated, second.result) == (True, first.result)


def test_the_preview_shows_each_change_with_before_and_after(town):
    town.group("第二代表小组")
    town.group("第一代表小组")
    take(town, sheets.roster(sheets.deputy(1), sheets.deputy(2), sheets.deputy(3)))
    found = receive(
        town,
        sheets.roster(
            sheets.deputy(1, "王新名", group="第二代表小组", phone="199-0000-0002"),
            sheets.deputy(2, constituency="第九选区"),
            sheets.deputy(4),
        ),
    )
    assert [row.outcome for row in found.plan.rows] == [
        Outcome.CHANGED,
        Outcome.CHANGED,
        Outcome.NEW,
    ]
    assert found.plan.rows[0].changes == (
        rosters.Change("name", "王丁", "王新名"),
        rosters.Change("phone", "19900000001", "19900000002"),
        rosters.Change("group", "第一代表小组", "第二代表小组"),
    )
    assert found.plan.rows[1].changes == (rosters.Change("constituency", "第一选区", "第九选区"),)
    assert [seat.number for seat in found.plan.absent] == ["CT-003"]
    assert found.plan.counts == {"new": 1, "changed": 2, "unchanged": 0}


def test_changed_rows_are_changed_and_the_absent_stay(town):
    town.group("第二代表小组")
    town.group("第一代表小组")
    take(town, sheets.roster(sheets.deputy(1), sheets.deputy(2), sheets.deputy(3, group="")))
    take(
        town,
        sheets.roster(
            sheets.deputy(1, "王新名", group="第二代表小组", constituency="第二选区"),
            sheets.deputy(3, group="第二代表小组"),
        ),
    )
    day = today_of(town.body)
    first = queries.deputy_with_number(town.body, "CT-001", day)
    third = queries.deputy_with_number(town.body, "CT-003", day)
    assert (first.name, first.pinyin_key[:4]) == ("王新名", "wang")
    assert queries.group_of(first.pk, day).name == "第二代表小组"
    assert queries.group_of(third.pk, day).name == "第二代表小组"
    assert queries.deputy_with_number(town.body, "CT-002", day)


def test_a_deputy_taken_out_of_the_group_belongs_to_none(town):
    take(town, sheets.roster(sheets.deputy(1), sheets.deputy(2)))
    take(town, sheets.roster(sheets.deputy(1, group="")))
    first = queries.deputy_with_number(town.body, "CT-001", today_of(town.body))
    assert queries.group_of(first.pk, today_of(town.body)) is None


def test_a_list_without_a_column_leaves_it_alone(town):
    take(town, sheets.roster(sheets.deputy(1)))
    take(town, sheets.workbook([["姓名", "代表证号"], ["王丁", "CT-001"]]))
    person = seats(town)[0].person
    assert (person.phone, person.birth) == ("19900000001", "1971-07")


def test_a_row_without_number_is_known_by_its_name(town):
    take(town, sheets.roster(sheets.deputy(1)))
    found = receive(town, sheets.workbook([["姓名", "联系电话"], ["王丁", "199-0000-0009"]]))
    assert [row.outcome for row in found.plan.rows] == [Outcome.CHANGED]


def test_a_deputy_without_number_gets_the_one_of_the_list(town):
    take(town, sheets.roster(sheets.deputy(1, number="")))
    take(town, sheets.roster(sheets.deputy(1)))
    assert [seat.number for seat in seats(town)] == ["CT-001"]


def test_two_of_one_name_need_numbers(town):
    take(town, sheets.roster(sheets.deputy(1, "王芳"), sheets.deputy(2, "王芳")))
    found = receive(town, sheets.roster(sheets.deputy(1, "王芳", number="")))
    assert found.upload is None
    (problem,) = found.problems
    assert (problem.code, problem.row, problem.column) == ("required", 3, "代表证号")


def test_a_number_that_goes_to_another_name_is_told(town):
    take(town, sheets.roster(sheets.deputy(1, "王芳")))
    found = receive(town, sheets.roster(sheets.deputy(1, "李强")))
    (problem,) = found.problems
    assert (problem.code, problem.row, problem.column) == ("number_of_another", 3, "代表证号")
    assert "“王芳”" in str(problem)
    assert found.upload is not None  # a name may have been mistyped


def test_a_name_that_is_there_with_another_number_is_told(town):
    take(town, sheets.roster(sheets.deputy(1, "王芳")))
    found = receive(town, sheets.roster(sheets.deputy(2, "王芳")))
    (problem,) = found.problems
    assert (problem.code, problem.row, problem.column) == ("same_name_there", 3, "姓名")
    assert "CT-001" in str(problem)
    assert found.upload is not None


def test_groups_named_in_rows_of_their_own_become_groups(town):
    rows = [["姓名", "代表证号"], ["第一代表小组"], ["王芳", "1"], ["第二代表小组"], ["李明", "2"]]
    take(town, sheets.workbook(rows))
    assert [g.organization.name for g in queries.groups(town.body, today_of(town.body))] == [
        "第一代表小组",
        "第二代表小组",
    ]
    assert receive(town, sheets.workbook(rows)).plan.counts["unchanged"] == 2
    rows[3] = ["第一代表小组"]
    assert receive(town, sheets.workbook(rows)).plan.counts["changed"] == 1


def test_one_deputy_twice_on_a_list_is_a_problem(town):
    take(town, sheets.roster(sheets.deputy(1, "王芳")))
    again = sheets.roster(sheets.deputy(1, "王芳"), sheets.deputy(2, "王芳", number=""))
    assert receive(town, again).upload is None


def test_unknown_columns_are_kept_with_the_remarks(town):
    take(town, sheets.workbook([["姓名", "代表证号", "血型"], ["王芳", "CT-001", "甲"]]))
    assert seats(town)[0].person.note == "血型: 甲"


def test_each_error_names_sheet_row_column_value_and_remedy(town):
    take(town, sheets.roster(sheets.deputy(1)))
    bad = sheets.roster(sheets.deputy(2, birth="1971.7.32"), sheets.deputy(3, group="第九代表小组"))
    with translation.override("en"):
        found = receive(town, bad)
        told = [str(problem) for problem in found.problems]
    assert found.upload is None
    assert [(p.sheet, p.row, p.column, p.value) for p in found.problems] == [
        ("名册", 3, "出生年月", "1971.7.32"),
        ("名册", 4, "代表小组", "第九代表小组"),
    ]
    assert all("Write" in text or "Check" in text for text in told)
    assert len(seats(town)) == 1


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.xlsx"),
        (b"PK\x03\x04 nothing", "a.xlsx"),
        (b"<html><script>alert(1)</script></html>", "a.xls"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "a.csv"),
        ("姓名\n".encode("utf-16") * 3, "../../etc/passwd"),
    ],
)
def test_a_hopeless_file_is_refused_and_nothing_is_kept(town, data, name):
    with pytest.raises(TableError):
        receive(town, data, name)
    assert Upload.objects.count() == 0


def test_markup_in_a_name_is_an_error_and_never_stored(town):
    found = receive(town, sheets.roster(sheets.deputy(1, "<b>王芳</b>")))
    assert found.upload is None
    assert found.problems[0].code == "not_a_name"


def test_the_wrong_checksum_is_refused(town):
    found = receive(town, sheets.roster(sheets.deputy(1)))
    with pytest.raises(Refused, match="not the file"):
        town.do("roster.import", by=town.clerk, upload=found.upload, sha256="0" * 64)


def test_a_list_is_taken_over_once(town):
    found = receive(town, sheets.roster(sheets.deputy(1)))
    inputs = {"upload": found.upload, "sha256": found.sha256}
    town.do("roster.import", by=town.clerk, **inputs)
    assert Upload.objects.count() == 0
    with pytest.raises(Refused, match="taken over already"):
        town.do("roster.import", by=town.clerk, **inputs)


def test_a_list_of_another_town_is_not_there(town):
    other = factories.town()
    found = receive(other, sheets.roster(sheets.deputy(1)))
    with pytest.raises(Refused):
        town.do("roster.import", by=town.clerk, upload=found.upload, sha256=found.sha256)


def test_a_list_that_no_longer_fits_is_refused_whole(town):
    take(town, sheets.roster(sheets.deputy(1, "王芳")))
    found = receive(town, sheets.roster(sheets.deputy(1, "王芳", number=""), sheets.deputy(5)))
    town.deputy(name="王芳", number="CT-002")
    with pytest.raises(Invalid) as refused:
        town.do("roster.import", by=town.clerk, upload=found.upload, sha256=found.sha256)
    assert refused.value.problems[0]["field"] == "row 3"
    assert len(seats(town)) == 2


def test_without_a_congress_there_are_no_deputies(town):
    body = new_id()
    bare = factories.Town(body=body, profile="cn-township")
    bare.do(
        "body.found",
        name="澄汀镇",
        kind="township",
        profile="cn-township",
        timezone="Asia/Shanghai",
        locale="zh-Hans",
    )
    found = uploads.receive_roster(body, None, sheets.roster(sheets.deputy(1)), "a.xlsx")
    with pytest.raises(Refused, match="congress first"):
        bare.do("roster.import", upload=found.upload, sha256=found.sha256)


def test_old_lists_are_forgotten_after_a_day(town):
    old = receive(town, sheets.roster(sheets.deputy(1)))
    Upload.objects.update(made_at=date(2020, 1, 1).isoformat() + "T00:00Z")
    receive(town, sheets.roster(sheets.deputy(2)))
    assert not Upload.objects.filter(pk=old.upload).exists()


def test_an_import_can_be_undone(town):
    people, held = Person.objects.count(), Membership.objects.count()
    receipt = take(town, sheets.roster(sheets.deputy(1), sheets.deputy(2)))
    town.do("roster.undo", by=town.clerk, source=receipt.result["import"])
    assert (Person.objects.count(), Membership.objects.count()) == (people + 1, held + 1)
    assert not queries.groups(town.body, today_of(town.body))
    assert not Account.objects.filter(login__startswith="CT-").exists()
    assert queries.imports(town.body)[0].undone_by == town.clerk.person
    assert verify_body(town.body).holds


def test_undoing_restores_the_earlier_values(town):
    town.group("第二代表小组")
    town.group("第一代表小组")
    take(town, sheets.roster(sheets.deputy(1)))
    person = list(Person.objects.order_by("pk").values())
    held = list(Membership.objects.order_by("pk").values())
    second = take(
        town,
        sheets.roster(
            sheets.deputy(1, "李四", group="第二代表小组", constituency="别的"), sheets.deputy(2)
        ),
    )
    town.do("roster.undo", by=town.clerk, source=second.result["import"])

    def without_revision(rows):
        return [{k: v for k, v in row.items() if k != "revision"} for row in rows]

    assert without_revision(Person.objects.order_by("pk").values()) == without_revision(person)
    assert without_revision(Membership.objects.order_by("pk").values()) == without_revision(held)


def test_an_import_is_undone_once(town):
    receipt = take(town, sheets.roster(sheets.deputy(1)))
    town.do("roster.undo", by=town.clerk, source=receipt.result["import"])
    with pytest.raises(Refused, match="undone already"):
        town.do("roster.undo", by=town.clerk, source=receipt.result["import"])


def test_the_first_import_cannot_be_undone_under_the_second(town):
    first = take(town, sheets.roster(sheets.deputy(1)))
    second = take(town, sheets.roster(sheets.deputy(1, "李四")))
    with pytest.raises(Refused, match=r"row 3, 李四: was changed since"):
        town.do("roster.undo", by=town.clerk, source=first.result["import"])
    town.do("roster.undo", by=town.clerk, source=second.result["import"])
    with pytest.raises(Refused):
        town.do("roster.undo", by=town.clerk, source=first.result["import"])


def test_undoing_is_refused_with_the_rows_that_later_acts_rely_on(town):
    receipt = take(town, sheets.roster(sheets.deputy(1, "王芳"), sheets.deputy(2, "李静")))
    relied = Person.objects.get(name="李静")
    town.do(
        "membership.begin",
        by=town.clerk,
        person=relied.pk,
        organization=town.presidium,
        role="presidium",
    )
    with translation.override("en"), pytest.raises(Refused) as refused:
        town.do("roster.undo", by=town.clerk, source=receipt.result["import"])
    assert "row 4, 李静: something later refers to it" in str(refused.value.reason)
    assert "王芳" not in str(refused.value.reason)
    assert len(seats(town)) == 2


def test_undoing_is_refused_where_a_new_deputy_has_acted(town):
    receipt = take(town, sheets.roster(sheets.deputy(1, "王芳")))
    person = Person.objects.get(name="王芳")
    town.do(
        "membership.begin",
        person=person.pk,
        organization=town.office,
        role="clerk",
    )
    by = factories.Somebody(account=person.account.pk, person=person.pk)
    town.do("person.add", by=by, name="孙静")
    with translation.override("en"), pytest.raises(Refused, match="王芳: has acted since"):
        town.do("roster.undo", by=town.clerk, source=receipt.result["import"])


def test_an_app_above_may_say_what_relies_on_a_person(town, monkeypatch):
    receipt = take(town, sheets.roster(sheets.deputy(1, "王芳")))
    person = Person.objects.get(name="王芳").pk
    asked: list[frozenset[UUID]] = []

    def asker(body, references):
        asked.append(references)
        yield reliance.Reliance(person, "a suggestion")
        yield reliance.Reliance(new_id(), "something else")

    monkeypatch.setattr(reliance, "_askers", [])
    reliance.register(asker)
    reliance.register(asker)
    with translation.override("en"), pytest.raises(Refused, match="row 3, 王芳: a suggestion"):
        town.do("roster.undo", by=town.clerk, source=receipt.result["import"])
    assert len(asked) == 1
    assert person in asked[0]


def test_an_import_of_another_kind_or_town_is_not_there(town):
    receipt = take(town, sheets.roster(sheets.deputy(1)))
    source = receipt.result["import"]
    with pytest.raises(NotFound):
        town.do("units.undo", source=source)
    with pytest.raises(NotFound):
        factories.town().do("roster.undo", source=source)


@pytest.mark.parametrize("role", ["deputy", "unit_officer", "auditor", "chair"])
def test_only_the_clerk_imports(town, role):
    found = receive(town, sheets.roster(sheets.deputy(1)))
    with pytest.raises(Exception, match="clerk"):
        town.do(
            "roster.import",
            by=town.person(role=role),
            upload=found.upload,
            sha256=found.sha256,
        )


@pytest.mark.django_db(transaction=True)
def test_two_clerks_importing_at_once_make_each_deputy_once():
    town = factories.town()
    data = sheets.roster(*(sheets.deputy(n) for n in range(1, 31)))
    found = [receive(town, data), receive(town, data)]
    results = []

    def run(one):
        try:
            receipt = town.do("roster.import", by=town.clerk, upload=one.upload, sha256=one.sha256)
            results.append(receipt.result["counts"])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(one,)) for one in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(counts["new"] for counts in results) == [0, 31]
    assert len(seats(town)) == 30


def test_thousands_of_rows_need_a_fixed_number_of_queries(town, django_assert_max_num_queries):
    found = receive(town, sheets.roster(*(sheets.deputy(n) for n in range(1, 2001))))
    with django_assert_max_num_queries(250):
        town.do("roster.import", by=town.clerk, upload=found.upload, sha256=found.sha256)
    assert Import.objects.get().rows.count() == 2001
