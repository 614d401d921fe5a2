"""townmoot demo."""

from __future__ import annotations

import argparse
import os
import shutil
from pathlib import Path

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.output import Out

HELP = "Rehearse the sample town while you watch, then serve it."
SAMPLE = Path("samples/chengting")


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where, and whether to stay."""
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLE, metavar="FOLDER")
    parser.add_argument("--port", type=int, default=8000, help="port to serve on (default 8000)")
    parser.add_argument("--data", type=Path, default=Path("var/demo"), help="folder of the demo")
    parser.add_argument("--pace", type=float, default=0.6, help="seconds to read each sentence")
    parser.add_argument(
        "--no-serve", action="store_true", help="play to the end, print the table, leave"
    )
    parser.set_defaults(deputies=None, suggestions=None, seed=1)


def _fresh(data: Path) -> None:
    """Empty the demo's own folder; another folder is never emptied."""
    mark = data / "demo.mark"
    if data.exists() and any(data.iterdir()) and not mark.exists():
        raise CommandFaultError(f"{data} holds something that is not a demo; name another --data")
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    mark.touch()


def run(args: argparse.Namespace, out: Out) -> int:
    """Play and serve until stopped; with --no-serve 0 where everything held, else 1."""
    if not args.folder.is_dir():
        raise CommandFaultError(f"there is no folder {args.folder}")
    _fresh(args.data)
    os.environ["TOWNMOOT_DATA"] = str(args.data.resolve())
    os.environ["TOWNMOOT_DEMO"] = "1"
    if args.no_serve:
        from townmoot.cli.rehearsal.show import whole_rehearsal
        from townmoot.cli.rehearse_command import shown_progress

        return whole_rehearsal(args, out, shown_progress(out))
    from townmoot.cli.rehearsal.demo import demonstrate

    return demonstrate(args, out)
