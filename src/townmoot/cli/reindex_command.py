"""townmoot reindex."""

from __future__ import annotations

import argparse

from townmoot.cli.ground import body_argument, set_up, the_body
from townmoot.cli.output import Out

HELP = "Make the index of what the public may find anew; it is kept in step by itself."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which town."""
    body_argument(parser)


def run(args: argparse.Namespace, out: Out) -> int:
    """Index and say how much there is."""
    set_up(new=False)
    from townmoot.search import index, kinds

    body = the_body(args)
    places = list(kinds())
    counts: dict[str, int] = {}

    def told(code: str, count: int) -> None:
        counts[code] = count
        out.progress(code, len(counts), len(places))

    index.rebuild(body.pk, told)
    out.say(f"{sum(counts.values())} documents of {body.name} can be found")
    out.tell(documents=counts, body=body.pk)
    return 0
