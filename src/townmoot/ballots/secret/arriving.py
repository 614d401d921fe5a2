"""A secret ballot as it arrives: sealed by the device, or to be sealed here where that may be."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from townmoot.ballots.secret import plain, suite
from townmoot.ballots.secret.plain import TooLongError
from townmoot.ballots.secret.suite import Seal
from townmoot.record import Invalid, Refused


class SealedBy(StrEnum):
    """Who put the ballot into its inner envelope; the receipt says so."""

    DEVICE = "device"
    SERVER = "server"


@dataclass(frozen=True)
class Arrived:
    """An inner envelope, and who sealed it."""

    sealed: bytes
    by: SealedBy


def by_device(seal: Seal, text: str) -> Arrived:
    """The envelope that a device sent in base64url. Raises Invalid: none of this poll."""
    try:
        sealed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        sealed = b""
    if not suite.fits(seal, sealed):
        reason = str(_("This is no ballot of this vote; reload the page and vote again."))
        raise Invalid([{"field": "sealed", "reason": reason}])
    return Arrived(sealed, SealedBy.DEVICE)


def by_server(seal: Seal, answers: Mapping[str, Any], code: str, *, allowed: bool) -> Arrived:
    """Seal on arrival what came in the clear. Raises Refused where that is not done."""
    if not allowed:
        raise Refused(
            _("Ballots of this vote are sealed on your own device; this one cannot: use another.")
        )
    try:
        return Arrived(
            suite.sealed(seal, plain.packed(dict(answers), code, seal.length)), SealedBy.SERVER
        )
    except TooLongError as error:
        reason = str(_("This is longer than a ballot of this vote can be."))
        raise Invalid([{"field": "answers", "reason": reason}]) from error
