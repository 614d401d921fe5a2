"""Who is who on a day, in which order, and who sees what of whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import factories
from townmoot.people import queries
from townmoot.people.enums import OrganizationKind, Role
from townmoot.people.models import Account, Person
from townmoot.people.names import Order
from townmoot.record import OPERATOR, Actor, NotFound, ports, today_of

pytestmark = pytest.mark.django_db
EARLY = date(2020, 1, 1)


@pytest.fixture
def town():
    return factories.town()


@pytest.fixture
def day(town):
    return today_of(town.body)


def actor(who):
    return queries.account_actor(Account.objects.get(pk=who.account))


def names(rows):
    return [row.person.name for row in rows]


def test_officials_stand_in_protocol_order(town, day):
    for name, organization, order in (
        ("王芳", town.government, 3),
        ("李静", town.congress, 1),
        ("张强", town.unit(), 20),
    ):
        post = town.post(organization, f"{name}的职务", protocol_order=order)
        town.join(town.somebody(name), organization, post=post)
    town.deputy()
    assert names(queries.officials(town.body, day)) == ["李静", "王芳", "张强"]


def test_deputies_stand_by_strokes_or_pinyin(town, day):
    for name in ("魏然", "丁一", "曾小明", "王芳", "韩𬭎"):
        town.deputy(name=name)
    by_strokes = names(queries.deputies(town.body, day))
    by_pinyin = names(queries.deputies(town.body, day, Order.PINYIN))
    assert by_strokes == ["丁一", "王芳", "韩𬭎", "曾小明", "魏然"]
    assert by_pinyin == ["丁一", "韩𬭎", "王芳", "魏然", "曾小明"]


def test_lists_of_an_earlier_day_show_who_was_there_then(town, day):
    who = town.somebody("王芳")
    town.join(who, town.congress, role="deputy", number="1", start=EARLY)
    assert names(queries.deputies(town.body, EARLY)) == ["王芳"]
    assert names(queries.deputies(town.body, EARLY - timedelta(1))) == []


def test_who_left_today_is_in_no_list_of_today(town, day):
    deputy = town.deputy()
    town.do("membership.end", by=town.clerk, membership=deputy.membership, reason="resigned")
    assert names(queries.deputies(town.body, day)) == []


def test_a_deputy_is_found_by_number(town, day):
    town.deputy(name="王芳", number="CT-007")
    assert queries.deputy_with_number(town.body, "CT-007", day).name == "王芳"
    assert queries.deputy_with_number(town.body, "CT-008", day) is None


def test_holders_of_a_post_and_of_a_role(town, day):
    unit = town.unit()
    post = town.post(unit, duty="unit_head")
    town.join(town.somebody("王芳"), unit, post=post)
    town.person(role="unit_head", organization=town.unit("别的办"), name="李静")
    assert names(queries.holders(post, day)) == ["王芳"]
    assert set(names(queries.with_role(town.body, Role.UNIT_HEAD, day))) == {"王芳", "李静"}
    assert names(queries.with_role(town.body, Role.UNIT_HEAD, day, unit)) == ["王芳"]


def test_groups_have_members_head_and_recorder(town, day, django_assert_num_queries):
    first, second = town.group("第一代表小组"), town.group("第二代表小组")
    for name in ("王芳", "丁一"):
        town.deputy(group=first, name=name)
    head = town.deputy(group=second, name="李静")
    town.join(head, second, role="group_head")
    post = town.post(second, "记录员", duty="recorder")
    town.join(town.somebody("陈文"), second, post=post)
    with django_assert_num_queries(2):
        found = queries.groups(town.body, day)
    assert [[person.name for person in group.members] for group in found] == [
        ["丁一", "王芳"],
        ["李静"],
    ]
    assert [(group.head, group.recorder) for group in found] == [
        (None, None),
        (Person.objects.get(name="李静"), Person.objects.get(name="陈文")),
    ]
    assert queries.group_of(head.person, day).pk == second
    assert queries.group_of(town.clerk.person, day) is None


def test_units_that_answer_leave_out_the_congress_and_outsiders(town, day):
    planning = town.unit()
    town.organization("区水务局", "outside")
    found = {unit.pk for unit in queries.units_that_answer(town.body, day)}
    assert found == {planning, town.town_office}


def test_the_one_of_its_kind(town, day):
    kind = OrganizationKind.ASSEMBLY_OFFICE
    assert queries.the_one(town.body, kind, day).pk == town.office
    assert queries.the_one(town.body, OrganizationKind.STUDIO, day) is None


def test_an_account_is_known_with_its_roles_and_units(town):
    unit = town.unit()
    who = town.person(role="unit_officer", organization=unit)
    found = actor(who)
    assert found.person == who.person
    assert found.units("unit_officer") == {unit}
    assert actor(town.somebody()).roles == {"resident"}


def test_all_who_can_sign_in_and_those_of_a_group(town, day):
    group = town.group()
    who = town.deputy(group=group)
    town.do("account.close", account=town.deputy(group=group).account)
    assert {account.pk for account in queries.accounts_in(town.body, group, day)} == {who.account}
    assert queries.accounts(town.body).count() == 2


# ------------------------------------------------------------------ who sees what


@pytest.fixture
def people(town):
    deputy = town.somebody("王芳", phone="19900000001")
    town.join(deputy, town.congress, role="deputy", number="CT-1", constituency="第一选区")
    group = town.group()
    town.join(deputy, group, role="deputy")
    post = town.post(town.government, "镇长", protocol_order=1)
    mayor = town.join(town.somebody("李静", phone="19900000002"), town.government, post=post)
    steward = town.person(role="steward", name="陈文")
    stranger = town.somebody("赵文")
    return {"deputy": deputy, "mayor": mayor, "steward": steward, "stranger": stranger}


def seen_by(who, town, day):
    found = queries.people_for(who if isinstance(who, Actor) else actor(who), town.body, day)
    return {seen.name: seen for seen in found}


def test_the_clerk_sees_all_with_contact(town, day, people):
    found = seen_by(town.clerk, town, day)
    assert {"王芳", "李静", "陈文", "赵文"} < set(found)
    assert found["王芳"].inside.phone == "19900000001"
    assert found["李静"].inside.login.startswith("u-")
    operator = ports.actor_of(OPERATOR, town.body, day)
    assert set(seen_by(operator, town, day)) == set(found)


def test_who_works_here_sees_who_holds_something_without_contact(town, day, people):
    officer = town.person(role="unit_officer", organization=town.unit(), name="孙强")
    found = seen_by(officer, town, day)
    assert {"王芳", "李静", "陈文", "孙强"} <= set(found)
    assert "赵文" not in found
    assert found["王芳"].inside is None
    assert (found["王芳"].number, found["王芳"].constituency) == ("CT-1", "第一选区")
    assert found["王芳"].group == "第一代表小组"
    assert found["李静"].places[0].post == "镇长"


def test_a_deputy_sees_the_own_contact_and_no_other(town, day, people):
    found = seen_by(people["deputy"], town, day)
    assert found["王芳"].inside.phone == "19900000001"
    assert [name for name, seen in found.items() if seen.inside] == ["王芳"]


def test_a_resident_sees_deputies_officials_and_the_own_row(town, day, people):
    found = seen_by(people["stranger"], town, day)
    assert set(found) == {"王芳", "李静", "赵文"}
    assert found["赵文"].inside
    assert (found["赵文"].number, found["赵文"].constituency, found["赵文"].group) == ("", "", "")


def test_without_a_role_nobody_is_seen(town, day, people):
    nobody = Actor(account=None, person=None, roles=frozenset())
    assert seen_by(nobody, town, day) == {}
    foreign = ports.actor_of(factories.town().clerk.account, town.body, day)
    assert seen_by(foreign, town, day) == {}


def test_everybody_sees_deputies_and_officials_only(town, day, people):
    found = {seen.name: seen for seen in queries.public_people(town.body, day)}
    assert set(found) == {"王芳", "李静"}
    assert not any(seen.inside for seen in found.values())


def test_one_person_is_loaded_through_the_actor(town, day, people):
    deputy = actor(people["deputy"])
    stranger = people["stranger"].person
    assert queries.person_for(deputy, town.body, day, people["mayor"].person).name == "李静"
    with pytest.raises(NotFound):
        queries.person_for(deputy, town.body, day, stranger)
    assert queries.person_for(actor(town.clerk), town.body, day, stranger).name == "赵文"


def test_a_person_without_access_has_no_login(town, day):
    town.do("person.add", name="王芳")
    assert seen_by(town.clerk, town, day)["王芳"].inside.login == ""


def test_the_list_needs_as_many_queries_for_one_as_for_three(town, day, django_assert_num_queries):
    clerk = actor(town.clerk)
    for _n in range(3):
        town.deputy(group=None)
        with django_assert_num_queries(2):
            queries.people_for(clerk, town.body, day)
