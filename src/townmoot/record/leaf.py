"""The stored form of an entry (docs/adr/0001): envelope, commitment, private bytes."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any
from uuid import UUID

import rfc8785

FORMAT = 1
SALT_BYTES = 32


def canonical(value: Any) -> bytes:
    """Canonical JSON (RFC 8785) of a JSON value.

    Raises rfc8785.CanonicalizationError for what JSON of that form cannot hold.
    """
    return rfc8785.dumps(value)


def commit(salt: bytes, private: bytes) -> str:
    """SHA-256(32-byte salt ‖ private bytes), in lower-case hex."""
    if len(salt) != SALT_BYTES:
        message = f"a salt has {SALT_BYTES} bytes, not {len(salt)}"
        raise ValueError(message)
    return sha256(salt + private).hexdigest()


def envelope(body: UUID, position: int, commitment: str, public: dict[str, Any] | None) -> bytes:
    """The envelope's bytes, as stored and hashed: {v, body, position, commitment, public?}."""
    value: dict[str, Any] = {
        "v": FORMAT,
        "body": str(body),
        "position": position,
        "commitment": commitment,
    }
    if public is not None:
        value["public"] = public
    return canonical(value)


def opened(text: str) -> dict[str, Any]:
    """The parsed envelope or private bytes; for reading only, never to be stored again."""
    value: dict[str, Any] = json.loads(text)
    return value
