"""What goes over a stream, as bytes: Server-Sent Events (HTML Living Standard, 9.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# Each of these is the last word of a stream; the page begins again with what it now knows.
BYE = b"event: bye\ndata: bye\n\n"  # the server stops: come back after a moment
RENEW = b"event: renew\ndata: renew\n\n"  # rights may have changed, or time is up: a new token
FRESH = b"event: fresh\ndata: fresh\n\n"  # no way on from there: fetch every piece anew

HELLO = b"retry: 2000\n\n"
BEAT = b":\n\n"


def piece(name: str, html: str) -> bytes:
    """A piece: its name in the first line, then the HTML of its element, or nothing."""
    lines = html.replace("\r\n", "\n").replace("\r", "\n").split("\n") if html else []
    told = "".join(f"data: {line}\n" for line in (name, *lines))
    return f"event: piece\n{told}\n".encode()


def numbered(epoch: int, upto: int, pieces: Sequence[tuple[int, bytes]]) -> bytes:
    """Pieces in the order of their positions as one text.

    Only the last of a position carries its mark: who breaks off before it asks for all of that
    position again. The very last carries `upto`, where the record stood when they were rendered.
    """
    told = []
    for index, (position, frame) in enumerate(pieces, 1):
        if index == len(pieces):
            told.append(place(epoch, upto))
        elif pieces[index][0] != position:
            told.append(place(epoch, position))
        told.append(frame)
    return b"".join(told)


def place(epoch: int, position: int) -> bytes:
    """The line by which a client learns where it stands."""
    return b"id: %d.%d\n" % (epoch, position)


def beat(epoch: int, position: int) -> bytes:
    """A sign of life that tells where the record stands; it makes no event."""
    return b":\n%b\n" % place(epoch, position)
