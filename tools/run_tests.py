"""Lint and the whole suite on SQLite, then on PostgreSQL, then the coverage that is asked for.

What has nothing to do with our database, the browser's journeys first, runs once, on SQLite.
Counting lines makes a test twice as long, so that is done only where every line must be run.
Everything runs even when something before it failed; the last line gives the sums of both
runs, and the exit code says whether all of it held.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.check_coverage import FULL

ROOT = Path(__file__).resolve().parent.parent
WORKERS = "2"
UNCOUNTED = ("-p", "no:cov")
# Accounts, the record and its keeping are tested where people meet them.
COUNTED = (
    *(f"tests/{name}" for name in FULL),
    "tests/web/accounts",
    "tests/web/public/test_record.py",
    "tests/cli/test_keeping.py",
)


@dataclass(frozen=True)
class Counts:
    """How many tests passed, failed (errors among them) and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Return both runs together."""
        return Counts(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        """Return the closing line."""
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def read_counts(report: Path) -> Counts:
    """Read pytest's JUnit report; a run that wrote none counts as one failure."""
    if not report.exists():
        return Counts(failed=1)
    suites = ET.parse(report).getroot().iter("testsuite")  # noqa: S314 -- our own file
    total = Counts()
    for suite in suites:
        tests, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        total += Counts(tests - failed - skipped, failed, skipped)
    return total


def heading(words: str) -> None:
    """Print a heading that can be found again in a long log."""
    print(f"\n=== {words}", flush=True)


def pytest(report: Path, *extra: str, prefix: tuple[str, ...] = ()) -> int:
    """Run the suite once and return pytest's exit code."""
    environment = {**os.environ, "TOWNMOOT_RENDERED": str(report.parent)}
    command = [
        *((sys.executable, *prefix) if prefix else ()),
        *(sys.executable, "-m", "pytest", "-q", "-n", WORKERS, "--dist", "worksteal"),
        *(f"--junit-xml={report}", "--durations=8", *extra),
    ]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def step(words: str, *script: str) -> bool:
    """Run another tool under a heading; return whether it held."""
    heading(words)
    return subprocess.run([sys.executable, *script], cwd=ROOT, check=False).returncode == 0


def suite(folder: Path) -> tuple[bool, Counts]:
    """Run the suite on both databases; return whether all of it held, and the sums."""
    reports = [folder / f"{name}.xml" for name in ("binding", "others", "postgres")]
    subprocess.run([sys.executable, "-m", "coverage", "erase"], cwd=ROOT, check=True)
    os.environ.pop("DATABASE_URL", None)
    # Compiled code is kept: the suite starts our command some two hundred times.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    heading("Tests of what binds, on SQLite, line by line")
    codes = [pytest(reports[0], "--cov", "--cov-report=", *COUNTED)]
    heading("All other tests on SQLite")
    codes.append(pytest(reports[1], *UNCOUNTED, *(f"--ignore={name}" for name in COUNTED)))
    heading("Tests on PostgreSQL")
    once_more = ("-m", "not browser and not once")
    codes.append(pytest(reports[2], *UNCOUNTED, *once_more, prefix=("tools/with_postgres.py",)))
    return not any(codes), sum(map(read_counts, reports), Counts())


def lint_aside(said: Path) -> subprocess.Popen[bytes]:
    """Begin the lint, which leaves one core idle when it is alone; what it says is kept."""
    command = [sys.executable, "tools/lint.py"]
    with said.open("wb") as file:
        return subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT)


def main() -> int:
    """Return 0 when everything held, else 1."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="townmoot-tests-") as folder:
        said = Path(folder) / "lint.txt"
        linting = lint_aside(said)
        tests, counts = suite(Path(folder))
        lint = linting.wait() == 0
        heading("Lint")
        print(said.read_text(encoding="utf-8"), end="", flush=True)
        templates = step("Templates", "tools/check_templates.py", folder)
    coverage = step("Coverage", "tools/check_coverage.py")
    minutes, seconds = divmod(int(time.monotonic() - began), 60)
    heading(f"Both databases, in {minutes} min {seconds} s")
    results = {"lint": lint, "tests": tests, "templates": templates, "coverage": coverage}
    for name in (name for name, held in results.items() if not held):
        print(f"FAILED: {name}")
    print(counts, flush=True)
    return 0 if all(results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
