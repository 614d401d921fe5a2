"""townmoot init: the database, the town and its first clerk."""

from __future__ import annotations

import argparse
import secrets
from datetime import date
from typing import TYPE_CHECKING, Any

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.ground import set_up
from townmoot.cli.output import Out

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.rules.founding import Founding, Standing

HELP = "Make the database and found a town, or a parish, with its first clerk."


def arguments(parser: argparse.ArgumentParser) -> None:
    """The town's name and rules."""
    parser.add_argument(
        "name", metavar="NAME", help="its name, such as 澄汀镇 or Ashmoot Parish Council"
    )
    parser.add_argument("--name-en", default="", help="its name in English")
    parser.add_argument("--profile", default="cn-township", help="procedure profile")
    parser.add_argument("--timezone", help="else that of the profile")
    parser.add_argument("--locale", choices=("zh-hans", "en"), help="else that of the profile")
    parser.add_argument("--clerk", default="clerk", help="login of the first clerk")


def _founding(key: str) -> Founding:
    """How a body of this kind begins. Raises CommandFaultError."""
    from townmoot.rules import NoProfile
    from townmoot.rules.library import find

    try:
        found = find(key, on=date(2899, 12, 31)).founding
    except NoProfile as error:
        raise CommandFaultError(str(error)) from error
    if found is None:
        raise CommandFaultError(f"a body cannot be founded by the profile {key}")
    return found


def _found(args: argparse.Namespace) -> tuple[UUID, str]:
    from townmoot.record.models import new_id

    body, founding = new_id(), _founding(args.profile)
    locale = args.locale or founding.locale
    town = {
        "name": args.name,
        "name_en": args.name_en or ("" if founding.locale.startswith("zh") else args.name),
        "kind": founding.kind,
        "profile": args.profile,
        "timezone": args.timezone or founding.timezone,
        "locale": locale,
    }
    _do(body, "body.found", town)
    desk: dict[str, Any] = {}
    for standing in founding.organizations:
        desk |= _stand(body, standing, locale)
    person = _do(body, "person.add", {"name": args.clerk})
    _do(body, "membership.begin", {**desk, **person})
    account = _do(body, "account.open", {**person, "login": args.clerk})
    return body, _password(account["account"])


def _stand(body: UUID, standing: Standing, locale: str) -> dict[str, Any]:
    """Add an organization with its posts; the clerk's place, where it has that post."""
    words = {"name": standing.label.in_(locale), "name_en": standing.label.en}
    home = _do(body, "organization.add", {**words, "kind": standing.kind})
    where, desk = {"organization": home["organization"]}, {}
    for post in standing.posts:
        named = {"name": post.label.in_(locale), "name_en": post.label.en, "duty": post.duty}
        made = _do(body, "post.add", {**where, **named})
        if post.duty == "clerk":
            desk = {**where, **made}
    return desk


def _password(account: str) -> str:
    from townmoot.people.models import Account

    password = secrets.token_urlsafe(12)
    found = Account.objects.get(pk=account)
    found.set_password(password)
    found.save(update_fields=["password"])
    return password


def _do(body: UUID, name: str, inputs: dict[str, Any]) -> dict[str, Any]:
    from townmoot.record import OPERATOR
    from townmoot.record.engine import perform

    return perform(name, body=body, account=OPERATOR, inputs=inputs).result


def run(args: argparse.Namespace, out: Out) -> int:
    """Found the town, all or nothing, and print the first clerk's password once."""
    set_up()
    from django.db import transaction

    from townmoot.people.models import Account, Body
    from townmoot.record import ActError

    if Body.objects.exists():
        raise CommandFaultError("a town is founded here already", code=1)
    if Account.objects.filter(login=args.clerk).exists():
        raise CommandFaultError(f"the login {args.clerk!r} is taken", code=1)
    try:
        with transaction.atomic():
            body, password = _found(args)
    except ActError as error:
        told = [f"{field['field']}: {field['reason']}" for field in error.as_json()["fields"]]
        raise CommandFaultError("; ".join(told) or str(error.reason)) from error
    out.say(f"{args.name} is founded: {body}")
    out.say(f"first clerk: {args.clerk}  password: {password}  (shown this once)")
    out.tell(body=body, clerk=args.clerk, password=password)
    return 0
