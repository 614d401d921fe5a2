"""Verification of an exported record: no server, no database, no Django needed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from townmoot.record.leaf import FORMAT, canonical, commit
from townmoot.record.merkle import Frontier, leaf_hash

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass
class Verdict:
    """What verification found: the root and size it computed itself, or the first fault."""

    body: str = ""
    size: int = 0
    root: str = ""
    fault: str = ""
    fault_position: int | None = None
    public: list[dict[str, Any]] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether every entry fits."""
        return not self.fault


class _FaultError(Exception):
    def __init__(self, position: int | None, words: str) -> None:
        super().__init__(words)
        self.position = position


@dataclass
class _Reader:
    verdict: Verdict
    frontier: Frontier = field(default_factory=Frontier)
    commitments: list[str] = field(default_factory=list)
    closed: bool = False

    def header(self, line: dict[str, Any]) -> None:
        if line.get("townmoot") != "record" or line.get("format") != FORMAT:
            raise _FaultError(None, f"this is not a Townmoot record of format {FORMAT}")
        self.verdict.body = str(line.get("body"))

    def entry(self, line: dict[str, Any]) -> None:
        expected = self.frontier.size + 1
        if line.get("position") != expected:
            words = f"position {line.get('position')} stands where {expected} is due"
            raise _FaultError(expected, words)
        envelope = line.get("envelope")
        if not isinstance(envelope, str):
            raise _FaultError(expected, "it has no envelope")
        self._hashes(line, envelope, expected)
        self._contents(_parsed(envelope, expected), expected, envelope)

    def _hashes(self, line: dict[str, Any], envelope: str, position: int) -> None:
        leaf = leaf_hash(envelope.encode("utf-8", "surrogatepass"))
        if line.get("leaf") != leaf.hex():
            raise _FaultError(position, "its content does not give its leaf hash")
        self.frontier.append(leaf)
        if line.get("root") != self.frontier.root():
            raise _FaultError(position, "the root after it is not the one that follows")

    def _contents(self, told: dict[str, Any], position: int, envelope: str) -> None:
        if told.get("body") != self.verdict.body or told.get("position") != position:
            raise _FaultError(position, "its envelope names another body or position")
        if canonical(told).decode() != envelope:
            raise _FaultError(position, "its envelope is not in canonical form")
        self.commitments.append(str(told.get("commitment")))
        public = told.get("public")
        if isinstance(public, dict):
            self._openings(public, position)
            self.verdict.public.append({"position": position, **public})

    def _openings(self, public: dict[str, Any], position: int) -> None:
        for opening in public.get("opens", []):
            at = opening["position"]
            known = self.commitments[at - 1] if 0 < at < position else ""
            private = opening["private"].encode()
            if commit(bytes.fromhex(opening["salt"]), private) != known:
                raise _FaultError(position, f"what it opens does not fit entry {at}")

    def closing(self, line: dict[str, Any]) -> None:
        self.closed = True
        if line.get("size") != self.frontier.size or line.get("root") != self.frontier.root():
            raise _FaultError(self.frontier.size, "the closing line names another size or root")


def _parsed(text: str, position: int | None) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _FaultError(position, "it is not readable as JSON") from error
    if not isinstance(value, dict):
        raise _FaultError(position, "it is not an object")
    return value


def _read(reader: _Reader, lines: Iterable[str]) -> None:
    first = True
    for text in lines:
        if not text.strip():
            continue
        due = None if first else reader.frontier.size + 1
        line = _parsed(text, due)
        if reader.closed:
            raise _FaultError(reader.frontier.size, "something follows the closing line")
        if first:
            reader.header(line)
            first = False
        elif "position" in line:
            reader.entry(line)
        else:
            reader.closing(line)
    if not reader.closed:
        raise _FaultError(reader.frontier.size or None, "the record is cut off: no closing line")


def _expect_root(reader: _Reader, root: str) -> None:
    if root and root.lower() != reader.frontier.root():
        raise _FaultError(None, "it holds together, but its root is not the one published")


def verify_lines(lines: Iterable[str], *, root: str = "") -> Verdict:
    """Recompute every leaf and root of an export and name the first entry that does not fit.

    `root` is a root published elsewhere (the town's paper, say) that this record must end in.
    """
    verdict = Verdict()
    reader = _Reader(verdict)
    try:
        _read(reader, lines)
        _expect_root(reader, root)
    except _FaultError as fault:
        verdict.fault, verdict.fault_position = str(fault), fault.position
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        verdict.fault = f"it is malformed ({type(error).__name__})"
        verdict.fault_position = reader.frontier.size or None
    verdict.size, verdict.root = reader.frontier.size, reader.frontier.root()
    return verdict
