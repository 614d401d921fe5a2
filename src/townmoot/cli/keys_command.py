"""townmoot keys: the keys that seal personal data at rest."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.ground import load, set_up
from townmoot.cli.output import Out

HELP = "Make a key that seals personal data at rest; tell what is sealed; seal all of it anew."
GUARD_IT = "Keep a copy where the backups are not: without it nobody can read what it seals."


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and for `make` the file of keys."""
    parser.add_argument(
        "what",
        choices=("make", "status", "reseal"),
        help="make: put a new key first in FILE; status: how many values lie under which key; "
        "reseal: seal under the first key all that lies otherwise",
    )
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the file of keys")


def run(args: argparse.Namespace, out: Out) -> int:
    """Do what was asked."""
    load()
    if args.what == "make":
        if args.file is None:
            raise CommandFaultError("name the file: townmoot keys make /etc/townmoot/field.keys")
        return _make(args.file, out)
    set_up(new=False, opening=False)
    return _status(out) if args.what == "status" else _reseal(out)


def _make(path: Path, out: Out) -> int:
    """Earlier keys stay in the file, after the new one: they still open what they sealed."""
    from townmoot.record import keys

    fresh, key = path.with_name(f".{path.name}.{os.getpid()}"), keys.new_key()
    try:
        earlier = path.read_text() if path.exists() else ""
        number = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w") as file:
            file.write(f"{key}\n{earlier}")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except (OSError, UnicodeError) as error:
        raise CommandFaultError(f"{path} cannot be written: {error}") from error
    out.say(f"key {keys.name_of(key)} stands first in {path}")
    out.say(GUARD_IT)
    out.say(f"Start the server again with TOWNMOOT_FIELD_KEY_FILE={path.resolve()}")
    out.say("then seal what is there already:  townmoot keys reseal")
    out.tell(key=keys.name_of(key), file=path)
    return 0


def _status(out: Out) -> int:
    from townmoot.record import keys
    from townmoot.record.resealing import CLEAR, counts

    found, told = keys.ring(), counts()
    names = found.ciphers if found else {}
    for name in names:
        told.setdefault(name, 0)
    for name, count in sorted(told.items()):
        if name == CLEAR:
            out.say(f"in the clear  {count}")
            continue
        role = "seals" if found and name == found.first else "opens"
        out.say(f"key {name}  {count}  {role if name in names else 'MISSING'}")
    missing = sorted(set(told) - set(names) - {CLEAR})
    out.tell(first=found.first if found else None, values=dict(told), missing=missing)
    if missing:
        out.problem(f"townmoot: not configured: {', '.join(missing)}; what they seal is unreadable")
    return 1 if missing else 0


def _reseal(out: Out) -> int:
    from townmoot.record import keys
    from townmoot.record.resealing import reseal

    found = keys.ring()
    if found is None:
        raise CommandFaultError("no key is configured: `townmoot keys make FILE` makes one")
    done = reseal(out.progress)
    _clear_what_was_left()
    out.say(f"{done} rows sealed anew; all lie under the key {found.first}")
    out.tell(rows=done, key=found.first)
    return 0


def _clear_what_was_left() -> None:
    """Let the old values go from the database's free pages too. Raises CommandFaultError."""
    from django.db import DatabaseError, connection

    sqlite = ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
    try:
        with connection.cursor() as cursor:
            for statement in sqlite if connection.vendor == "sqlite" else ("VACUUM FULL",):
                cursor.execute(statement)
    except DatabaseError as error:
        words = "all is sealed, but old values may lie in free pages still; stop the server and "
        raise CommandFaultError(f"{words}call this again: {error}", code=1) from error
