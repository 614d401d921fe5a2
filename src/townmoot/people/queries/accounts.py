"""Accounts: who somebody signed in is today, and whose slip this is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from townmoot.people.models import Account, Body, Membership, Slip
from townmoot.people.queries.days import held
from townmoot.record import Actor, clock, hot, ports

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet


def account_at(key: UUID | str) -> Account | None:
    """The account with that key; None where there is none or it is no key at all."""
    try:
        return hot.find(Account, id=key)
    except ValidationError:
        return None


def account_actor(account: Account) -> Actor:
    """Who an account is today in its town: roles from memberships in force at this moment."""
    return ports.actor_of(account.pk, account.body, clock.today_of(account.body))


def body_name(body: UUID) -> str:
    """The name of a town; "" where there is none."""
    return "".join(Body._default_manager.filter(pk=body).values_list("name", flat=True))


def accounts(body: UUID) -> QuerySet[Account]:
    """All who can sign in to a town, by strokes of their names."""
    found = Account.objects.filter(body=body).select_related("person")
    return found.order_by("person__stroke_key", "person__name", "login")


def accounts_in(body: UUID, organization: UUID, day: date) -> QuerySet[Account]:
    """All who belong to an organization on the day and can sign in, by strokes."""
    there = Membership._default_manager.filter(held(day), body=body, organization=organization)
    found = accounts(body).filter(is_active=True, person__in=there.values("person"))
    return found.exclude(person=None)


class SlipState(StrEnum):
    """What a slip still is good for."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class FoundSlip:
    """A slip as its token finds it; `slip` is None for an unknown token."""

    state: SlipState
    slip: Slip | None = None
    town: str = ""


def token_hash(token: str) -> str:
    """What is kept of a slip's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def slip_of(token: str) -> FoundSlip:
    """The slip of a token and whether it is good at this moment, by the machine's own clock."""
    found = (
        Slip._default_manager.filter(token_hash=token_hash(token))
        .select_related("account", "account__person")
        .first()
    )
    if found is None:
        return FoundSlip(SlipState.UNKNOWN)
    return FoundSlip(_state(found), found, body_name(found.account.body))


def _state(slip: Slip) -> SlipState:
    if slip.used_at is not None:
        return SlipState.USED
    if slip.withdrawn_at is not None or not slip.account.is_active:
        return SlipState.WITHDRAWN
    return SlipState.OPEN if clock.real_now() < slip.expires_at else SlipState.EXPIRED
