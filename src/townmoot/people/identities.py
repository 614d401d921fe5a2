"""Accounts at an outside provider (OpenID Connect) that sign in here. Machinery in real time.

An identity is issuer and subject, which the provider never gives to another person; a login or an
e-mail address may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from townmoot.people.models import Account, Identity
from townmoot.record import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def identities_of(account: Account) -> QuerySet[Identity]:
    """What signs in with the account, in the order in which it was linked."""
    return Identity._default_manager.filter(account=account).order_by("made_at")


def account_of(issuer: str, subject: str) -> Account | None:
    """Whose identity this is, noting that it was used; None for an unknown or closed one."""
    found = Identity._default_manager.filter(
        issuer=issuer, subject=subject, account__is_active=True
    )
    row = found.select_related("account", "account__person").first()
    if row is None:
        return None
    Identity._default_manager.filter(pk=row.pk).update(used_at=clock.real_now())
    account: Account = row.account
    return account


def account_with(email: str) -> Account | None:
    """The one open account with that address; None where there is none, or more than one."""
    rows = list(Account.objects.filter(email__iexact=email, is_active=True)[:2]) if email else []
    return rows[0] if len(rows) == 1 else None


def linked_elsewhere(account: Account, issuer: str) -> bool:
    """Whether another identity of that issuer signs in with the account."""
    return identities_of(account).filter(issuer=issuer).exists()


def link(account: Account, issuer: str, subject: str) -> bool:
    """Let the identity sign in with the account; False where it is another's."""
    row, _made = Identity._default_manager.get_or_create(
        issuer=issuer,
        subject=subject,
        defaults={"account": account, "made_at": clock.real_now()},
    )
    return bool(row.account_id == account.pk)


def unlink(account: Account, key: UUID) -> bool:
    """End one of the account's links; False where there is no such one."""
    return bool(identities_of(account).filter(pk=key).delete()[0])


def unlink_all(body: UUID, account: UUID) -> None:
    """End all links of an account of the town."""
    Identity._default_manager.filter(account=account, account__body=body).delete()
