"""townmoot rehearse."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.output import Out

if TYPE_CHECKING:
    from townmoot.cli.rehearsal.player import Player, Watch
    from townmoot.cli.rehearsal.plot import Step

HELP = "Play a town's plot over HTTP, as its people, and say what happened."


def arguments(parser: argparse.ArgumentParser) -> None:
    """FOLDER and the scale."""
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="such as samples/chengting")
    parser.add_argument("--deputies", type=int, help="how many deputies (default: the sample's)")
    parser.add_argument("--suggestions", type=int, help="how many suggestions")
    parser.add_argument("--seed", type=int, default=1, help="the same seed plays the same")
    parser.add_argument("--data", type=Path, help="keep the town in this folder (must be empty)")
    parser.add_argument(
        "--url",
        help="play against the server at this address, which serves an empty town on this "
        "machine: the folder in --data or TOWNMOOT_DATA, or DATABASE_URL",
    )


def must_be_a_sample(folder: Path) -> None:
    """Raise CommandFaultError where there is no town to play, before anything is made or opened."""
    told = folder / "town.yaml"
    try:
        told.read_bytes()
    except OSError as error:
        raise CommandFaultError(f"{told} cannot be read: {error.strerror}") from error


def _served_data(args: argparse.Namespace) -> Path:
    """The folder that the server at --url serves."""
    if args.data:
        os.environ["TOWNMOOT_DATA"] = str(args.data)
    return Path(os.environ.get("TOWNMOOT_DATA", "var"))


def _prepare_data(args: argparse.Namespace) -> Path:
    data = args.data or Path(tempfile.mkdtemp(prefix="townmoot-rehearsal-"))
    data.mkdir(parents=True, exist_ok=True)
    if args.data and any(data.iterdir()):
        raise CommandFaultError(f"{data} is not empty; a rehearsal begins with nothing")
    os.environ["TOWNMOOT_DATA"] = str(data)
    return Path(data)


def shown_progress(out: Out) -> Watch:
    """A watch that counts the steps on the terminal."""

    def watch(player: Player, step: Step) -> None:
        out.progress(f"{step.at:%Y-%m-%d} {step.chapter}", player.done, len(player.plot.steps))

    return watch


def run(args: argparse.Namespace, out: Out) -> int:
    """Play to the end in a database of its own, print the table; 1 where something did not hold."""
    must_be_a_sample(args.folder)
    data = _served_data(args) if args.url else _prepare_data(args)
    from townmoot.cli.rehearsal.show import whole_rehearsal

    out.say(f"rehearsal of {args.folder} in {data}")
    return whole_rehearsal(args, out, shown_progress(out), args.url or "")
