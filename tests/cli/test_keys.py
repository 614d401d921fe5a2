"""Keys: made, told, used to seal what is there; a lost one is named with its remedy."""

from __future__ import annotations

import json
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured

from townmoot.cli.main import main
from townmoot.record import keys

PHONE = "13800001234"


def made(path, capsys):
    assert main(["keys", "make", str(path), "--json"]) == 0
    return json.loads(capsys.readouterr().out)["key"]


@pytest.mark.once
def test_a_new_key_stands_first_and_earlier_ones_stay(tmp_path, capsys):
    path = tmp_path / "field.keys"
    names = [made(path, capsys) for _n in range(2)]
    assert [keys.name_of(key) for key in path.read_text().split()] == names[::-1]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert main(["keys", "make"]) == 2
    assert main(["keys", "make", str(tmp_path / "none" / "field.keys")]) != 0
    assert "cannot be written" in capsys.readouterr().err


def everything(house):
    """The town's database as it lies there, every byte of it."""
    if not house.url:
        files = [path for path in house.data.glob("townmoot.sqlite3*") if path.is_file()]
        return b"".join(path.read_bytes() for path in files)
    named = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    rows = [row for (name,) in house.rows(named) for row in house.rows(f'SELECT * FROM "{name}"')]
    return str(rows).encode()


@pytest.mark.slow
@pytest.mark.once  # tests/meetings/test_stolen.py looks into either database
def test_what_lay_in_the_clear_is_sealed_to_the_last_byte_and_a_lost_key_is_named(
    house, tmp_path, capsys
):
    path = tmp_path / "field.keys"
    name = made(path, capsys)
    with_key = {"TOWNMOOT_FIELD_KEY_FILE": str(path)}
    assert house.run("act", "person.add", "name=王芳", f'phone="{PHONE}"').returncode == 0
    assert PHONE.encode() in everything(house)
    done = house.run("keys", "reseal", "--json", **with_key)
    assert (done.returncode, json.loads(done.stdout)["key"]) == (0, name)
    assert PHONE.encode() not in everything(house)
    lost = house.run("act", "person.add", "name=李静")
    assert (lost.returncode, "Traceback" in lost.stderr) == (2, False)
    assert f"sealed with the key {name}" in lost.stderr
    assert "TOWNMOOT_FIELD_KEY" in lost.stderr
    assert house.run("export", str(tmp_path / "record.jsonl")).returncode == 0


@pytest.mark.django_db
def test_what_lies_under_which_key_is_told(settings, capsys):
    from tests import factories

    first, second = keys.new_key(), keys.new_key()
    assert main(["keys", "reseal"]) == 2
    assert "no key is configured" in capsys.readouterr().err
    settings.FIELD_KEYS = (first,)
    factories.town().somebody(name="王芳", phone=PHONE)
    settings.FIELD_KEYS = (second, first)
    assert main(["keys", "status"]) == 0
    told = capsys.readouterr().out
    assert f"key {keys.name_of(second)}  0  seals" in told
    assert f"key {keys.name_of(first)}  " in told
    settings.FIELD_KEYS = (second,)
    assert main(["keys", "status"]) == 1
    assert "MISSING" in capsys.readouterr().out


@pytest.mark.once
def test_a_key_that_is_none_is_told(monkeypatch):
    from townmoot.config import settings

    monkeypatch.setenv("TOWNMOOT_FIELD_KEY", f"{keys.new_key()}, {keys.new_key()}")
    assert len(settings._field_keys()) == 2
    monkeypatch.setenv("TOWNMOOT_FIELD_KEY", "short")
    with pytest.raises(ImproperlyConfigured, match="no key"):
        settings._field_keys()
