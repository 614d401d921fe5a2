"""townmoot backup."""

from __future__ import annotations

import argparse
from pathlib import Path

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.ground import set_up
from townmoot.cli.output import Out

HELP = "Write everything into one file; work goes on meanwhile."


def arguments(parser: argparse.ArgumentParser) -> None:
    """FILE."""
    parser.add_argument("file", metavar="FILE", type=Path, help="such as town-2026-07-22.tar.gz")


def run(args: argparse.Namespace, out: Out) -> int:
    """Back up to a fresh file that is put in place whole."""
    set_up(new=False, opening=False)
    from townmoot.cli.keeping import backup

    try:
        counts = backup(args.file, out.progress)
    except OSError as error:
        raise CommandFaultError(f"{args.file} cannot be written: {error.strerror}") from error
    out.say(f"{sum(counts.values())} rows of {len(counts)} tables written to {args.file}")
    out.tell(file=args.file, rows=counts)
    return 0
