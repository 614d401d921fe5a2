"""The private key: under the passphrase alone, apart from the database, destroyed for good."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import uuid4

import pytest

from tests.ballots.secret.conftest import PHRASE, POLL
from townmoot.ballots.secret import keyring, phrase, suite
from townmoot.record import Refused

PARAMETERS = phrase.COST  # as they are when nobody makes them cheap


def test_the_passphrase_costs_what_the_standard_recommends():
    assert phrase.Cost() == phrase.Cost(memory=64 * 1024, passes=3, lanes=4)


@pytest.mark.parametrize("parts", [(), ("",), ("short",), ("eleven-char",), ("  " * 20,)])
def test_a_short_passphrase_is_refused(parts):
    with pytest.raises(Refused, match="too short"):
        keyring.make(POLL, 64, parts)


def test_an_endless_passphrase_is_refused():
    with pytest.raises(Refused, match="too long"):
        keyring.make(POLL, 64, ("x" * 201,))


def test_the_key_opens_with_the_passphrase_however_it_was_typed(seal):
    private = keyring.private_key(seal, PHRASE)
    assert suite.opened(seal, suite.sealed(seal, b"y" * 128), private) == b"y" * 128
    wide = ("ｃｏｒｒｅｃｔ horse ", " battery staple")
    assert keyring.private_key(seal, wide) == private


@pytest.mark.parametrize(
    "parts", [("correct horsebattery staple",), PHRASE[:1], PHRASE[::-1], ("", ""), ("x\ud800",)]
)
def test_the_key_does_not_open_with_another_passphrase(seal, parts):
    with pytest.raises(Refused, match="does not fit"):
        keyring.private_key(seal, parts)


def test_the_file_holds_no_private_key(seal, place):
    (path,) = (place / "keys").iterdir()
    kept = path.read_bytes()
    private = keyring.private_key(seal, PHRASE)
    assert private not in kept
    assert private.hex().encode() not in kept
    assert "correct" not in kept.decode()
    assert path.stat().st_mode & 0o077 == 0
    assert json.loads(kept)["suite"] == suite.NAME


def test_a_key_put_in_the_place_of_another_does_not_open(seal, place):
    other = keyring.make(uuid4(), 128, PHRASE)
    mine, theirs = keyring._path(seal), keyring._path(other)
    mine.write_bytes(theirs.read_bytes())
    with pytest.raises(Refused, match="does not fit"):
        keyring.private_key(seal, PHRASE)


def test_a_key_that_is_not_here_says_so(seal):
    gone = replace(seal, poll=uuid4())
    assert keyring.has(seal)
    assert not keyring.has(gone)
    with pytest.raises(Refused, match="not on this server"):
        keyring.private_key(gone, PHRASE)


def test_a_new_passphrase_does_not_destroy_the_old_key(seal):
    newer = keyring.make(POLL, 128, PHRASE)
    assert keyring.has(seal)
    keyring.destroy(POLL, but=newer)
    assert not keyring.has(seal)
    assert keyring.has(newer)
    keyring.destroy(POLL)
    assert not keyring.has(newer)
