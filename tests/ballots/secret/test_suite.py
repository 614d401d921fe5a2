"""HPKE as RFC 9180 has it, and what binds a sealed ballot to its poll."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from cryptography.hazmat.bindings._rust import openssl
from cryptography.hazmat.primitives.asymmetric import ec

from townmoot.ballots.secret import suite
from townmoot.ballots.secret.suite import Seal, UnopenedError

# RFC 9180, appendix A.3.1: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode, seq 0.
PRIVATE = "f3ce7fdae57e1a310d87f1ebbde6f328be0a99cdbcadf4d6589cf29de4b8ffd2"
INFO = "4f6465206f6e2061204772656369616e2055726e"
ENC = (
    "04a92719c6195d5085104f469a8b9814d5838ff72b60501e2c4466e5e67b325ac9"
    "8536d7b61a1af4b78e5b7f951c0900be863c403ce65c9bfcb9382657222d18c4"
)
AAD = "436f756e742d30"
PLAIN = "4265617574792069732074727574682c20747275746820626561757479"
SEALED = (
    "5ad590bb8baa577f8619db35a36311226a896e7342a6d836d8b7bcd2f20b6c7f9076ac232e3ab2523f39513434"
)


@pytest.fixture
def pair():
    private, public = suite.new_pair()
    return private, Seal(uuid4(), public, 64)


def test_the_suite_opens_what_the_standard_sealed():
    key = ec.derive_private_key(int(PRIVATE, 16), ec.SECP256R1())
    opened = openssl.hpke._decrypt_with_aad(
        suite._SUITE,
        bytes.fromhex(ENC + SEALED),
        key,
        info=bytes.fromhex(INFO),
        aad=bytes.fromhex(AAD),
    )
    assert opened.hex() == PLAIN


def test_what_was_sealed_opens_with_the_private_key_alone(pair):
    private, seal = pair
    envelope = suite.sealed(seal, b"x" * 64)
    assert suite.opened(seal, envelope, private) == b"x" * 64
    assert suite.fits(seal, envelope)
    assert not suite.fits(seal, envelope[1:])
    with pytest.raises(UnopenedError):
        suite.opened(seal, envelope, suite.new_pair()[0])


def test_two_ballots_that_say_the_same_look_different(pair):
    _private, seal = pair
    assert suite.sealed(seal, b"x" * 64) != suite.sealed(seal, b"x" * 64)


def test_a_ballot_of_one_poll_does_not_open_in_another(pair):
    private, seal = pair
    with pytest.raises(UnopenedError):
        suite.opened(replace(seal, poll=uuid4()), suite.sealed(seal, b"x" * 64), private)


@pytest.mark.parametrize("place", [0, 1, 40, 65, 100, -1])
def test_an_altered_ballot_does_not_open(pair, place):
    private, seal = pair
    envelope = bytearray(suite.sealed(seal, b"x" * 64))
    envelope[place] ^= 1
    with pytest.raises(UnopenedError):
        suite.opened(seal, bytes(envelope), private)


@pytest.mark.parametrize("envelope", [b"", b"\x04", bytes(145)])
def test_bytes_that_are_no_ballot_do_not_open(pair, envelope):
    private, seal = pair
    with pytest.raises(UnopenedError):
        suite.opened(seal, envelope, private)


def test_a_seal_names_its_suite_and_its_key(pair):
    _private, seal = pair
    assert seal.suite == "DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM"
    assert len(seal.fingerprint) == 16
    assert len(seal.public) == suite.ENC_BYTES
