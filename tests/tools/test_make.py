"""`make` explains itself, and the CI entry runs the suite."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text()


def printed(*words: str) -> str:
    """Return what make says it would do."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    done = subprocess.run(
        ["make", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("target", ["demo", "test", "dev", "lint", "bench", "tamper", "clean"])
def test_make_alone_names_each_target(target: str):
    assert re.search(rf"^  make {target} +\w", printed(), re.MULTILINE)


def test_every_target_people_make_is_explained():
    people = re.findall(r"^\.PHONY: (\w+)\n\1:.*$", MAKEFILE, re.MULTILINE)
    explained = re.findall(r"^(\w+):.*## ", MAKEFILE, re.MULTILINE)
    assert set(people) - set(explained) == {"packages", "messages"}


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("demo", "SERVE=0"), "--no-serve"),
        (("demo", "PORT=8123"), "--port 8123"),
        (("demo", "DATA=/x y"), "--data '/x y'"),
        (("bench", "ONLY=act"), "--only act"),
    ],
)
def test_a_variable_becomes_an_option(words: tuple[str, ...], option: str):
    assert option in printed("--dry-run", *words)


def test_ci_makes_the_tests():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text().splitlines()[-1] == "make test"


def test_an_old_or_missing_interpreter_is_said_plainly(tmp_path: Path):
    old = tmp_path / "python3.9"
    old.write_text('#!/bin/sh\ncase "$2" in *platform*) echo 3.9.2;; *) exit 1;; esac\n')
    old.chmod(0o755)
    tool = ROOT / "tools" / "make_venv.sh"
    for interpreter, words in ((str(old), "is 3.9.2"), ("no-such-python", "was not found")):
        done = subprocess.run(
            [tool, interpreter], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        assert words in done.stderr
