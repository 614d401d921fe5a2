"""townmoot figures: count the town's figures, or check published ones."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.ground import body_argument, set_up, the_body
from townmoot.cli.output import Out
from townmoot.figures.published import Finding, TableFaultError, check

HELP = "Show the figures of a day, or `figures check FILE`: do published ones follow?"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Show [--day] or check FILE."""
    body_argument(parser)
    parser.add_argument("what", choices=("show", "check"))
    parser.add_argument("file", nargs="?", metavar="FILE", help="CSV of counts and percentages")
    parser.add_argument("--day", type=date.fromisoformat, help="a past day (2026-07-22)")


def _findings(path: Path) -> list[Finding]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            return list(check(source))
    except (TableFaultError, UnicodeDecodeError) as error:
        raise CommandFaultError(f"{path}: {error}") from error
    except OSError as error:
        raise CommandFaultError(f"{path} cannot be read: {error.strerror}") from error


def _check(args: argparse.Namespace, out: Out) -> int:
    if args.file is None:
        raise CommandFaultError("figures check needs a FILE")
    findings = _findings(Path(args.file))
    wrong = [found for found in findings if found.follows is False]
    untold = [found for found in findings if found.follows is None]
    for found in wrong:
        out.say(
            f"line {found.line} {found.case}: {found.column} {found.published} does not follow; "
            f"{found.fraction} is {found.true}"
        )
    for found in untold:
        out.say(f"line {found.line} {found.case}: {found.column} cannot be told from the counts")
    follow = len(findings) - len(wrong) - len(untold)
    out.say(f"{follow} follow, {len(wrong)} do not, {len(untold)} cannot be told")
    out.tell(follow=follow, wrong=[vars(found) for found in wrong], untold=len(untold))
    return 1 if wrong else 0


def _show(args: argparse.Namespace, out: Out) -> int:
    set_up(new=False)
    from townmoot import figures
    from townmoot.record import today_of

    body = the_body(args)
    day = args.day or today_of(body.pk)
    counting = figures.Counting(body.pk, day)
    for definition in figures.definitions_for(body.pk, day):
        found = figures.counted(definition.key, counting)
        out.say(f"{definition.title!s:40} {found.percent:>6} %  {found.fraction:>7}")
        out.tell(**{definition.key: {"fraction": found.fraction, "percent": found.percent}})
    return 0


def run(args: argparse.Namespace, out: Out) -> int:
    """Show or check."""
    return _check(args, out) if args.what == "check" else _show(args, out)
