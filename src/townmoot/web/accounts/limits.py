"""Limits by address: generous, counted in real time, lifted for the halls' own networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import ratelimit

from townmoot.web.accounts.addresses import in_a_hall

if TYPE_CHECKING:
    from django.http import HttpRequest

SIGN_IN = "sign_in"
SLIP = "slip"
PASSKEY = "passkey"
OUTSIDE = "outside"


def allows(request: HttpRequest, action: str) -> bool:
    """Count one try from this address, and say whether it is still within the limit."""
    return in_a_hall(request) or bool(ratelimit.consume(request, action=action))


def allows_unknown(request: HttpRequest, login: str) -> bool:
    """Count a try with a login that nobody has: it is locked like one that somebody has."""
    return bool(ratelimit.consume(request, action="unknown_login", key=login.casefold()))
