"""townmoot import: take over a clerk's list, all or nothing; `import undo ID` takes it back."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.cli import import_council
from townmoot.cli.faults import CommandFaultError
from townmoot.cli.ground import (
    account_called,
    body_argument,
    language_argument,
    language_of,
    set_up,
    the_body,
)
from townmoot.cli.output import Out
from townmoot.cli.performing import do

if TYPE_CHECKING:
    from townmoot.people.uploads import Received

HELP = "Take over a list (roster, units …) or a council's public record; or undo a list."
LISTS = ("roster", "units", "ledger", "meetings", "holidays")
COUNCILS = ("oparl", "popolo")
LARGEST = 64 * 1024 * 1024


def arguments(parser: argparse.ArgumentParser) -> None:
    """WHAT and its FILE; or undo and the ID of an import."""
    body_argument(parser)
    language_argument(parser)
    parser.add_argument(
        "what",
        choices=(*LISTS, *COUNCILS, "undo"),
        metavar="WHAT",
        help=", ".join((*LISTS, *COUNCILS)),
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        help="Excel or CSV file; for oparl, an address or a folder; for undo, the import's ID",
    )
    parser.add_argument("--sheet", default="", help="the sheet of the workbook to read")
    parser.add_argument("--as", dest="login", help="login of who does it; else the operator")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    import_council.arguments(parser)
    parser.add_argument(
        "--release-ratings",
        action="store_true",
        help="ledger: its ratings were published, so the record may tell their counts",
    )


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            told = {"file": path, "limit": LARGEST >> 20}
            raise CommandFaultError(_("%(file)s is larger than %(limit)s MiB") % told)
        return path.read_bytes()
    except OSError as error:
        told = {"file": path, "why": error.strerror}
        raise CommandFaultError(_("%(file)s cannot be read: %(why)s") % told) from error


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


def _tell_rows(found: Received[Any], out: Out, *, dry: bool) -> None:
    """Each row with what it would do, each change in it, each problem with place and remedy."""
    counts = Counter(row.outcome for row in found.plan.rows)
    for row in found.plan.rows:
        told = [
            f"{change.field}: {change.before or '—'} → {change.after}" for change in row.changes
        ]
        words = [str(row.outcome.label), *told]
        for word in words if dry else told:
            out.say("  " + _("row %(row)s: %(told)s") % {"row": row.row["row"], "told": word})
    for problem in found.problems:
        (out.problem if problem.severity == "error" else out.say)(str(problem))
    said = [f"{count} {outcome.label}" for outcome, count in counts.items()]
    out.say(_(", ").join(said) or _("no rows"))
    out.tell(counts={outcome.value: count for outcome, count in counts.items()})


def _take(args: argparse.Namespace, out: Out, body: UUID, account: Any, by: UUID | None) -> int:
    out.progress(_("reading"), 0, 1)
    found = _receive(args, body, by)
    out.progress(_("reading"), 1, 1)
    _tell_rows(found, out, dry=args.dry_run)
    if found.upload is None:
        out.problem(_("nothing was taken over; put this right and try again"))
        return 1
    inputs: dict[str, Any] = {"upload": found.upload, "sha256": found.sha256}
    if args.what == "ledger":
        inputs["release_ratings"] = args.release_ratings
    return do(f"{args.what}.import", inputs, out, body, account, dry=args.dry_run)


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
            out.problem(_("row %(row)s: %(told)s") % {"row": line.row, "told": problem})
    if any(line.problems for line in lines):
        out.problem(_("nothing was taken over; put this right and try again"))
        return 1
    out.say(_("days: %(n)s") % {"n": len(lines)})
    rows = {"rows": [line.as_input() for line in lines]}
    return do("calendar.import_days", rows, out, body, account, dry=args.dry_run)


def _undo(args: argparse.Namespace, out: Out, body: UUID, account: Any) -> int:
    from townmoot.meetings.models import MeetingImport
    from townmoot.people.models import Import
    from townmoot.suggestions.models import LedgerImport

    try:
        key = UUID(args.file)
    except ValueError:
        told = {"key": args.file}
        raise CommandFaultError(_("%(key)s is not the ID of an import") % told) from None
    source = Import.objects.filter(body=body, pk=key).first()
    if source is not None:
        act = f"{source.kind}.undo"
    elif LedgerImport.objects.filter(body=body, pk=key).exists():
        act = "ledger.undo"
    elif MeetingImport.objects.filter(body=body, pk=key).exists():
        act = "meetings.undo"
    else:
        raise CommandFaultError(_("there is no import %(key)s here") % {"key": key})
    return do(act, {"source": key}, out, body, account)


def run(args: argparse.Namespace, out: Out) -> int:
    """Take a list over, or back."""
    if args.data:
        os.environ["TOWNMOOT_DATA"] = args.data
    set_up(new=args.found)
    from django.utils.translation import override

    with override(language_of(args)):
        return _run(args, out)


def _run(args: argparse.Namespace, out: Out) -> int:
    from townmoot.record import OPERATOR

    if args.what in COUNCILS:
        return import_council.run(args, out)
    body = the_body(args).pk
    by = account_called(args.login).pk if args.login else None
    account = by or OPERATOR
    if args.what == "undo":
        return _undo(args, out, body, account)
    if args.what == "holidays":
        return _days(args, out, body, account)
    return _take(args, out, body, account, by)
