"""OpenID Connect: the authorization code flow with PKCE, state and nonce, checked in full.

Sources: OpenID Connect Core 1.0 (3.1), Discovery 1.0 (4), RFC 7636, 9207, 9700.
Everything is fetched from the configured issuer's own origin, in few seconds and few bytes, and no
redirect is followed. Nobody gets an account here by having one there.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language

from townmoot.record import clock

if TYPE_CHECKING:
    import jwt
    from django.http import HttpRequest

KEPT = "oidc"
HERE = "oidc_signed_in"  # in the session of whoever came through the provider
SECONDS = 600
TIMEOUT = 5.0
LARGEST = 256 * 1024
CACHED = 600
LEEWAY = 60
LONGEST = 255  # of a subject, by OpenID Connect Core
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
ASKED = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ProviderError(Exception):
    """The provider does not answer, or its answer does not count."""


@dataclass(frozen=True)
class Told:
    """Whom the provider vouches for, and what this browser wanted."""

    issuer: str
    subject: str
    email: str
    purpose: str
    goal: str
    account: str


def label() -> str:
    """What the button says; "" where no provider is configured."""
    given = settings.OIDC
    if not given:
        return ""
    chinese = (get_language() or "").startswith("zh") and given["label_zh"]
    return str(chinese or given["label"] or urlsplit(given["issuer"]).hostname)


def origin() -> str:
    """The issuer's scheme, host and port."""
    parts = urlsplit(settings.OIDC["issuer"])
    return f"{parts.scheme}://{parts.netloc}"


def policy() -> str:
    """The content policy of a page whose form leads on to the provider."""
    told: str = settings.CONTENT_SECURITY_POLICY
    if not settings.OIDC:
        return told
    return told.replace("form-action 'self'", f"form-action 'self' {origin()}")


def _asked(method: str, address: str, **more: Any) -> dict[str, Any]:
    """A JSON object of the issuer's origin. Raises ProviderError."""
    import httpx  # noqa: PLC0415 -- loaded only where a provider is configured

    if not address.startswith(f"{origin()}/"):
        raise ProviderError(f"{address} is not the issuer's")
    try:
        with httpx.stream(method, address, timeout=TIMEOUT, **more) as answer:
            content = b""
            for piece in answer.iter_bytes():
                content += piece
                if len(content) > LARGEST:
                    raise ProviderError(f"{address} says too much")
        found = json.loads(content) if answer.is_success else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError) as error:
        raise ProviderError(f"{address}: {error}") from error
    if not isinstance(found, dict):
        raise ProviderError(f"{address} answers {answer.status_code}")
    return found


def _cached(name: str, address: str, *, fresh: bool = False) -> dict[str, Any]:
    key = f"oidc:{name}:{hashlib.sha256(address.encode()).hexdigest()}"
    found: dict[str, Any] | None = None if fresh else cache.get(key)
    if found is None:
        found = _asked("GET", address)
        cache.set(key, found, CACHED)
    return found


