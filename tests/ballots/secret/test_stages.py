"""A secret poll from its opening to the destruction of its ballots, on either store."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from tests.ballots.secret.conftest import PHRASE, POLL
from townmoot.ballots.secret import keyring, plain, stages, suite
from townmoot.ballots.secret.envelopes import CHUNK, Gone, Outcome, Put
from townmoot.ballots.secret.files import FileStore
from townmoot.ballots.secret.plain import Inner
from townmoot.ballots.secret.tables import TableStore
from townmoot.record import Refused

pytestmark = pytest.mark.django_db
STORES = {"files": FileStore, "tables": TableStore}


@pytest.fixture(params=STORES)
def kind(request, monkeypatch):
    """Both stores are tried on each database; which one is used, `store_of` says."""
    monkeypatch.setattr(stages, "store_of", STORES[request.param])
    return STORES[request.param]


@pytest.fixture
def poll(kind, seal):
    stages.open_store(seal)
    return seal


def ballot(seal, answer="for", *, elector=None, number=None, code=""):
    """One voter's ballot, sealed as the device does it."""
    packed = plain.packed({"q": answer}, code, seal.length)
    return Put(elector or uuid4(), number or uuid4(), suite.sealed(seal, packed))


def test_the_store_fits_the_database(seal):
    from django.db import connection

    expected = FileStore if connection.vendor == "sqlite" else TableStore
    assert isinstance(stages.store_of(POLL), expected)


def test_a_poll_without_a_key_does_not_open(kind, seal):
    keyring.destroy(POLL)
    with pytest.raises(Refused, match="set their passphrase"):
        stages.open_store(seal)


def test_opening_never_wipes_ballots(poll):
    stages.open_store(poll)
    assert stages.put(POLL, [ballot(poll)], revisable=False) == [Outcome.STORED]
    with pytest.raises(Refused, match="already"):
        stages.open_store(poll)
    assert stages.cast(POLL) == 1
    stages.settle(POLL)
    with pytest.raises(Refused, match="already"):
        stages.open_store(poll)
    assert len(stages.unsealed(poll, PHRASE).ballots) == 1


def test_from_ballots_to_their_count(poll):
    answers = ["for"] * 5 + ["against"] * 3
    rows = [ballot(poll, answer, code=f"{n:032x}") for n, answer in enumerate(answers)]
    assert set(stages.put(POLL, rows, revisable=False)) == {Outcome.STORED}
    assert stages.voted(POLL) == sorted(row.elector for row in rows)
    stages.settle(POLL)
    found = stages.unsealed(poll, PHRASE)
    assert found.invalid == 0
    assert sorted(found.ballots, key=lambda one: one.code) == [
        Inner({"q": answer}, f"{n:032x}") for n, answer in enumerate(answers)
    ]
    assert stages.unsealed(poll, PHRASE).invalid == 0  # as often as it takes
    stages.destroy(POLL)
    stages.destroy(POLL)
    assert not keyring.has(poll)
    with pytest.raises(Refused, match="no backup"):
        stages.unsealed(poll, PHRASE)


def test_nobody_votes_twice(poll):
    voter, number = uuid4(), uuid4()
    first = ballot(poll, elector=voter, number=number)
    assert stages.put(POLL, [first, first], revisable=False) == [Outcome.STORED, Outcome.REPEATED]
    assert stages.put(POLL, [first], revisable=False) == [Outcome.REPEATED]
    again = ballot(poll, "against", elector=voter)
    assert stages.put(POLL, [again], revisable=False) == [Outcome.TWICE]
    assert [one.answers for one in stages.unsealed(poll, PHRASE).ballots] == [{"q": "for"}]


def test_a_second_thought_replaces_the_first_and_the_first_does_not_come_back(poll):
    voter = uuid4()
    first, second = ballot(poll, elector=voter), ballot(poll, "against", elector=voter)
    assert stages.put(POLL, [first, second], revisable=True) == [Outcome.STORED, Outcome.REPLACED]
    assert stages.put(POLL, [first], revisable=True) == [Outcome.REPEATED]
    assert stages.put(POLL, [second], revisable=True) == [Outcome.REPEATED]
    assert stages.cast(POLL) == 1
    assert [one.answers for one in stages.unsealed(poll, PHRASE).ballots] == [{"q": "against"}]


def test_a_number_is_the_voters_own(poll):
    number = uuid4()
    rows = [ballot(poll, number=number), ballot(poll, number=number)]
    assert stages.put(POLL, rows, revisable=False) == [Outcome.STORED, Outcome.STORED]


def test_a_storm_goes_in_at_once(poll):
    rows = [Put(uuid4(), uuid4(), bytes(poll.sealed_length)) for _ in range(CHUNK + 7)]
    assert stages.put(POLL, rows, revisable=False) == [Outcome.STORED] * len(rows)
    assert stages.put(POLL, [], revisable=False) == []
    stages.settle(POLL)
    assert len(stages.store_of(POLL).inner(poll.sealed_length)) == len(rows)


def test_what_is_no_ballot_is_invalid(poll):
    copied = ballot(poll)
    rows = [
        copied,
        Put(uuid4(), uuid4(), copied.sealed),  # somebody else's envelope
        Put(uuid4(), uuid4(), bytes(poll.sealed_length)),
        Put(uuid4(), uuid4(), suite.sealed(poll, b"x" * poll.length)),
    ]
    stages.put(POLL, rows, revisable=False)
    found = stages.unsealed(poll, PHRASE)
    assert (len(found.ballots), found.invalid) == (1, 3)


def test_a_closed_poll_takes_nothing_and_is_settled_again_in_vain(poll):
    stages.put(POLL, [ballot(poll)], revisable=False)
    stages.settle(POLL)
    stages.settle(POLL)
    with pytest.raises(Gone):
        stages.put(POLL, [ballot(poll)], revisable=False)
    assert stages.cast(POLL) == 0
    assert len(stages.store_of(POLL).inner(poll.sealed_length)) == 1


def test_the_passphrase_may_be_wrong_once(poll):
    stages.put(POLL, [ballot(poll)], revisable=False)
    with pytest.raises(Refused, match="does not fit"):
        stages.unsealed(poll, ("another one entirely",))
    assert len(stages.unsealed(poll, PHRASE).ballots) == 1


def test_a_poll_whose_store_is_not_here_says_so(kind, seal):
    with pytest.raises(Refused, match="no backup"):
        stages.voted(POLL)
    with pytest.raises(Refused, match="no backup"):
        stages.settle(POLL)
    with pytest.raises(Gone):
        stages.put(POLL, [ballot(seal)], revisable=False)
    with pytest.raises(Gone):
        kind(POLL).inner(1)


def test_a_poll_without_a_ballot_is_counted_too(poll):
    assert stages.voted(POLL) == []
    assert stages.unsealed(poll, PHRASE) == stages.Unsealed((), 0)


def test_a_mistake_in_a_batch_stores_nothing(poll):
    bad = Put(uuid4(), uuid4(), None)
    with pytest.raises(Exception, match=r"(?i)null"):
        stages.put(POLL, [ballot(poll), bad], revisable=False)
    assert stages.cast(POLL) == 0


def test_polls_do_not_meet(poll, kind):
    other = keyring.make(UUID(int=7), 128, PHRASE)
    stages.open_store(other)
    stages.put(POLL, [ballot(poll)], revisable=False)
    stages.destroy(other.poll)
    assert stages.cast(POLL) == 1
