"""A function has at most 40 lines, a view 25, a file 300; exceptions by name, and ever fewer."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Collection, Iterator
from pathlib import Path

from tests.house.tables import walk
from tests.house.tree import SRC, parse, python_files, read_table, short

FUNCTION, VIEW, FILE = 40, 25, 300
EXCEPTIONS_AT_MOST = 0


def views() -> set[str]:
    """Return the house's views as path::function, and view classes as path::Class."""
    found = set()
    for _route, _name, view, _owner in walk():
        made = getattr(view, "view_class", inspect.unwrap(view))
        if made.__module__.startswith("townmoot."):
            path = made.__module__.removeprefix("townmoot.").replace(".", "/")
            found.add(f"{path}.py::{made.__name__}")
            found.add(f"{path}/__init__.py::{made.__name__}")
    return found


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Yield each function with the name of the class it stands in, else its own."""
    homes = {
        inner: outer.name
        for outer in ast.walk(tree)
        if isinstance(outer, ast.ClassDef)
        for inner in outer.body
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield homes.get(node, node.name), node


def too_long(
    tree: ast.Module, path: str, lines: int, answering: Collection[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield (name, complaint) for the file and each of its functions that is too long."""
    if lines > FILE:
        yield path, f"{lines} lines, at most {FILE}"
    for home, node in functions(tree):
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        limit = VIEW if f"{path}::{home}" in answering else FUNCTION
        if length > limit:
            yield f"{path}::{node.name}", f"{length} lines, at most {limit}"


VIEWS = views()


def all_too_long() -> dict[str, str]:
    found: dict[str, str] = {}
    for path in python_files():
        found.update(too_long(parse(path), short(path), count_lines(path), VIEWS))
    return found


def count_lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def exceptions() -> set[str]:
    return {row[0] for row in read_table("sizes.txt")}


def test_nothing_is_too_long_but_the_named_exceptions():
    assert {k: v for k, v in all_too_long().items() if k not in exceptions()} == {}


def test_each_exception_is_still_needed():
    assert exceptions() - all_too_long().keys() == set()


def test_the_exceptions_only_shrink():
    assert len(exceptions()) <= EXCEPTIONS_AT_MOST


def test_each_exception_has_a_reason():
    assert [row[0] for row in read_table("sizes.txt") if len(row) < 2 or not row[1]] == []


def test_scripts_and_styles_are_short_too():
    files = [*SRC.rglob("*.js"), *SRC.rglob("*.css")]
    long = {short(path): count_lines(path) for path in files if "vendor" not in path.parts}
    assert {path: lines for path, lines in long.items() if lines > 2 * FILE} == {}


def test_a_long_function_is_found():
    tree = ast.parse("def f():\n" + "    x = 1\n" * 40)
    assert dict(too_long(tree, "people/actions.py", 41)) == {
        "people/actions.py::f": "41 lines, at most 40"
    }


def test_a_long_view_is_found():
    tree = ast.parse("def f(request):\n" + "    x = 1\n" * 25)
    assert dict(too_long(tree, "web/clerk/views.py", 26, {"web/clerk/views.py::f"})) == {
        "web/clerk/views.py::f": "26 lines, at most 25"
    }


def test_a_long_method_of_a_view_is_found():
    tree = ast.parse("class V:\n    def get(self):\n" + "        x = 1\n" * 25)
    assert dict(too_long(tree, "web/x.py", 27, {"web/x.py::V"})) == {
        "web/x.py::get": "26 lines, at most 25"
    }


def test_the_views_of_the_house_are_known():
    assert "web/api/health.py::health" in VIEWS


def test_a_long_file_is_found():
    assert dict(too_long(ast.parse(""), "x.py", 301)) == {"x.py": "301 lines, at most 300"}
