"""What the apps above give the hub and the gateway. Each port takes one function.

Routes, renderers and rechecks run on the hub's own thread and may ask the database; intakes run
on the event loop and may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum
from typing import Final, TypeVar
from uuid import UUID

from townmoot.live.channels import Channel, News, Told
from townmoot.live.letters import Letter


class Everybody(Enum):
    """The answer of a recheck that an entry may have changed anybody's rights."""

    ALL = "all"


ALL: Final = Everybody.ALL

Router = Callable[[Told], Iterable[News]]
Renderer = Callable[[Channel, str], str | None]
Recheck = Callable[[Told], Iterable[UUID] | Everybody | None]
Intake = Callable[[Letter], None]
F = TypeVar("F", bound=Callable[..., object])

_routers: list[Router] = []
_renderers: list[Renderer] = []
_rechecks: list[Recheck] = []
_intakes: dict[str, Intake] = {}


def routes(function: F) -> F:
    """Name the function that tells which pieces of which meetings an entry may have changed.

    It may name too many, never too few: what looks the same is not sent again.
    """
    _routers[:] = [function]  # type: ignore[list-item] # a Router, kept as the caller's own type
    return function


def renders(function: F) -> F:
    """Name the function that renders a piece as it is now, for a channel in its language.

    It gives the HTML of the element with the id `live-<piece>`, "" where there is none any more,
    and None where the piece is not for this audience.
    """
    _renderers[:] = [function]  # type: ignore[list-item] # a Renderer, likewise
    return function


def recheck(function: F) -> F:
    """Name the function that tells whose rights an entry changed: persons or accounts, or ALL.

    Their streams are closed, and their tokens of before open none; with ALL everybody's are.
    """
    _rechecks[:] = [function]  # type: ignore[list-item] # a Recheck, likewise
    return function


def intake(prefix: str, function: Intake) -> None:
    """Name the function that takes what is posted to addresses that begin so.

    Raises ValueError for a prefix that neither begins nor ends with a slash.
    """
    if not (prefix.startswith("/") and prefix.endswith("/")):
        message = f"the intake {prefix} begins or ends without a slash"
        raise ValueError(message)
    _intakes[prefix] = function


def news_of(told: Told) -> Iterable[News]:
    """Which pieces an entry may have changed."""
    return _routers[0](told) if _routers else ()


def rendered(channel: Channel, piece: str) -> str | None:
    """A piece as it is now."""
    return _renderers[0](channel, piece) if _renderers else None


def rights_changed(told: Told) -> Iterable[UUID] | Everybody | None:
    """Whose rights an entry changed."""
    return _rechecks[0](told) if _rechecks else None


def intake_for(path: str) -> Intake | None:
    """The function that takes what is posted to this address."""
    for prefix, function in _intakes.items():
        if path.startswith(prefix):
            return function
    return None


def intake_prefixes() -> tuple[str, ...]:
    """How the addresses of the intakes begin."""
    return tuple(_intakes)
