"""The two databases: how each keeps the words and is asked for them.

SQLite looks in an FTS5 table whose tokenizer only parts at blanks; PostgreSQL in a tsvector of the
same words, and then in the words themselves for what stands together: a vector forgets places
beyond 16,383 and more than 256 of one word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import connection

from townmoot.search.wanted import Both, OneOf, Phrase, Wanted, Without

Row = tuple[int, str, str, str]
"""Number, title, text, also."""


@dataclass
class Condition:
    """SQL with its values."""

    sql: str
    values: list[Any] = field(default_factory=list)


class Engine(Protocol):
    """What a database must do."""

    made: Sequence[str]
    """What makes its own tables."""
    unmade: str
    joined: str
    """Where words and places are found together."""
    newest: str
    """The order of such a query, that no sorting is needed for."""

    def condition(self, wanted: Wanted) -> Condition:
        """What makes a document fit."""

    def add(self, rows: Sequence[Row]) -> None:
        """Keep the words of new documents."""

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget words."""

    def clear(self) -> None:
        """Forget all words of all towns."""

    def learn(self) -> None:
        """Look how many rows there are, so that few are read by their ids and not all in turn."""


def engine() -> Engine:
    """The one that the database in use needs."""
    return _Sqlite() if connection.vendor == "sqlite" else _Postgres()


_ADD = 'INSERT INTO search_words (number, title, "text", also) VALUES (%s, %s, %s, %s)'

_DELETE = (
    'INSERT INTO search_tokens (search_tokens, rowid, title, "text", also) '
    "SELECT 'delete', number, title, \"text\", also FROM search_words WHERE number IN"
)


def _marks(numbers: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(numbers))


_TOKENS = """
    CREATE VIRTUAL TABLE search_tokens USING fts5 (
        title, text, also, content='search_words', content_rowid='number', tokenize='ascii'
    )"""
_VECTOR = """
    ALTER TABLE search_words ADD COLUMN tokens tsvector GENERATED ALWAYS AS (
        array_to_tsvector(
            array_remove(string_to_array(title || ' ' || "text" || ' ' || also, ' '), '')
        )
    ) STORED"""
_VECTORS = "CREATE INDEX search_words_tokens ON search_words USING gin (tokens)"


class _Sqlite:
    made: Sequence[str] = (_TOKENS,)
    unmade = "DROP TABLE search_tokens"
    joined = "search_tokens w CROSS JOIN search_place p ON p.number = w.rowid"
    newest = "w.rowid DESC"

    def condition(self, wanted: Wanted) -> Condition:
        return Condition("search_tokens MATCH %s", [_match(wanted)])

    def add(self, rows: Sequence[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, rows)
            cursor.executemany(
                'INSERT INTO search_tokens (rowid, title, "text", also) VALUES (%s, %s, %s, %s)',
                rows,
            )

    def remove(self, numbers: Sequence[int]) -> None:
        marks = _marks(numbers)
        with connection.cursor() as cursor:
            cursor.execute(f"{_DELETE} ({marks})", list(numbers))
            cursor.execute(f"DELETE FROM search_words WHERE number IN ({marks})", list(numbers))  # noqa: S608 -- marks only

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_tokens (search_tokens) VALUES ('delete-all')")
            cursor.execute("DELETE FROM search_words")

    def learn(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 400")
            cursor.execute("ANALYZE")


def _match(wanted: Wanted) -> str:
    """The expression in the language of FTS5; words are letters and digits, never operators."""
    if isinstance(wanted, Phrase):
        words = " ".join(wanted.words)
        return f'{{{" ".join(wanted.columns)}}} : "{words}"{" *" * wanted.opens}'
    if isinstance(wanted, OneOf):
        return " OR ".join(f'"{word}"' for word in wanted.words)
    if isinstance(wanted, Without):
        return f"({_match(wanted.what)}) NOT ({_match(wanted.but)})"
    between = " AND " if isinstance(wanted, Both) else " OR "
    return between.join(f"({_match(part)})" for part in wanted.parts)


class _Postgres:
    made: Sequence[str] = (_VECTOR, _VECTORS)
    unmade = "ALTER TABLE search_words DROP COLUMN tokens"
    joined = "search_words w JOIN search_place p ON p.number = w.number"
    newest = "w.number DESC"

    def condition(self, wanted: Wanted) -> Condition:
        if isinstance(wanted, Phrase):
            return _stands(wanted)
        if isinstance(wanted, OneOf):
            return Condition("w.tokens @@ %s::tsquery", [" | ".join(map(_lexeme, wanted.words))])
        if isinstance(wanted, Without):
            what, but = self.condition(wanted.what), self.condition(wanted.but)
            return Condition(f"({what.sql}) AND NOT ({but.sql})", what.values + but.values)
        parts = [self.condition(part) for part in wanted.parts]
        between = " AND " if isinstance(wanted, Both) else " OR "
        return Condition(
            between.join(f"({part.sql})" for part in parts),
            [value for part in parts for value in part.values],
        )

    def add(self, rows: Sequence[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, rows)

    def remove(self, numbers: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM search_words WHERE number IN ({_marks(numbers)})",  # noqa: S608 -- marks only
                list(numbers),
            )

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words")

    def learn(self) -> None:
        """PostgreSQL looks by itself."""


def _lexeme(word: str) -> str:
    return f"'{word}'"


def _stands(phrase: Phrase) -> Condition:
    """All words are there by the index, and stand together by the text."""
    asked = " & ".join(map(_lexeme, phrase.words)) + ":*" * phrase.opens
    together = f" {' '.join(phrase.words)}{'' if phrase.opens else ' '}"
    places = " OR ".join(f"strpos(' ' || w.\"{name}\" || ' ', %s) > 0" for name in phrase.columns)
    sql = f"w.tokens @@ %s::tsquery AND ({places})"
    return Condition(sql, [asked, *[together] * len(phrase.columns)])
