"""Uvicorn as `townmoot serve` starts it: quiet, graceful, trusting no header by default."""

from __future__ import annotations

import socket
from pathlib import Path

import uvicorn

from townmoot.cli.http import BoundedHttpProtocol
from townmoot.live import hub
from townmoot.live.gateway import Gateways

GRACE = 5


class Server(uvicorn.Server):
    """Tells those who listen that it ends, before it waits for their connections to close."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End: streams at once, then what uvicorn waits for."""
        hub.stop()
        await super().shutdown(sockets)


def config(
    host: str,
    port: int,
    *,
    tls_cert: Path | None = None,
    tls_key: Path | None = None,
    proxies: list[str] | None = None,
    gateway: bool = True,
) -> uvicorn.Config:
    """The server's configuration; `proxies` are the addresses whose headers are believed.

    Without `gateway` streams and ballots go through ASGI as pages do: slower, the same answers.
    """
    return uvicorn.Config(
        "townmoot.config.asgi:application",
        host=host,
        port=port,
        http=Gateways(BoundedHttpProtocol) if gateway else BoundedHttpProtocol,  # type: ignore[arg-type] # makes protocols, as a class does
        loop="asyncio",  # also where another is installed: the gateway is measured with it
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
