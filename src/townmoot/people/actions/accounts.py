"""Who can sign in, and the one-time slips they do it with."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from townmoot.people import identities, passkeys, permissions, policies
from townmoot.people.models import Account, Person, Slip
from townmoot.record import Ctx, act, clock

Login = Annotated[str, Field(max_length=100)]
Email = Annotated[str, Field(max_length=254, pattern=r"^([^@\s]+@[^@\s]+)?$")]


@act(
    "account.open",
    permission=permissions.CLERK,
    policy=policies.check_can_open,
    subject="account",
)
def open_account(ctx: Ctx, *, person: UUID, login: Login, email: Email = "") -> dict[str, Any]:
    """Let a person sign in; a closed access is opened again. Slip or password come after."""
    found = ctx.get(Person, person)
    account = Account.objects.filter(person=found).first() or Account(person=found, body=ctx.body)
    account.login, account.email, account.is_active = login, email, True
    account.set_unusable_password()
    account.save()
    return {"account": account.pk}


@act(
    "account.close",
    permission=permissions.CLERK,
    policy=policies.check_can_close,
    subject="account",
)
def close_account(ctx: Ctx, *, account: UUID) -> dict[str, Any]:
    """Let nobody sign in with this access any more; sessions, passkeys and links end at once."""
    Account.objects.filter(pk=account, body=ctx.body).update(is_active=False)
    passkeys.remove_all(ctx.body, account)
    identities.unlink_all(ctx.body, account)
    withdraw_slips(ctx, [account])
    return {"account": account}


class NewSlip(BaseModel):
    """A slip to be issued: for whom, and the SHA-256 of its token, which stays on paper."""

    model_config = ConfigDict(extra="forbid")

    account: UUID
    token_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@act(
    "slip.issue",
    permission=permissions.CLERK,
    policy=policies.check_can_issue,
)
def issue_slips(
    ctx: Ctx,
    *,
    slips: Annotated[list[NewSlip], Field(min_length=1, max_length=1000)],
    days: Annotated[int, Field(ge=1, le=60)] = 14,
) -> dict[str, Any]:
    """Issue one-time sign-in slips; earlier ones of the same people become worthless."""
    withdraw_slips(ctx, [slip.account for slip in slips])
    moment = clock.real_now()
    made = Slip._default_manager.bulk_create(
        Slip(
            account_id=slip.account,
            token_hash=slip.token_hash,
            made_at=moment,
            expires_at=moment + timedelta(days=days),
        )
        for slip in slips
    )
    return {"slips": [slip.pk for slip in made]}


def withdraw_slips(ctx: Ctx, accounts: list[UUID]) -> None:
    """Make the open slips of these accounts worthless."""
    open_slips = Slip._default_manager.filter(
        account__in=accounts, account__body=ctx.body, used_at=None, withdrawn_at=None
    )
    open_slips.update(withdrawn_at=clock.real_now())
