"""Merkle tree hashes of RFC 6962, section 2.1, over the leaves of one body's record."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

EMPTY_ROOT = sha256(b"").hexdigest()


def leaf_hash(stored: bytes) -> bytes:
    """SHA-256(0x00 ‖ stored): the leaf of one entry's stored envelope bytes."""
    return sha256(b"\x00" + stored).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right): an inner node."""
    return sha256(b"\x01" + left + right).digest()


@dataclass
class Frontier:
    """The roots of the perfect subtrees that make up a tree of `size` leaves, largest first.

    Adding a leaf costs O(log size); the root is the same as of RFC 6962's recursive definition.
    """

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash on the right."""
        node = leaf
        rest = self.size
        while rest & 1:
            node = node_hash(self.peaks.pop(), node)
            rest >>= 1
        self.peaks.append(node)
        self.size += 1

    def root(self) -> str:
        """The Merkle tree hash of all leaves so far, in lower-case hex."""
        if not self.peaks:
            return EMPTY_ROOT
        node = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            node = node_hash(peak, node)
        return node.hex()

    def dumps(self) -> str:
        """The frontier's peaks as text to be stored beside its size."""
        return ",".join(peak.hex() for peak in self.peaks)

    @classmethod
    def loads(cls, size: int, text: str) -> Frontier:
        """The frontier that `dumps` wrote."""
        return cls(size, [bytes.fromhex(part) for part in text.split(",") if part])


def root_of(leaves: Iterable[bytes]) -> str:
    """The Merkle tree hash of the leaf hashes in order, in lower-case hex."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf)
    return frontier.root()
