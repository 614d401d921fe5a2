"""townmoot verify: needs neither the server nor its database."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from townmoot.ballots.secret.recounting import recounted
from townmoot.cli.faults import CommandFaultError
from townmoot.cli.output import Out
from townmoot.record.verify import Verdict, verify_lines
from townmoot.rules.library import NoProfile, find
from townmoot.suggestions.recount import recount

HELP = "Verify an exported record; names the first entry that does not fit."


def arguments(parser: argparse.ArgumentParser) -> None:
    """FILE and, if it was published elsewhere, the root it must end in."""
    parser.add_argument("file", metavar="FILE", help="what `townmoot export` wrote")
    parser.add_argument("--day", type=date.fromisoformat, help="count the rates as of this day")
    parser.add_argument("--root", default="", help="the root published elsewhere, in hex")


def judge(path: Path, root: str = "") -> Verdict:
    """The verdict on a file. Raises CommandFaultError where it cannot be read."""
    try:
        with path.open(encoding="utf-8", errors="surrogateescape") as file:
            return verify_lines(file, root=root)
    except OSError as error:
        raise CommandFaultError(f"{path} cannot be read: {error.strerror}") from error


def run(args: argparse.Namespace, out: Out) -> int:
    """Verify and say what was found; exit code 1 where an entry does not fit."""
    verdict = judge(Path(args.file), args.root)
    out.tell(
        holds=verdict.holds,
        body=verdict.body,
        entries=verdict.size,
        root=verdict.root,
        fault=verdict.fault,
        position=verdict.fault_position,
    )
    if not verdict.holds:
        at = f"entry {verdict.fault_position}: " if verdict.fault_position else ""
        out.problem(f"DOES NOT HOLD — {at}{verdict.fault}")
        return 1
    out.say(f"holds: {verdict.size} entries, every one in its place")
    out.say(f"root:  {verdict.root}")
    _count_again(verdict, args.day, out)
    return _lists_again(verdict, out)


def _lists_again(verdict: Verdict, out: Out) -> int:
    """The published lists of secret ballots; 1 where one does not give the counts told."""
    votes = list(recounted(verdict.public))
    for vote in votes:
        line = f"vote {vote.poll}: {vote.ballots} published ballots counted again"
        if vote.fits:
            out.say(f"{line}: as announced")
        else:
            out.problem(f"{line}: NOT AS ANNOUNCED in entry {vote.position}")
    out.tell(lists={vote.poll: vote.fits for vote in votes})
    return 0 if all(vote.fits for vote in votes) else 1


def _phone_counts(entries: list[dict[str, Any]], day: date, out: Out) -> bool:
    """Whether a call counts as meeting, after the profile that the entries name for the day."""
    chosen: str = ""
    for entry in entries:
        if entry["act"] == "profile.choose":
            told = entry["data"]
            if not chosen or date.fromisoformat(told["valid_from"]) <= day:
                chosen = told["profile"]
    try:
        profile = find(chosen, on=day)
    except NoProfile:
        named = chosen or "that the entries name"
        out.say(
            f"the profile {named} is not known here: telephone calls are not counted as meeting"
        )
        return False
    return profile.has_module("suggestions") and bool(
        profile.suggestions.phone_counts_as_contact.value
    )


def _count_again(verdict: Verdict, day: date | None, out: Out) -> None:
    """The rates that follow from the public entries alone."""
    if not verdict.public:
        return
    last = day or date.fromisoformat(verdict.public[-1]["at"][:10])
    counted = recount(verdict.public, last, phone=_phone_counts(verdict.public, last, out))
    out.say(f"counted from these entries alone, as of {last}:")
    for name, (n, of) in counted.rates.items():
        out.say(f"  {name:<28} {n}/{of}")
    out.tell(day=last, rates={name: f"{n}/{of}" for name, (n, of) in counted.rates.items()})
