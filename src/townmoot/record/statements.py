"""What an SQL statement writes: each verb with its table, however it is spelled.

Comments and text in quotes hold no verbs, names may be quoted (SQLite takes even 'name') or
qualified, and every verb counts, also behind WITH, EXPLAIN or a semicolon. What cannot be told is
named as the verb alone.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TOKEN = re.compile(
    r"""
      (?P<passed>--[^\n]*|/\*.*?(?:\*/|\Z)|\s+|[eE]'(?:[^'\\]|\\.|'')*'
        |\$(?P<tag>\w*)\$.*?\$(?P=tag)\$)
    | (?P<name>"(?:[^"]|"")*"|'(?:[^']|'')*'|`[^`]*`|\[[^\]]*\])
    | (?P<word>\w+)
    | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_VERBS = {"INSERT", "REPLACE", "UPDATE", "DELETE", "MERGE"}
# FOR [NO KEY] UPDATE locks, ON DELETE belongs to a key, DO UPDATE to the INSERT before it.
_NOT_AFTER = {"FOR", "KEY", "ON", "DO", "."}
_STRUCTURE = {"CREATE", "ALTER", "DROP", "TRUNCATE", "COPY", "CALL", "DO", "ATTACH"}
_MAY_WRITE = re.compile(rf"\b(?:{'|'.join(sorted(_VERBS | _STRUCTURE))})\b", re.IGNORECASE)
_BEFORE_NAME = {"INTO", "FROM", "ONLY"}
_KEPT = 12_000  # characters: what reads a row with all that hangs on it is long

Writes = tuple[tuple[str, str], ...]


def _tokens(sql: str) -> list[tuple[str, str]]:
    """(word in capitals, or "" for a quoted name; the name as the database reads it)."""
    found = []
    for match in _TOKEN.finditer(sql):
        if match["passed"] is not None:
            continue
        text = match[0]
        quoted = match["name"] is not None
        found.append(("", text[1:-1].lower()) if quoted else (text.upper(), text.lower()))
    return found


def _target(tokens: list[tuple[str, str]], at: int) -> tuple[bool, str]:
    """Whether the verb is INSERT OR …, and the last part of the name that follows it."""
    alternative = at < len(tokens) and tokens[at][0] == "OR"
    at += 2 * alternative
    while at < len(tokens) and tokens[at][0] in _BEFORE_NAME:
        at += 1
    while at + 2 < len(tokens) and tokens[at + 1][0] == ".":
        at += 2
    return alternative, tokens[at][1] if at < len(tokens) else ""


def _structure(tokens: list[tuple[str, str]], at: int) -> bool:
    """Whether a statement with no single table begins here; whole databases are outside."""
    begins = at == 0 or tokens[at - 1][0] == ";"
    of = tokens[at + 1][0] if at + 1 < len(tokens) else ""
    return begins and tokens[at][0] in _STRUCTURE and of != "DATABASE"


def _read(sql: str) -> Writes:
    tokens, found, inserted = _tokens(sql), [], ""
    for at, (word, _) in enumerate(tokens):
        before = tokens[at - 1][0] if at else ""
        after = tokens[at + 1][0] if at + 1 < len(tokens) else ""
        if _structure(tokens, at):
            found.append((word, ""))
        elif word == "UPDATE" and before == "DO":
            found.append((word, inserted))
        elif word in _VERBS and before not in _NOT_AFTER and after != "(" and before != "OR":
            alternative, table = _target(tokens, at + 1)
            inserted = table
            replaces = alternative and tokens[at + 2][0] == "REPLACE"
            found.append(("REPLACE" if replaces else word, table))
    return tuple(found)


def _sought(sql: str) -> Writes:
    return _read(sql) if _MAY_WRITE.search(sql) else ()


_sought_once = lru_cache(maxsize=1024)(_sought)


def writes(sql: str) -> Writes:
    """Each (verb, table) that the statement writes; () where it only reads."""
    return _sought_once(sql) if len(sql) < _KEPT else _sought(sql)
