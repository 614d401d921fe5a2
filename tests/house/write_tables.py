"""Write acts.txt and urls.txt anew from the code: `python -m tests.house.write_tables`."""

from __future__ import annotations

import os

import django

from tests.house.tables import Rows
from tests.house.tree import HOUSE

ACTS_HEAD = """\
# Every act with who may do it, the relation that narrows it, and the app that owns it.
# act | roles | relation | owner
"""
URLS_HEAD = """\
# Every address with its name, who may ask for it, and the app that owns it.
# address | name | who | owner
"""


def write(name: str, head: str, rows: Rows) -> None:
    """Write a table under its heading."""
    lines = [" | ".join(row) for row in rows]
    (HOUSE / name).write_text(head + "\n".join(lines) + "\n")


def main() -> None:
    """Write both tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "townmoot.config.settings")
    django.setup()
    from tests.house.tables import act_rows, url_rows
    from townmoot.record import ACTS

    write("acts.txt", ACTS_HEAD, act_rows(ACTS.values()))
    write("urls.txt", URLS_HEAD, url_rows())


if __name__ == "__main__":
    main()
