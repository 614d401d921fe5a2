"""Alter one byte in a copy of the demo's public record, and see that verification names the entry.

    tools/tamper.py [--data FOLDER]        (the demo's folder; without a town there, one is played)

Exit code 0 when the true record holds and the altered copy is refused at the right entry.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TOWNMOOT = Path(sys.executable).parent / "townmoot"
SHOWN = 36


def townmoot(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    """Run the townmoot command on the demo's folder, as anybody would."""
    environment = {**os.environ, "TOWNMOOT_DATA": str(data)}
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [str(TOWNMOOT), *words],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if "--json" in words else None,
        text=True,
        check=False,
    )


def place_to_alter(lines: list[bytes]) -> tuple[int, int]:
    """Return line and column of a digit in the last public number, else in a commitment."""
    for pattern in (rb'\\"data\\":{[^}]*?\\":(\d)', rb'\\"commitment\\":\\"(\w)'):
        for number in range(len(lines) - 2, 0, -1):
            found = re.search(pattern, lines[number])
            if found:
                return number, found.start(1)
    raise SystemExit("The record has no entry yet.")


def alter(record: Path, copy: Path) -> int:
    """Write a copy with one byte altered, show both, and return the entry's position."""
    lines = record.read_bytes().splitlines(keepends=True)
    number, column = place_to_alter(lines)
    line = lines[number]
    changed = b"1" if line[column : column + 1] == b"0" else b"0"
    lines[number] = line[:column] + changed + line[column + 1 :]
    copy.write_bytes(b"".join(lines))
    position = int(json.loads(line)["position"])
    for words, text in (("was", line), ("now", lines[number])):
        around = text[max(0, column - SHOWN) : column + SHOWN].decode(errors="replace")
        print(f"  {words}: …{around}…")
    return position


def verify(file: Path, data: Path) -> dict[str, Any]:
    """Return the verdict of `townmoot verify`."""
    said = townmoot("verify", str(file), "--json", data=data)
    verdict: dict[str, Any] = json.loads(said.stdout)
    return verdict


def play(data: Path) -> None:
    """Play the demo to its end, where there is none yet."""
    if not (data / "demo.mark").exists():
        print("There is no demo town yet; one is played first …", flush=True)
        done = townmoot("demo", "--no-serve", "--alone", "--data", str(data), data=data)
        if done.returncode:
            raise SystemExit(done.stdout)


def compare(folder: Path, data: Path) -> bool:
    """Export, alter, verify both; return whether both verdicts are as they should be."""
    record, copy = folder / "record.jsonl", folder / "altered.jsonl"
    done = townmoot("export", str(record), data=data)
    if done.returncode:
        raise SystemExit("The demo's record could not be exported.")
    true = verify(record, data)
    print(f"The record: holds, {true['entries']} entries, root {true['root'][:16]}…")
    position = alter(record, copy)
    false = verify(copy, data)
    print(f"The altered copy: does not hold. Entry {false['position']}: {false['fault']}.")
    return true["holds"] and not false["holds"] and false["position"] == position


def main() -> int:
    """Return 0 when the alteration was found where it was made, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "var" / "demo")
    data = parser.parse_args().data.resolve()
    play(data)
    with tempfile.TemporaryDirectory(prefix="townmoot-tamper-") as folder:
        return 0 if compare(Path(folder), data) else 1


if __name__ == "__main__":
    sys.exit(main())
