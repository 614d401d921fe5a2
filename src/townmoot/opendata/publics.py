"""What the public record tells of an import: what was read, by its checksum, and counts."""

from __future__ import annotations

from typing import Any

from townmoot.record import Ctx


def imported(ctx: Ctx, result: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """The manifest: source by reference, checksum, how many things did what, faults found."""
    return {name: result[name] for name in ("import", "source", "sha256", "counts", "faults")}
