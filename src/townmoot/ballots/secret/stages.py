"""How a secret poll goes from one state to the next; what the acts of `ballots` call.

    key made (doors.set_passphrase)
      → open_store      in poll.open, before its commit
      → put             in the intake's batch, under the body's lock, after the poll was read again
      → voted           in poll.close, under the lock: the list of those who voted is fixed there
      → settle          after poll.close was committed: shuffle, make durable, drop the link
      → unsealed        with the passphrase (doors.count), in memory, as often as it takes
      → destroy         after the result was committed; and for a poll cancelled or void

Each step may be stopped anywhere and called again. On SQLite `put` is on disk when it returns; on
PostgreSQL when the caller's transaction is. Only `unsealed` ever reads a ballot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from townmoot.ballots.secret import keyring, plain, suite
from townmoot.ballots.secret.envelopes import Gone, Outcome, Put
from townmoot.ballots.secret.files import FileStore
from townmoot.ballots.secret.plain import Inner
from townmoot.ballots.secret.suite import Seal
from townmoot.ballots.secret.tables import TableStore
from townmoot.record import Refused


class Store(Protocol):
    """What a database must do for a poll; `files` and `tables` say how."""

    def create(self) -> None: ...
    def is_open(self) -> bool: ...
    def is_used(self) -> bool: ...
    def put(self, rows: Sequence[Put], *, revisable: bool) -> list[Outcome]: ...
    def count(self) -> int: ...
    def voted(self) -> list[UUID]: ...
    def settle(self) -> None: ...
    def inner(self, length: int) -> list[bytes]: ...
    def destroy(self) -> None: ...


def store_of(poll: UUID) -> Store:
    """The store that the database in use needs."""
    return FileStore(poll) if connection.vendor == "sqlite" else TableStore(poll)


def open_store(seal: Seal) -> None:
    """Make the poll's empty store; harmless when repeated.

    Raises Refused: its key is not here, or ballots of it are (a backup of before was restored):
    they are never wiped by opening.
    """
    if not keyring.has(seal):
        raise Refused(_("The scrutineers have to set their passphrase on this server first."))
    store = store_of(seal.poll)
    if store.is_used():
        raise Refused(
            _("Ballots of this vote are on this server already: break it off and prepare it anew.")
        )
    store.create()


def put(poll: UUID, rows: Sequence[Put], *, revisable: bool) -> list[Outcome]:
    """Put a batch of sealed ballots into their envelopes; one outcome for each, in order.

    Raises Gone where the poll has no open store here: then nothing was put.
    """
    return store_of(poll).put(rows, revisable=revisable)


def voted(poll: UUID) -> list[UUID]:
    """Who has voted so far, in the order of their ids. Raises Refused: the store is gone."""
    try:
        return store_of(poll).voted()
    except Gone as error:
        raise _gone() from error


def cast(poll: UUID) -> int:
    """How many have voted so far; 0 where there is no open store. Show it through `turnout`."""
    try:
        return store_of(poll).count()
    except Gone:
        return 0


def settle(poll: UUID) -> None:
    """Part the inner envelopes from their voters. Only for a poll whose close was committed.

    Raises Refused where nothing is left to be parted.
    """
    try:
        store_of(poll).settle()
    except Gone as error:
        raise _gone() from error


@dataclass(frozen=True)
class Unsealed:
    """The ballots of a closed poll, in memory alone: those that say something, in random order."""

    ballots: tuple[Inner, ...]
    invalid: int


def unsealed(seal: Seal, parts: Sequence[str]) -> Unsealed:
    """Open all ballots of a closed poll with the scrutineers' passphrase.

    What does not open, is no ballot, or is a copy of another's envelope is counted as invalid.
    Raises Refused: the passphrase does not fit, or the ballots or their key are not here.
    """
    settle(seal.poll)
    private = keyring.private_key(seal, parts)
    envelopes = store_of(seal.poll).inner(seal.sealed_length)
    ballots = [
        ballot
        for envelope in dict.fromkeys(envelopes)
        if (ballot := _inside(seal, envelope, private))
    ]
    return Unsealed(tuple(ballots), len(envelopes) - len(ballots))


def _inside(seal: Seal, envelope: bytes, private: bytes) -> Inner | None:
    try:
        return plain.unpacked(suite.opened(seal, envelope, private))
    except suite.UnopenedError:
        return None


def destroy(poll: UUID) -> None:
    """Destroy sealed ballots and keys of a poll; harmless when repeated.

    The keys go first: what then remains for a moment opens no more.
    """
    keyring.destroy(poll)
    store_of(poll).destroy()


def _gone() -> Refused:
    return Refused(
        _(
            "The sealed ballots of this vote are not on this server: they are part of no backup. "
            "Break the vote off, or declare it void, and hold it again."
        )
    )
