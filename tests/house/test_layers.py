"""Imports go downwards only, between the apps and inside each; held by import-linter."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.tree import ROOT

LINT = Path(sys.executable).parent / "lint-imports"


def lint(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package in `folder`."""
    return subprocess.run(
        [str(LINT), "--no-cache", *options],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


def contracts() -> str:
    """Return the house's own contracts, for a tree made by a test."""
    text = (ROOT / "pyproject.toml").read_text()
    return "[tool.importlinter]" + text.split("[tool.importlinter]")[1].split("# ------")[0]


def make_tree(folder: Path, files: dict[str, str]) -> Path:
    """Write a small townmoot of the given files, with the house's contracts."""
    (folder / "pyproject.toml").write_text(contracts())
    apps = ("record", "rules", "people", "ballots", "meetings", "suggestions", "commitments", "web")
    modules = {f"{app}/__init__.py": "" for app in apps} | {"__init__.py": ""} | files
    for name, text in modules.items():
        path = folder / "src" / "townmoot" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_imports_go_downwards_only():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


def test_every_layer_of_the_design_is_in_the_contract():
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    assert [layer.strip("()") for layer in layers][:3] == ["config", "cli", "web"]
    assert layers[-1] == "(record)"


def test_a_tree_that_imports_downwards_passes(tmp_path: Path):
    tree = make_tree(tmp_path, {"people/models.py": "import townmoot.record\n"})
    done = lint(tree)
    assert done.returncode == 0, done.stdout


def test_an_import_upwards_is_named(tmp_path: Path):
    tree = make_tree(tmp_path, {"record/__init__.py": "import townmoot.people\n"})
    done = lint(tree)
    assert done.returncode == 1
    assert "townmoot.record is not allowed to import townmoot.people" in done.stdout


def test_a_model_that_imports_actions_is_named(tmp_path: Path):
    files = {
        "people/actions.py": "",
        "people/models.py": "from townmoot.people import actions\n",
    }
    done = lint(make_tree(tmp_path, files))
    assert done.returncode == 1
    assert "townmoot.people.models is not allowed to import townmoot.people.actions" in done.stdout


def test_an_app_outside_the_layers_is_named(tmp_path: Path):
    done = lint(make_tree(tmp_path, {"extra/__init__.py": ""}))
    assert done.returncode == 1
    assert "extra" in done.stdout
