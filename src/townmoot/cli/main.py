"""Entry point of the townmoot command."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from typing import Any

from townmoot import __version__
from townmoot.cli.faults import CommandFaultError
from townmoot.cli.output import Out
from townmoot.record.errors import KeyMissingError, SealBrokenError

COMMANDS = (
    "init",
    "act",
    "export",
    "verify",
    "import",
    "figures",
    "reindex",
    "backup",
    "restore",
    "serve",
    "tls",
    "keys",
    "rehearse",
    "demo",
)
INTERRUPTED = 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="townmoot", description="Townmoot (议事厅): a town's session, on a record to check."
    )
    parser.add_argument("--version", action="version", version=f"townmoot {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        module = import_module(f"townmoot.cli.{name}_command")
        sub = commands.add_parser(name, help=module.HELP, description=module.HELP)
        sub.add_argument("--json", action="store_true", help="print one JSON object at the end")
        module.arguments(sub)
        sub.set_defaults(run=module.run)
    return parser


def _run(args: argparse.Namespace, out: Out) -> int:
    try:
        code: int = args.run(args, out)
    except CommandFaultError as fault:
        out.problem(f"townmoot: {fault}")
        return fault.code
    except (KeyMissingError, SealBrokenError) as error:
        out.problem(f"townmoot: {error}")
        return 1
    return code


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "townmoot.config.settings")
    args: Any = _parser().parse_args(argv)
    out = Out(as_json=args.json)
    try:
        code = _run(args, out)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return INTERRUPTED
    out.close(code)
    return code


if __name__ == "__main__":
    sys.exit(main())
