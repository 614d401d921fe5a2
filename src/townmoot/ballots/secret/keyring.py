"""Where wrapped private keys lie: a folder of their own, apart from the database and its backups.

One file for each key, `<poll>.<fingerprint>.json`, `settings.BALLOT_KEYS` being the folder
(TOWNMOOT_BALLOT_KEYS); where several servers share one database, they share this folder too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from townmoot.ballots.secret import disk, phrase, suite
from townmoot.ballots.secret.phrase import Cost, Wrapped
from townmoot.ballots.secret.suite import Seal
from townmoot.record import Refused

FORMAT = 1


def folder() -> Path:
    """Where the keys lie."""
    return Path(settings.BALLOT_KEYS)


def known() -> set[UUID]:
    """The polls whose keys lie here."""
    return {UUID(path.name.partition(".")[0]) for path in folder().glob("[0-9a-f]*.json")}


def _path(seal: Seal) -> Path:
    return folder() / f"{seal.poll}.{seal.fingerprint}.json"


def _bound(seal: Seal) -> bytes:
    return seal.info + seal.public


def make(poll: UUID, length: int, parts: Sequence[str]) -> Seal:
    """A fresh key for a poll, kept under the passphrase alone. Raises Refused: too short.

    The private key is in memory until this returns, and never on disk.
    """
    private, public = suite.new_pair()
    seal = Seal(poll, public, length)
    kept = phrase.wrapped(private, parts, _bound(seal))
    told = {
        "townmoot": "ballot key",
        "format": FORMAT,
        "poll": str(poll),
        "suite": seal.suite,
        "public": public.hex(),
        "wrapping": "argon2id, AES-256-GCM",
        "cost": asdict(kept.cost),
        "salt": kept.salt.hex(),
        "wrapped": kept.content.hex(),
    }
    disk.ensure_folder(folder())
    disk.write(_path(seal), json.dumps(told, indent=1).encode())
    return seal


def has(seal: Seal) -> bool:
    """Whether this server holds the wrapped key."""
    return _path(seal).exists()


def private_key(seal: Seal, parts: Sequence[str]) -> bytes:
    """The poll's private key. Raises Refused: another passphrase, or the key is not here."""
    try:
        told = json.loads(_path(seal).read_bytes())
    except FileNotFoundError as error:
        raise Refused(
            _("The key of this vote is not on this server, so its ballots cannot be opened.")
        ) from error
    kept = Wrapped(
        bytes.fromhex(told["salt"]), bytes.fromhex(told["wrapped"]), Cost(**told["cost"])
    )
    return phrase.unwrapped(kept, parts, _bound(seal))


def destroy(poll: UUID, *, but: Seal | None = None) -> None:
    """Destroy the keys of a poll; `but` keeps the one that it was opened with."""
    for path in sorted(folder().glob(f"{poll}.*.json")):
        if but is None or path != _path(but):
            disk.wipe(path)
