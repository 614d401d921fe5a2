"""Requirements are locked by hash and name no host; every one that is asked for is locked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT

FOLDER = ROOT / "requirements"
LOCKS = sorted(FOLDER.glob("*.txt"))
FOREIGN = re.compile(r"://|^\s*(?:-i|-f|--[a-z-]*(?:url|index|links|host))\b|\s@\s")


def hosts(text: str) -> list[str]:
    """Return the lines that say where a package is to come from."""
    return [line for line in text.splitlines() if FOREIGN.search(line)]


def pins(text: str) -> dict[str, int]:
    """Return, for each pinned package, how many hashes it has."""
    found: dict[str, int] = {}
    name = ""
    for line in text.splitlines():
        start = re.match(r"([a-z0-9][a-z0-9._-]*)(?:\[[^]]*])?==", line)
        if start:
            name = start.group(1)
            found[name] = 0
        elif "--hash=sha256:" in line:
            found[name] += 1
    return found


def asked(text: str) -> set[str]:
    """Return the names that a .in file asks for."""
    names = (re.match(r"[A-Za-z0-9._-]+", line) for line in text.splitlines())
    return {name.group().lower() for name in names if name and not name.group().startswith("-")}


@pytest.mark.parametrize("path", [*LOCKS, *FOLDER.glob("*.in")], ids=lambda path: path.name)
def test_no_requirement_file_names_a_host(path: Path):
    assert hosts(path.read_text()) == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_each_pin_has_a_hash(path: Path):
    assert [name for name, count in pins(path.read_text()).items() if not count] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_all_that_is_asked_for_is_locked(path: Path):
    wanted = asked(path.with_suffix(".in").read_text())
    assert wanted - pins(path.read_text()).keys() == set()


def test_both_locks_agree():
    run, dev = ((FOLDER / f"{name}.txt").read_text() for name in ("run", "dev"))
    pinned = re.compile(r"^[a-z0-9][^ ]*==[^ ]+", re.MULTILINE)
    assert set(pinned.findall(run)) - set(pinned.findall(dev)) == set()


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example/simple",
        "-i packages.example",
        "--find-links wheels",
        "django @ file:///tmp/django.whl",
        "    # https://packages.example",
    ],
)
def test_a_line_that_names_a_host_is_found(line: str):
    assert hosts(f"django==5.2.19 \\\n    --hash=sha256:00\n{line}\n") == [line]


def test_a_pin_without_hash_is_found():
    assert pins("a==1 \\\n    --hash=sha256:00\nb==2\n") == {"a": 1, "b": 0}
