"""A poll's store in a folder of its own, and a passphrase that costs little."""

from __future__ import annotations

from uuid import UUID

import pytest

from townmoot.ballots.secret import files, keyring, phrase

POLL = UUID("0198c0de-0000-7000-8000-000000000001")
PHRASE = ("correct horse", "battery staple")


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """argon2id at its least: its strength is the library's matter, its parameters are tested."""
    monkeypatch.setattr(phrase, "COST", phrase.Cost(memory=32, passes=1, lanes=1))


@pytest.fixture(autouse=True)
def place(tmp_path, settings):
    """Stores in one folder, keys in another."""
    settings.DATA = tmp_path / "data"
    settings.BALLOT_KEYS = tmp_path / "keys"
    yield tmp_path
    files.let_go_all()


@pytest.fixture
def seal():
    """A poll whose key was made under the passphrase."""
    return keyring.make(POLL, 128, PHRASE)
