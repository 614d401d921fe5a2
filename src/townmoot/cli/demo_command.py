"""townmoot demo."""

from __future__ import annotations

import argparse
import fcntl
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import IO

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.output import Out

HELP = "Rehearse the sample town while you watch, then serve it."
SAMPLE = Path("samples/chengting")
REAL = "SELECT EXISTS (SELECT 1 FROM record_entry) AND NOT EXISTS (SELECT 1 FROM record_clock)"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where, and whether to stay."""
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLE, metavar="FOLDER")
    parser.add_argument("--port", type=int, help="port to serve on (default 8000, else a free one)")
    parser.add_argument("--data", type=Path, default=Path("var/demo"), help="folder of the demo")
    parser.add_argument("--pace", type=float, default=0.6, help="seconds to read each sentence")
    parser.add_argument(
        "--no-serve", action="store_true", help="play to the end, print the table, leave"
    )
    parser.add_argument("--alone", action="store_true", help="without the second town beside it")
    parser.add_argument("--home", default="", help="the first town's page, for the second")
    parser.set_defaults(deputies=None, suggestions=None, seed=1)


def _is_real(data: Path) -> bool:
    """Whether the database in the folder has a town that no rehearsal made."""
    file = data / "townmoot.sqlite3"
    if not file.exists():
        return False
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as there:
            return bool(there.execute(REAL).fetchone()[0])
    except sqlite3.Error:
        return False


def _fresh(data: Path) -> IO[str]:
    """Empty the demo's own folder; another folder, or one in use, is never emptied.

    Returns the mark, locked as long as it is open: one demo plays in one folder.
    """
    mark = data / "demo.mark"
    if (data.exists() and any(data.iterdir()) and not mark.exists()) or _is_real(data):
        raise CommandFaultError(f"{data} holds something that is not a demo; name another --data")
    data.mkdir(parents=True, exist_ok=True)
    held = mark.open("w")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        held.close()
        raise CommandFaultError(f"a demo is playing in {data}; name another --data") from error
    for each in data.iterdir():
        if each.is_dir():
            shutil.rmtree(each)
        elif each != mark:
            each.unlink()
    return held


def run(args: argparse.Namespace, out: Out) -> int:
    """Play and serve until stopped; with --no-serve 0 where everything held, else 1."""
    if not args.folder.is_dir():
        raise CommandFaultError(f"there is no folder {args.folder}")
    with _fresh(args.data):
        os.environ["TOWNMOOT_DATA"] = str(args.data.resolve())
        os.environ["TOWNMOOT_DEMO"] = "1"
        os.environ.pop("DATABASE_URL", None)  # the demo's database lies in its own folder
        return _play(args, out)


def _play(args: argparse.Namespace, out: Out) -> int:
    if args.no_serve:
        from townmoot.cli.rehearsal import beside
        from townmoot.cli.rehearsal.show import whole_rehearsal
        from townmoot.cli.rehearse_command import shown_progress

        return whole_rehearsal(args, out, shown_progress(out)) or beside.played(args)
    from townmoot.cli.rehearsal.demo import demonstrate

    return demonstrate(args, out)
