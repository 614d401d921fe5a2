"""`make tamper` alters one byte of a copy, and verification names that entry."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.tamper import alter, place_to_alter

PUBLIC = rb'{"position":1,"envelope":"{\"public\":{\"data\":{\"present\":79}}}"}' + b"\n"
SEALED = rb'{"position":2,"envelope":"{\"commitment\":\"0f3a\"}"}' + b"\n"
HEAD, TAIL = b'{"townmoot":"record"}\n', b'{"size":2}\n'
TOOL = Path(__file__).parents[2] / "tools" / "tamper.py"


def test_a_public_number_is_altered_first():
    line, column = place_to_alter([HEAD, PUBLIC, SEALED, TAIL])
    assert (line, PUBLIC[column : column + 2]) == (1, b"79")


def test_without_a_public_number_a_commitment_is_altered():
    line, column = place_to_alter([HEAD, SEALED, TAIL])
    assert (line, SEALED[column : column + 4]) == (1, b"0f3a")


def test_an_empty_record_is_said():
    with pytest.raises(SystemExit, match="no entry"):
        place_to_alter([HEAD, TAIL])


def test_the_copy_differs_in_one_byte(tmp_path: Path):
    record, copy = tmp_path / "record", tmp_path / "copy"
    record.write_bytes(HEAD + SEALED + TAIL)
    assert alter(record, copy) == 2
    before, after = record.read_bytes(), copy.read_bytes()
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


@pytest.mark.once
def test_verification_names_the_entry_of_a_real_record(tmp_path: Path):
    data = tmp_path / "demo"
    data.mkdir()
    (data / "demo.mark").touch()
    environment = {**os.environ, "TOWNMOOT_DATA": str(data)}
    init = [Path(sys.executable).parent / "townmoot", "init", "澄汀镇"]
    subprocess.run(init, env=environment, capture_output=True, check=True)
    done = subprocess.run(
        [sys.executable, TOOL, "--data", data], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "The altered copy: does not hold. Entry 10" in done.stdout
