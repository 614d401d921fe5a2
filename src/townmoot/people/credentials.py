"""Credentials: slips, lock-outs, open sessions. Machinery in real time; no act, no record.

A lock-out counts one account's failures with one credential. It never counts an address: eighty
deputies in one hall share one.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.db import transaction

from townmoot.people.models import Account, Lockout, Slip
from townmoot.people.queries import token_hash
from townmoot.record import clock

PASSWORD = "password"  # noqa: S105 -- the name of a kind of credential

FAILURES = 8
WINDOW = timedelta(minutes=15)
LOCKED = timedelta(minutes=15)
TOKEN_BYTES = 24


def account_called(login: str) -> Account | None:
    """The account with that login, in any case of letters."""
    return Account.objects.filter(login__iexact=login.strip()).first()


def locked_until(account: Account, credential: str = PASSWORD) -> datetime | None:
    """Until when the credential is locked for the account; None where it is not."""
    row = Lockout._default_manager.filter(account=account, credential=credential).first()
    return row.until if row and row.until and clock.real_now() < row.until else None


@transaction.atomic
def note_failure(account: Account, credential: str = PASSWORD) -> None:
    """Count a failed sign-in; too many within the window lock the credential for a while."""
    moment = clock.real_now()
    rows = Lockout._default_manager.select_for_update()
    row, _made = rows.get_or_create(
        account=account, credential=credential, defaults={"since": moment}
    )
    if moment - row.since > WINDOW:
        row.since, row.failures, row.until = moment, 0, None
    row.failures += 1
    if row.failures >= FAILURES:
        row.until = moment + LOCKED
    row.save()


def forget_failures(account: Account, credential: str = PASSWORD) -> None:
    """Begin to count anew, after a good sign-in."""
    Lockout._default_manager.filter(account=account, credential=credential).delete()


def new_token() -> str:
    """A slip's token, with 192 random bits; it goes on paper and nowhere else."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def consume_slip(token: str) -> Account | None:
    """Burn the slip and return whose it is; None where it is not good (any more).

    One statement decides, so that of two presses at once only one signs in.
    """
    moment = clock.real_now()
    good = Slip._default_manager.filter(
        token_hash=token_hash(token),
        used_at=None,
        withdrawn_at=None,
        expires_at__gt=moment,
        account__in=Account.objects.filter(is_active=True),
    )
    if not good.update(used_at=moment):
        return None
    return Account.objects.get(slips__token_hash=token_hash(token))


@dataclass(frozen=True)
class OpenSession:
    """A place where an account is signed in."""

    key: int
    since: datetime
    address: str
    device: str
    here: bool


def open_sessions(account: Account, session_key: str | None) -> list[OpenSession]:
    """Where an account is signed in, newest first; what has expired is forgotten."""
    found = UserSession.objects.purge_and_list(account)
    rows = [
        OpenSession(
            row.pk, row.created_at, row.ip, row.user_agent, here=row.session_key == session_key
        )
        for row in found
    ]
    return sorted(rows, key=lambda row: row.since, reverse=True)


def end_session(account: Account, key: int) -> bool:
    """End one of the account's sessions; False where there is no such one."""
    found = UserSession.objects.filter(user=account, pk=key).first()
    if found is None:
        return False
    found.end()
    return True


def end_other_sessions(account: Account, session_key: str | None) -> int:
    """End all sessions of the account but this one, and return how many."""
    others = UserSession.objects.filter(user=account).exclude(session_key=session_key)
    ended = list(others)
    for row in ended:
        row.end()
    return len(ended)
