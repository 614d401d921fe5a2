"""Run a command beside a PostgreSQL server made for it alone, named to it in DATABASE_URL.

    tools/with_postgres.py pytest -q

The server's data lie in a temporary folder, it listens on a free loopback port, and it is stopped
when the command ends, fails or is interrupted. PostgreSQL will not run as root, so root hands it
to the user `postgres`. Exit code: the command's.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

START_SECONDS = 30
STOP_SECONDS = 20
# The data are thrown away, so nothing has to reach the disk. Tests that roll back leave tables
# whose size misleads the planner, which then compiles (jit) small queries for seconds.
SETTINGS = {"jit": "off", "max_connections": "200", "listen_addresses": "127.0.0.1"}
HASTY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def find_bin() -> Path:
    """Return the folder of the newest PostgreSQL server installed."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"),
        key=lambda path: float(path.parts[-3]),
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("postgres")
    if on_path:
        return Path(on_path).resolve().parent
    raise SystemExit("No PostgreSQL server here. Debian: apt-get install postgresql")


def as_server_user() -> list[str]:
    """Return the prefix that runs a program as a user PostgreSQL accepts, and ends it with us."""
    if not shutil.which("setpriv"):
        return []
    prefix = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() == 0:
        prefix += ["--reuid", "postgres", "--regid", "postgres", "--init-groups"]
    return prefix


def free_port() -> int:
    """Return a loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_cluster(bin_folder: Path, folder: Path, password: str) -> None:
    """Create an empty cluster in `folder`, its superuser behind `password`."""
    secret = folder / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        for path in (folder, secret):
            shutil.chown(path, "postgres", "postgres")
    subprocess.run(
        [
            *as_server_user(),
            str(bin_folder / "initdb"),
            *("--pgdata", str(folder / "data")),
            *("--username", "townmoot", "--pwfile", str(secret), "--auth", "scram-sha-256"),
            *("--encoding", "UTF8", "--no-locale", "--no-sync", "--no-instructions"),
        ],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        check=True,
    )


def start(
    bin_folder: Path, folder: Path, port: int, *, durable: bool = False
) -> subprocess.Popen[bytes]:
    """Start the server; raise TimeoutError, with what it logged, when it does not answer."""
    kept = SETTINGS if durable else SETTINGS | HASTY
    settings = {**kept, "port": str(port), "unix_socket_directories": str(folder)}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [
                *as_server_user(),
                str(bin_folder / "postgres"),
                *("-D", str(folder / "data")),
                *(word for key, value in settings.items() for word in ("-c", f"{key}={value}")),
            ],
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,  # an interrupt on the keyboard goes to the command first
        )
    deadline = time.monotonic() + START_SECONDS
    ready = [str(bin_folder / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    while subprocess.run(ready, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            stop(server)
            raise TimeoutError((folder / "log").read_text(errors="replace"))
        time.sleep(0.1)
    return server


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server at once, sessions or not; kill it when it does not listen."""
    if server.poll() is not None:
        return
    server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[str]:
    """Yield the DATABASE_URL of a fresh server, stopped and deleted on leaving.

    Unless it is to be durable, it writes nothing through to the disk: tests are quicker so.
    """
    bin_folder = find_bin()
    folder = Path(tempfile.mkdtemp(prefix="townmoot-pg-"))
    server = None
    try:
        password, port = secrets.token_urlsafe(12), free_port()
        make_cluster(bin_folder, folder, password)
        server = start(bin_folder, folder, port, durable=durable)
        yield f"postgres://townmoot:{password}@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _terminated(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run(command: list[str], url: str) -> int:
    """Run `command` with the server's address; an interrupt is passed on and waited for."""
    child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.send_signal(signal.SIGINT)
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        return 130


def main() -> int:
    """Return the command's exit code."""
    if len(sys.argv) == 1:
        print(__doc__)
        return 2
    signal.signal(signal.SIGTERM, _terminated)
    try:
        with postgres() as url:
            return run(sys.argv[1:], url)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
