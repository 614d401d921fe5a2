"""Every table is a domain table, the record's own, or machinery that is named with its reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import apps
from django.db import connection, models

from townmoot.record import guard
from townmoot.record.models import Domain


def unnamed(tables: Iterable[type[models.Model]]) -> list[str]:
    """Return the models that are neither domain rows, the record's own nor named machinery."""
    return [
        model._meta.label
        for model in tables
        if not issubclass(model, Domain)
        and model._meta.app_label != "record"
        and not guard.is_machinery(model._meta.db_table)
    ]


def all_models() -> list[type[models.Model]]:
    return list(apps.get_models(include_auto_created=True))


def test_every_model_is_domain_or_named_machinery():
    assert unnamed(all_models()) == []


def test_no_domain_table_is_also_called_machinery():
    tables = [model._meta.db_table for model in all_models() if issubclass(model, Domain)]
    assert [table for table in tables if guard.is_machinery(table)] == []


def test_each_machinery_table_has_a_reason():
    assert [table for table, reason in guard.MACHINERY.items() if len(reason) < 5] == []


def test_each_named_table_exists():
    real = {model._meta.db_table for model in all_models()}
    exact = {name for name in guard.MACHINERY if not name.endswith("_")}
    django_makes = {"django_migrations", "townmoot_cache"}
    assert exact - real - django_makes == set()


def test_each_domain_model_names_its_body():
    kinds = {
        model._meta.label: type(model._meta.get_field("body"))
        for model in all_models()
        if issubclass(model, Domain)
    }
    assert {label for label, kind in kinds.items() if kind is not models.UUIDField} == set()


def test_a_model_of_neither_kind_is_named():
    class Stray(models.Model):
        class Meta:
            app_label = "people"
            db_table = "people_stray"

    try:
        assert unnamed([Stray]) == ["people.Stray"]
    finally:
        del apps.all_models["people"]["stray"]
        apps.clear_cache()


def test_the_database_has_no_table_that_no_model_knows(db):
    known = {model._meta.db_table for model in all_models()}
    tables = set(connection.introspection.table_names())
    assert {table for table in tables - known if not guard.is_machinery(table)} == set()
