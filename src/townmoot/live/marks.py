"""Where in a body's record a page or a stream stands, written `<epoch>.<position>`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.apps import apps

if TYPE_CHECKING:
    from uuid import UUID

_DIGITS = 19  # a position fits in 64 bits


class Mark(NamedTuple):
    """A place in a record. Restoring a backup begins a new epoch, whose positions are others."""

    epoch: int
    position: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.position}"


def parse(text: str) -> Mark | None:
    """The mark that a text writes; None where it writes none."""
    epoch, dot, position = text.partition(".")
    if dot and all(part.isascii() and part.isdigit() for part in (epoch, position)):
        return None if len(text) > 2 * _DIGITS else Mark(int(epoch), int(position))
    return None


def here(body: UUID) -> Mark:
    """The body's mark now: read it before the page's own data, and before rights are checked.

    A body without a record is at 0.0.
    """
    heads = apps.get_model("record", "Head")._default_manager.filter(body=body)
    found = heads.values_list("epoch", "size").first()
    return Mark(*found) if found else Mark(0, 0)
