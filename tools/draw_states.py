"""Draw docs/states from the transition tables: what can follow on what, and by which act.

    tools/draw_states.py          writes the pages
    tools/draw_states.py --check  fails, naming each page that is not as the code would draw it

Each app's `states.TABLES` holds its tables as {name: {state: {act: next state}}}.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "states"
Table = Mapping[str, Mapping[str, str]]


def label(state: str) -> str:
    """Return a state's English name."""
    return str(getattr(state, "label", state))


def draw(table: Table) -> Iterator[str]:
    """Yield the lines of one diagram, in the order of the table."""
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield from (f'    state "{label(state)}" as {state!s}' for state in table)
    yield f"    [*] --> {next(iter(table))!s}"
    for state, acts in table.items():
        yield from (f"    {state!s} --> {target!s}: {act}" for act, target in acts.items())
        if not acts:
            yield f"    {state!s} --> [*]"
    yield "```"


def page(app: str, tables: Mapping[str, Table]) -> str:
    """Return an app's page."""
    lines = [
        f"# States of {app}",
        "",
        "Drawn from the code by `tools/draw_states.py`; not to be edited.",
    ]
    for name, table in tables.items():
        lines += ["", f"## {name}", "", *draw(table)]
    return "\n".join(lines) + "\n"


def pages() -> dict[Path, str]:
    """Return each page as the code draws it today."""
    found = {}
    for folder in sorted((ROOT / "src" / "townmoot").iterdir()):
        name = f"townmoot.{folder.name}.states"
        if (folder / "__init__.py").exists() and find_spec(name):
            found[PAGES / f"{folder.name}.md"] = page(folder.name, import_module(name).TABLES)
    return found


def drifted(drawn: Mapping[Path, str], folder: Path) -> list[str]:
    """Return the names of pages that are missing, differ or are drawn from nothing."""
    wrong = [path for path, text in drawn.items() if not path.exists() or path.read_text() != text]
    return sorted(path.name for path in {*wrong, *(set(folder.glob("*.md")) - drawn.keys())})


def main() -> int:
    """Write the pages, or with --check return 1 where one has drifted."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "townmoot.config.settings")
    django.setup()
    drawn = pages()
    if "--check" in sys.argv[1:]:
        print("\n".join(drifted(drawn, PAGES)))
        return 1 if drifted(drawn, PAGES) else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    for path, text in drawn.items():
        path.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
