"""The people, posts and venues of Chengting fit together."""

from __future__ import annotations

from datetime import date

import pytest

from tests.samples.chengting import deputies, steps, town, units, venues
from townmoot.people.enums import OrganizationKind, Role

POSTS = {post["id"] for post in town()["posts"]}
PERSONS = {person["id"]: person["name"] for person in town()["persons"]}
ORGANIZATIONS = {item["id"]: item for item in town()["organizations"]}
GROUPS = [item for item in town()["organizations"] if item["kind"] == "group"]


def test_81_deputies_have_81_numbers_and_81_telephones() -> None:
    assert len(deputies()) == town()["body"]["seats"] == 81
    assert list(deputies()) == [f"CT-{number:03d}" for number in range(1, 82)]
    assert len({row["联系电话"] for row in deputies().values()}) == 81


def test_two_names_are_borne_by_two_deputies_each() -> None:
    names = [row["姓名"] for row in deputies().values()]
    assert sorted(name for name in set(names) if names.count(name) > 1) == ["王芳", "陈伟"]


@pytest.mark.parametrize("rare", ["䶮", "𬭎", "禚"])
def test_rare_characters_stand_in_the_roster(rare: str) -> None:
    assert any(rare in row["姓名"] for row in deputies().values())


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["id"])
def test_a_group_is_as_large_as_its_venue_expects(group: dict[str, object]) -> None:
    members = [row for row in deputies().values() if row["代表小组"] == group["name"]]
    venue = next(venue for venue in venues() if venue["group"] == group["id"])
    assert len(members) == group["members"] == venue["expected"]
    assert venue["seats"] > venue["expected"]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group["id"])
def test_head_and_recorder_belong_to_their_group(group: dict[str, str]) -> None:
    for duty, word in (("head", "组长"), ("recorder", "记录人")):
        row = deputies()[group[duty]]
        assert row["代表小组"] == group["name"]
        assert word in row["备注"]


def test_there_are_five_groups_and_six_venues() -> None:
    assert len(GROUPS) == 5
    assert [venue["kind"] for venue in venues()] == ["main"] + ["branch"] * 5
    assert sum(venue["expected"] for venue in venues()) == 81


def test_the_presidium_has_eleven_members_and_none_from_the_executive() -> None:
    members = town()["presidium"]["members"]
    assert len(set(members)) == 11
    executive = {
        holder["person"]
        for post in town()["posts"]
        for holder in post["holders"]
        if post["organization"] == "government" or post.get("duty", "").startswith("unit")
    }
    assert not executive & set(members)
    assert {card for card, row in deputies().items() if "主席团成员" in row["备注"]} == set(members)


def test_kinds_and_roles_are_words_of_the_house() -> None:
    assert {item["kind"] for item in ORGANIZATIONS.values()} <= set(OrganizationKind.values)
    duties = {post.get("duty", "") for post in town()["posts"]} - {""}
    roles = {role["role"] for account in town()["accounts"] for role in account["roles"]}
    assert duties | roles <= set(Role.values)


def test_twelve_units_answer_and_each_has_its_three_people() -> None:
    answering = {item["id"]: item["name"] for item in ORGANIZATIONS.values() if item.get("answers")}
    assert answering == {code: unit["单位名称"] for code, unit in units().items()}
    assert len(answering) == 12
    columns = {"head": "负责人", "checker": "复核人", "officer": "经办人"}
    for code, unit in units().items():
        for part, column in columns.items():
            assert PERSONS[f"{code}.{part}"] == unit[column]
            assert f"{code}-{part}" in POSTS


def test_the_five_kinds_of_unit_are_there() -> None:
    kinds = {item["kind"] for item in ORGANIZATIONS.values() if item.get("answers")}
    assert kinds == {"department", "centre", "neighbourhood", "team", "studio"}


def test_protocol_order_has_no_two_posts_in_one_place() -> None:
    orders = [post["order"] for post in town()["posts"]]
    assert len(orders) == len(set(orders))


def test_every_person_and_organization_named_exists() -> None:
    known = PERSONS.keys() | deputies().keys()
    named = {holder["person"] for post in town()["posts"] for holder in post["holders"]}
    named |= {account["person"] for account in town()["accounts"]}
    assert named <= known
    places = {post["organization"] for post in town()["posts"]}
    places |= {item["parent"] for item in ORGANIZATIONS.values() if "parent" in item}
    places |= {code for item in town()["portfolios"] for code in item["organizations"]}
    assert places <= ORGANIZATIONS.keys()
    assert {item["post"] for item in town()["portfolios"]} <= POSTS


@pytest.mark.parametrize("on", [date(2026, 1, 15), date(2026, 3, 31), date(2026, 4, 1)])
@pytest.mark.parametrize("unit", units())
def test_each_unit_is_in_one_portfolio_on_any_day(unit: str, on: date) -> None:
    current = [
        item
        for item in town()["portfolios"]
        if unit in item["organizations"] and item["start"] <= on <= item.get("end", on)
    ]
    assert len(current) == 1


def test_every_actor_of_the_plot_has_an_account() -> None:
    logins = {account["login"] for account in town()["accounts"]}
    assert len(logins) == len(town()["accounts"])
    named = {step["by"] for step in steps() if "by" in step}
    named |= {one for step in steps() if "by" not in step for one in step["each"]}
    assert named <= logins | deputies().keys()


def test_each_venue_has_a_steward_with_the_right_to_it() -> None:
    for venue in venues():
        account = next(a for a in town()["accounts"] if a["login"] == venue["steward"])
        assert {"role": "steward", "venue": venue["id"]} in account["roles"]
