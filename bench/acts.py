"""One act over HTTP, signed in, whole path, against a bare SQLite insert committed to disk."""

from __future__ import annotations

import asyncio
import json
import socket
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.stand import Stand, served

CLIENTS = 64
ROUNDS = 5
ACTS = 1280
SECONDS_BARE = 2.0


def _request(stand: Stand, act: str = "person.add", **inputs: object) -> bytes:
    body = json.dumps({"input": inputs or {"name": "王芳"}}).encode()
    head = (
        f"POST /api/acts/{act} HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{stand.port}\r\n"
        "Content-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"Cookie: sessionid={stand.session}; csrftoken={'a' * 32}\r\n"
        f"X-CSRFToken: {'a' * 32}\r\n\r\n"
    )
    return head.encode() + body


def post(stand: Stand, act: str = "person.add", **inputs: object) -> None:
    """Do one act on a connection of its own: without inputs, add a person."""
    with socket.create_connection(("127.0.0.1", stand.port)) as line:
        line.sendall(_request(stand, act, **inputs))
        head = line.recv(4096)
    if not head.startswith(b"HTTP/1.1 200"):
        message = head.split(b"\r\n", 1)[0].decode()
        raise RuntimeError(message)


async def _client(stand: Stand, count: int, times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", stand.port)
    request = _request(stand)
    for _ in range(count):
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            message = head.split(b"\r\n", 1)[0].decode()
            raise RuntimeError(message)
        length = next(
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length")
        )
        await reader.readexactly(length)
        times.append(time.perf_counter() - began)
    writer.close()


async def _load(stand: Stand) -> tuple[float, list[float]]:
    times: list[float] = []
    began = time.perf_counter()
    await asyncio.gather(*(_client(stand, ACTS // CLIENTS, times) for _ in range(CLIENTS)))
    return ACTS / (time.perf_counter() - began), times


def bare(folder: Path) -> float:
    """Inserts a second, each in its own transaction with synchronous=FULL."""
    connection = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, text TEXT)")
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS_BARE:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO rows (text) VALUES ('王芳')")
        connection.execute("COMMIT")
        count += 1
    speed = count / (time.perf_counter() - began)
    connection.close()
    return speed


def measure() -> Iterator[tuple[str, float, str, float, str]]:
    """Ratio to the bare insert, acts a second, p99 at 64 clients; medians of alternated rounds."""
    speeds, limits, times = [], [], []
    with tempfile.TemporaryDirectory() as folder, served() as stand:
        asyncio.run(_load(stand))
        for _ in range(ROUNDS):
            limits.append(bare(Path(folder)))
            speed, taken = asyncio.run(_load(stand))
            speeds.append(speed)
            times += taken
    speed, limit = sorted(speeds)[ROUNDS // 2], sorted(limits)[ROUNDS // 2]
    p99 = sorted(times)[int(len(times) * 0.99)]
    yield "act-cost", round(limit / speed, 1), "x", 20, "lower"
    yield "act-rate", round(speed), "1/s", 150, "higher"
    yield "act-p99", round(p99, 3), "s", 0.6, "lower"
