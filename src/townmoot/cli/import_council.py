"""townmoot import oparl|popolo: the public record of a council, taken over and kept in step."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.ground import account_called, the_body
from townmoot.cli.performing import do

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from townmoot.cli.output import Out
    from townmoot.opendata.reading.form import Council
    from townmoot.opendata.uploads import ReceivedCouncil

LARGEST = 256 * 1024 * 1024
PROFILE = "council-record"
ZONES = {"oparl": "Europe/Berlin", "popolo": "UTC"}
LANGUAGES = {"oparl": "de", "popolo": "en"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What only a council's record needs."""
    parser.add_argument("--data", default="", help="the data folder; else TOWNMOOT_DATA")
    parser.add_argument("--of", default="", help="oparl: the body to read, where there are several")
    parser.add_argument("--organization", default="", help="popolo: read one council only")
    parser.add_argument(
        "--found",
        action="store_true",
        help="oparl, popolo: where there is no town yet, found one that records this council",
    )
    parser.add_argument("--name", default="", help="with --found: its name, else as it says itself")
    parser.add_argument("--timezone", default="", help="with --found: the council's time zone")
    parser.add_argument("--content-language", default="", help="language tag of what it says (de)")
    parser.add_argument("--locale", default="en", choices=("zh-hans", "en"), help="with --found")


def run(args: argparse.Namespace, out: Out) -> int:
    """Read, tell the faults, take over; nothing is written where nothing changed."""
    from django.db import transaction

    from townmoot.opendata.queries import last_read
    from townmoot.people.models import Body
    from townmoot.record import clock

    there = None if args.found and not Body.objects.exists() else the_body(args).pk
    moment = clock.real_now()
    council = _read(args, out, last_read(there, args.what) if there else None)
    council.language = args.content_language or LANGUAGES[args.what]
    _tell_read(council, out)
    with transaction.atomic():
        code = _take_over(args, out, council, there, moment)
        transaction.set_rollback(bool(code) or args.dry_run)
    return code


def _take_over(
    args: argparse.Namespace, out: Out, council: Council, there: UUID | None, moment: datetime
) -> int:
    """Found the town where there is none, and do the act."""
    from townmoot.opendata.enums import Format
    from townmoot.opendata.uploads import receive_council
    from townmoot.record import OPERATOR

    by = account_called(args.login).pk if args.login else None
    body = there or _found(args, out, council)
    got = receive_council(body, by, council, Format(args.what), moment)
    _tell_plan(got, out, whole=not args.organization)
    if got.upload is None:
        out.say(_("nothing changed; no entry was written"))
        out.tell(changed=False)
        return 0
    inputs = {"upload": got.upload, "sha256": got.sha256}
    out.progress(_("writing"), 0, 1)
    code = do("council.import", inputs, out, body, by or OPERATOR, dry=args.dry_run)
    out.progress(_("writing"), 1, 1)
    return code


def _read(args: argparse.Namespace, out: Out, since: datetime | None) -> Council:
    """Raises CommandFaultError where the source cannot be read at all."""
    from townmoot.opendata.reading.faults import Unreadable

    try:
        return _oparl(args, out, since) if args.what == "oparl" else _popolo(args)
    except Unreadable as error:
        raise CommandFaultError(str(error)) from error


def _oparl(args: argparse.Namespace, out: Out, since: datetime | None) -> Council:
    from townmoot.opendata.reading.faults import Faults
    from townmoot.opendata.reading.folder import Folder
    from townmoot.opendata.reading.oparl import read_oparl
    from townmoot.opendata.reading.web import Server

    faults = Faults()
    if args.file.startswith(("http://", "https://")):
        mark = since.isoformat(timespec="seconds") if since else ""
        return read_oparl(Server(args.file, faults, out.progress, only=args.of, since=mark))
    path = Path(args.file)
    if not path.is_dir():
        raise CommandFaultError(
            _("%(file)s is neither a folder nor a web address") % {"file": path}
        )
    return read_oparl(Folder(path, faults, out.progress, args.of))


def _popolo(args: argparse.Namespace) -> Council:
    from townmoot.opendata.reading.faults import Faults
    from townmoot.opendata.reading.popolo import read_popolo
    from townmoot.opendata.reading.text import parsed

    path, faults = Path(args.file), Faults()
    try:
        if path.stat().st_size > LARGEST:
            told = {"file": path, "limit": LARGEST >> 20}
            raise CommandFaultError(_("%(file)s is larger than %(limit)s MiB") % told)
        data = path.read_bytes()
    except OSError as error:
        told = {"file": path, "why": error.strerror}
        raise CommandFaultError(_("%(file)s cannot be read: %(why)s") % told) from error
    return read_popolo(parsed(data, path.name, faults), path.name, faults, only=args.organization)


def _tell_read(council: Council, out: Out) -> None:
    for fault in council.faults:
        out.say("  " + str(fault))
    out.say(_("faults in the source: %(n)s") % {"n": len(council.faults)})
    out.say(
        _("Phones, e-mail addresses and homes of persons are not read; neither are file contents.")
    )
    out.tell(
        read=council.counts(),
        faults=[
            {"thing": fault.thing, "field": fault.field, "code": fault.code, "told": str(fault)}
            for fault in council.faults
        ],
    )


def _tell_plan(got: ReceivedCouncil, out: Out, *, whole: bool) -> None:
    from townmoot.opendata.enums import Kind

    for fault in got.plan.faults:
        out.say("  " + str(fault))
    counts = got.plan.counts()
    words = {
        "new": _("new"),
        "changed": _("changed"),
        "withdrawn": _("withdrawn"),
        "unchanged": _("unchanged"),
    }
    for kind in Kind:
        told = [f"{n} {words[name]}" for name, n in counts[kind.value].items() if n]
        if told:
            out.say(f"  {kind.label}: {_(', ').join(told)}")
    if got.plan.missing and whole:
        words_of = _("no longer listed at the source, and kept: %(n)s")
        out.say(words_of % {"n": got.plan.missing})
    out.tell(counts=counts, missing=got.plan.missing)


def _found(args: argparse.Namespace, out: Out, council: Council) -> UUID:
    """Found a town that only records this council."""
    from townmoot.record import OPERATOR, ActError
    from townmoot.record.engine import perform
    from townmoot.record.models import new_id

    body = new_id()
    town = {
        "name": args.name or council.name or council.address,
        "kind": "council",
        "profile": PROFILE,
        "timezone": args.timezone or ZONES[args.what],
        "locale": args.locale,
    }
    try:
        perform("body.found", body=body, account=OPERATOR, inputs=town)
    except ActError as error:
        told = [f"{each['field']}: {each['reason']}" for each in error.as_json()["fields"]]
        raise CommandFaultError("; ".join(told) or str(error.reason)) from error
    out.say(_("%(name)s is founded as a recorded council: %(body)s") % {**town, "body": body})
    out.tell(body=body)
    return body
