"""An OpenID Connect provider on 127.0.0.1: signs real tokens, and lies in any way it is told to."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

CLIENT, SECRET = "townmoot", "a secret of both"
RSA_KEY = rsa.generate_private_key(65537, 2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
OTHER_KEY = rsa.generate_private_key(65537, 2048)


def public(key: Any, name: str) -> dict[str, Any]:
    kinds = jwt.algorithms
    kind = kinds.ECAlgorithm if hasattr(key, "curve") else kinds.RSAAlgorithm
    return {**json.loads(kind.to_jwk(key.public_key())), "kid": name, "use": "sig"}


class Provider:
    """What it says; every attribute can be bent."""

    def __init__(self) -> None:
        self.issuer = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.subject, self.email, self.verified = "s-1", "", False
        self.about: dict[str, Any] = {}
        self.claims: dict[str, Any] = {}
        self.signing: dict[str, Any] = {"key": RSA_KEY, "algorithm": "RS256", "kid": "rsa"}
        self.keys = [public(RSA_KEY, "rsa"), public(EC_KEY, "ec")]
        self.asked: list[str] = []
        self.padding = ""

    def discovery(self) -> dict[str, Any]:
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/leave",
        }
        return {**told, **self.about, "padding": self.padding}

    def consent(self, address: str, **other: str) -> dict[str, str]:
        """What the browser brings back after somebody signed in at that address."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = query
        return {"code": code, "state": query["state"], **other}

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        known = authorization == basic or form.get("client_secret") == SECRET
        if (
            asked is None
            or not known
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != form["redirect_uri"]
        ):
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "email": self.email,
            "email_verified": self.verified,
            **self.claims,
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        signing = dict(self.signing)
        headers = {"kid": signing.pop("kid")}
        return {"access_token": "x", "id_token": jwt.encode(claims, **signing, headers=headers)}


@contextmanager
def running():
    """A provider that answers for the block."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def answer(self, told: Any, status: int = 200) -> None:
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            provider.asked.append(self.path)
            pages = {
                "/.well-known/openid-configuration": provider.discovery,
                "/keys": lambda: {"keys": provider.keys},
            }
            self.answer(pages[self.path]() if self.path in pages else {}, 200)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            told = provider.token(form, self.headers.get("Authorization", ""))
            self.answer(told or {"error": "invalid_grant"}, 200 if told else 400)

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.issuer = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield provider
        server.shutdown()
        thread.join()
