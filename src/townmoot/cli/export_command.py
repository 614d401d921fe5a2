"""townmoot export."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.ground import body_argument, set_up, the_body
from townmoot.cli.output import Out

HELP = "Write a town's public record as JSON lines that anyone can verify."


def arguments(parser: argparse.ArgumentParser) -> None:
    """FILE, or - for standard output."""
    body_argument(parser)
    parser.add_argument("file", metavar="FILE", help="where to write; - for standard output")


def write(path: Path, lines: Iterable[str]) -> int:
    """Write the lines to a new file beside `path` and put it in place whole; returns their number.

    Raises OSError.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    count = 0
    try:
        with fresh.open("w", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(f"{line}\n")
                count += 1
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return count


def run(args: argparse.Namespace, out: Out) -> int:
    """Export and say where."""
    if args.file == "-" and args.json:
        raise CommandFaultError("with - the record is on standard output; --json needs a FILE")
    set_up(new=False, opening=False)
    from townmoot.record.export import lines

    body = the_body(args)
    if args.file == "-":
        for line in lines(body.pk):
            sys.stdout.write(f"{line}\n")
        return 0
    try:
        entries = write(Path(args.file), lines(body.pk)) - 2
    except OSError as error:
        raise CommandFaultError(f"{args.file} cannot be written: {error.strerror}") from error
    out.say(f"{entries} entries of {body.name} written to {args.file}")
    out.tell(entries=entries, file=args.file, body=body.pk)
    return 0
