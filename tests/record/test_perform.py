"""One way to change anything."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID, uuid4

import pytest
from django.db import DataError
from pydantic import Field

from townmoot.people.models import Body, Organization
from townmoot.record import (
    ACTS,
    OPERATOR,
    Absent,
    Conflict,
    Denied,
    Invalid,
    NotFound,
    Refused,
    act,
    follow,
    ports,
    refusal,
)
from townmoot.record.check import verify_body
from townmoot.record.context import Actor
from townmoot.record.engine import perform
from townmoot.record.models import Entry, Head, new_id
from townmoot.record.queries import head_of, looking, timeline
from townmoot.record.registry import FOLLOWUPS

pytestmark = pytest.mark.django_db


def size(town):
    return Head.objects.get(body=town.body).size


def test_an_act_makes_one_entry_in_the_next_place(town):
    receipt = town.group(parent=None)
    place = town.start + 1
    assert (receipt.position, receipt.repeated, size(town)) == (place, False, place)
    entry = Entry.objects.get(body=town.body, position=place)
    assert entry.act == "organization.add"
    assert str(entry.subject) == receipt.result["organization"]


def test_the_same_act_id_changes_nothing_and_answers_the_same(town):
    act_id = new_id()
    first, second = (town.group(act_id=act_id) for _ in range(2))
    assert first.result == second.result
    assert (first.position, first.repeated) == (second.position, False)
    assert second.repeated
    assert size(town) == town.start + 1


def test_the_same_act_id_with_other_input_act_or_actor_is_a_conflict(town):
    clerk, act_id = town.account(), new_id()
    town.group(act_id=act_id, by=clerk)
    with pytest.raises(Conflict):
        town.group("other", act_id=act_id, by=clerk)
    with pytest.raises(Conflict):
        town.do("person.add", act_id=act_id, by=clerk, name="x")
    with pytest.raises(Conflict):
        town.group(act_id=act_id)


def test_a_repeat_after_the_right_was_lost_is_denied(town):
    clerk, act_id = town.account(), new_id()
    town.group(act_id=act_id, by=clerk)
    from townmoot.people.models import Account

    Account.objects.filter(pk=clerk).update(is_active=False)
    with pytest.raises(Denied):
        town.group(act_id=act_id, by=clerk)


def test_a_refusal_stores_nothing_and_may_be_tried_again(town):
    deputy, act_id, before = town.account("deputy"), new_id(), size(town)
    with pytest.raises(Denied):
        town.group(by=deputy, act_id=act_id)
    assert size(town) == before
    assert not Entry.objects.filter(act_id=act_id).exists()
    assert town.group(act_id=act_id).position == before + 1


def test_nobody_knows_an_unknown_act_or_body(town):
    with pytest.raises(NotFound):
        town.do("moon.land")
    with pytest.raises(NotFound):
        perform("person.add", body=uuid4(), account=OPERATOR, inputs={"name": "x"})


def test_a_row_of_another_body_is_not_there(town, found):
    other = found()
    theirs = other.group().result["organization"]
    with pytest.raises(NotFound):
        town.do("post.add", organization=theirs, name="x")


def test_an_account_of_another_body_has_no_roles(town, found):
    clerk = found().account()
    with pytest.raises(Denied):
        town.group(by=clerk)


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"name": "x" * 201, "kind": "group"}, "name"),
        ({"name": "x", "kind": "crowd"}, "kind"),
        ({"name": "x", "kind": "group", "parent": "nine"}, "parent"),
        ({"name": "x", "kind": "group", "protocol_order": 2**31}, "protocol_order"),
        ({"name": "x", "kind": "group", "protocol_order": "many"}, "protocol_order"),
        ({"name": "x\x00", "kind": "group"}, "name"),
        ({"name": "\ud800", "kind": "group"}, "name"),
        ({"name": ["a", {"b": "\x00"}], "kind": "group"}, "name"),
        ({"kind": "group"}, "name"),
        ({"name": "x", "kind": "group", "more": 1}, "more"),
    ],
)
def test_input_that_does_not_fit_names_the_field(town, inputs, field):
    with pytest.raises(Invalid) as caught:
        town.do("organization.add", **inputs)
    assert [problem["field"] for problem in caught.value.problems] == [field]
    assert all(problem["reason"] for problem in caught.value.problems)


def test_a_bottomless_input_is_refused(town):
    deep = "x"
    for _ in range(20):
        deep = [deep]
    with pytest.raises(Invalid):
        town.do("person.add", name=deep)


def test_a_date_that_is_none_is_named(town):
    with pytest.raises(Invalid) as caught:
        town.do("term.add", name="x", start="soon")
    assert caught.value.problems[0]["field"] == "start"


def test_one_row_twice_is_refused_and_nothing_is_half_done(town):
    with pytest.raises(Refused):
        town.do(
            "body.found",
            name="again",
            kind="township",
            profile="cn-township",
            timezone="Asia/Shanghai",
            locale="en",
        )
    assert (size(town), Body.objects.get(pk=town.body).name) == (town.start, "澄汀镇")


@pytest.fixture
def temporary():
    """A registry that forgets what a test put in."""
    acts, follows = dict(ACTS), {name: list(functions) for name, functions in FOLLOWUPS.items()}
    yield
    ACTS.clear()
    ACTS.update(acts)
    FOLLOWUPS.clear()
    FOLLOWUPS.update(follows)


def permission():
    return ACTS["organization.add"].permission


@pytest.mark.usefixtures("temporary")
def test_child_acts_and_follow_ups_are_entries_after_their_cause(town):
    @act("test.parent", permission=permission())
    def parent(ctx):
        made = ctx.call(ACTS["organization.add"], name="child", kind="group")
        return {"organization": made["organization"]}

    def also(ctx, result, inputs):
        ctx.call(ACTS["person.add"], name="follower")

    follow("test.parent", also)
    follow("test.parent", also)
    act_id = new_id()
    receipt = town.do("test.parent", act_id=act_id)
    entries = list(
        Entry.objects.filter(body=town.body, position__gt=town.start).order_by("position")
    )
    assert receipt.position == town.start + 1
    assert [(e.act, e.cause) for e in entries] == [
        ("test.parent", None),
        ("organization.add", act_id),
        ("person.add", act_id),
    ]
    assert len({e.act_id for e in entries}) == 3
    assert town.do("test.parent", act_id=act_id).repeated
    assert verify_body(town.body).holds


@pytest.mark.usefixtures("temporary")
def test_a_failing_child_undoes_its_parent(town):
    @act("test.parent", permission=permission())
    def parent(ctx):
        ctx.create(Organization, name="lost", kind="group")
        return ctx.call(ACTS["post.add"], organization=new_id(), name="x")

    with pytest.raises(NotFound):
        town.do("test.parent")
    assert not Organization.objects.filter(name="lost").exists()
    assert size(town) == town.start


@pytest.mark.usefixtures("temporary")
def test_an_act_of_a_module_that_the_body_lacks_is_refused_with_that_reason(town, monkeypatch):
    @act("test.apart", permission=permission(), module="bells")
    def apart(ctx):
        return {}

    @act("test.parent", permission=permission())
    def parent(ctx):
        return ctx.call(ACTS["test.apart"])

    town.do("test.parent")
    monkeypatch.setattr(ports, "_presences", [lambda _body, _day, module: module != "bells"])
    for name in ("test.apart", "test.parent"):
        with pytest.raises(Absent, match="has no such thing") as refused:
            town.do(name)
    assert (refused.value.status, refused.value.as_json()["code"]) == (409, "absent")
    assert isinstance(refusal(apart, looking(town.body, OPERATOR)), Absent)


@pytest.mark.usefixtures("temporary")
def test_a_name_is_registered_once():
    with pytest.raises(ValueError, match="registered twice"):

        @act("person.add", permission=permission())
        def again(ctx):
            return {}


@pytest.mark.usefixtures("temporary")
def test_what_the_database_cannot_hold_is_refused_as_input(town):
    @act("test.overflow", permission=permission())
    def overflow(ctx):
        raise DataError("value too long for type character varying(32)")

    @act("test.double", permission=permission())
    def double(ctx):
        ctx.create(Body, id=town.body, name="again")
        return {}

    with pytest.raises(Invalid):
        town.do("test.overflow")
    with pytest.raises(Refused):
        town.do("test.double")
    assert size(town) == town.start


@pytest.mark.usefixtures("temporary")
def test_many_rows_are_made_at_once(town):
    @act("test.many", permission=permission())
    def many(ctx, *, names: list[str]):
        made = ctx.create_many(Organization, [{"name": n, "kind": "group"} for n in names])
        return {"organizations": [row.id for row in made]}

    assert len(town.do("test.many", names=["甲", "乙", "丙"]).result["organizations"]) == 3
    assert Organization.objects.filter(body=town.body, created_by=None).count() == 3


@pytest.mark.usefixtures("temporary")
def test_a_row_is_read_changed_and_removed_through_the_context(town):
    group = town.group().result["organization"]

    @act("test.change", permission=permission(), subject="organization")
    def change(ctx, *, revision: int | None):
        row = ctx.get(Organization, UUID(group))
        assert ctx.get(Organization, row.pk) is row
        ctx.expect(row, revision)
        ctx.save(row, name="changed")
        return {"organization": row.pk}

    @act("test.remove", permission=permission())
    def remove(ctx):
        row = ctx.get(Organization, UUID(group))
        ctx.delete(row)
        return {}

    town.do("test.change", revision=0)
    with pytest.raises(Conflict):
        town.do("test.change", revision=0)
    town.do("test.change", revision=None)
    assert Organization.objects.get(pk=group).revision == 2
    town.do("test.remove")
    assert not Organization.objects.filter(pk=group).exists()


@pytest.mark.usefixtures("temporary")
def test_after_the_commit_who_asked_is_woken(town, django_capture_on_commit_callbacks):
    heard = []

    def hear(body, position):
        heard.append((body, position))

    ports.on_commit(hear)
    ports.on_commit(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            town.group()
    finally:
        ports._wakes.remove(hear)
    assert heard == [(town.body, town.start + 1)]


def test_the_twin_of_a_check_answers_the_reason(town):
    organization_add = ACTS["organization.add"]
    deputy = looking(town.body, town.account("deputy"))
    assert refusal(organization_add, looking(town.body, OPERATOR), name="x", kind="group") is None
    assert isinstance(refusal(organization_add, deputy, name="x", kind="group"), Denied)


def test_the_timeline_of_a_thing_is_in_order(town):
    group = town.group().result["organization"]
    town.group("other")
    assert [entry.position for entry in timeline(town.body, group)] == [town.start + 1]
    assert head_of(town.body).size == town.start + 2
    assert head_of(new_id()) is None


def test_an_actor_says_what_it_holds_and_for_whom():
    unit, account = new_id(), new_id()
    actor = Actor(account, None, frozenset({"unit_head"}), frozenset({("unit_head", unit)}))
    assert actor.holds("unit_head")
    assert actor.holds("unit_head", unit)
    assert not actor.holds("unit_head", new_id())
    assert not actor.holds("clerk")
    assert actor.units("unit_head", "clerk") == {unit}
    assert actor.who == account


def test_each_act_has_a_summary():
    assert ACTS["person.add"].summary == "Add a person."


@pytest.mark.usefixtures("temporary")
def test_an_act_called_by_itself_writes_no_entry(town):
    @act("test.bare", permission=permission())
    def bare(ctx, *, number: int):
        return {"number": number}

    assert bare(looking(town.body, OPERATOR), number=2) == {"number": 2}
    assert bare.summary == "test.bare"
    assert size(town) == town.start


def test_an_error_is_told_as_json():
    assert Refused("no").as_json() == {"code": "refused", "reason": "no", "fields": []}
    told = Refused("no", field="to").as_json()
    assert told["fields"] == [{"field": "to", "reason": "no"}]


@pytest.mark.usefixtures("temporary")
def test_a_relation_narrows_a_permission_and_a_policy_may_be_absent(town):
    def only_b(ctx, *, name):
        if name != "b":
            raise Denied("only b")

    narrow = replace(permission(), relation=only_b)

    @act("test.narrow", permission=narrow)
    def narrowed(ctx, *, name: Annotated[str, Field(min_length=1)]):
        return {"name": name}

    assert town.do("test.narrow", name="b").result == {"name": "b"}
    with pytest.raises(Denied, match="only b"):
        town.do("test.narrow", name="a")
    with pytest.raises(Invalid) as caught:
        town.do("test.narrow", name="")
    assert caught.value.as_json()["fields"][0]["field"] == "name"
    assert refusal(narrowed, looking(town.body, OPERATOR), name="b") is None
