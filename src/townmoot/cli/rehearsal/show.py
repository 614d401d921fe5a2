"""A whole rehearsal: stage set, server started, plot played, table printed."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

from townmoot.cli.ground import set_up
from townmoot.cli.output import Out
from townmoot.cli.rehearsal.running import free_port, running_at, server

if TYPE_CHECKING:
    from townmoot.cli.rehearsal.player import Player, Watch


def cast(args: argparse.Namespace, base: str) -> Player:
    """A founded town in the empty database, and a player who can begin.

    Raises CommandFaultError where the sample cannot be read or the database is in use.
    """
    from django.conf import settings

    from townmoot.cli.rehearsal import scale
    from townmoot.cli.rehearsal.founding import read_town
    from townmoot.cli.rehearsal.player import Player
    from townmoot.cli.rehearsal.plot import load
    from townmoot.cli.rehearsal.setting import found_town, open_stage

    town = read_town(args.folder)
    seats = town["body"]["seats"]
    wanted = args.deputies or seats
    numbers = [f"CT-{number:03}" for number in range(1, wanted + 1)]
    plot = load(
        args.folder, numbers, lambda told: scale.grow(told, seats, wanted, args.suggestions)
    )
    stage = open_stage(base, args.folder, found_town(town, plot))
    if wanted > seats:
        stage.roster = settings.DATA / "代表名册.csv"
        scale.roster(args.folder, stage.roster, wanted, args.seed)
    return Player(plot, stage)


def whole_rehearsal(args: argparse.Namespace, out: Out, watch: Watch, url: str = "") -> int:
    """Play to the end against a server of its own, or the one named; 0 where all held, else 1."""
    set_up()
    from townmoot.cli.rehearsal.setting import must_be_empty
    from townmoot.cli.rehearsal.table import verdict

    must_be_empty()
    own = server(free_port(), TOWNMOOT_DEMO="1") if not url else running_at(url)
    with own as base:
        player = cast(args, base)
        player.watch = watch
        with closing(player.stage):
            player.play()
        return verdict(player, out)
