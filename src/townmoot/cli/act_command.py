"""townmoot act: any act of the registry, by name."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.ground import account_called, body_argument, load, set_up, the_body
from townmoot.cli.output import Out

if TYPE_CHECKING:
    from townmoot.record import ActError

HELP = "Do one act by name; without a name, list them with who may."


def arguments(parser: argparse.ArgumentParser) -> None:
    """NAME, its inputs as key=value, who does it."""
    body_argument(parser)
    parser.add_argument("name", nargs="?", metavar="NAME", help="such as suggestion.accept")
    parser.add_argument("inputs", nargs="*", metavar="KEY=VALUE", help="VALUE as JSON or as text")
    parser.add_argument("--as", dest="login", help="login of who does it; else the operator")
    parser.add_argument("--act-id", type=UUID, help="the same id again changes nothing")


def read_inputs(pairs: list[str]) -> dict[str, Any]:
    """KEY=VALUE pairs as inputs. Raises CommandFaultError for a pair without =."""
    inputs: dict[str, Any] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals:
            raise CommandFaultError(f"{pair!r} is not KEY=VALUE")
        try:
            inputs[key] = json.loads(text)
        except ValueError:
            inputs[key] = text
    return inputs


def _list(out: Out) -> int:
    load()
    from townmoot.record import ACTS

    for name, act in sorted(ACTS.items()):
        out.say(f"{name:28} {act.summary}  [{', '.join(sorted(act.permission.roles))}]")
    out.tell(acts=sorted(ACTS))
    return 0


def _refused(error: ActError, out: Out) -> int:
    told = error.as_json()
    out.problem(f"{told['code']}: {told['reason']}")
    for field in told["fields"]:
        out.problem(f"  {field['field']}: {field['reason']}")
    return 1


def run(args: argparse.Namespace, out: Out) -> int:
    """Do the act, or list all."""
    if args.name is None:
        return _list(out)
    set_up(new=False)
    from townmoot.record import OPERATOR, ActError
    from townmoot.record.engine import perform

    account = account_called(args.login).pk if args.login else OPERATOR
    body = the_body(args).pk
    inputs = read_inputs(args.inputs)
    try:
        done = perform(args.name, body=body, account=account, inputs=inputs, act_id=args.act_id)
    except ActError as error:
        return _refused(error, out)
    out.say(f"done: entry {done.position} {json.dumps(done.result, ensure_ascii=False)}")
    out.tell(**vars(done))
    return 0
