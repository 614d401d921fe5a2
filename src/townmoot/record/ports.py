"""What the apps above give the record: who an account is now; who wants to know of new entries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from townmoot.record.context import Actor

Authenticator = Callable[[UUID, UUID, date], Actor]
Wake = Callable[[UUID, int], None]
Presence = Callable[[UUID, date, str], bool]

_authenticators: list[Authenticator] = []
_wakes: list[Wake] = []
_presences: list[Presence] = []


class Operator:
    """Whoever holds the machine: may do what no sign-in over the network may."""

    role = "operator"


OPERATOR = Operator()


def authenticate_with(function: Authenticator) -> None:
    """Name the function (account, body, day) → Actor; called inside each act's transaction."""
    _authenticators[:] = [function]


def actor_of(account: UUID | Operator, body: UUID, day: date) -> Actor:
    """The actor as of the day; an account without roles here is an actor without roles."""
    if isinstance(account, Operator):
        return Actor(account=None, person=None, roles=frozenset({Operator.role}))
    return _authenticators[0](account, body, day)


def presence_from(function: Presence) -> None:
    """Name the function (body, day, module) → whether a body of this kind has the module."""
    _presences[:] = [function]


def has_module(body: UUID, day: date, module: str) -> bool:
    """Whether the body has the part of the house that is named so."""
    return _presences[0](body, day, module)


def on_commit(function: Wake) -> None:
    """Call `function(body, position)` after each commit; a hint, the record is the truth."""
    if function not in _wakes:
        _wakes.append(function)


def wake(body: UUID, position: int) -> None:
    """Tell all who asked that the body's record has grown to `position`."""
    for function in _wakes:
        function(body, position)
