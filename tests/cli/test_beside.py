"""The second town of the demonstration ends with the first, and is named by it."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from townmoot.cli.rehearsal import beside

WAITS = """import time
from townmoot.cli.rehearsal import beside
beside.stand_back()
time.sleep(60)
"""


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.chdir(ROOT)


def told(folder: str, *, alone: bool = False, home: str = "") -> argparse.Namespace:
    return argparse.Namespace(folder=Path(folder), data=Path("/x"), alone=alone, home=home)


@pytest.mark.once
def test_only_the_first_of_the_two_starts_the_other(monkeypatch):
    ran = []
    done = subprocess.CompletedProcess([], 3)
    monkeypatch.setattr(beside.subprocess, "run", lambda command, **_: ran.append(command) or done)
    assert beside.played(told("samples/chengting")) == 3
    assert ran[0][-1] == "--no-serve"
    assert "/x/beside" in ran[0]
    for args in (
        told("samples/chengting", alone=True),
        told("samples/ashmoot"),
        told("samples/elsewhere"),
    ):
        assert beside.played(args) == 0
        with beside.town(args, "") as found:
            assert found == {}
    assert len(ran) == 1


@pytest.mark.once
def test_the_second_knows_the_way_back():
    with beside.town(told("samples/ashmoot", alone=True, home="http://h/demo/"), "") as found:
        assert found["url"] == "http://h/demo/"
        assert found["zh"].startswith("澄汀镇")


@pytest.mark.once
def test_the_second_ends_when_the_first_is_killed():
    process = subprocess.Popen(
        [sys.executable, "-c", WAITS], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(20) == -signal.SIGINT
