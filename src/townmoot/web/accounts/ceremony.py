"""What passes between a passkey and this server (W3C Web Authentication, level 3).

The challenge is kept in the session, works once and for five minutes. A discoverable credential
and a verified user are asked for. Attestation is not: whose make a device is, is nobody's business.
"""

from __future__ import annotations

import json
import struct
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http.request import split_domain_port
from django.utils.translation import gettext_lazy as _
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from townmoot.people import credentials, passkeys
from townmoot.record import clock

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from townmoot.people.models import Account, Passkey

KEPT = "passkey"
SECONDS = 300
LARGEST = 16 * 1024
REQUIRED = UserVerificationRequirement.REQUIRED
# What a library that reads bytes from anybody may raise.
UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    struct.error,
)

PLAIN = _(
    "Passkeys cannot work here: browsers allow them over https only, and this page came over plain "
    "http. Ask the assembly office for the address that begins with https."
)
NUMBER = _(
    "Passkeys cannot work here: the address of this page is a number, and a passkey belongs to a "
    "name. Ask the assembly office for the server's name."
)
UNKNOWN = _(
    "This passkey does not sign in here: it was removed, or the answer came too late. "
    "Try once more, or sign in in another way."
)
LOCKED = _(
    "Too many tries. For safety this passkey waits for a quarter of an hour. "
    "Password and slip still work."
)
COPIED = _(
    "This passkey was refused: its counter went backwards, as it would with a copy. Sign in in "
    "another way, remove it from your list, and tell the assembly office."
)


class TurnedAwayError(Exception):
    """A passkey that does not sign in; `words` say why."""

    def __init__(self, words: _StrPromise) -> None:
        super().__init__(str(words))
        self.words = words


def host_of(request: HttpRequest) -> str:
    """The name under which the server was asked: one of TOWNMOOT_HOSTS, without its port."""
    return split_domain_port(request.get_host())[0]


def hindrance(request: HttpRequest) -> _StrPromise | str:
    """Why no passkey can work on this connection; "" where one can."""
    host = host_of(request)
    if host == "localhost":
        return ""
    if not (settings.HTTPS or request.is_secure()):
        return PLAIN
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return ""
    return NUMBER


def _server(request: HttpRequest, name: str = "Townmoot") -> Fido2Server:
    host, whole = host_of(request), request.get_host()
    origins = {f"https://{whole}"} | ({f"http://{whole}"} if host == "localhost" else set())
    entity = PublicKeyCredentialRpEntity(id=host, name=name)
    return Fido2Server(entity, verify_origin=origins.__contains__)


def _keep(request: HttpRequest, kind: str, state: Any) -> None:
    until = clock.real_now().timestamp() + SECONDS
    request.session[KEPT] = {"kind": kind, "until": until, "state": state}


def _taken(request: HttpRequest, kind: str) -> Any:
    """The state of the challenge, once. Raises ValueError where there is none that still counts."""
    kept = request.session.pop(KEPT, None)
    if kept is None or kept["kind"] != kind or kept["until"] < clock.real_now().timestamp():
        raise ValueError(kind)
    return kept["state"]


def _answer(text: str) -> dict[str, Any]:
    """What the browser sent. Raises ValueError and TypeError."""
    found = json.loads(text) if len(text) <= LARGEST else None
    if not isinstance(found, dict):
        raise TypeError
    return found


def invite(request: HttpRequest, account: Account, town: str) -> dict[str, Any]:
    """What the browser needs to make a passkey for the account (CredentialCreationOptions)."""
    who = PublicKeyCredentialUserEntity(
        id=account.pk.bytes, name=account.login, display_name=str(account.person or account.login)
    )
    there = [
        AttestedCredentialData(bytes(one.key))
        for one in passkeys.passkeys_of(account).filter(host=host_of(request))
    ]
    options, state = _server(request, town).register_begin(
        who,
        credentials=there,
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=REQUIRED,
    )
    _keep(request, "add", state)
    return dict(options)


def join(request: HttpRequest, account: Account, name: str, answer: str) -> Passkey | None:
    """Keep the passkey that the browser made; None where its answer is not a good one."""
    try:
        told = _server(request).register_complete(_taken(request, "add"), _answer(answer))
        made = told.credential_data
        if made is None or made.public_key[3] not in CoseKey.supported_algorithms():
            return None
    except UNREADABLE:
        return None
    return passkeys.add(
        account,
        name=name,
        host=host_of(request),
        credential=websafe_encode(made.credential_id),
        key=bytes(made),
        signs=told.counter,
    )


def challenge(request: HttpRequest) -> dict[str, Any]:
    """What the browser needs to ask for any passkey of this host (CredentialRequestOptions)."""
    options, state = _server(request).authenticate_begin(user_verification=REQUIRED)
    _keep(request, "enter", state)
    return dict(options)


def recognize(request: HttpRequest, answer: str) -> Account:
    """Whose passkey signed the challenge. Raises TurnedAwayError."""
    try:
        state, told = _taken(request, "enter"), _answer(answer)
        read = AuthenticationResponse.from_dict(told)
        passkey = passkeys.passkey_called(websafe_encode(read.raw_id), host_of(request))
    except UNREADABLE as error:
        raise TurnedAwayError(UNKNOWN) from error
    if passkey is None:
        raise TurnedAwayError(UNKNOWN)
    if credentials.locked_until(passkey.account, passkeys.PASSKEY):
        raise TurnedAwayError(LOCKED)
    return _signed(request, passkey, state, read)


def _signed(
    request: HttpRequest, passkey: Passkey, state: Any, read: AuthenticationResponse
) -> Account:
    """The passkey's account, where the signature is good and its count goes on."""
    account: Account = passkey.account
    known = [AttestedCredentialData(bytes(passkey.key))]
    try:
        _server(request).authenticate_complete(state, known, read)
        if read.response.user_handle != account.pk.bytes:
            raise ValueError
    except UNREADABLE as error:
        credentials.note_failure(account, passkeys.PASSKEY)
        raise TurnedAwayError(UNKNOWN) from error
    data: AuthenticatorData = read.response.authenticator_data
    if not passkeys.use(passkey, data.counter):
        raise TurnedAwayError(COPIED)
    credentials.forget_failures(account, passkeys.PASSKEY)
    return account
