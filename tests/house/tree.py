"""The files of the house, read once, and the lists that the rules speak of."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "townmoot"
HOUSE = ROOT / "tests" / "house"

# Apps whose rooms are fixed: a domain app has no views, forms or templates.
DOMAIN = ("people", "ballots", "meetings", "suggestions", "commitments", "rosters")
# Below the pages: legal time, acts and rules live here.
CORE = (*DOMAIN, "opendata", "live", "record", "rules", "figures", "files")


def short(path: Path) -> str:
    """Return the path as the house names it: from the package's folder."""
    return path.relative_to(SRC).as_posix()


def python_files(*apps: str) -> Iterator[Path]:
    """Yield the Python files of these apps (of all, when none is named); no migrations."""
    folders = [SRC / app for app in apps] if apps else [SRC]
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def web_files(*suffixes: str) -> Iterator[Path]:
    """Yield what is served or rendered: templates, style sheets, scripts, drawings."""
    for path in sorted(SRC.rglob("*")):
        if path.suffix in suffixes and {"templates", "static"} & set(path.parts):
            yield path


@cache
def parse(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(), filename=str(path))


def read_table(name: str) -> list[list[str]]:
    """Return the rows of a table in tests/house: columns by ` | `, `#` begins a comment line."""
    lines = (HOUSE / name).read_text().splitlines()
    rows = (line for line in lines if line.strip() and not line.startswith("#"))
    return [[cell.strip() for cell in row.split("|")] for row in rows]
