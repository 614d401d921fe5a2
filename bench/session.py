"""A whole year of the sample town with 2,000 simulated deputies: `townmoot rehearse`.

The added deputies come by eights, open the meeting's page, listen to its stream, ask to speak and
vote; everything else of the plot goes on. Any error, and anything the plot expects and does not
get, ends it with a code.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.stand import ROOT, environment

DEPUTIES = 2_000
SAMPLE = ROOT / "samples" / "chengting"
WORDS = {
    "session-faults": "a year with 2,000 deputies, what went wrong",
    "session-page": "the same, 99 of 100 pages are there within",
    "session-live": "the same, from the first who hears of something to the last, at most",
}


def measure() -> Iterator[tuple[str, float, str, float, str]]:
    """Play it once; what went wrong, and how long pages and live events took."""
    with tempfile.TemporaryDirectory(prefix="townmoot-bench-") as folder:
        data = Path(folder) / "town"
        words = ["rehearse", str(SAMPLE), "--deputies", str(DEPUTIES), "--data", str(data)]
        done = subprocess.run(
            [sys.executable, "-m", "townmoot.cli.main", *words, "--json"],
            env=environment(data),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
    told = json.loads(done.stdout.splitlines()[-1])
    if "page_p99" not in told:
        message = f"the rehearsal broke off: {told}"
        raise RuntimeError(message)
    for fault in told["unmet"]:
        print(f"session: {fault}", flush=True)
    words = [f"{told[name]} {name}" for name in ("acts", "pages", "told", "heard", "most")]
    print(f"session: {', '.join(words)}, {told['seconds']} s", flush=True)
    yield "session-faults", len(told["unmet"]), "", 0, "lower"
    yield "session-page", told["page_p99"], "s", 1, "lower"
    yield "session-live", told["slowest"], "s", 1, "lower"
