"""A folder of JSON files as a source: the pages of an OParl server, or one file a thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from townmoot.opendata.enums import Kind
from townmoot.opendata.reading.faults import Faults, Unreadable
from townmoot.opendata.reading.oparl import BODY, Told
from townmoot.opendata.reading.text import parsed
from townmoot.opendata.reading.values import Look, Raw

Progress = Callable[[str, int, int], None]

LISTS = {kind.label.lower(): kind for kind in Kind}
LARGEST_FILE = 64 * 1024 * 1024
MOST_FILES = 100_000


class Folder:
    """Every JSON file below a folder; links to elsewhere are not followed."""

    def __init__(self, path: Path, faults: Faults, progress: Progress, only: str = "") -> None:
        self.path, self.faults, self.progress, self.only = path, faults, progress, only
        self._by_id: dict[str, Raw] = {}

    def stream(self) -> Iterator[Told]:
        """The body, then all else. Raises Unreadable without files, or with several bodies."""
        told = list(self._documents())
        for look in self._looks(told):
            self._by_id.setdefault(look.id, look.raw)
        bodies = {look.id: look.raw for look in self._looks(told) if look.type() == "Body"}
        body = chosen(list(bodies.values()), self.only)
        yield BODY, body
        for hint, raw in told:
            other = raw.get("body") if isinstance(raw, dict) else None
            if len(bodies) == 1 or other in {None, body["id"]}:
                yield hint, raw

    def _looks(self, told: list[Told]) -> Iterator[Look]:
        looks = (Look(raw, self.faults) for _hint, raw in told if isinstance(raw, dict))
        return (look for look in looks if look.id)

    def find(self, address: str) -> Raw | None:
        """A thing by its id."""
        return self._by_id.get(address)

    def _files(self) -> list[Path]:
        try:
            found = sorted(
                path
                for path in self.path.rglob("*.json")
                if path.is_file() and not path.is_symlink()
            )
        except OSError as error:
            raise Unreadable(str(error)) from error
        if not found or len(found) > MOST_FILES:
            raise Unreadable(_("there are no JSON files in %(where)s") % {"where": self.path})
        return sorted(found, key=_in_order)

    def _documents(self) -> Iterator[Told]:
        files = self._files()
        for done, path in enumerate(files, 1):
            self.progress(_("reading"), done, len(files))
            if path.stat().st_size > LARGEST_FILE:
                raise Unreadable(_("%(where)s is too large") % {"where": path})
            document = parsed(path.read_bytes(), str(path.relative_to(self.path)), self.faults)
            if isinstance(document, dict) and isinstance(document.get("data"), list):
                hint = _list_kind(document, path)
                yield from ((hint, raw) for raw in document["data"])
            elif isinstance(document, dict) and isinstance(document.get("id"), str):
                yield "", document


def _in_order(path: Path) -> tuple[str, str, int]:
    """Pages in their order: meeting, meeting?page=2 … meeting?page=10."""
    page = re.search(r"(\d+)\D*$", path.stem)
    return str(path.parent), path.stem.split("?")[0], int(page[1][:9]) if page else 0


def _list_kind(page: Raw, path: Path) -> Kind | str:
    """What a page lists: by its own address, else by the name of its file."""
    links: Any = page.get("links")
    told = links.get("self") if isinstance(links, dict) else None
    last = urlsplit(told).path.rstrip("/").rsplit("/", 1)[-1] if isinstance(told, str) else ""
    names = (last.lower(), path.stem.split("?")[0].lower())
    return next((LISTS[name] for name in names if name in LISTS), "")


def chosen(bodies: list[Raw], only: str) -> Raw:
    """The body that was asked for, or the only one. Raises Unreadable naming those there are."""
    fitting = [body for body in bodies if not only or body.get("id") == only]
    if len(fitting) == 1:
        return fitting[0]
    if not bodies:
        raise Unreadable(_("there is no OParl body here"))
    named = "; ".join(f"{body.get('id')} ({body.get('name')})" for body in bodies)
    raise Unreadable(
        _("there are several bodies here; name one with --of: %(named)s") % {"named": named}
    )
