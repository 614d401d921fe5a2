"""The public record as JSON lines that anyone can verify without this server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from townmoot.record.leaf import FORMAT
from townmoot.record.merkle import EMPTY_ROOT, leaf_hash
from townmoot.record.models import Entry, Head

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

CHUNK = 2000


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def lines(body: UUID) -> Iterator[str]:
    """Header, a line an entry (position, leaf, root so far, envelope), closing line.

    Raises Head.DoesNotExist where there is no such body. Source: docs/adr/0001.
    """
    head = Head._default_manager.get(body=body)
    yield _line({"townmoot": "record", "format": FORMAT, "body": str(body), "epoch": head.epoch})
    root = EMPTY_ROOT
    upto = Entry._default_manager.filter(body=body, position__lte=head.size)
    rows = upto.order_by("position").values_list("position", "envelope", "root")
    for position, envelope, root in rows.iterator(chunk_size=CHUNK):
        leaf = leaf_hash(envelope.encode()).hex()
        yield _line({"position": position, "leaf": leaf, "root": root, "envelope": envelope})
    yield _line({"size": head.size, "root": root})
