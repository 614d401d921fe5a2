"""What later acts rely on: the port where each app above says so, asked before an undoing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Reliance:
    """Something that stands on a person, membership, organization, post or account.

    `on` is the reference relied upon, `words` say what relies on it, such as “a suggestion”.
    """

    on: UUID
    words: str | _StrPromise


# (body, references) → what relies on any of them.
Asker = Callable[[UUID, frozenset[UUID]], Iterable[Reliance]]

_askers: list[Asker] = []


def register(function: Asker) -> None:
    """Let an app say what relies on people; once, in its AppConfig.ready."""
    if function not in _askers:
        _askers.append(function)


def relied_on(body: UUID, references: frozenset[UUID]) -> list[Reliance]:
    """What all apps above say relies on any of the references."""
    return [found for asker in _askers for found in asker(body, references)]
