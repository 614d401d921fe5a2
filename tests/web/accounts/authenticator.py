"""An authenticator in software: makes and uses discoverable passkeys as a phone does."""

from __future__ import annotations

import json
import secrets
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def raw(value: str) -> bytes:
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))


@dataclass
class Authenticator:
    """One device with one passkey; each attribute can be bent to attack."""

    origin: str = "https://testserver"
    host: str = "testserver"
    flags: int = PRESENT | VERIFIED
    counts: bool = True
    alg: int = -7
    signs: int = 0
    handle: bytes = b""
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _data(self, flags: int) -> bytes:
        self.signs += self.counts
        return sha256(self.host.encode()).digest() + struct.pack(">BI", flags, self.signs)

    def _key(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = (n.to_bytes(32, "big") for n in (numbers.x, numbers.y))
        return cbor.encode({1: 2, 3: self.alg, -1: 1, -2: x, -3: y})

    def create(self, options: dict[str, Any]) -> str:
        """Answer to navigator.credentials.create, as the page's script writes it."""
        wanted = options["publicKey"]
        self.handle = raw(wanted["user"]["id"])
        made = struct.pack(">16sH", bytes(16), len(self.credential)) + self.credential
        data = self._data(self.flags | ATTESTED) + made + self._key()
        response = {
            "clientDataJSON": self._client("webauthn.create", wanted["challenge"]),
            "attestationObject": cbor.encode({"fmt": "none", "attStmt": {}, "authData": data}),
        }
        return self._written(response)

    def get(self, options: dict[str, Any]) -> str:
        """Answer to navigator.credentials.get."""
        data = self._data(self.flags)
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        signed = data + sha256(client).digest()
        response = {
            "clientDataJSON": client,
            "authenticatorData": data,
            "signature": self.key.sign(signed, ec.ECDSA(hashes.SHA256())),
            "userHandle": self.handle,
        }
        return self._written(response)

    def _written(self, response: dict[str, bytes]) -> str:
        told = {
            "id": text(self.credential),
            "rawId": text(self.credential),
            "type": "public-key",
            "response": {name: text(value) for name, value in response.items()},
            "clientExtensionResults": {},
        }
        return json.dumps(told)
