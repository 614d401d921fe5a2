"""`townmoot serve` with one piece instead of the pages': it changes with each act, and has a size.

    python -m bench.plain serve --port N

So the hub and the gateway are measured, with all that they do for a page, and not the page. In the
file that COMMITS names stands for each act when it was committed (nanoseconds, monotonic). With
PAGES in the environment the pages keep their pieces, and commits are noted all the same.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

MEETING = UUID(int=7)
PIECE = "agenda"
BYTES = 420
EVENT = "event: piece\ndata: {name}\ndata: {html}\n\n"
TEMPLATE = (
    '<section id="live-{{ name }}" class="agenda"><h2>{% if n %}{{ n }}. {% endif %}听取和审议'
    "镇人民政府工作报告</h2>{% for filler in fillers %}<i>{{ filler }}</i>{% endfor %}</section>"
)


def event(name: str, html: str) -> bytes:
    """The bytes of an event without its first line, `id:`."""
    return EVENT.format(name=name, html=html).encode()


def size_of_id(mark: str) -> int:
    """How many bytes the first line of an event has."""
    return len(f"id: {mark}\n")


def padding(mark: str, html: str) -> str:
    """What must be added to a piece for its event to have BYTES bytes."""
    return "x" * (BYTES - size_of_id(mark) - len(event(PIECE, html)))


def _put_our_piece() -> None:
    """Put our piece in the place of the pages'."""
    from django.template import engines

    from townmoot.live import Channel, News, Told, ports
    from townmoot.live.marks import here

    template = engines["django"].from_string(TEMPLATE)

    def routes(told: Told) -> Iterator[News]:
        yield News(MEETING, PIECE)

    def renders(channel: Channel, piece: str) -> str:
        mark = here(channel.body)
        words = {"name": piece, "n": mark.position, "fillers": [""]}
        words["fillers"] = [padding(str(mark), template.render(words))]
        return template.render(words)

    ports.routes(routes)
    ports.renders(renders)


def _note_commits(path: Path) -> None:
    from townmoot.record import ports as record

    def committed(body: UUID, position: int) -> None:
        with path.open("a") as out:
            out.write(f"{time.monotonic_ns()}\n")

    record.on_commit(committed)


def main() -> None:
    """Serve."""
    from townmoot.cli.ground import set_up

    set_up()
    if "PAGES" not in os.environ:
        _put_our_piece()
    _note_commits(Path(os.environ["COMMITS"]))
    from townmoot.cli.main import main as command

    sys.exit(command())


if __name__ == "__main__":
    main()
