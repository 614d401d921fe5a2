"""The port through which the apps above name what the public may find."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Document:
    """One thing as everybody may read it on a day; no word here may be anybody's secret.

    `names` are other titles of it, `texts` its parts in the order of reading, `also` words by
    which it is found as similar only (a name in Latin letters). `on` puts it in order and in a
    year; `within` is what it hangs on, as its page asks for it.
    """

    key: UUID
    title: str
    names: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    on: date | None = None
    organizations: tuple[UUID, ...] = ()
    within: UUID | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of public document; its name for many ("Meetings") and for one ("Meeting").

    `documents(body, day, keys)` gives those of the keys (None: all) that everybody may see on the
    day, and nothing else: it is asked again for each result that is shown. `touched(body, ids)`
    gives the keys of the documents whose words hang on any row with one of these ids. `dated`:
    whether a day that passes changes them by itself.
    """

    code: str
    label: str | _StrPromise
    one: str | _StrPromise
    documents: Callable[[UUID, date, Collection[UUID] | None], Iterable[Document]]
    touched: Callable[[UUID, Collection[UUID]], Iterable[UUID]]
    dated: bool = False


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Name a kind. Raises ValueError where another kind has its code."""
    if _kinds.setdefault(kind.code, kind) is not kind:
        message = f"the kind {kind.code} is registered twice"
        raise ValueError(message)
    return kind


def kinds() -> dict[str, Kind]:
    """Every kind by its code, in the order of registering."""
    return dict(_kinds)
