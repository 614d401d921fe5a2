"""townmoot import: take over a clerk's list, all or nothing; `import undo ID` takes it back."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.ground import account_called, body_argument, set_up, the_body
from townmoot.cli.output import Out

if TYPE_CHECKING:
    from townmoot.people.uploads import Received

HELP = "Take over a list (roster, units, ledger, meetings, holidays), or undo one."
LISTS = ("roster", "units", "ledger", "meetings", "holidays")
LARGEST = 64 * 1024 * 1024


def arguments(parser: argparse.ArgumentParser) -> None:
    """WHAT and its FILE; or undo and the ID of an import."""
    body_argument(parser)
    parser.add_argument("what", choices=(*LISTS, "undo"), metavar="WHAT", help=", ".join(LISTS))
    parser.add_argument("file", metavar="FILE", help="Excel or CSV file; for undo, the import's ID")
    parser.add_argument("--sheet", default="", help="the sheet of the workbook to read")
    parser.add_argument("--as", dest="login", help="login of who does it; else the operator")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    parser.add_argument(
        "--release-ratings",
        action="store_true",
        help="ledger: its ratings were published, so the record may tell their counts",
    )


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise CommandFaultError(f"{path} is larger than {LARGEST >> 20} MiB")
        return path.read_bytes()
    except OSError as error:
        raise CommandFaultError(f"{path} cannot be read: {error.strerror}") from error


def _receive(args: argparse.Namespace, body: UUID, account: UUID | None) -> Received[Any]:
    from townmoot.meetings.uploads import receive_meetings
    from townmoot.people.importing import TableError
    from townmoot.people.uploads import receive_roster, receive_units
    from townmoot.suggestions.uploads import receive_ledger

    readers: dict[str, Any] = {
        "roster": receive_roster,
        "units": receive_units,
        "ledger": receive_ledger,
        "meetings": receive_meetings,
    }
    path = Path(args.file)
    try:
        found: Received[Any] = readers[args.what](
            body, account, _read(path), path.name, sheet=args.sheet
        )
    except TableError as error:
        raise CommandFaultError(str(error)) from error
    return found


def _tell_rows(found: Received[Any], out: Out) -> None:
    """Each row that is new or changed in a word; each problem with its place and remedy."""
    counts: dict[str, int] = {}
    for row in found.plan.rows:
        counts[row.outcome.value] = counts.get(row.outcome.value, 0) + 1
        for change in row.changes:
            told = f"{change.field}: {change.before or '—'} → {change.after}"
            out.say(f"  row {row.row['row']}: {told}")
    for problem in found.problems:
        (out.problem if problem.severity == "error" else out.say)(str(problem))
    out.say(", ".join(f"{count} {word}" for word, count in counts.items()) or "no rows")
    out.tell(counts=counts)


def _take(args: argparse.Namespace, out: Out, body: UUID, account: Any, by: UUID | None) -> int:
    out.progress("reading", 0, 1)
    found = _receive(args, body, by)
    out.progress("reading", 1, 1)
    _tell_rows(found, out)
    if found.upload is None:
        out.problem("nothing was taken over; put this right and try again")
        return 1
    if args.dry_run:
        out.say("nothing was written (--dry-run)")
        return 0
    inputs: dict[str, Any] = {"upload": found.upload, "sha256": found.sha256}
    if args.what == "ledger":
        inputs["release_ratings"] = args.release_ratings
    return _do(f"{args.what}.import", inputs, out, body, account)


def _do(act: str, inputs: dict[str, Any], out: Out, body: UUID, account: Any) -> int:
    from townmoot.record import ActError
    from townmoot.record.engine import perform

    try:
        done = perform(act, body=body, account=account, inputs=inputs)
    except ActError as error:
        told = error.as_json()
        out.problem(f"{told['code']}: {told['reason']}")
        for field in told["fields"]:
            out.problem(f"  {field['field']}: {field['reason']}")
        return 1
    key = done.result.get("import", "")
    out.say(f"done: entry {done.position}{f', import {key}' if key else ''}")
    out.tell(position=done.position, result=done.result, **{"import": key})
    return 0


def _days(args: argparse.Namespace, out: Out, body: UUID, account: Any) -> int:
    """The town's own days off and days worked."""
    from townmoot.people.importing import TableError
    from townmoot.web.clerk.days_list import read_days

    path = Path(args.file)
    try:
        lines = read_days(_read(path), path.name)
    except TableError as error:
        raise CommandFaultError(str(error)) from error
    for line in lines:
        for problem in line.problems:
            out.problem(f"row {line.row}: {problem}")
    if any(line.problems for line in lines):
        out.problem("nothing was taken over; put this right and try again")
        return 1
    out.say(f"{len(lines)} days")
    if args.dry_run:
        out.say("nothing was written (--dry-run)")
        return 0
    rows = [line.as_input() for line in lines]
    return _do("calendar.import_days", {"rows": rows}, out, body, account)


def _undo(args: argparse.Namespace, out: Out, body: UUID, account: Any) -> int:
    from townmoot.meetings.models import MeetingImport
    from townmoot.people.models import Import
    from townmoot.suggestions.models import LedgerImport

    try:
        key = UUID(args.file)
    except ValueError:
        raise CommandFaultError(f"{args.file!r} is not the ID of an import") from None
    source = Import.objects.filter(body=body, pk=key).first()
    if source is not None:
        act = f"{source.kind}.undo"
    elif LedgerImport.objects.filter(body=body, pk=key).exists():
        act = "ledger.undo"
    elif MeetingImport.objects.filter(body=body, pk=key).exists():
        act = "meetings.undo"
    else:
        raise CommandFaultError(f"there is no import {key} here")
    return _do(act, {"source": key}, out, body, account)


def run(args: argparse.Namespace, out: Out) -> int:
    """Take a list over, or back."""
    set_up(new=False)
    from townmoot.record import OPERATOR

    body = the_body(args).pk
    by = account_called(args.login).pk if args.login else None
    account = by or OPERATOR
    if args.what == "undo":
        return _undo(args, out, body, account)
    if args.what == "holidays":
        return _days(args, out, body, account)
    return _take(args, out, body, account, by)
