"""A town on a server of its own, for one benchmark."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

FOUND = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
from tests import factories
from townmoot.people.models import Account
town = factories.town()
client = Client()
client.force_login(Account.objects.get(pk=town.clerk.account))
print(client.cookies["sessionid"].value)
"""
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Stand:
    """A served town: its port, the clerk's session, the server's process id."""

    port: int
    session: str
    pid: int
    data: Path


def environment(data: Path) -> dict[str, str]:
    """The environment of a town in a folder, on SQLite."""
    own = {"TOWNMOOT_DATA": str(data), "DJANGO_SETTINGS_MODULE": "townmoot.config.settings"}
    kept = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    return {**kept, **own, "PYTHONPATH": str(ROOT)}


def python(code: str, data: Path) -> str:
    """Run code in a process of its own with that folder's town; returns what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(data),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server does not answer")


@contextmanager
def served(setup: str = FOUND) -> Iterator[Stand]:
    """Found a town, serve it for the block, stop the server by its process id."""
    with tempfile.TemporaryDirectory(prefix="townmoot-bench-") as folder:
        data, port = Path(folder), _free_port()
        session = python(setup, data).splitlines()[-1]
        command = [sys.executable, "-m", "townmoot.cli.main", "serve", "--json"]
        server = subprocess.Popen(
            [*command, "--port", str(port)],
            env=environment(data),
            stdout=subprocess.DEVNULL,
        )
        try:
            _wait(port)
            yield Stand(port, session, server.pid, data)
        finally:
            server.terminate()
            server.wait(20)
