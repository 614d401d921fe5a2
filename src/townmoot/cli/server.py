"""Uvicorn as `townmoot serve` starts it: quiet, graceful, trusting no header by default."""

from __future__ import annotations

from pathlib import Path

import uvicorn

from townmoot.cli.http import BoundedHttpProtocol

GRACE = 5


def config(
    host: str,
    port: int,
    *,
    tls_cert: Path | None = None,
    tls_key: Path | None = None,
    proxies: list[str] | None = None,
) -> uvicorn.Config:
    """The server's configuration; `proxies` are the addresses whose headers are believed."""
    return uvicorn.Config(
        "townmoot.config.asgi:application",
        host=host,
        port=port,
        http=BoundedHttpProtocol,
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies or [],
        ssl_certfile=tls_cert,
        ssl_keyfile=tls_key,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=20,
        backlog=2048,
    )
