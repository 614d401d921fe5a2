"""A list of units becomes organizations, posts, people and responsibilities in one act."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests import factories
from tests.people import sheets
from townmoot.people import queries, uploads
from townmoot.people.enums import OrganizationKind, Outcome, Role
from townmoot.people.models import Account, Membership, Organization, Person, Portfolio, Post
from townmoot.people.queries.rosters import Change
from townmoot.record import NotFound, Refused, today_of
from townmoot.record.check import verify_body

CHENGTING = Path(__file__).resolve().parents[2] / "samples" / "chengting"
HEADINGS = (
    "单位编码",
    "单位",
    "类别",
    "负责人",
    "负责人职务",
    "复核人",
    "经办人",
    "联系电话",
    "分管领导",
    "备注",
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    made = factories.town()
    for name, order in (("俞承志", 5), ("邬海峰", 7)):
        post = made.post(made.government, f"副镇长{order}", protocol_order=order)
        made.join(made.somebody(name), made.government, post=post)
    return made


def unit(code="planning", name="规划建设办公室", **values):
    told = {
        "kind": "科室",
        "head": "戚建明",
        "head_post": "主任",
        "checker": "娄静怡",
        "officer": "贝小川",
        "phone": "19900002001",
        "leader": "俞承志",
        "note": "",
        **values,
    }
    return [code, name, *told.values()]


def receive(town, *rows):
    data = sheets.workbook([HEADINGS, *rows], "单位")
    return uploads.receive_units(town.body, town.clerk.account, data, "单位名册.xlsx")


def take(town, *rows, **inputs):
    found = receive(town, *rows)
    return town.do(
        "units.import", by=town.clerk, upload=found.upload, sha256=found.sha256, **inputs
    )


def day(town):
    return today_of(town.body)


def test_chengtings_units_become_organizations_with_their_people(town):
    data = (CHENGTING / "单位名册.csv").read_bytes()
    found = uploads.receive_units(town.body, None, data, "单位名册.csv")
    receipt = town.do("units.import", by=town.clerk, upload=found.upload, sha256=found.sha256)
    assert receipt.result["counts"] == {"new": 12, "changed": 0, "unchanged": 0}
    assert Account.objects.filter(login__startswith="ecology.").count() == 3
    assert found.plan.unknown_leaders == ["褚雅琴"]
    names = [unit.name for unit in queries.units_that_answer(town.body, day(town))]
    assert names[:2] == ["规划建设办公室", "生态环境办公室"]
    assert verify_body(town.body).holds


def test_a_new_unit_is_complete(town):
    take(town, unit())
    planning = Organization.objects.get(code="planning")
    assert (planning.kind, planning.parent_id) == (OrganizationKind.DEPARTMENT, town.government)
    held = {
        row.post.duty: (row.person.name, row.post.name, row.person.phone, row.person.account.login)
        for row in Membership.objects.filter(organization=planning)
    }
    assert held == {
        Role.UNIT_HEAD: ("戚建明", "主任", "", "planning.head"),
        Role.UNIT_CHECKER: ("娄静怡", "复核", "", "planning.checker"),
        Role.UNIT_OFFICER: ("贝小川", "经办", "19900002001", "planning.officer"),
    }
    (portfolio,) = queries.in_charge_of(planning.pk, day(town))
    assert portfolio.post.name == "副镇长5"


def test_posts_have_english_names_where_the_town_speaks_english(town):
    town.do("body.correct", by=town.clerk, name="Ashmoot", locale="en")
    take(town, unit(head_post=""), open_accounts=False)
    assert Post.objects.filter(name="Head", duty=Role.UNIT_HEAD).exists()
    assert not Account.objects.filter(login__startswith="planning").exists()


def test_one_person_may_hold_two_duties(town):
    take(town, unit(officer="戚建明", checker=""))
    held = Membership.objects.filter(person__name="戚建明")
    assert {row.post.duty for row in held} == {Role.UNIT_HEAD, Role.UNIT_OFFICER}
    assert Person.objects.filter(name="戚建明").count() == 1


def test_without_an_officer_the_telephone_is_the_heads(town):
    take(town, unit(officer="", code="", leader=""))
    assert Person.objects.get(name="戚建明").phone == "19900002001"
    assert not Portfolio.objects.exists()


def test_the_same_list_again_changes_nothing(town):
    take(town, unit())
    receipt = take(town, unit())
    assert receipt.result["counts"] == {"new": 0, "changed": 0, "unchanged": 1}


def test_a_successor_inherits_the_post(town):
    take(town, unit())
    found = receive(town, unit(head="蒋若溪", phone="19900002009", leader="邬海峰", note="新"))
    (row,) = found.plan.rows
    assert (row.outcome, row.changes) == (
        Outcome.CHANGED,
        (
            Change("note", "", "新"),
            Change("head", "戚建明", "蒋若溪"),
            Change("phone", "19900002001", "19900002009"),
            Change("leader", "俞承志", "邬海峰"),
        ),
    )
    town.do("units.import", by=town.clerk, upload=found.upload, sha256=found.sha256)
    post = Post.objects.get(duty=Role.UNIT_HEAD)
    assert [row.person.name for row in queries.holders(post.pk, day(town))] == ["蒋若溪"]
    assert Membership.objects.get(person__name="戚建明").end == day(town)
    assert Person.objects.get(name="贝小川").phone == "19900002009"
    planning = Organization.objects.get(code="planning")
    posts = [p.post.name for p in queries.in_charge_of(planning.pk, day(town) + timedelta(1))]
    assert posts == ["副镇长7"]


def test_a_duty_that_nobody_had_gets_its_post(town):
    take(town, unit(checker="", leader=""))
    take(town, unit(leader="俞承志"))
    assert Post.objects.filter(duty=Role.UNIT_CHECKER).count() == 1
    assert Portfolio.objects.count() == 1


def test_a_blank_cell_takes_nobody_away(town):
    take(town, unit())
    receipt = take(town, unit(head="", checker="", officer="", phone="", leader=""))
    assert receipt.result["counts"]["unchanged"] == 1


def test_a_unit_without_code_is_known_by_its_name(town):
    take(town, unit(code=""))
    assert receive(town, unit(code="")).plan.counts["unchanged"] == 1


def test_errors_keep_nothing(town):
    found = receive(town, unit(head="<script>"))
    assert (found.upload, found.problems[0].column) == (None, "负责人")


def test_an_import_of_units_can_be_undone(town):
    take(town, unit())
    before = list(Organization.objects.order_by("pk").values_list("pk", "note", "name"))
    held = list(Membership.objects.order_by("pk").values_list("pk", "end", "ended_at"))
    portfolios = list(Portfolio.objects.values_list("pk", "end"))
    receipt = take(
        town, unit(head="蒋若溪", note="新", leader="邬海峰"), unit("ecology", "生态环境办公室")
    )
    town.do("units.undo", by=town.clerk, source=receipt.result["import"])
    assert list(Organization.objects.order_by("pk").values_list("pk", "note", "name")) == before
    assert list(Membership.objects.order_by("pk").values_list("pk", "end", "ended_at")) == held
    assert list(Portfolio.objects.values_list("pk", "end")) == portfolios
    with pytest.raises(Refused):
        town.do("units.undo", by=town.clerk, source=receipt.result["import"])


def test_undoing_is_refused_where_a_unit_is_used(town):
    receipt = take(town, unit())
    planning = Organization.objects.get(code="planning")
    town.post(planning.pk, "另一个职务")
    with pytest.raises(Refused, match="row 2"):
        town.do("units.undo", by=town.clerk, source=receipt.result["import"])


def test_a_list_of_another_kind_is_not_there(town):
    found = uploads.receive_roster(town.body, None, sheets.roster(sheets.deputy(1)), "a.xlsx")
    with pytest.raises(Refused, match="gone"):
        town.do("units.import", by=town.clerk, upload=found.upload, sha256=found.sha256)
    receipt = take(town, unit())
    with pytest.raises(NotFound):
        town.do("roster.undo", source=receipt.result["import"])
