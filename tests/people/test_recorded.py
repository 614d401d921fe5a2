"""People of a council that is recorded here: added, changed, withdrawn, never given a right."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests import factories
from townmoot.people.actions import recorded
from townmoot.people.models import Membership, Organization, Person
from townmoot.record import OPERATOR
from townmoot.record.engine import context
from townmoot.record.guard import writing
from townmoot.record.models import Head, new_id


@pytest.fixture
def ctx(db):
    town = factories.town()
    with writing("test"):
        yield context(Head.objects.get(body=town.body), OPERATOR, new_id())


def person(name, family="", given="", **more):
    told = {"name": name, "family_name": family, "given_name": given}
    return {**told, "title": "", "gender": "", **more}


def take(ctx, kind, new=(), changed=None, gone=()) -> list[UUID]:
    rows = [{"id": new_id(), **row} for row in new]
    recorded.take_over(ctx, kind=kind, new=rows, changed=changed or {}, gone=list(gone))
    return [row["id"] for row in rows]


def test_names_sort_by_the_family_name_that_is_told(ctx):
    keys = take(
        ctx,
        "person",
        [
            person("Erna Zander", "Zander", "Erna"),
            person("Anton von Ahorn"),
            person("王小明", "王", "小明"),
        ],
    )
    rows = Person.objects.filter(pk__in=keys)
    assert [row.name for row in rows] == ["王小明", "Anton von Ahorn", "Erna Zander"]
    assert Person.objects.get(name="Anton von Ahorn").family_name == "von Ahorn"
    assert Person.objects.get(name="王小明").latin_name == "Wang Xiaoming"


def test_a_council_stands_before_its_committees(ctx):
    kinds = {"Rat": "congress", "Ausschuss": "committee"}
    keys = take(ctx, "organization", [{"name": name, "kind": kind} for name, kind in kinds.items()])
    assert [row.name for row in Organization.objects.filter(pk__in=keys)] == ["Rat", "Ausschuss"]


def test_what_changed_is_written_and_what_was_withdrawn_stands_again(ctx):
    key, other = take(ctx, "person", [person("Erna Zander"), person("Anton Ahorn")])
    take(ctx, "person", gone=[key])
    assert Person.objects.get(pk=key).withdrawn_at == ctx.now
    take(ctx, "person", changed={key: person("Erna Zander-Ahorn")})
    found = Person.objects.get(pk=key)
    assert (found.name, found.withdrawn_at, found.revision) == ("Erna Zander-Ahorn", None, 2)
    Person.objects.filter(pk=other).update(erased_at=ctx.now, name="")
    take(ctx, "person", changed={other: person("Anton Ahorn")})
    assert Person.objects.get(pk=other).name == ""


def test_a_membership_is_public_and_without_a_right(ctx):
    [home] = take(ctx, "organization", [{"name": "Rat", "kind": "congress"}])
    [who] = take(ctx, "person", [person("Erna Zander")])
    seat = {"person_id": who, "organization_id": home, "title": "Mitglied", "start": None}
    [key] = take(ctx, "membership", [seat])
    found = Membership.objects.get(pk=key)
    assert (found.public, found.role, found.post, found.start) == (True, "", None, None)
