"""Whose request it is: forwarding headers count only from the proxies named in the settings."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

UNKNOWN = "0.0.0.0"  # noqa: S104 -- stands for no address; nothing listens on it


def within(address: str, networks: Iterable[str]) -> bool:
    """Whether an address lies in one of the networks (or is one of the addresses)."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in ip_network(network, strict=False) for network in networks)


def client_address(request: HttpRequest) -> str:
    """The address of the client: the last one that no trusted proxy can have invented."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while forwarded and within(address, settings.PROXIES):
        address = forwarded.pop().strip() or address
    return _valid(address)


def _valid(address: str) -> str:
    try:
        return str(ip_address(address))
    except ValueError:
        return UNKNOWN


def in_a_hall(request: HttpRequest) -> bool:
    """Whether the request comes from a network for which limits by address are lifted."""
    return within(client_address(request), settings.HALL_NETWORKS)


def can_be_overheard(request: HttpRequest) -> bool:
    """Whether what is sent crosses a network in the clear: no https, and not this machine."""
    if settings.HTTPS or request.is_secure():
        return False
    return not ip_address(client_address(request)).is_loopback
