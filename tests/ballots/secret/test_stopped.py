"""kill -9 between any two steps: what was begun can be gone on with, and nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from tests.ballots.secret.conftest import PHRASE, POLL
from townmoot.ballots.secret import files, keyring, plain, suite
from townmoot.ballots.secret.envelopes import Put
from townmoot.ballots.secret.files import FileStore

KILLED = 9
VOTES = ["for"] * 4 + ["against"] * 2


def dies_at(number: int, work: Callable[[], None]) -> bool:
    """Do the work in a process that dies before its nth touch of the disk; whether it died."""
    files.let_go_all()
    child = os.fork()
    if child == 0:
        _count_down(number)
        try:
            work()
        finally:
            os._exit(0)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == KILLED


def _count_down(number: int) -> None:
    left = [number]

    def dying(function):
        def touch(*args, **options):
            left[0] -= 1
            if left[0] < 0:
                os._exit(KILLED)
            return function(*args, **options)

        return touch

    for owner, name in ((os, "fsync"), (os, "open"), (Path, "replace"), (Path, "unlink")):
        setattr(owner, name, dying(getattr(owner, name)))
    Path.open = dying(Path.open)


def answers(seal, store):
    """What the shuffled ballots say."""
    private = keyring.private_key(seal, PHRASE)
    inner = [suite.opened(seal, one, private) for one in store.inner(seal.sealed_length)]
    return sorted(plain.unpacked(one).answers["q"] for one in inner)


@pytest.fixture
def store(seal):
    store = FileStore(POLL)
    store.create()
    store.put(
        [
            Put(uuid4(), uuid4(), suite.sealed(seal, plain.packed({"q": vote}, "", seal.length)))
            for vote in VOTES
        ],
        revisable=False,
    )
    return store


def left_behind(place):
    return sorted(path.name for path in (place / "data/ballots").iterdir() if path.name != "lock")


def every_stop(work, afterwards, before=lambda: None) -> int:
    """Stop the work at each of its steps in turn; how many there were."""
    number = 0
    while dies_at(number, work):
        afterwards()
        before()
        number += 1
        assert number < 60, "it never ends"
    return number


def test_a_close_that_was_stopped_anywhere_goes_on(store, seal, place):
    copies = {path: path.read_bytes() for path in (place / "data/ballots").iterdir()}

    def goes_on():
        store.settle()
        assert left_behind(place) == [f"{POLL}.shuffled"]
        assert answers(seal, store) == sorted(VOTES)

    def back():
        store.destroy()
        for path, content in copies.items():
            path.write_bytes(content)

    assert every_stop(store.settle, goes_on, back) > 5


def test_a_close_that_was_stopped_has_lost_nothing(store, seal):
    """Before anything goes on: either the envelopes stand whole, or the shuffled ones do."""

    def whole():
        if store.shuffled_path.exists():
            assert answers(seal, store) == sorted(VOTES)
        else:
            assert store.count() == len(VOTES)

    number = 0
    while dies_at(number, store.settle):
        whole()
        number += 1
    assert answers(seal, store) == sorted(VOTES)


def test_a_destruction_that_was_stopped_goes_on(store, seal, place):
    store.settle()
    content = store.shuffled_path.read_bytes()

    def goes_on():
        store.destroy()
        assert left_behind(place) == []

    assert every_stop(store.destroy, goes_on, lambda: store.shuffled_path.write_bytes(content)) > 2


def test_a_store_that_was_half_made_is_made_again(seal, place):
    store = FileStore(POLL)

    def goes_on():
        store.create()
        assert store.count() == 0

    assert every_stop(store.create, goes_on, store.destroy) > 3
    store.destroy()
    assert left_behind(place) == []


def test_a_key_is_there_whole_or_not_at_all(place):
    def whole():
        for path in (place / "keys").glob("[!.]*.json"):
            assert path.read_text().endswith("}")

    assert every_stop(lambda: keyring.make(POLL, 64, PHRASE), whole) > 2
