"""What a passphrase gives is in hand inside its door, and nowhere else."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from uuid import uuid4

import pytest

from tests.ballots.secret.conftest import PHRASE, POLL
from townmoot.ballots.secret import arriving, doors, keyring, plain, stages, suite
from townmoot.ballots.secret.arriving import SealedBy
from townmoot.ballots.secret.files import FileStore
from townmoot.ballots.secret.plain import Inner
from townmoot.record import Invalid, Refused


def nothing_in_hand():
    with pytest.raises(Refused, match="on its own page"):
        doors.key_in_hand(POLL)
    with pytest.raises(Refused, match="on the page where"):
        doors.ballots_in_hand(POLL)


def test_a_new_key_is_in_hand_for_its_poll_inside_the_door():
    nothing_in_hand()
    with doors.new_key(POLL, 64, PHRASE) as seal:
        assert doors.key_in_hand(POLL) == seal
        with pytest.raises(Refused):
            doors.key_in_hand(uuid4())
    nothing_in_hand()
    assert keyring.has(seal)


def test_opened_ballots_are_in_hand_for_their_poll_inside_the_door(seal, monkeypatch):
    monkeypatch.setattr(stages, "store_of", FileStore)
    stages.open_store(seal)
    with doors.opened(seal, PHRASE) as found:
        assert doors.ballots_in_hand(POLL) == found == stages.Unsealed((), 0)
        with pytest.raises(Refused):
            doors.ballots_in_hand(uuid4())
    nothing_in_hand()
    with pytest.raises(Refused, match="does not fit"), doors.opened(seal, ("quite another one",)):
        pytest.fail("the door opened")
    nothing_in_hand()


def test_a_failure_inside_the_door_leaves_nothing_in_hand():
    with pytest.raises(ZeroDivisionError), doors.new_key(POLL, 64, PHRASE):
        raise ZeroDivisionError
    nothing_in_hand()


def test_a_ballot_arrives_sealed(seal):
    sealed = suite.sealed(seal, plain.packed({"q": "for"}, "", seal.length))
    text = urlsafe_b64encode(sealed).decode().rstrip("=")
    assert arriving.by_device(seal, text) == arriving.Arrived(sealed, SealedBy.DEVICE)


@pytest.mark.parametrize("text", ["", "A", "!!!", "AAAA", "ä", "A" * 300])
def test_what_is_no_envelope_of_the_poll_is_turned_away(seal, text):
    with pytest.raises(Invalid) as error:
        arriving.by_device(seal, text)
    assert error.value.problems[0]["field"] == "sealed"


def test_the_server_seals_only_where_it_may(seal):
    with pytest.raises(Refused, match="own device"):
        arriving.by_server(seal, {"q": "for"}, "", allowed=False)
    arrived = arriving.by_server(seal, {"q": "for"}, "", allowed=True)
    assert arrived.by == SealedBy.SERVER
    private = keyring.private_key(seal, PHRASE)
    assert plain.unpacked(suite.opened(seal, arrived.sealed, private)) == Inner({"q": "for"}, "")
    with pytest.raises(Invalid, match="corrected"):
        arriving.by_server(seal, {"q": "x" * 200}, "", allowed=True)
