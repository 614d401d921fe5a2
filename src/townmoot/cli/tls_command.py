"""townmoot tls: https in a hall whose network nobody else vouches for."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.output import Out

if TYPE_CHECKING:
    from townmoot.cli.authority import Pair

HELP = "Make a town's own certificate authority and a certificate for its server."
PAGE = Template(
    """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>$name</title></head>
<body><main><h1 lang="zh-Hans">安装本镇证书</h1>
<p lang="zh-Hans">安装后，手机才能以加密方式连接会场服务器。安装前请与工作人员核对指纹。</p>
<p><a href="/townmoot-ca.crt">townmoot-ca.crt</a></p>
<p lang="zh-Hans">安卓：设置 → 安全 → 加密与凭据 → 安装证书 → CA 证书。</p>
<p lang="zh-Hans">苹果：打开文件后，在“设置 → 已下载描述文件”中安装，
再到“通用 → 关于本机 → 证书信任设置”中启用。</p>
<h1>Install the town's certificate</h1>
<p>With it, your phone reaches the hall's server over an encrypted connection. Compare the
fingerprint with the staff's before you install it.</p>
<p>Android: Settings → Security → Encryption and credentials → Install a certificate → CA
certificate. iPhone: open the file, install it under Settings → Profile downloaded, then switch it
on under General → About → Certificate trust settings.</p>
<p>SHA-256: <code>$fingerprint</code></p></main></body></html>
"""
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """For which names and addresses; where it is kept; whether to hand it out."""
    parser.add_argument("hosts", nargs="+", metavar="HOST", help="name or address of the server")
    parser.add_argument("--name", default="Townmoot", help="how phones call the authority")
    parser.add_argument("--folder", type=Path, default=None, help="default: tls in TOWNMOOT_DATA")
    parser.add_argument("--share", type=int, metavar="PORT", help="hand the authority out by http")


def _authority(folder: Path, name: str, hosts: list[str], now: datetime) -> tuple[Pair, bool]:
    """The authority of the folder, made where there is none. Raises CommandFaultError."""
    from townmoot.cli.authority import loaded, make_authority, vouches_for

    certificate, key = folder / "ca.pem", folder / "ca.key"
    if not certificate.exists():
        made = make_authority(name, hosts, now)
        _keep(key, made.key_pem, secret=True)
        _keep(certificate, made.certificate_pem)
        return made, True
    try:
        found = loaded(certificate.read_bytes(), key.read_bytes())
    except (OSError, ValueError) as error:
        raise CommandFaultError(f"the authority in {folder} cannot be used: {error}") from error
    for host in hosts:
        if not vouches_for(found.certificate, host):
            raise CommandFaultError(
                f"the authority in {folder} may not vouch for {host}; remove {certificate} and "
                "make a new one, which every phone must install again"
            )
    return found, False


def _keep(path: Path, content: bytes, *, secret: bool = False) -> None:
    """Write a file whole or not at all; a secret one for its owner alone."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    number = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if secret else 0o644)
    with os.fdopen(number, "wb") as file:
        file.write(content)
    fresh.replace(path)


def fingerprint(pair: Pair) -> str:
    """SHA-256 of the certificate, in pairs, as phones show it."""
    from cryptography.hazmat.primitives import hashes

    return pair.certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def run(args: argparse.Namespace, out: Out) -> int:
    """Make what is missing, then say how to serve with it."""
    from townmoot.cli.authority import make_server

    data = Path(os.environ.get("TOWNMOOT_DATA", "var"))
    folder: Path = (args.folder or data / "tls").resolve()
    now = datetime.now(UTC)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        authority, fresh = _authority(folder, args.name, args.hosts, now)
        server = make_server(authority, args.hosts, now)
        _keep(folder / "server.key", server.key_pem, secret=True)
        _keep(folder / "server.pem", server.certificate_pem + authority.certificate_pem)
    except OSError as error:
        raise CommandFaultError(f"{folder} cannot be written: {error.strerror}") from error
    except UnicodeError as error:
        raise CommandFaultError(f"no host has such a name: {error}") from error
    _say(out, args.hosts, folder, authority, fresh=fresh)
    if args.share is not None:
        share(args.hosts[0], args.share, authority, args.name, out)
    return 0


def _say(out: Out, hosts: list[str], folder: Path, authority: Pair, *, fresh: bool) -> None:
    print_ = fingerprint(authority)
    out.tell(folder=folder, hosts=hosts, authority_is_new=fresh, fingerprint=print_)
    made = "a new authority" if fresh else "the authority that was there"
    out.say(f"certificate for {', '.join(hosts)}, signed by {made}; renew it within 397 days")
    out.say(f"authority's SHA-256: {print_}")
    out.say(f"install on each phone: {folder / 'ca.pem'}  (--share PORT hands it out with a QR)")
    out.say(
        f"serve:  TOWNMOOT_HTTPS=1 TOWNMOOT_HOSTS={','.join(hosts)} townmoot serve "
        f"--host 0.0.0.0 --tls-cert {folder / 'server.pem'} --tls-key {folder / 'server.key'}"
    )
    out.say("A server with a public name needs none of this: see docs/handbook/https.md")


class _Handing(BaseHTTPRequestHandler):
    """Two addresses: how to install the authority, and the authority."""

    def __init__(self, page: bytes, certificate: bytes, *more: object) -> None:
        self.found = {
            "/": (page, "text/html; charset=utf-8"),
            "/townmoot-ca.crt": (certificate, "application/x-x509-ca-cert"),
        }
        super().__init__(*more)  # type: ignore[arg-type] # request, address, server

    def do_GET(self) -> None:
        """One of the two, or nothing."""
        content, kind = self.found.get(self.path, (b"", "text/plain"))
        self.send_response(HTTPStatus.OK if content else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", "default-src 'none'")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_words: object) -> None:
        """Who took it is nobody's business."""


def share(host: str, port: int, authority: Pair, name: str, out: Out) -> None:
    """Hand the authority out over http until interrupted. Raises CommandFaultError."""
    import segno

    page = PAGE.substitute(name=escape(name), fingerprint=fingerprint(authority)).encode()
    handler = partial(_Handing, page, authority.certificate_pem)
    try:
        server = ThreadingHTTPServer(("0.0.0.0", port), handler)  # noqa: S104 -- a hall's phones
    except OSError as error:
        raise CommandFaultError(f"port {port} cannot be had: {error.strerror}") from error
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{server.server_port}/"
    out.say(f"hand out: {address}  (stop with Ctrl-C)")
    if not out.as_json:
        segno.make(address, error="m").terminal(out=sys.stdout, compact=True)
        sys.stdout.flush()
    with server:
        server.serve_forever()
