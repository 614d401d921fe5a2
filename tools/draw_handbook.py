"""Write the handbook's table of what can be done and by whom, in both languages, from the acts.

    tools/draw_handbook.py [--check]

Exit code 1 where a table is out of date and --check was asked.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import django
from django.utils import translation

ROOT = Path(__file__).resolve().parent.parent
HANDBOOK = ROOT / "docs" / "handbook"
WORDS = {
    "en": (
        "Who may do what",
        "Made from the code by `tools/draw_handbook.py`. Every line is tried with every role.",
        ("name", "roles", "in words"),
        "whoever runs the server",
    ),
    "zh-hans": (
        "谁可以办什么",
        "由 `tools/draw_handbook.py` 根据程序生成。每一行都用每一种角色试过。",
        ("名称", "角色", "说明"),
        "服务器管理者",
    ),
}
NAMES = {"en": "permissions.md", "zh-hans": "permissions.zh.md"}


def _ready() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "townmoot.config.settings")
    os.environ.setdefault("TOWNMOOT_DATA", tempfile.mkdtemp(prefix="townmoot-handbook-"))
    django.setup()


def table(language: str) -> str:
    """The table in one language; needs Django set up and messages compiled."""
    from townmoot.people.enums import Role  # noqa: PLC0415 -- needs Django set up
    from townmoot.record import ACTS, Operator  # noqa: PLC0415 -- likewise

    title, note, heads, operator = WORDS[language]
    lines = [f"# {title}", "", note, "", f"| {' | '.join(heads)} |", "|---|---|---|"]
    with translation.override(language):
        labels = {role.value: str(role.label) for role in Role} | {Operator.role: operator}
        for name, act in sorted(ACTS.items()):
            roles = ", ".join(labels[role] for role in sorted(act.permission.roles))
            lines.append(f"| `{name}` | {roles} | {act.permission.words} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write or check both tables."""
    _ready()
    stale = 0
    for language, name in NAMES.items():
        path, made = HANDBOOK / name, table(language)
        if "--check" in sys.argv:
            if not path.exists() or path.read_text("utf-8") != made:
                print(f"{path.name} is out of date; run tools/draw_handbook.py")
                stale = 1
        else:
            path.write_text(made, encoding="utf-8")
    return stale


if __name__ == "__main__":
    raise SystemExit(main())
