"""Nothing in the suite may reach beyond this machine."""

from __future__ import annotations

import ipaddress
import sys
from typing import Any

CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
LOCAL_NAMES = {"", "localhost", "ip6-localhost"}


class ForeignConnection(BaseException):
    """Something asked for a host that is not this one; not to be caught by `except Exception`."""


def is_local(host: object) -> bool:
    """Whether `host` (a name or an address) is this machine."""
    if isinstance(host, bytes):
        host = host.decode()
    if host is None or host in LOCAL_NAMES:
        return True
    try:
        address = ipaddress.ip_address(str(host).split("%", 1)[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def refuse_foreign(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise ForeignConnection when a socket is about to leave this machine (an audit hook)."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in CONNECTING and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    else:
        return
    if not is_local(host):
        raise ForeignConnection(f"{event}: {host}")


def install() -> None:
    """Watch every socket of this process from now on."""
    sys.addaudithook(refuse_foreign)
