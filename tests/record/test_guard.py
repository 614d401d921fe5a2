"""The write guard below the ORM."""

import pytest
from django.db import connection

from townmoot.people.models import Account, Organization
from townmoot.record import WriteOutsideAct, guard
from townmoot.record.models import Entry, Head

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "write",
    [
        lambda: Organization.objects.update(name="x"),
        lambda: Organization.objects.all().delete(),
        lambda: Organization.objects.bulk_create([Organization(name="x")]),
        lambda: Head.objects.update(size=0),
        lambda: connection.cursor().execute("UPDATE people_organization SET name = 'x'"),
        lambda: connection.cursor().execute('  delete FROM "people_person"'),
        lambda: connection.cursor().execute("INSERT OR REPLACE INTO people_post VALUES (1)"),
        lambda: connection.cursor().execute(
            "WITH x AS (SELECT 1) UPDATE people_body SET name = 'x'"
        ),
    ],
)
def test_a_write_outside_an_act_is_refused(town, write):
    town.group()
    with pytest.raises(WriteOutsideAct):
        write()


def test_credentials_may_be_written(town):
    account = town.account()
    Account.objects.filter(pk=account).update(login="renamed")
    assert Account.objects.get(pk=account).login == "renamed"


@pytest.mark.parametrize("reason", ["organization.add", "restore"])
def test_even_an_act_cannot_change_or_remove_an_entry(town, reason):
    with guard.writing(reason):
        with pytest.raises(WriteOutsideAct, match="entries are only ever added"):
            Entry.objects.update(act="x")
        with pytest.raises(WriteOutsideAct, match="entries are only ever added"):
            connection.cursor().execute("DELETE FROM record_entry")


def test_migrations_may_write(town):
    with guard.writing("migrate"):
        Organization.objects.update(name="y")


def test_statements_that_name_no_table_pass():
    guard.check_statement("VACUUM")
    guard.check_statement("SELECT 'UPDATE people_body SET name'")


def test_the_guard_is_put_on_a_connection_once():
    before = list(connection.execute_wrappers)
    guard.install(connection)
    assert connection.execute_wrappers == before


def test_machinery_is_named_by_table_or_by_prefix():
    assert guard.is_machinery("account_emailaddress")
    assert guard.is_machinery("django_session")
    assert not guard.is_machinery("django_session_of_deputies")
