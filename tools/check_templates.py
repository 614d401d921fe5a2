"""Fail unless tests rendered each template in both languages; name those that they did not.

tools/check_templates.py FOLDER     (where the suite left what it rendered)
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

SRC = Path(__file__).resolve().parent.parent / "src" / "townmoot"
LANGUAGES = ("en", "zh")


def read(folder: Path) -> set[tuple[str, str]]:
    """Return each template, with its language, that any process of the suite rendered."""
    lists = (json.loads(path.read_text()) for path in folder.glob("*.json"))
    return {(origin, language) for seen in lists for origin, language in seen}


def never(templates: Iterable[Path], seen: set[tuple[str, str]]) -> list[str]:
    """Return each template and language in which it was never rendered."""
    return [
        f"{path.relative_to(SRC)}: never rendered in {language}"
        for path in sorted(templates)
        for language in LANGUAGES
        if (str(path), language) not in seen
    ]


def templates() -> list[Path]:
    """Return the templates of the house."""
    return [path for path in SRC.rglob("templates/**/*") if path.is_file()]


def main() -> int:
    """Return 0 when each template was rendered in both languages, else 1."""
    missing = never(templates(), read(Path(sys.argv[1])))
    print("\n".join(missing) or f"All {len(templates())} templates, in both languages")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
