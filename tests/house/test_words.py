"""Words that may not stand in certain rooms: other clocks, other doors to the tables, signals."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings

from tests.house.tree import CORE, SRC, parse, python_files, short

Finder = Callable[[ast.Module], Iterator[str]]

CLOCKS = {"now", "utcnow", "today", "localdate", "localtime", "fromtimestamp"}
CLOCK_OWNERS = {"timezone", "datetime", "date", "dt", "time"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "blinker")
JUNK = {"common", "utils", "util", "helpers", "misc", "shared", "tools"}


def last_name(node: ast.expr) -> str:
    """Return the last name of a dotted expression."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield (line, dotted name) of all that is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def other_clocks(tree: ast.Module) -> Iterator[str]:
    """Yield each reading of a clock other than the record's."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS:
            if last_name(node.value) in CLOCK_OWNERS:
                yield f"line {node.lineno}: {last_name(node.value)}.{node.attr}"
        elif isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield f"line {node.value.lineno}: {node.arg}"


def managers(tree: ast.Module) -> Iterator[str]:
    """Yield each direct use of a model's manager."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield f"line {node.lineno}: {last_name(node.value)}.{node.attr}"


def signals(tree: ast.Module) -> Iterator[str]:
    """Yield each import of a signal."""
    for line, name in imports(tree):
        if name.startswith(SIGNALS):
            yield f"line {line}: {name}"


def admin(tree: ast.Module) -> Iterator[str]:
    """Yield each import of Django's admin."""
    for line, name in imports(tree):
        if name.startswith("django.contrib.admin"):
            yield f"line {line}: {name}"


def asserts(tree: ast.Module) -> Iterator[str]:
    """Yield each assert: `python -O` would drop it."""
    yield from (f"line {n.lineno}: assert" for n in ast.walk(tree) if isinstance(n, ast.Assert))


def broken(find: Finder, *apps: str, but: frozenset[str] = frozenset()) -> dict[str, list[str]]:
    found = {
        short(path): list(find(parse(path)))
        for path in python_files(*apps)
        if short(path) not in but
    }
    return {path: complaints for path, complaints in found.items() if complaints}


def test_the_core_reads_no_clock_but_the_records():
    assert broken(other_clocks, *CORE, but=frozenset({"record/clock.py"})) == {}


def test_pages_reach_rows_only_through_queries():
    assert broken(managers, "web") == {}


def test_nothing_in_the_core_flow_reacts_through_signals():
    assert broken(signals, *(app for app in CORE if app != "record"), "web", "cli") == {}


def test_there_is_no_admin():
    assert broken(admin) == {}
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert list(SRC.rglob("admin.py")) == []


def test_no_assert_guards_anything():
    assert broken(asserts) == {}


def test_there_is_no_junk_drawer():
    names = [short(path) for path in SRC.rglob("*") if path.stem in JUNK]
    assert names == []


@pytest.mark.parametrize(
    ("find", "bad", "good"),
    [
        (other_clocks, "timezone.now()", "ctx.now"),
        (other_clocks, "django.utils.timezone.now()", "record.now()"),
        (other_clocks, "datetime.now(UTC)", "datetime.fromisoformat(x)"),
        (other_clocks, "date.today()", "today(zone)"),
        (other_clocks, "DateTimeField(default=timezone.now)", "DateTimeField(default=now)"),
        (other_clocks, "DateTimeField(auto_now=True)", "DateTimeField()"),
        (managers, "Meeting.objects.all()", "meetings_for(person)"),
        (managers, "Meeting._default_manager.all()", "person.objects_seen"),
        (signals, "from django.db.models.signals import post_save", "from record import follow"),
        (signals, "import django.dispatch", "import django.db"),
        (admin, "from django.contrib import admin", "from django.contrib import auth"),
        (asserts, "assert x", "x"),
    ],
)
def test_the_finder_tells_bad_from_good(find: Finder, bad: str, good: str):
    assert list(find(ast.parse(bad))) != []
    assert list(find(ast.parse(good))) == []
