"""Passkeys of an account: what is kept of them. Machinery in real time; no act, no record.

That a signature is good, `web/accounts/ceremony.py` decides; here stands whose it is, whether its
count goes forwards, and what its holder is told.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q

from townmoot.people.models import Passkey
from townmoot.record import clock

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.people.models import Account

PASSKEY = "passkey"
AT_MOST = 20
TOLD = timedelta(days=90)


def passkeys_of(account: Account) -> QuerySet[Passkey]:
    """The account's passkeys, in the order in which they were added."""
    return Passkey._default_manager.filter(account=account, removed_at=None).order_by("made_at")


def removed_lately(account: Account) -> QuerySet[Passkey]:
    """What was removed from the account within 90 days, newest first."""
    since = clock.real_now() - TOLD
    found = Passkey._default_manager.filter(account=account, removed_at__gt=since)
    return found.order_by("-removed_at")


def add(
    account: Account, *, name: str, host: str, credential: str, key: bytes, signs: int
) -> Passkey | None:
    """Keep a new passkey; None where it is kept already or the account has twenty."""
    if passkeys_of(account).count() >= AT_MOST:
        return None
    try:
        with transaction.atomic():
            return Passkey._default_manager.create(
                account=account,
                name=name,
                host=host,
                credential=credential,
                key=key,
                signs=signs,
                made_at=clock.real_now(),
            )
    except IntegrityError:
        return None


def passkey_called(credential: str, host: str) -> Passkey | None:
    """The passkey with that credential id, made under that host; its account must be open."""
    found = Passkey._default_manager.filter(
        credential=credential, host=host, removed_at=None, account__is_active=True
    )
    return found.select_related("account", "account__person").first()


def use(passkey: Passkey, signs: int) -> bool:
    """Note a good signature; False where its count does not go on, as with a copied passkey.

    One statement decides, so that of two uses of one signature only one counts.
    """
    onward = Q(signs__lt=signs) if signs else Q(signs=0)
    here = Passkey._default_manager.filter(pk=passkey.pk, removed_at=None)
    moment = clock.real_now()
    if here.filter(onward).update(signs=signs, used_at=moment):
        return True
    here.update(doubted_at=moment)
    return False


def remove(account: Account, key: UUID) -> str:
    """Remove one of the account's passkeys and return its name; "" where there is no such one."""
    found = passkeys_of(account).filter(pk=key).first()
    if found is None:
        return ""
    _end(Passkey._default_manager.filter(pk=found.pk))
    return found.name


def remove_all(body: UUID, account: UUID) -> None:
    """Remove all passkeys of an account of the town."""
    _end(Passkey._default_manager.filter(account=account, account__body=body, removed_at=None))


def _end(rows: QuerySet[Passkey]) -> None:
    rows.update(removed_at=clock.real_now(), credential=None, key=b"")
