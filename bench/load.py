"""The C programs of bench/limits, run beside us: built once, each pinned to a core."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "bench" / "limits"
BUILT = ROOT / "build" / "bench"
LIBRARIES = {"ballots": ["-lsqlite3", "-lcrypto"]}
PATIENCE = 60  # seconds for anything that a program says
PAGE = os.sysconf("SC_PAGE_SIZE")
_CPU_CLOCK = 2  # clock_getcpuclockid(3), of a process, as the scheduler counts
_cores = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = _cores[0], _cores[-1]


def pinned(core: int) -> list[str]:
    """The words before a command that keep it on a core."""
    return ["taskset", "--cpu-list", str(core)]


def built(name: str) -> Path:
    """The program of that name, compiled anew where its source is newer."""
    sources = [SOURCES / f"{name}.c", SOURCES / "net.h"]
    target = BUILT / name
    newest = max(source.stat().st_mtime for source in sources)
    if not target.exists() or target.stat().st_mtime < newest:
        BUILT.mkdir(parents=True, exist_ok=True)
        flags = ["-O2", "-Wall", "-Wextra", "-Werror"]
        words = [*flags, "-o", str(target), str(sources[0]), *LIBRARIES.get(name, [])]
        subprocess.run(["gcc", *words], check=True)
    return target


class Program:
    """One of the C programs: takes lines, answers in lines of JSON, ends with its input."""

    def __init__(self, name: str, *words: object, core: int) -> None:
        self.name = name
        self._process = subprocess.Popen(
            [*pinned(core), str(built(name)), *map(str, words)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._ear = cast("IO[str]", self._process.stdin)
        self._mouth = cast("IO[str]", self._process.stdout)
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def _read(self) -> None:
        for line in self._mouth:
            self._lines.put(line)
        self._lines.put("")

    def line(self, word: str = "", patience: float = PATIENCE) -> dict[str, Any]:
        """What it says next, or next of those lines that begin with a word. Raises RuntimeError."""
        while True:
            try:
                line = self._lines.get(timeout=patience)
            except queue.Empty:
                line = ""
            if not line:
                message = f"{self.name} says nothing" + (f" of {word}" if word else "")
                raise RuntimeError(message)
            told: dict[str, Any] = json.loads(line)
            if not word or word in told:
                return told

    def say(self) -> None:
        """Give it a line."""
        self._ear.write("\n")
        self._ear.flush()

    def end(self) -> None:
        """Let it end; kill it by its id where it does not."""
        self._ear.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.end()


def ready(name: str, *words: object) -> Program:
    """A limit that listens, on the servers' core."""
    server = Program(name, *words, core=SERVER_CORE)
    server.line("ready")
    return server


def write_requests(path: Path, requests: Iterable[bytes]) -> Path:
    """Write requests as the programs read them: each after its length, lowest byte first."""
    with path.open("wb") as out:
        for request in requests:
            out.write(len(request).to_bytes(4, "little") + request)
    return path


def cpu(pid: int) -> float:
    """Seconds of processor time that a process with all its threads has taken."""
    return time.clock_gettime((~pid << 3) | _CPU_CLOCK)


def resident(pid: int) -> int:
    """Bytes of memory that a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
