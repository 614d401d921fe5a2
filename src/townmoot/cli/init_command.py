"""townmoot init: the database, the town and its first clerk."""

from __future__ import annotations

import argparse
import secrets
from typing import TYPE_CHECKING, Any

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.ground import set_up
from townmoot.cli.output import Out

if TYPE_CHECKING:
    from uuid import UUID

# What every township has, and what its lists and meetings need.
STANDING = {"congress": "人民代表大会", "presidium": "人大主席团", "government": "人民政府"}
HELP = "Make the database and found a town with its first clerk."


def arguments(parser: argparse.ArgumentParser) -> None:
    """The town's name and rules."""
    parser.add_argument("name", metavar="NAME", help="the town's name, such as 澄汀镇")
    parser.add_argument("--name-en", default="", help="its name in English")
    parser.add_argument("--profile", default="cn-township", help="procedure profile")
    parser.add_argument("--timezone", default="Asia/Shanghai")
    parser.add_argument("--locale", default="zh-hans", choices=("zh-hans", "en"))
    parser.add_argument("--clerk", default="clerk", help="login of the first clerk")


def _found(args: argparse.Namespace) -> tuple[UUID, str]:
    from townmoot.record.models import new_id

    body = new_id()
    town = {
        "name": args.name,
        "name_en": args.name_en,
        "kind": "township",
        "profile": args.profile,
        "timezone": args.timezone,
        "locale": args.locale,
    }
    _do(body, "body.found", town)
    for kind, name in STANDING.items():
        _do(body, "organization.add", {"name": name, "kind": kind})
    office = _do(body, "organization.add", {"name": "人大办公室", "kind": "assembly_office"})
    where = {"organization": office["organization"]}
    post = _do(body, "post.add", {**where, "name": "人大办工作人员", "duty": "clerk"})
    person = _do(body, "person.add", {"name": args.clerk})
    _do(body, "membership.begin", {**where, **post, **person})
    account = _do(body, "account.open", {**person, "login": args.clerk})
    return body, _password(account["account"])


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
