"""What most commands need first: Django set up, the database there, the town found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from townmoot.cli.faults import CommandFaultError

if TYPE_CHECKING:
    import argparse

    from townmoot.people.models import Account, Body


def set_up(*, new: bool = True) -> None:
    """Load Django and bring the database to the present schema.

    With `new` false, raises CommandFaultError where there is no database yet.
    """
    import django
    from django.conf import settings

    place = settings.DATABASES["default"]
    if not new and place["ENGINE"].endswith("sqlite3") and not Path(place["NAME"]).exists():
        words = f"there is no town in {settings.DATA}; name its folder in TOWNMOOT_DATA"
        raise CommandFaultError(words)
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def body_argument(parser: argparse.ArgumentParser) -> None:
    """--body: needed only where the database holds several towns."""
    parser.add_argument("--body", type=UUID, help="the town's id, where there are several")


def the_body(args: argparse.Namespace) -> Body:
    """The town that was named, or the only one. Raises CommandFaultError."""
    from townmoot.people.models import Body

    found = Body.objects.all() if args.body is None else Body.objects.filter(pk=args.body)
    bodies = list(found[:2])
    if not bodies:
        raise CommandFaultError("there is no such town here; `townmoot init` founds one")
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
