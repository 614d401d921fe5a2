"""The other town of the demonstration, in a process and a folder of its own.

One server keeps one town, so the second town has its own. It is reached by another name of this
machine, since browsers keep one set of cookies for all ports of one name.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from townmoot.cli.rehearsal.running import STOP_SECONDS, free_port

TOWNS = (Path("samples/chengting"), Path("samples/ashmoot"))
FOLDER = "beside"  # in the folder of the first
NICE = 10


def other(folder: Path) -> Path | None:
    """The other of the two towns; None beside a town of somebody else's."""
    found = {TOWNS[0]: TOWNS[1], TOWNS[1]: TOWNS[0]}.get(folder)
    return found if found is not None and found.is_dir() else None


def command(args: argparse.Namespace, *more: str) -> list[str]:
    """The command that plays the other town."""
    told = [str(TOWNS[1]), "--data", str(args.data / FOLDER), "--alone", *more]
    return [sys.executable, "-m", "townmoot.cli.main", "demo", *told]


def played(args: argparse.Namespace) -> int:
    """Play the other town to its end, where there is one; the command's exit code."""
    if args.alone or other(args.folder) != TOWNS[1]:
        return 0
    return subprocess.run(command(args, "--no-serve"), check=False).returncode  # noqa: S603 -- our own


@contextmanager
def town(args: argparse.Namespace, home: str) -> Iterator[dict[str, str]]:
    """The other town's `url` and name for the block; empty where there is none.

    The first town starts the second, which is told the first's address and starts no other.
    """
    where = other(args.folder)
    if args.home and where is not None:
        yield _link(where, args.home)
    elif args.alone or where != TOWNS[1]:
        yield {}
    else:
        with _served(args, home) as url:
            yield _link(where, url)


def _link(folder: Path, url: str) -> dict[str, str]:
    from townmoot.cli.rehearsal.founding import read_town

    body = read_town(folder)["body"]
    return {"url": url, "zh": body["name"], "en": body["name_en"]}


def stand_back() -> None:
    """As the second town: leave the first the machine when it needs it, and end when it ends."""
    os.nice(NICE)

    def wait() -> None:
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=wait, daemon=True).start()


@contextmanager
def _served(args: argparse.Namespace, home: str) -> Iterator[str]:
    port = free_port()
    quick = ("--port", str(port), "--pace", "0", "--home", home)
    process = subprocess.Popen(  # noqa: S603 -- our own command
        command(args, *quick), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    try:
        yield f"http://localhost:{port}/demo/"
    finally:
        process.terminate()
        try:
            process.wait(2 * STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
