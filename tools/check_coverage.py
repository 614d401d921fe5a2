"""Fail unless every line and branch of the binding packages was run, by naming those that were not.

Reads what the tests of these packages left (`.coverage`): what is covered only
by a test of a page would go unnoticed when the page changes. A file may be let off
only by a line in EXCEPTIONS, with the reason; that list only shrinks.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FULL = (
    "record",
    "live",
    "rules",
    "people",
    "ballots",
    "meetings",
    "suggestions",
    "commitments",
    "figures",
    "files",
    "search",
    "opendata",
)
# "package/file.py": "reason"
EXCEPTIONS: dict[str, str] = {}


def spans(numbers: list[int]) -> str:
    """Return sorted line numbers with neighbours joined: 4, 7-9."""
    joined: list[list[int]] = []
    for number in numbers:
        if joined and joined[-1][-1] == number - 1:
            joined[-1][1:] = [number]
        else:
            joined.append([number])
    return ", ".join("-".join(map(str, span)) for span in joined)


def gaps(report: dict[str, Any], packages: tuple[str, ...] = FULL) -> dict[str, str]:
    """Return, for each file of `packages` below 100 %, the lines and branches never run."""
    found = {}
    for path, file in report["files"].items():
        inside = path.split("src/townmoot/", 1)[-1]
        lines = file.get("missing_lines", [])
        branches = [pair for pair in file.get("missing_branches", []) if pair[0] not in lines]
        if inside.split("/", 1)[0] in packages and (lines or branches):
            arrows = [f"{start}→{end}" for start, end in branches]
            found[inside] = ", ".join([spans(lines)] * bool(lines) + arrows)
    return found


def problems(report: dict[str, Any], exceptions: dict[str, str]) -> list[str]:
    """Return one sentence for each gap not let off and each exception no longer needed."""
    found = gaps(report)
    return [
        *(f"{path}: never run: {where}" for path, where in found.items() if path not in exceptions),
        *(f"{path}: is covered now; take its exception out" for path in exceptions.keys() - found),
    ]


def read_report() -> dict[str, Any]:
    """Return coverage's JSON report of what the run left."""
    coverage = [sys.executable, "-m", "coverage"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "coverage.json"
        subprocess.run([*coverage, "json", "--quiet", "-o", str(file)], cwd=ROOT, check=True)
        report: dict[str, Any] = json.loads(file.read_text())
    return report


def main() -> int:
    """Return 0 when the binding packages are covered, else 1."""
    report = read_report()
    found = problems(report, EXCEPTIONS)
    print("\n".join(found) or f"100 % of {', '.join(FULL)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
