"""A town hall of its own for tests of the command: own folder, own database, own processes."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from townmoot.cli.rehearsal.running import free_port, wait_for

LIMIT = 90
OPENED: list[httpx.Client] = []
CLI = [sys.executable, "-m", "townmoot.cli.main"]


@dataclass
class House:
    """A folder and, where the suite runs on PostgreSQL, a database beside it."""

    data: Path
    url: str = ""
    body: str = ""
    password: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """The environment of this town's processes."""
        left = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        named = {"DATABASE_URL": self.url} if self.url else {}
        return {**left, **named, "TOWNMOOT_DATA": str(self.data), "PYTHONWARNINGS": "ignore"}

    def start(self, *words: str, **more: str) -> subprocess.Popen[str]:
        """Start a command; the caller ends it."""
        return subprocess.Popen(
            [*CLI, *words],
            env={**self.environment, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [*CLI, *words],
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )

    def python(self, code: str, *words: str) -> Any:
        """Run Python inside the town (Django is set up); what it prints last, as JSON."""
        prelude = (
            "import os, sys, json, django\n"
            "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'townmoot.config.settings')\n"
            "django.setup()\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", prelude + code, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds in the database as it lies there, without the program."""
        if self.url:
            import psycopg

            with psycopg.connect(self.url) as there:
                return there.execute(query).fetchall()  # type: ignore[call-overload,no-any-return] # a str made here
        file = f"file:{self.data}/townmoot.sqlite3?mode=rw"  # never makes one
        with closing(sqlite3.connect(file, uri=True)) as here:
            return here.execute(query).fetchall()

    def counts(self) -> tuple[int, int]:
        """How many persons and entries there are."""
        (found,) = self.rows(
            "SELECT (SELECT count(*) FROM people_person), (SELECT count(*) FROM record_entry)"
        )
        return found[0], found[1]

    def verdicts(self) -> list[str]:
        """What does not hold in the record of each town here; empty words where it holds."""
        found: list[str] = self.python(
            "from townmoot.record.check import verify_all\n"
            "print(json.dumps([one.fault for one in verify_all()]))"
        )
        return found

    @contextmanager
    def serving(self, **more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
        """A server of this town for the block."""
        port = free_port()
        process = self.start("serve", "--port", str(port), "--json", **more)
        try:
            wait_for(f"http://127.0.0.1:{port}", process)  # type: ignore[arg-type] # text or not
            yield f"http://127.0.0.1:{port}", process
        finally:
            end(process)


def end(process: subprocess.Popen[str], how: int = signal.SIGKILL) -> int:
    """End a process that a test started, and take in what it said."""
    if process.poll() is None:
        process.send_signal(how)
    process.communicate(timeout=20)
    return process.returncode


def until(true: Any, seconds: float = 20) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not become so in time"
        time.sleep(0.01)


def client(base: str, login: str = "", password: str = "") -> httpx.Client:
    """A browser of its own; with a login, signed in."""
    from townmoot.cli.rehearsal.visitor import Visitor

    visitor = Visitor(base, login)
    OPENED.append(visitor.http)
    visitor.http.headers["Accept-Language"] = "en"
    if login:
        answer = visitor.submit("/account/login/", {"login": login, "password": password})
        assert "sessionid" in visitor.http.cookies, answer.status_code
    return visitor.http


def act(http: httpx.Client, name: str, inputs: Any, **more: Any) -> httpx.Response:
    """An act over HTTP."""
    token = http.cookies.get("csrftoken") or ""
    payload = {"input": inputs, **more}
    return http.post(f"/api/acts/{name}", json=payload, headers={"X-CSRFToken": token})
