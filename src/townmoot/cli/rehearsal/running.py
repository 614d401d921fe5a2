"""A server of its own for the rehearsal: a child process on a free loopback port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import httpx

from townmoot.cli.faults import CommandFaultError

START_SECONDS = 90
STOP_SECONDS = 10
USUAL_PORT = 8000


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def must_be_free(host: str, port: int) -> None:
    """Raise CommandFaultError where somebody listens: the plot would be played on their server."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            words = f"port {port} on {host} cannot be had; choose another with --port"
            raise CommandFaultError(words) from error


def usual_port() -> int:
    """Port 8000 of the loopback address; a free one where somebody has that."""
    try:
        must_be_free("127.0.0.1", USUAL_PORT)
    except CommandFaultError:
        return free_port()
    return USUAL_PORT


def wait_for(base: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers. Raises CommandFaultError where it does not."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise CommandFaultError(f"the server ended at once ({process.returncode})", code=1)
        try:
            if httpx.get(f"{base}/healthz", timeout=5, trust_env=False).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise CommandFaultError("the server does not answer", code=1)


@contextmanager
def running_at(url: str) -> Iterator[str]:
    """A server that runs already; it goes on afterwards. Raises CommandFaultError for none."""
    base = url.rstrip("/")
    try:
        answers = httpx.get(f"{base}/healthz", timeout=5, trust_env=False).is_success
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise CommandFaultError(f"no server answers at {base}: {error}") from error
    if not answers:
        raise CommandFaultError(f"what answers at {base} is no Townmoot server")
    yield base


def _told_to_end(number: int, frame: FrameType | None) -> None:
    """End as by Ctrl-C, so that the server which was started ends as well."""
    raise KeyboardInterrupt


@contextmanager
def server(port: int, host: str = "127.0.0.1", **environment: str) -> Iterator[str]:
    """Serve in a child process for the block; yields the address; stops it by its process id.

    All who come to it come from this machine, as deputies come from a hall's own network.
    """
    must_be_free(host, port)
    signal.signal(signal.SIGTERM, _told_to_end)
    command = [sys.executable, "-m", "townmoot.cli.main", "serve"]
    process = subprocess.Popen(  # noqa: S603 -- our own command
        [*command, "--host", host, "--port", str(port), "--json", "--until-input-ends"],
        env={**os.environ, "TOWNMOOT_HALL_NETWORKS": "127.0.0.0/8,::1/128", **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    )
    base = f"http://{host}:{port}"
    try:
        wait_for(base, process)
        yield base
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