def discovered() -> dict[str, Any]:
    """The issuer's own description. Raises ProviderError."""
    issuer = settings.OIDC["issuer"]
    found = _cached("about", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if found.get("issuer") != issuer:
        raise ProviderError(f"{issuer} calls itself {found.get('issuer')}")
    for name in ASKED:
        if not str(found.get(name, "")).startswith(f"{origin()}/"):
            raise ProviderError(f"{name} is not the issuer's")
    return found


def _return_address(request: HttpRequest) -> str:
    address = request.build_absolute_uri(reverse("outside_return"))
    return address.replace("http:", "https:", 1) if settings.HTTPS else address


def began(request: HttpRequest, *, purpose: str, goal: str) -> str:
    """The provider's address to which this browser goes. Raises ProviderError."""
    about, given = discovered(), settings.OIDC
    kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    until = clock.real_now().timestamp() + SECONDS
    account = str(request.user.pk or "")
    more = {"until": until, "purpose": purpose, "goal": goal, "account": account}
    request.session[KEPT] = {**kept, **more}
    digest = hashlib.sha256(kept["verifier"].encode()).digest()
    query = {
        "response_type": "code",
        "client_id": given["client_id"],
        "redirect_uri": _return_address(request),
        "scope": "openid email" if given["claim"] == "email" else "openid",
        "state": kept["state"],
        "nonce": kept["nonce"],
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    }
    address = about["authorization_endpoint"]
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"


def told(request: HttpRequest) -> Told:
    """Whom the provider vouches for, after what came back. Raises ProviderError."""
    kept, query = request.session.pop(KEPT, None), request.GET
    if kept is None or kept["until"] < clock.real_now().timestamp():
        raise ProviderError("nothing was begun in this browser, or long ago")
    if not constant_time_compare(query.get("state", ""), kept["state"]):
        raise ProviderError("another state came back")
    if query.get("iss", settings.OIDC["issuer"]) != settings.OIDC["issuer"]:
        raise ProviderError("another issuer answered")
    if "code" not in query:
        raise ProviderError(f"no code: {query.get('error', '')[:100]}")
    about = discovered()
    claims = _claims(about, _token(request, about, query["code"], kept["verifier"]))
    if not constant_time_compare(str(claims.get("nonce", "")), kept["nonce"]):
        raise ProviderError("another nonce came back")
    verified = settings.OIDC["claim"] == "email" and claims.get("email_verified") is True
    email = str(claims.get("email", "")) if verified else ""
    more = {name: kept[name] for name in ("purpose", "goal", "account")}
    return Told(issuer=claims["iss"], subject=claims["sub"], email=email, **more)


def _token(request: HttpRequest, about: dict[str, Any], code: str, verifier: str) -> str:
    """The id token for a code. Raises ProviderError."""
    given = settings.OIDC
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _return_address(request),
        "code_verifier": verifier,
        "client_id": given["client_id"],
    }
    ways, more = about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]), {}
    if given["client_secret"] and "client_secret_basic" in ways:
        more = {"auth": (given["client_id"], given["client_secret"])}
    elif given["client_secret"]:
        form["client_secret"] = given["client_secret"]
    return str(_asked("POST", about["token_endpoint"], data=form, **more).get("id_token", ""))


def _key(about: dict[str, Any], token: str) -> jwt.PyJWK:
    """The provider's key that the token names; asked for anew where it is not known yet."""
    import jwt  # noqa: PLC0415 -- as above

    name = jwt.get_unverified_header(token).get("kid")
    for fresh in (False, True):
        found = _cached("keys", about["jwks_uri"], fresh=fresh)
        keys = [key for key in found.get("keys", []) if key.get("use", "sig") == "sig"]
        named = [key for key in keys if key.get("kid") == name]
        if len(named) == 1:
            return jwt.PyJWK.from_dict(named[0])
    raise ProviderError("the token names a key that is not the issuer's")


def _claims(about: dict[str, Any], token: str) -> dict[str, Any]:
    """What a good id token says. Raises ProviderError."""
    import jwt  # noqa: PLC0415 -- as above

    client = settings.OIDC["client_id"]
    needed = ["iss", "sub", "aud", "exp", "iat", "nonce"]
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(about, token),
            algorithms=ALGORITHMS,
            audience=client,
            issuer=about["issuer"],
            leeway=LEEWAY,
            options={"require": needed},
        )
    except (jwt.PyJWTError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise ProviderError(f"the token does not count: {error}") from error
    audience = claims["aud"]
    if not 0 < len(claims["sub"]) <= LONGEST:
        raise ProviderError("the subject is no subject")
    if claims.get("azp", client) != client or (isinstance(audience, list) and len(audience) > 1):
        raise ProviderError("the token is for others as well")
    return claims


def leaving(request: HttpRequest) -> str:
    """Where to sign out at the provider as well; "" where it offers no such place."""
    try:
        address = str(discovered().get("end_session_endpoint", "")) if settings.OIDC else ""
    except ProviderError:
        return ""
    if not address or not address.startswith(f"{origin()}/"):
        return ""
    back = request.build_absolute_uri(reverse("account_login"))
    query = {"client_id": settings.OIDC["client_id"], "post_logout_redirect_uri": back}
    return f"{address}?{urlencode(query)}"
