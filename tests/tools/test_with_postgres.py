"""A PostgreSQL server of our own is there while the command runs, and gone afterwards."""

import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "with_postgres.py"
SHOW = "import os; print(os.environ['DATABASE_URL'])"
# Says where the server and its data are, then waits to be interrupted.
WAIT = (
    "import os, psycopg, time; url = os.environ['DATABASE_URL'];"
    "print(url, psycopg.connect(url).execute('show data_directory').fetchone()[0]);"
    "time.sleep(20)"
)

pytestmark = pytest.mark.once


def listening(url: str) -> bool:
    """Whether a server answers at the address of a DATABASE_URL."""
    place = urlsplit(url)
    with socket.socket() as door:
        return door.connect_ex((place.hostname, place.port)) == 0


def gone(url: str) -> bool:
    """Whether nothing answers there any more, at once or within ten seconds."""
    deadline = time.monotonic() + 10
    while listening(url) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not listening(url)


def test_a_command_runs_beside_a_server_that_is_gone_afterwards():
    ask = (
        "import os, psycopg; url = os.environ['DATABASE_URL'];"
        "print(url, psycopg.connect(url).execute('select 6 * 7').fetchone()[0])"
    )
    done = subprocess.run(
        [sys.executable, TOOL, sys.executable, "-c", ask],
        capture_output=True,
        text=True,
        check=True,
    )
    url, answer = done.stdout.split()
    assert answer == "42"
    assert not listening(url)


def test_the_exit_code_is_the_commands():
    command = [sys.executable, TOOL, sys.executable, "-c", f"{SHOW}; raise SystemExit(7)"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 7
    assert not listening(done.stdout.strip())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_an_interrupt_leaves_no_server(number: signal.Signals):
    command = [sys.executable, TOOL, sys.executable, "-u", "-c", WAIT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        url, data = running.stdout.readline().split()
        assert listening(url)
        running.send_signal(number)
        running.wait(20)
    assert gone(url)
    if number == signal.SIGKILL:  # nobody was left to remove the data
        shutil.rmtree(Path(data).parent)
    else:
        assert running.returncode == 130
        assert not Path(data).exists()
