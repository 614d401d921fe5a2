"""The static files that the floor's pages stand on, each with the hash of what it holds."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.templatetags.static import static

HOUSE = "townmoot/"
KINDS = {".css", ".js", ".svg", ".png"}
OWN = "townmoot/js/worker.js"  # which browsers fetch past every cache


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


@lru_cache(maxsize=1)
def files() -> dict[str, str]:
    """Address and hash of each; read once, since a running server's files do not change."""
    found = {}
    for finder in get_finders():
        for path, storage in finder.list([]):
            if path.startswith(HOUSE) and path != OWN and Path(path).suffix in KINDS:
                with storage.open(path) as file:
                    found[static(path)] = _hash(file.read())
    return dict(sorted(found.items()))


def source(path: str) -> str:
    """The text of a static file of ours."""
    for finder in get_finders():
        if there := finder.find(path):
            return Path(there).read_text()
    raise FileNotFoundError(path)
