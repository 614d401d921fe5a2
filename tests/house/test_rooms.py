"""Each domain app has the same rooms, so that whoever knows one knows all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.house.tree import DOMAIN, SRC, read_table, short

ROOMS = {
    "enums",
    "models",
    "queries",
    "permissions",
    "policies",
    "states",
    "actions",
    "publics",
    "followups",
    "apps",
    "migrations",
    "locale",
    "__init__",
}


def extras(names: Iterable[str]) -> set[str]:
    """Return those entries of an app's folder that are no room."""
    return {name for name in names if name.split(".")[0] not in ROOMS | {"__pycache__"}}


def all_extras() -> set[str]:
    folders = [SRC / app for app in DOMAIN if (SRC / app).is_dir()]
    return {
        short(folder / name)
        for folder in folders
        for name in extras(path.name for path in folder.iterdir())
    }


def named() -> set[str]:
    return {row[0] for row in read_table("rooms.txt")}


def test_a_domain_app_has_its_rooms_and_named_extras_only():
    assert all_extras() - named() == set()


def test_each_named_extra_is_there():
    assert named() - all_extras() == set()


def test_each_named_extra_has_a_reason():
    assert [row[0] for row in read_table("rooms.txt") if len(row) < 2 or not row[1]] == []


def test_a_room_is_a_file_or_a_package_not_both():
    both = [
        short(path)
        for app in DOMAIN
        for path in (SRC / app).glob("*.py")
        if path.with_suffix("").is_dir()
    ]
    assert both == []


def test_every_app_that_is_there_holds_something():
    empty = [
        path.name
        for path in SRC.iterdir()
        if path.is_dir() and path.name != "__pycache__" and not any(path.glob("[!_]*"))
    ]
    assert empty == []


@pytest.mark.parametrize("name", ["views.py", "forms.py", "templates", "services", "tasks.py"])
def test_what_is_no_room_is_named(name: str):
    assert extras([name, "models.py", "actions", "__init__.py"]) == {name}


def test_the_source_is_where_the_rules_look():
    assert (SRC / "record").is_dir()
    assert Path(__file__).name == "test_rooms.py"
