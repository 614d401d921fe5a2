"""Sealing: HPKE, RFC 9180, base mode, single shot.

DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM: P-256 because the WebCrypto of old phones
knows no X25519. A sealed ballot is enc ‖ ciphertext ‖ tag, bound by `info` to its poll, so that it
opens in no other.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NAME = "DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM"
ENC_BYTES = 65  # Npk of DHKEM(P-256), RFC 9180 section 7.1
TAG_BYTES = 16  # Nt of AES-128-GCM, section 7.3
PRIVATE_BYTES = 32  # Nsk
_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
_CURVE = ec.SECP256R1()
_INFO = b"townmoot ballot 1\x00"


class UnopenedError(Exception):
    """These bytes are no ballot sealed for this poll."""


@dataclass(frozen=True)
class Seal:
    """What a device needs in order to seal: all of it may be known to everybody.

    `public` is the uncompressed point of the poll's key, `length` how many bytes each ballot of the
    poll has before it is sealed.
    """

    poll: UUID
    public: bytes
    length: int
    suite: str = NAME

    @property
    def sealed_length(self) -> int:
        """How many bytes a sealed ballot of this poll has."""
        return ENC_BYTES + self.length + TAG_BYTES

    @property
    def fingerprint(self) -> str:
        """What the key is called by: the beginning of its SHA-256 in hex."""
        return sha256(self.public).hexdigest()[:16]

    @property
    def info(self) -> bytes:
        """What binds a sealed ballot to its poll (`info` of RFC 9180, section 5.1)."""
        return _INFO + self.poll.bytes


@lru_cache(maxsize=64)
def _point(public: bytes) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)


def new_pair() -> tuple[bytes, bytes]:
    """A fresh key: the private number in 32 bytes, the public point in 65."""
    private = ec.generate_private_key(_CURVE)
    return (
        private.private_numbers().private_value.to_bytes(PRIVATE_BYTES, "big"),
        private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint),
    )


def fits(seal: Seal, sealed: bytes) -> bool:
    """Whether these bytes have the length of a sealed ballot; what they hold nobody can see."""
    return len(sealed) == seal.sealed_length


def sealed(seal: Seal, plain: bytes) -> bytes:
    """The plain bytes in an inner envelope, which only the poll's private key opens."""
    return bytes(_SUITE.encrypt(plain, _point(seal.public), info=seal.info))


def opened(seal: Seal, envelope: bytes, private: bytes) -> bytes:
    """What an inner envelope holds. Raises UnopenedError where it was not sealed for this poll."""
    key = ec.derive_private_key(int.from_bytes(private, "big"), _CURVE)
    try:
        return bytes(_SUITE.decrypt(envelope, key, info=seal.info))
    except (InvalidTag, ValueError) as error:
        raise UnopenedError from error
