"""Taking over a real council, against parsing its JSON; and the whole command from nothing.

    python -m bench.oparl DUMP

is one measurement in a process of its own: what was read and written, alternated with parsing.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROUNDS = 3
ROOT = Path(__file__).resolve().parent.parent
DUMP = "oparl-huertgenwald.tar.zst"


def samples() -> Path:
    """The folder of real published files, as the tests find it."""
    named = os.environ.get("TOWNMOOT_SAMPLES")
    return Path(named) if named else ROOT.parent / "shared" / "samples"


def unpack(packed: Path, folder: Path) -> None:
    """Unpack the dump with zstd and tar."""
    with subprocess.Popen(["zstd", "-dc", packed], stdout=subprocess.PIPE) as unpacked:
        subprocess.run(["tar", "-x", "-C", folder], stdin=unpacked.stdout, check=True)


def parse(folder: Path) -> float:
    """Seconds of work to read and parse every file."""
    began = time.process_time()
    for path in folder.rglob("*.json"):
        with path.open("rb") as text:
            json.load(text)
    return time.process_time() - began


def take_over(folder: Path) -> float:
    """Seconds of work to read a council from a folder and take it over, until it is on disk."""
    from townmoot.cli.ground import set_up

    set_up()
    from townmoot.opendata.enums import Format
    from townmoot.opendata.reading.faults import Faults
    from townmoot.opendata.reading.folder import Folder
    from townmoot.opendata.reading.oparl import read_oparl
    from townmoot.opendata.uploads import receive_council
    from townmoot.record import OPERATOR, clock
    from townmoot.record.engine import perform
    from townmoot.record.models import new_id

    body = new_id()
    town = {"name": "Rat", "kind": "council", "profile": "council-record"}
    town |= {"timezone": "Europe/Berlin", "locale": "en"}
    perform("body.found", body=body, account=OPERATOR, inputs=town)
    began = time.process_time()
    council = read_oparl(Folder(folder, Faults(), lambda *_step: None))
    got = receive_council(body, None, council, Format.OPARL, clock.real_now())
    inputs = {"upload": got.upload, "sha256": got.sha256}
    perform("council.import", body=body, account=OPERATOR, inputs=inputs)
    return time.process_time() - began


def once(folder: Path) -> dict[str, float]:
    """Parsing, the import, parsing again; and the memory it took at most."""
    before = parse(folder)
    taken = take_over(folder)
    limit = (before + parse(folder)) / 2
    return {"ratio": taken / limit, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}


def alone(folder: Path, data: Path) -> dict[str, Any]:
    """One measurement in a process of its own, with a database of its own."""
    settings = {"DJANGO_SETTINGS_MODULE": "townmoot.config.settings", "TOWNMOOT_DATA": str(data)}
    done = subprocess.run(
        [sys.executable, "-m", "bench.oparl", str(folder)],
        env={**os.environ, **settings},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def command(folder: Path, data: Path) -> float:
    """Seconds of the whole command, from no database to a council that can be served."""
    began = time.perf_counter()
    words = ["import", "oparl", str(folder), "--found", "--data", str(data), "--json"]
    subprocess.run(
        [sys.executable, "-m", "townmoot.cli.main", *words], check=True, capture_output=True
    )
    return time.perf_counter() - began


def measure() -> Iterator[tuple[str, float, str, float, str]]:
    """Ratio to parsing, seconds of the command and memory; medians of rounds."""
    packed = samples() / DUMP
    if not packed.exists() or shutil.which("zstd") is None:
        print(f"oparl: not measured, {packed} or the zstd command is not here", flush=True)
        return
    with tempfile.TemporaryDirectory(prefix="townmoot-bench-") as place:
        dump = Path(place) / "dump"
        dump.mkdir()
        unpack(packed, dump)
        told = [alone(dump, Path(place) / f"data-{turn}") for turn in range(ROUNDS)]
        taken = command(dump, Path(place) / "command")
    yield "oparl-cost", round(statistics.median(one["ratio"] for one in told), 1), "x", 60, "lower"
    yield "oparl-time", round(taken, 1), "s", 20, "lower"
    yield "oparl-memory", round(max(one["memory"] for one in told) / 1024, 1), "MiB", 400, "lower"


if __name__ == "__main__":
    print(json.dumps(once(Path(sys.argv[1]))))
