"""Sealing at rest: AES-256-GCM (NIST SP 800-38D) under the town's own keys, docs/adr/0009.

`settings.FIELD_KEYS`: the first seals, all open; without one nothing is sealed. A token is
STX "tm1." key "." row "." base64url(nonce ‖ ciphertext ‖ tag). Table, column and row are
authenticated with it, so that no value can be put in the place of another.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings

from townmoot.record.errors import KeyMissingError, SealBrokenError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NAME = "tm1."
MARK = "\x02" + NAME  # no text begins like this: nobody types it
KEY_BYTES = 32
NONCE_BYTES = 12


@dataclass(frozen=True)
class Ring:
    """The keys of this server; `first` names the one that seals."""

    first: str
    ciphers: dict[str, AESGCM]


def new_key() -> str:
    """A fresh key, as TOWNMOOT_FIELD_KEY takes it: 256 random bits in base64url."""
    return urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def name_of(key: str) -> str:
    """A key's name, which may be told: the beginning of its SHA-256."""
    return sha256(_raw(key)).hexdigest()[:8]


def _raw(key: str) -> bytes:
    return urlsafe_b64decode(key + "=" * (-len(key) % 4))


@lru_cache(maxsize=8)
def _ring(keys: tuple[str, ...]) -> Ring:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 -- only with a key

    ciphers = {name_of(key): AESGCM(_raw(key)) for key in keys}
    return Ring(next(iter(ciphers)), ciphers)


def ring() -> Ring | None:
    """The keys that are configured; None where nothing is sealed."""
    return _ring(settings.FIELD_KEYS) if settings.FIELD_KEYS else None


def seal(plain: bytes, place: str, row: str, with_ring: Ring) -> str:
    """A token that opens only at this place (table and column) and in this row."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = with_ring.ciphers[with_ring.first]
    sealed = cipher.encrypt(nonce, plain, f"{place}.{row}".encode())
    return f"{MARK}{with_ring.first}.{row}.{urlsafe_b64encode(nonce + sealed).decode()}"


def opened(token: str, place: str) -> tuple[bytes, str]:
    """What a token of this place holds, and the row it names.

    Raises KeyMissingError, and SealBrokenError where it was altered or belongs elsewhere.
    """
    try:
        name, row, content = token.removeprefix(MARK).split(".")
        raw = urlsafe_b64decode(content)
    except ValueError as error:
        raise SealBrokenError(place) from error
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 -- only what was sealed needs it

    found = ring()
    if found is None or name not in found.ciphers:
        raise KeyMissingError(name)
    try:
        told = f"{place}.{row}".encode()
        return found.ciphers[name].decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], told), row
    except (InvalidTag, ValueError) as error:
        raise SealBrokenError(place) from error
