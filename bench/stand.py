"""A town on a server of its own, for one benchmark."""

from __future__ import annotations

import os
import shutil
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

from bench.load import pinned

READY = """
import django; django.setup()
from townmoot.cli.schema import bring_up_to_date
bring_up_to_date()
"""
TOWN = """
from django.test import Client
from tests import factories
from townmoot.people.models import Account
town = factories.town()
client = Client()
client.force_login(Account.objects.get(pk=town.clerk.account))
print(client.cookies["sessionid"].value)
"""
FOUND = READY + TOWN
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
    return {**kept, **own, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}


def python(code: str, data: Path, database: str = "") -> str:
    """Run code in a process of its own with that folder's town; returns what it printed.

    `database` is the address of another database than the folder's.
    """
    more = {"DATABASE_URL": database} if database else {}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**environment(data), **more},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout.strip()


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for(port: int) -> None:
    """Wait until the server answers. Raises TimeoutError."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the server does not answer")


@contextmanager
def serving(
    data: Path,
    session: str = "",
    *,
    core: int | None = None,
    module: str = "",
    port: int = 0,
    more: dict[str, str] | None = None,
) -> Iterator[Stand]:
    """Serve a folder's town for the block, stop the server by its process id."""
    port = port or free_port()
    command = [] if core is None else pinned(core)
    command += [sys.executable, "-m", module or "townmoot.cli.main", "serve", "--json"]
    server = subprocess.Popen(
        [*command, "--port", str(port)],
        env={**environment(data), **(more or {})},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield Stand(port, session, server.pid, data)
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def founded(setup: str = FOUND) -> Iterator[tuple[Path, str]]:
    """A folder with a town for the block, and the last line that founding it printed."""
    with tempfile.TemporaryDirectory(prefix="townmoot-bench-") as folder:
        yield Path(folder), python(setup, Path(folder)).splitlines()[-1]


@contextmanager
def copied(data: Path) -> Iterator[Path]:
    """A folder of its own with the same town: each run begins with the same rows."""
    with tempfile.TemporaryDirectory(prefix="townmoot-bench-") as folder:
        yield Path(shutil.copytree(data, Path(folder) / "town"))


@contextmanager
def served(setup: str = FOUND) -> Iterator[Stand]:
    """Found a town and serve it for the block."""
    with founded(setup) as (data, session), serving(data, session) as stand:
        yield stand
