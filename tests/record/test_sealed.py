"""Sealed columns: any of the keys opens them, in their own row alone; a lost one says so."""

from __future__ import annotations

import pytest
from django.core import serializers
from django.db import DataError, connection

from townmoot.people.models import Import, ImportRow, Person
from townmoot.record import guard, hot, keys, resealing
from townmoot.record.check import verify_body
from townmoot.record.errors import KeyMissingError, SealBrokenError
from townmoot.record.models import Entry, new_id

pytestmark = pytest.mark.django_db
FIRST, SECOND = keys.new_key(), keys.new_key()
PHONE, REASON = "13800001234", "家有急事"


@pytest.fixture
def sealing(settings):
    settings.FIELD_KEYS = (FIRST,)


def raw(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return [str(bytes(v) if isinstance(v, memoryview) else v) for (v,) in cursor.fetchall()]


def swap():
    """Put each person's telephone into the other's row, as whoever holds the disk can."""
    with guard.writing("test"), connection.cursor() as cursor:
        cursor.execute("SELECT id, phone FROM people_person")
        (one, first), (other, second) = cursor.fetchall()
        for key, phone in ((one, second), (other, first)):
            cursor.execute("UPDATE people_person SET phone = %s WHERE id = %s", [phone, key])


def add(town, **more):
    return town.do("person.add", name="王芳", **more).result["person"]


def test_without_a_key_all_is_as_it_was(town):
    add(town, phone=PHONE)
    assert raw("people_person", "phone") == [PHONE]
    assert any(PHONE in text for text in raw("record_entry", "private"))


def test_with_a_key_only_the_program_reads_it(town, sealing):
    key = add(town, phone=PHONE, note=REASON)
    person = Person.objects.get(pk=key)
    assert (person.phone, person.note, person.birth) == (PHONE, REASON, "")
    assert list(Person.objects.values_list("birth", flat=True)) == [""]
    for table, column in (("people_person", "phone"), ("people_person", "note")):
        assert raw(table, column)[0].startswith(f"{keys.MARK}{keys.name_of(FIRST)}.{key}.")
    newest = raw("record_entry", "private")[-1]
    assert newest.startswith(keys.MARK)
    assert PHONE not in "".join(raw("record_entry", "private") + raw("record_entry", "salt"))
    assert keys.NAME in raw("record_entry", "salt")[-1]


def test_the_record_verifies_and_an_act_is_repeated_as_before(town, sealing):
    act_id = new_id()
    for _n in range(2):
        receipt = town.do("person.add", act_id=act_id, name="王芳", phone=PHONE)
    assert receipt.repeated
    assert verify_body(town.body).fault == ""


def test_a_later_key_seals_and_earlier_ones_still_open(town, settings, sealing):
    key = add(town, phone=PHONE)
    settings.FIELD_KEYS = (SECOND, FIRST)
    assert Person.objects.get(pk=key).phone == PHONE
    town.do("person.correct", person=key, name="王芳", phone="13900005678")
    assert raw("people_person", "phone")[0].startswith(f"{keys.MARK}{keys.name_of(SECOND)}.")


def test_with_the_key_lost_lists_still_work_and_only_what_is_sealed_says_why(
    town, settings, sealing
):
    key = add(town, phone=PHONE)
    settings.FIELD_KEYS = ()
    person = Person.objects.get(pk=key)
    assert person.name == "王芳"
    with pytest.raises(KeyMissingError, match=f"{keys.name_of(FIRST)}.*TOWNMOOT_FIELD_KEY"):
        _ = person.phone
    assert keys.name_of(FIRST) in verify_body(town.body).fault
    settings.FIELD_KEYS = (FIRST,)
    assert verify_body(town.body).fault == ""


def test_a_row_is_written_back_as_it_was_where_its_key_is_missing(town, settings, sealing):
    key = add(town, phone=PHONE)
    before = raw("people_person", "phone")
    settings.FIELD_KEYS = (SECOND,)
    person = Person.objects.get(pk=key)
    with guard.writing("test"):
        person.save()
    assert raw("people_person", "phone") == before


def test_a_value_put_into_the_row_of_another_does_not_open(town, sealing):
    for phone in (PHONE, "13900005678"):
        add(town, phone=phone)
    swap()
    for person in Person.objects.all():
        with pytest.raises(SealBrokenError, match="another's place"):
            _ = person.phone


@pytest.mark.parametrize(
    "altered",
    [
        lambda token: token[:-3] + ("A" if token[-3] != "A" else "B") + token[-2:],
        lambda token: token.replace("tm1.", "tm1.x."),
        lambda token: token[: token.rindex(".") + 1],
        lambda token: token[: token.rindex(".") + 1] + "A",
    ],
)
def test_an_altered_value_does_not_open_and_verification_names_its_entry(town, sealing, altered):
    add(town, phone=PHONE)
    newest = Entry.objects.order_by("-id").first()
    (token,) = (text for text in raw("record_entry", "private")[-1:])
    with guard.writing("erase"), connection.cursor() as cursor:
        told = [altered(token), newest.pk]
        cursor.execute("UPDATE record_entry SET private = %s WHERE id = %s", told)
    verdict = verify_body(town.body)
    assert "was altered" in verdict.fault
    assert verdict.fault_position == newest.position


def test_erasure_erases_what_is_sealed(town, sealing):
    key = add(town, phone=PHONE)
    town.do("person.erase", person=key, reason="on request")
    assert raw("people_person", "phone") == [""]
    entry = Entry.objects.filter(act="person.add").latest("id")
    assert (entry.private, entry.salt) == (None, None)
    assert verify_body(town.body).fault == ""


def test_lists_and_objects_are_sealed_too(town, sealing):
    with guard.writing("test"):
        source = Import(body=town.body, created_at=Entry.objects.latest("id").at, kind="roster")
        rows = [
            ImportRow(
                body=town.body, created_at=source.created_at, source=source, row=1, before=before
            )
            for before in ([{"phone": PHONE}], [])
        ]
        hot.add([source])
        hot.add(rows)
    assert PHONE not in "".join(raw("people_importrow", "before"))
    assert [row.before for row in ImportRow.objects.order_by("id")] == [[{"phone": PHONE}], []]


def test_what_has_no_row_is_not_written_and_nothing_poses_as_sealed(town, sealing, settings):
    add(town, phone=PHONE)
    with guard.writing("test"):
        with pytest.raises(TypeError, match="row by row"):
            Person.objects.update(phone="1")
        settings.FIELD_KEYS = ()
        with pytest.raises(DataError):
            Person.objects.update(phone=keys.MARK)


def test_a_backup_holds_what_is_sealed_and_gives_it_back_with_the_key_alone(
    town, settings, sealing
):
    add(town, phone=PHONE)
    entry = Entry.objects.latest("id")
    kept = serializers.serialize("jsonl", [*Person.objects.all(), entry])
    assert PHONE not in kept
    person, back = (made.object for made in serializers.deserialize("jsonl", kept))
    assert (person.phone, person.birth) == (PHONE, "")
    assert (back.private, bytes(back.salt)) == (entry.private, bytes(entry.salt))
    settings.FIELD_KEYS = ()
    assert raw("people_person", "phone")[0].strip(keys.MARK[0]) in serializers.serialize(
        "jsonl", Person.objects.all()
    )
    shut, _entry = (made.object for made in serializers.deserialize("jsonl", kept))
    with pytest.raises(KeyMissingError):
        _ = shut.phone


def test_a_backup_without_a_key_is_as_it_was(town):
    add(town, phone=PHONE)
    entry = Entry.objects.latest("id")
    kept = serializers.serialize("jsonl", [*Person.objects.all(), entry])
    person, back = (made.object for made in serializers.deserialize("jsonl", kept))
    assert person.phone == PHONE
    assert bytes(back.salt) == bytes(entry.salt)


def test_counts_and_resealing(town, settings):
    add(town, phone=PHONE)
    clear = resealing.counts()[""]
    assert clear == Entry.objects.count() + 1
    with pytest.raises(KeyMissingError):
        resealing.reseal(lambda *_: None)
    settings.FIELD_KEYS = (FIRST,)
    done = []
    assert resealing.reseal(lambda *told: done.append(told)) == clear
    assert resealing.counts() == {keys.name_of(FIRST): clear}
    assert done[-1][1] == done[-1][2]
    assert verify_body(town.body).fault == ""
    settings.FIELD_KEYS = (SECOND, FIRST)
    assert resealing.reseal(lambda *_: None) == clear
    settings.FIELD_KEYS = (FIRST,)
    with pytest.raises(KeyMissingError):
        resealing.reseal(lambda *_: None)
    settings.FIELD_KEYS = (SECOND,)
    assert resealing.reseal(lambda *_: None) == 0
    assert Person.objects.get().phone == PHONE
