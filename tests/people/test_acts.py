"""Founding a town and keeping its organizations, posts, portfolios and accounts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import factories, parish
from townmoot.people import queries
from townmoot.people.enums import OrganizationKind, Role
from townmoot.people.models import (
    Account,
    Body,
    LegislativeTerm,
    Membership,
    Organization,
    Person,
    Portfolio,
    Post,
)
from townmoot.record import Conflict, Denied, Invalid, NotFound, Refused, leaf, today_of
from townmoot.record.models import Entry, new_id
from townmoot.rules import load

pytestmark = pytest.mark.django_db
EARLY, LATE = date(2020, 1, 1), date(2099, 1, 1)


@pytest.fixture
def town():
    return factories.town()


def refused(town, words, act, /, **inputs):
    with pytest.raises(Refused, match=words):
        town.do(act, by=town.clerk, **inputs)


def public(receipt):
    return leaf.opened(Entry.objects.get(act_id=receipt.act_id).envelope).get("public")


# ------------------------------------------------------------------ the town


def test_a_town_is_founded_once(town):
    with pytest.raises(Refused, match="founded already"):
        town.do(
            "body.found",
            name="x",
            kind="township",
            profile="cn-township",
            timezone="Asia/Shanghai",
            locale="en",
        )


def test_a_town_needs_a_time_zone_that_there_is():
    with pytest.raises(Invalid) as wrong:
        factories.Town(new_id(), "").do(
            "body.found", name="x", kind="k", profile="p", timezone="Middle/Earth", locale="en"
        )
    assert [problem["field"] for problem in wrong.value.problems] == ["timezone"]


def test_the_public_part_of_the_founding_has_no_name(town):
    entry = Entry.objects.get(body=town.body, act="body.found")
    assert leaf.opened(entry.envelope)["public"]["data"]["profile"] == town.profile
    assert "澄汀" not in entry.envelope


def test_the_clerk_corrects_the_names_of_the_town(town):
    town.do("body.correct", by=town.clerk, name="新澄汀镇", short_name="新澄汀", locale="zh-Hans")
    body = Body.objects.get(pk=town.body)
    assert (str(body), body.short_name) == ("新澄汀镇", "新澄汀")
    assert queries.body_name(town.body) == "新澄汀镇"


def test_the_second_of_two_editors_is_told(town):
    for act, inputs in (
        ("body.correct", {"name": "x", "locale": "en"}),
        ("organization.correct", {"organization": town.congress, "name": "x"}),
        ("post.correct", {"post": town.post(town.congress), "name": "x"}),
        ("person.correct", {"person": town.clerk.person, "name": "王芳"}),
    ):
        town.do(act, by=town.clerk, **inputs, revision=0)
        with pytest.raises(Conflict):
            town.do(act, by=town.clerk, **inputs, revision=0)


def test_terms_are_added_and_stand_once(town):
    receipt = town.do("term.add", by=town.clerk, name="第五届", start=EARLY, end=LATE)
    assert LegislativeTerm.objects.get().name == "第五届"
    assert public(receipt)["data"]["start"] == "2020-01-01"
    refused(town, "of this name", "term.add", name="第五届", start=EARLY)
    refused(town, "before the start", "term.add", name="第六届", start=LATE, end=EARLY)


# ------------------------------------------------------------------ organizations


def test_a_town_has_one_congress(town):
    refused(town, "one only", "organization.add", name="另一个", kind="congress")


def test_names_of_organizations_stand_once(town):
    town.unit("民政办")
    refused(town, "of this name", "organization.add", name="民政办", kind="department")
    other = town.unit("别的办")
    refused(town, "of this name", "organization.correct", organization=other, name="民政办")


def test_an_organization_is_corrected(town):
    unit = town.unit("民政办")
    town.do(
        "organization.correct",
        by=town.clerk,
        organization=unit,
        name="民政办公室",
        protocol_order=3,
    )
    found = Organization.objects.get(pk=unit)
    assert (str(found), found.protocol_order) == ("民政办公室", 3)


def test_an_organization_of_a_term_knows_it(town):
    term = town.reference("term.add", name="第五届", start=EARLY)
    unit = town.organization("专门工作组", "committee", term=term)
    assert Organization.objects.get(pk=unit).term_id == term


def test_an_organization_ends_when_nobody_belongs_to_it(town):
    unit = town.unit()
    officer = town.person(role="unit_officer", organization=unit)
    refused(town, "still belong", "organization.end", organization=unit)
    town.do("membership.end", by=town.clerk, membership=officer.membership, reason="moved")
    refused(town, "before the start", "organization.end", organization=unit, end=EARLY)
    receipt = town.do("organization.end", by=town.clerk, organization=unit)
    day = today_of(town.body)
    assert public(receipt)["data"]["end"] == day.isoformat()
    assert not queries.units_that_answer(town.body, day + timedelta(1)).filter(pk=unit).exists()
    refused(town, "ended already", "organization.end", organization=unit)
    refused(town, "has ended", "post.add", organization=unit, name="主任")
    refused(
        town,
        "has ended",
        "membership.begin",
        person=town.clerk.person,
        organization=unit,
    )


def test_an_organization_of_another_town_is_not_there(town):
    other = factories.town()
    with pytest.raises(NotFound):
        town.do("organization.end", by=town.clerk, organization=other.congress)


# ------------------------------------------------------------------ posts and portfolios


def test_a_post_is_added_corrected_and_ended(town):
    unit = town.unit()
    post = town.post(unit, "主任", duty="unit_head", protocol_order=9)
    assert town.post(unit, "主任") != post
    town.do("post.correct", by=town.clerk, post=post, name="负责人", protocol_order=3)
    found = Post.objects.get(pk=post)
    assert (str(found), found.protocol_order, found.duty) == ("负责人", 3, "unit_head")
    who = town.join(town.somebody(), unit, post=post)
    refused(town, "still holds", "post.end", post=post)
    town.do("membership.end", by=town.clerk, membership=who.membership, reason="retired")
    town.do("post.end", by=town.clerk, post=post)
    refused(town, "ended already", "post.end", post=post)
    refused(
        town,
        "post has ended",
        "membership.begin",
        person=who.person,
        organization=unit,
        post=post,
    )


def test_a_post_belongs_to_its_own_organization(town):
    post = town.post(town.unit("甲办"))
    refused(
        town,
        "another organization",
        "membership.begin",
        person=town.clerk.person,
        organization=town.unit("乙办"),
        post=post,
    )


def test_a_portfolio_passes_from_post_to_post_on_a_day(town):
    unit = town.unit()
    first = town.post(town.government, "副镇长一", protocol_order=5)
    second = town.post(town.government, "副镇长二", protocol_order=6)
    given = {"organization": unit, "start": EARLY}
    key = town.reference("portfolio.assign", post=first, **given)
    refused(town, "has it already", "portfolio.assign", post=first, **given)
    town.do("portfolio.end", by=town.clerk, portfolio=key, end=date(2026, 3, 31))
    refused(town, "ended already", "portfolio.end", portfolio=key)
    town.do(
        "portfolio.assign",
        by=town.clerk,
        post=second,
        organization=unit,
        start=date(2026, 4, 1),
    )

    def in_charge(day):
        return [row.post.name for row in queries.in_charge_of(unit, day)]

    assert in_charge(date(2026, 3, 31)) == ["副镇长一"]
    assert in_charge(date(2026, 4, 1)) == ["副镇长二"]


def test_a_portfolio_names_something(town):
    post = town.post(town.government)
    refused(town, "unit or an area", "portfolio.assign", post=post, start=EARLY)
    refused(
        town, "before the start", "portfolio.assign", post=post, area="x", start=LATE, end=EARLY
    )
    key = town.reference("portfolio.assign", post=post, area="主持全面工作", start=EARLY)
    town.do("portfolio.end", by=town.clerk, portfolio=key)
    assert Portfolio.objects.get().end == today_of(town.body)


# ------------------------------------------------------------------ memberships


def test_a_number_stands_once(town):
    town.deputy(number="CT-001")
    other = town.somebody()
    refused(
        town,
        "number is taken",
        "membership.begin",
        person=other.person,
        organization=town.congress,
        number="CT-001",
    )


def test_the_same_place_is_taken_once(town):
    deputy = town.deputy()
    refused(
        town,
        "that place already",
        "membership.begin",
        person=deputy.person,
        organization=town.congress,
        role="deputy",
    )


def test_nobody_is_made_a_resident(town):
    refused(
        town,
        "made a resident",
        "membership.begin",
        person=town.somebody().person,
        organization=town.congress,
        role="resident",
    )


def test_a_number_is_free_again_when_its_holder_left(town):
    deputy = town.deputy(number="CT-001")
    town.do("membership.end", by=town.clerk, membership=deputy.membership, reason="resigned")
    town.deputy(number="CT-001")
    assert Membership.objects.filter(number="CT-001").count() == 2


def test_a_membership_ends_once_and_not_before_it_began(town):
    deputy = town.deputy()
    end = {"membership": deputy.membership, "reason": "resigned"}
    refused(town, "before the start", "membership.end", **end, end=EARLY)
    receipt = town.do("membership.end", by=town.clerk, **end)
    assert "resigned" not in str(public(receipt))
    refused(town, "ended already", "membership.end", **end)


def test_an_ended_role_is_lost_at_once(town):
    colleague = town.person(role="clerk")
    town.do("person.add", by=colleague, name="王芳")
    town.do("membership.end", by=town.clerk, membership=colleague.membership, reason="moved")
    with pytest.raises(Denied):
        town.do("person.add", by=colleague, name="李静")
    assert queries.account_actor(Account.objects.get(pk=colleague.account)).roles == {"resident"}


def test_a_role_that_is_to_end_later_is_held_until_then(town):
    colleague = town.person(role="clerk")
    last = today_of(town.body) + timedelta(days=3)
    town.do(
        "membership.end",
        by=town.clerk,
        membership=colleague.membership,
        reason="moves",
        end=last,
    )
    town.do("person.add", by=colleague, name="王芳")


def test_a_role_from_a_post_goes_to_the_successor(town):
    unit = town.unit()
    post = town.post(unit, duty="clerk")
    first = town.join(town.somebody(), unit, post=post)
    town.do("person.add", by=first, name="王芳")
    town.do("membership.end", by=town.clerk, membership=first.membership, reason="retired")
    second = town.join(town.somebody(), unit, post=post)
    with pytest.raises(Denied):
        town.do("person.add", by=first, name="李静")
    town.do("person.add", by=second, name="李静")


def test_the_clerk_of_one_town_is_nobody_in_another(town):
    with pytest.raises(Denied):
        town.do("person.add", by=factories.town().clerk, name="王芳")


# ------------------------------------------------------------------ accounts


def test_an_account_is_opened_closed_and_opened_again(town):
    who = town.somebody(login="wang.fang")
    refused(town, "can sign in already", "account.open", person=who.person, login="x-y")
    town.do("account.close", by=town.clerk, account=who.account)
    refused(town, "closed already", "account.close", account=who.account)
    receipt = town.do("account.open", by=town.clerk, person=who.person, login="wang.fang2")
    account = Account.objects.get(pk=who.account)
    assert (receipt.result["account"], str(account)) == (str(who.account), "wang.fang2")
    assert account.is_active
    assert not account.has_usable_password()


def test_a_login_stands_once_in_any_case(town):
    town.somebody(login="wang.fang")
    person = town.reference("person.add", name="王方")
    refused(town, "login is taken", "account.open", person=person, login="Wang.Fang")
    refused(town, "letters, digits", "account.open", person=person, login="a b/c")


def test_nobody_closes_the_own_access(town):
    refused(town, "your own access", "account.close", account=town.clerk.account)


def test_a_closed_account_may_do_nothing(town):
    colleague = town.person(role="clerk")
    town.do("account.close", by=town.clerk, account=colleague.account)
    with pytest.raises(Denied):
        town.do("person.add", by=colleague, name="王芳")


# ------------------------------------------------------------------ persons


def test_a_person_is_added_with_everything_that_follows_from_the_name(town):
    person = Person.objects.get(pk=town.reference("person.add", name="欧阳文静", birth="1971-07"))
    assert (person.family_name, person.given_name) == ("欧阳", "文静")
    assert person.latin_name == "Ouyang Wenjing"
    assert person.stroke_key
    assert str(person) == "欧阳文静"


def test_a_birth_is_a_date_of_any_precision(town):
    with pytest.raises(Invalid):
        town.do("person.add", name="王芳", birth="1971.7")


def test_a_person_is_corrected(town):
    person = town.reference("person.add", name="王芳", phone="1")
    town.do("order.set", by=town.clerk, person=person, sort_as="1")
    key = Person.objects.get(pk=person).stroke_key
    town.do("person.correct", by=town.clerk, person=person, name="李静", work="医生")
    found = Person.objects.get(pk=person)
    assert (found.name, found.phone, found.work, found.stroke_key) == ("李静", "", "医生", key)


def test_the_clerk_sets_where_a_name_stands(town):
    names = {name: town.deputy(name=name) for name in ("丁一", "王芳", "魏然")}
    day = today_of(town.body)
    town.do("order.set", by=town.clerk, person=names["魏然"].person, sort_as="1")
    assert [row.person.name for row in queries.deputies(town.body, day)] == ["魏然", "丁一", "王芳"]
    town.do("order.set", by=town.clerk, person=names["魏然"].person)
    assert [row.person.name for row in queries.deputies(town.body, day)] == ["丁一", "王芳", "魏然"]


@pytest.mark.parametrize("role", ["deputy", "chair", "unit_head", "town_officer", "auditor"])
def test_only_the_clerk_keeps_people(town, role):
    who = town.person(role=role)
    for act, inputs in (
        ("person.add", {"name": "王芳"}),
        ("person.erase", {"person": who.person, "reason": "x"}),
        ("membership.begin", {"person": who.person, "organization": town.office, "role": "clerk"}),
        ("account.close", {"account": town.clerk.account}),
    ):
        with pytest.raises(Denied):
            town.do(act, by=who, **inputs)


def test_a_town_is_not_founded_under_an_unknown_profile():
    with pytest.raises(Refused, match="procedure profile"):
        factories.town("cn-nowhere")
    assert not Body.objects.exists()


# ------------------------------------------------------------------ what a body has


def test_a_parish_has_no_presidium_no_units_and_nobody_in_them():
    there = parish.council()
    for kind in ("presidium", "group", "department"):
        refused(there, "has no such thing", "organization.add", name="x", kind=kind)
    post = {"organization": there.congress, "name": "x"}
    refused(there, "has no such thing", "post.add", **post, duty="unit_head")
    person = there.somebody("Joan Marlow").person
    joins = {"organization": there.congress, "person": person}
    refused(there, "has no such thing", "membership.begin", **joins, role="group_head")
    there.do("membership.begin", **joins, role="chair")


def test_the_roles_and_kinds_of_a_body_are_those_of_its_modules():
    profile = load("gb-parish", on=date(2026, 1, 15))
    assert queries.roles_of(None) == list(Role)
    assert queries.kinds_of(None) == list(OrganizationKind)[:-2]  # no faction, no party
    assert queries.roles_of(profile) == [
        "clerk", "chair", "deputy", "steward", "auditor", "resident", "director",
    ]  # fmt: skip
    assert queries.kinds_of(profile) == ["congress", "committee", "assembly_office", "outside"]
