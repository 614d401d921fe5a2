"""townmoot restore."""

from __future__ import annotations

import argparse
from pathlib import Path

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.ground import set_up
from townmoot.cli.output import Out

HELP = "Restore a backup into an empty database; refuses a record that does not verify."


def arguments(parser: argparse.ArgumentParser) -> None:
    """FILE."""
    parser.add_argument("file", metavar="FILE", type=Path, help="what `townmoot backup` wrote")


def run(args: argparse.Namespace, out: Out) -> int:
    """Restore whole or not at all."""
    set_up()
    from townmoot.cli.keeping import RestoreRefusedError, restore

    try:
        counts = restore(args.file, out.progress)
    except RestoreRefusedError as refusal:
        raise CommandFaultError(str(refusal), code=1) from refusal
    except OSError as error:
        raise CommandFaultError(f"{args.file} cannot be read: {error}") from error
    out.say(f"{sum(counts.values())} rows restored; every record verifies")
    out.tell(rows=counts)
    return 0
