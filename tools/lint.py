"""Style, types, layers, templates: run every check and close with the names of those that fail."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def commands() -> dict[str, list[str]]:
    """Return each check's command line by name; the templates only where there are any."""
    checks = {
        "ruff check": ["ruff", "check", "--quiet", "."],
        "ruff format": ["ruff", "format", "--quiet", "--diff", "."],
        "mypy": ["mypy", "--no-error-summary"],
        "lint-imports": ["lint-imports", "--no-cache"],
    }
    if any((ROOT / "src").rglob("templates/**/*.html")):
        checks["djlint"] = ["djlint", "src", "--lint", "--quiet"]
    return checks


def run(name: str, command: list[str]) -> bool:
    """Run one check quietly; on failure show what it said."""
    began = time.monotonic()
    done = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    word = "ok" if done.returncode == 0 else "FAILED"
    print(f"  {name:<14} {word}  {time.monotonic() - began:.1f} s", flush=True)
    if done.returncode:
        print(done.stdout, flush=True)
    return done.returncode == 0


def main() -> int:
    """Return 0 when every check holds, else 1."""
    checks = commands()
    with ThreadPoolExecutor(2) as two:
        held = dict(zip(checks, two.map(run, checks, checks.values()), strict=True))
    failed = [name for name in checks if not held[name]]
    if failed:
        print(f"Lint failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
