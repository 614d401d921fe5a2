"""townmoot serve."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.ground import set_up
from townmoot.cli.output import Out

if TYPE_CHECKING:
    import uvicorn

GARBAGE = 20_000  # new objects after which garbage is looked for
HELP = "Serve the town on an address."
SWITCH = 0.0005  # seconds a page's thread may keep the loop, which writes to thousands, waiting


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on")
    parser.add_argument("--tls-cert", type=Path, help="certificate chain (PEM)")
    parser.add_argument("--tls-key", type=Path, help="its private key (PEM)")
    parser.add_argument(
        "--without-gateway",
        action="store_true",
        help="streams and ballots through ASGI, as pages: slower, in case the gateway is at fault",
    )
    parser.add_argument(
        "--until-input-ends", action="store_true", help="end with whoever started this as a child"
    )


def _told_to_end(number: int, frame: FrameType | None) -> None:
    """Nothing more to do: the server has ended by then, and the command ends after it."""


def _end_with_input(server: uvicorn.Server) -> None:
    """Tell the server to end when standard input ends: a parent that was killed closes it."""

    def wait() -> None:
        # Below Python's buffers: one that waits would hold its lock when the interpreter ends.
        while os.read(0, 4096):
            pass
        server.should_exit = True

    threading.Thread(target=wait, daemon=True).start()


def _begin(plan: uvicorn.Config) -> None:
    """Load all that is served, and finish what a stop left half done."""
    from townmoot.ballots.secret.finishing import finish

    try:
        plan.load()
    except OSError as error:
        raise CommandFaultError(f"the certificate or its key cannot be read: {error}") from error
    finish()
    _settle()


def _settle() -> None:
    """Read the addresses of all pages now, and let what stays for ever be looked at no more.

    So the first pages after a restart wait for nothing, and the collector of garbage does not walk
    through the whole house in the middle of a vote.
    """
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE, 20, 20)


def run(args: argparse.Namespace, out: Out) -> int:
    """Serve until told to stop."""
    if (args.tls_cert is None) != (args.tls_key is None):
        raise CommandFaultError("--tls-cert and --tls-key belong together")
    set_up()
    from django.conf import settings

    from townmoot.cli import listening
    from townmoot.cli.server import Server, config

    plan = config(
        args.host,
        args.port,
        tls_cert=args.tls_cert,
        tls_key=args.tls_key,
        proxies=settings.PROXIES,
        gateway=not args.without_gateway,
    )
    _begin(plan)
    scheme = "https" if args.tls_cert else "http"
    out.say(f"Townmoot serves on {scheme}://{args.host}:{args.port}/  (stop with Ctrl-C)")
    server = Server(plan)
    sys.setswitchinterval(SWITCH)
    # Uvicorn ends gracefully, then raises the signal once more for whoever listened before it.
    signal.signal(signal.SIGTERM, _told_to_end)
    if args.until_input_ends:
        _end_with_input(server)
    halls = listening.start()
    try:
        server.run()
    except SystemExit as stop:
        message = f"port {args.port} on {args.host} cannot be had; choose another with --port"
        raise CommandFaultError(message) from stop
    finally:
        halls.set()
    return 0
