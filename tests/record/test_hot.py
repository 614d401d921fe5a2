"""Statements written once: rows go in and come out as Django's own would."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError

from townmoot.people.models import Import, ImportRow, Organization, Person
from townmoot.record import NotFound, guard, hot
from townmoot.record.models import Entry, new_id

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 7, 22, 1, 2, 3, 456789, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _writing():
    with guard.writing("test"):
        yield


def of(body, **more):
    return {"body": body, "created_at": MOMENT, **more}


def same(one, other):
    fields = [field.attname for field in one._meta.concrete_fields]
    return [getattr(one, name) for name in fields] == [getattr(other, name) for name in fields]


def entry(position, **more):
    return Entry(
        body=new_id(),
        position=position,
        envelope="{}",
        root="",
        act_id=new_id(),
        act="a.b",
        at=MOMENT,
        **more,
    )


def test_rows_go_in_as_django_reads_them():
    made = [
        Organization(**of(new_id(), name=name, start=date(2026, 1, 2), created_by=new_id()))
        for name in ("甲", "乙'; --", "百分之%s")
    ]
    hot.add(made)
    for row in made:
        assert same(Organization.objects.get(pk=row.pk), row)
        assert (row._state.adding, row._state.db) == (False, "default")


def listed():
    made = Import(**of(new_id(), kind="roster"))
    hot.add([made])
    return made


@pytest.mark.parametrize(
    "row",
    [
        lambda: Organization(**of(new_id(), name="甲", end=date(2026, 1, 2))),
        lambda: Person(**of(new_id(), name="王芳", erased_at=MOMENT)),
        lambda: ImportRow(
            **of(new_id(), source=listed(), row=1, made={"a": ["议"]}, before=[None])
        ),
        lambda: entry(7, salt=b"\x00\xff", private=None),
    ],
)
def test_each_kind_of_value_comes_out_as_it_went_in(row):
    made = row()
    hot.add([made])
    own = type(made).objects.get(body=made.body)
    found = hot.find(type(made), body=made.body)
    assert same(found, own)
    if isinstance(made, Entry):
        assert bytes(found.salt) == b"\x00\xff"
    else:
        assert same(found, made)


def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        hot.add([])


def test_every_condition_counts():
    body = new_id()
    row = Person(**of(body, name="王芳"))
    hot.add([row])
    assert hot.find(Person, id=row.pk, body=body).name == "王芳"
    assert hot.find(Person, id=row.pk, body=new_id()) is None


def test_what_is_no_reference_is_said():
    with pytest.raises(ValidationError):
        hot.find(Person, id="no reference")


def test_only_the_named_fields_are_written():
    row = Person(**of(new_id(), name="王芳", note="一"))
    hot.add([row])
    row.name, row.note = "邹晓", "二"
    hot.change(row, "name")
    found = Person.objects.get(pk=row.pk)
    assert (found.name, found.note) == ("邹晓", "一")


def test_a_reference_to_another_row_is_written_by_its_field():
    over, under = (Organization(**of(new_id(), name=name)) for name in "上下")
    hot.add([over, under])
    under.parent = over
    hot.change(under, "parent")
    assert Organization.objects.get(pk=under.pk).parent_id == over.pk


def test_a_row_that_is_gone_is_not_found():
    with pytest.raises(NotFound):
        hot.change(Person(**of(new_id(), name="王芳")), "name")


def test_no_domain_row_asks_for_what_is_not_done_here():
    """`hot.add` writes what stands in the row: no field may make its value while it is saved."""
    for model in apps.get_models():
        if model._meta.app_config.name.startswith("townmoot"):
            for field in model._meta.concrete_fields:
                assert not getattr(field, "auto_now", False), field
                assert not getattr(field, "auto_now_add", False), field
                assert not field.generated, field
                assert not field.has_db_default(), field


def test_many_rows_go_in_by_the_names_of_their_columns():
    body, key = new_id(), new_id()
    shared = {"body": body, "created_at": MOMENT, "created_by": None}
    rows = [{"id": key, "name": "甲", "kind": "group", "start": date(2026, 1, 2)}, {"name": "乙"}]
    hot.insert(Organization, rows, shared)
    hot.insert(Organization, [], shared)
    first, second = Organization.objects.filter(body=body).order_by("name")
    assert {first.name, second.name} == {"甲", "乙"}
    found = Organization.objects.get(pk=key)
    assert (found.start, found.created_at, found.protocol_order) == (date(2026, 1, 2), MOMENT, 1000)
    source = listed()
    noted = {"source_id": source.pk, "row": 1, "made": {"a": ["议"]}, "outcome": "new"}
    hot.insert(ImportRow, [noted], {**shared, "body": source.body})
    row = ImportRow.objects.get(source=source)
    assert (row.made, row.before, row.revision) == ({"a": ["议"]}, [], 0)
