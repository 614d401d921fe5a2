"""The outer envelopes of an open poll: one row for each voter, whichever database holds it.

Rows carry no time and are kept in the order of the voters' ids, not of arrival. `ballot` is the
number that the device gave to its ballot, so that sending it again is harmless.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

Ask = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
CHUNK = 300  # rows in one statement


class Outcome(StrEnum):
    """What became of a ballot that was put into its envelope."""

    STORED = "stored"
    REPLACED = "replaced"  # a second thought, where the rules allow one
    REPEATED = "repeated"  # the same ballot was sent before: nothing changed
    TWICE = "twice"  # this voter has voted, and the rules allow no second thought


class Gone(Exception):
    """The poll has no open store here: closed, destroyed, or never part of what was restored."""


@dataclass(frozen=True)
class Put:
    """One sealed ballot on its way into its envelope."""

    elector: UUID
    ballot: UUID
    sealed: bytes


def made(table: str, kind: str, ending: str) -> tuple[str, ...]:
    """What makes the tables of a poll, `kind` being the database's word for bytes."""
    row = f"elector {kind} PRIMARY KEY, ballot {kind} NOT NULL, sealed {kind} NOT NULL"
    earlier = f"elector {kind}, ballot {kind}, PRIMARY KEY (elector, ballot)"
    return (
        f"CREATE TABLE {table} ({row}){ending}",
        f"CREATE TABLE {table}_earlier ({earlier}){ending}",
    )


@dataclass(frozen=True)
class Envelopes:
    """The rows of one poll, asked for in SQL; the caller holds the transaction."""

    ask: Ask
    table: str

    def put(self, rows: Sequence[Put], *, revisable: bool) -> list[Outcome]:
        """Put each ballot into its voter's envelope, and say what became of it."""
        fresh: set[tuple[bytes, bytes]] = set()
        for start in range(0, len(rows), CHUNK):
            fresh |= self._insert(rows[start : start + CHUNK])
        outcomes = []
        for row in rows:
            name = (row.elector.bytes, row.ballot.bytes)
            outcomes.append(
                Outcome.STORED if name in fresh else self._again(row, revisable=revisable)
            )
            fresh.discard(name)
        return outcomes

    def _ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.ask(sql.replace("@", self.table), values)

    def _insert(self, rows: Sequence[Put]) -> set[tuple[bytes, bytes]]:
        values = [
            value for row in rows for value in (row.elector.bytes, row.ballot.bytes, row.sealed)
        ]
        found = self._ask(
            f"INSERT INTO @ (elector, ballot, sealed) VALUES {_marks(len(rows))} "  # noqa: S608 -- marks only
            "ON CONFLICT DO NOTHING RETURNING elector, ballot",
            *values,
        )
        return {(bytes(elector), bytes(ballot)) for elector, ballot in found}

    def _again(self, row: Put, *, revisable: bool) -> Outcome:
        elector, ballot = row.elector.bytes, row.ballot.bytes
        ((kept,),) = self._ask("SELECT ballot FROM @ WHERE elector = %s", elector)
        earlier = self._ask(
            "SELECT 1 FROM @_earlier WHERE elector = %s AND ballot = %s", elector, ballot
        )
        if bytes(kept) == ballot or earlier:
            return Outcome.REPEATED
        if not revisable:
            return Outcome.TWICE
        self._ask("INSERT INTO @_earlier (elector, ballot) VALUES (%s, %s)", elector, bytes(kept))
        self._ask(
            "UPDATE @ SET ballot = %s, sealed = %s WHERE elector = %s", ballot, row.sealed, elector
        )
        return Outcome.REPLACED

    def count(self) -> int:
        """How many have voted."""
        ((number,),) = self._ask("SELECT count(*) FROM @")
        return int(number)

    def voted(self) -> list[UUID]:
        """Who has voted, in the order of their ids."""
        rows = self._ask("SELECT elector FROM @ ORDER BY elector")
        return [UUID(bytes=bytes(elector)) for (elector,) in rows]

    def sealed(self) -> list[bytes]:
        """The inner envelopes without their voters, in no order that is promised."""
        return [bytes(sealed) for (sealed,) in self._ask("SELECT sealed FROM @")]


def _marks(rows: int) -> str:
    return ", ".join(["(%s, %s, %s)"] * rows)
