"""Handing out stored bytes, only ever through the thing on which they hang."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, HttpResponseNotModified

from townmoot.files import names, store, types
from townmoot.record import Actor, NotFound

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@dataclass(frozen=True)
class Hanging:
    """A file as it hangs on something that somebody may see; `public` when anybody may."""

    sha256: str
    file_name: str
    mime_type: str
    public: bool


Door = Callable[[Actor | None, UUID, UUID], Hanging | None]

_doors: dict[str, Door] = {}


def register(kind: str, door: Door) -> None:
    """Let files of a kind be asked for through `door(actor, body, thing)`; None is "no"."""
    _doors[kind] = door


def hanging(kind: str, actor: Actor | None, body: UUID, thing: UUID) -> Hanging:
    """The file that hangs on a thing, for somebody who may have it. Raises NotFound."""
    door = _doors.get(kind)
    found = door(actor, body, thing) if door else None
    if found is None:
        raise NotFound
    return found


def respond(request: HttpRequest, found: Hanging) -> HttpResponseBase:
    """The bytes as an answer that no browser takes for a page.

    Raises NotFound where they are no longer on disk.
    """
    etag = f'"{found.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        answer: HttpResponseBase = HttpResponseNotModified()
    else:
        answer = _whole(found)
    answer["ETag"] = etag
    answer["Cache-Control"] = _cache(found)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _whole(found: Hanging) -> FileResponse:
    kind = types.BY_MIME.get(found.mime_type)
    try:
        content = store.path_of(found.sha256).open("rb")
    except FileNotFoundError as error:
        raise NotFound from error
    safe = kind.mime_type if kind else "application/octet-stream"
    answer = FileResponse(content, content_type=safe)
    way = "inline" if kind and kind.shown else "attachment"
    name = names.normalise(found.file_name, kind.suffixes if kind else (".bin",))
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    answer["Content-Disposition"] = f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return answer


def _cache(found: Hanging) -> str:
    """Anybody may keep public bytes; all ask each time, since what hangs there may be withdrawn."""
    return "public, no-cache" if found.public else "private, no-cache"
