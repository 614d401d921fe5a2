"""The scrutineers' passphrase: argon2id (RFC 9106) makes the key that wraps a poll's private key.

A passphrase may have several parts, each known to one scrutineer: none of them opens alone.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.utils.translation import gettext_lazy as _

from townmoot.record import Refused

SHORTEST = 12  # characters, all parts together
LONGEST = 200
_SALT_BYTES = 16
_NONCE_BYTES = 12
_KEY_BYTES = 32


@dataclass(frozen=True)
class Cost:
    """What one guess costs: KiB of memory, passes over it, lanes (RFC 9106, section 4)."""

    memory: int = 65_536
    passes: int = 3
    lanes: int = 4


COST = Cost()


@dataclass(frozen=True)
class Wrapped:
    """A private key that opens only with the passphrase; `content` is nonce ‖ ciphertext ‖ tag."""

    salt: bytes
    content: bytes
    cost: Cost


def _parts(parts: Sequence[str]) -> list[str]:
    return [told for part in parts if (told := unicodedata.normalize("NFKC", part).strip())]


def check_phrase(parts: Sequence[str]) -> None:
    """Raise Refused where all parts together are too short to withstand guessing, or too long."""
    length = sum(map(len, _parts(parts)))
    if length < SHORTEST:
        raise Refused(
            _("The passphrase is too short: take at least 12 characters, better five words."),
            field="passphrase",
        )
    if length > LONGEST:
        raise Refused(
            _("The passphrase is too long: take at most 200 characters."), field="passphrase"
        )


def _cipher(parts: Sequence[str], salt: bytes, cost: Cost) -> AESGCM:
    phrase = "\x1f".join(_parts(parts)).encode("utf-8", "surrogatepass")
    kdf = Argon2id(
        salt=salt,
        length=_KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    return AESGCM(kdf.derive(phrase))


def wrapped(private: bytes, parts: Sequence[str], bound: bytes) -> Wrapped:
    """The key under the passphrase, bound to what it is the key of. Raises Refused: too short."""
    check_phrase(parts)
    salt, nonce, cost = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES), COST
    content = nonce + _cipher(parts, salt, cost).encrypt(nonce, private, bound)
    return Wrapped(salt, content, cost)


def unwrapped(kept: Wrapped, parts: Sequence[str], bound: bytes) -> bytes:
    """The private key. Raises Refused where the passphrase does not fit."""
    nonce, content = kept.content[:_NONCE_BYTES], kept.content[_NONCE_BYTES:]
    try:
        return _cipher(parts, kept.salt, kept.cost).decrypt(nonce, content, bound)
    except InvalidTag as error:
        raise Refused(
            _("The passphrase does not fit. Type it as it was set, each part in its place."),
            field="passphrase",
        ) from error
