"""What most commands need first: Django set up, the database there, the town found."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from townmoot.cli.faults import CommandFaultError

if TYPE_CHECKING:
    import argparse

    from townmoot.people.models import Account, Body


def load() -> None:
    """Load Django. Raises CommandFaultError for settings that do not fit and an unusable folder."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CommandFaultError(str(error)) from error
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        words = f"the data folder cannot be used: {where}{error.strerror}"
        raise CommandFaultError(words) from error


def language_argument(parser: argparse.ArgumentParser) -> None:
    """--language: else what LC_ALL, LC_MESSAGES or LANG say."""
    parser.add_argument("--language", choices=("zh-hans", "en"), help="else that of the terminal")


def language_of(args: argparse.Namespace) -> str:
    """The language in which a command speaks: as asked, else Chinese where the terminal is."""
    if args.language:
        return str(args.language)
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh-hans" if next(filter(None, named), "").lower().startswith("zh") else "en"


def set_up(*, new: bool = True, opening: bool = True) -> None:
    """Load Django and bring the database to the present schema.

    With `new` false nothing is made: raises CommandFaultError where there is no database yet.
    Raises it too for settings that do not fit, a database that does not answer and, unless
    `opening` is false, a key that is missing: what reads or writes personal data needs it.
    """
    load()
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from townmoot.cli.schema import bring_up_to_date

    try:
        if not new and not _is_made():
            raise _no_town()
        bring_up_to_date()
        if opening:
            _check_keys()
    except ImproperlyConfigured as error:
        raise CommandFaultError(str(error)) from error
    except DatabaseError as error:
        raise CommandFaultError(f"the database in {_place()} cannot be used: {error}") from error


def _check_keys() -> None:
    """Raise CommandFaultError where the newest entry's private part does not open."""
    from townmoot.record.models import Entry
    from townmoot.record.sealed import Token

    told = Entry._default_manager.exclude(private=None).order_by("-id")
    newest = told.values_list("private", flat=True).first()
    if isinstance(newest, Token):
        raise CommandFaultError(str(newest.error))


def _place() -> str:
    from django.conf import settings

    database = settings.DATABASES["default"]
    return str(settings.DATA if database["ENGINE"].endswith("sqlite3") else database["NAME"])


def _is_made() -> bool:
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "sqlite" and not Path(settings.DATABASES["default"]["NAME"]).exists():
        return False
    return "record_head" in connection.introspection.table_names()


def _no_town() -> CommandFaultError:
    words = "`townmoot init NAME` founds one, TOWNMOOT_DATA or DATABASE_URL names another place"
    return CommandFaultError(f"there is no town in {_place()}: {words}")


def body_argument(parser: argparse.ArgumentParser) -> None:
    """--body: needed only where the database holds several towns."""
    parser.add_argument("--body", type=UUID, help="the town's id, where there are several")


def the_body(args: argparse.Namespace) -> Body:
    """The town that was named, or the only one. Raises CommandFaultError."""
    from townmoot.people.models import Body

    found = Body.objects.all() if args.body is None else Body.objects.filter(pk=args.body)
    bodies = list(found[:2])
    if not bodies and args.body is not None and Body.objects.exists():
        raise CommandFaultError(f"there is no town {args.body} in {_place()}")
    if not bodies:
        raise _no_town()
    if len(bodies) > 1:
        raise CommandFaultError("there are several towns here; name one with --body")
    return bodies[0]


def account_called(login: str) -> Account:
    """The account with that login. Raises CommandFaultError."""
    from townmoot.people.models import Account

    found = Account.objects.filter(login=login).first()
    if found is None:
        raise CommandFaultError(f"nobody signs in as {login!r} here")
    return found
