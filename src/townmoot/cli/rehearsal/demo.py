"""The demonstration: the server, the player beside it, and what the page asks of the player."""

from __future__ import annotations

import argparse
import time
from contextlib import ExitStack, closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.ground import set_up
from townmoot.cli.output import Out
from townmoot.cli.rehearsal import beside
from townmoot.cli.rehearsal.running import server, usual_port

if TYPE_CHECKING:
    from townmoot.cli.rehearsal.player import Player
    from townmoot.cli.rehearsal.plot import Step
    from townmoot.web.demo.state import Phase

LOOK = 0.2


class _BeginAgain(Exception):
    """The page asks for a reset."""


@dataclass
class Show:
    """Tells the page where the player is, and does what the page asks."""

    player: Player
    say: dict[str, str]
    beside: dict[str, str]
    chapter: str = ""

    def watch(self, player: Player, step: Step) -> None:
        """Before each step: wait while paused, leave where a reset is asked for."""
        from townmoot.web.demo.state import Control, Phase, asked

        if step.say or step.chapter != self.chapter:
            self.say = step.say or self.say
            self.chapter = step.chapter
        self.tell(Phase.PLAYING, step)
        while asked() is not Control.RUN:
            if asked() is Control.RESET:
                raise _BeginAgain
            self.tell(Phase.PAUSED, step)
            time.sleep(LOOK)

    def tell(self, phase: Phase, step: Step, fault: str = "") -> None:
        """Write the progress file."""
        from townmoot.web.demo.state import Progress, write

        chapters = {one.id: one.say for one in self.player.plot.chapters}
        meetings = self.player.stage.names.get("meeting", {})
        told = [
            {
                "at": one.at.isoformat(timespec="minutes"),
                "meeting": meetings.get(str(one.inputs.get("meeting", "")), ""),
                **say,
            }
            for one, say in self.player.told
        ]
        write(
            Progress(
                phase=phase,
                done=self.player.done,
                total=len(self.player.plot.steps),
                at=step.at.isoformat(timespec="minutes"),
                chapter=chapters.get(step.chapter, {}),
                say=self.say,
                told=told,
                fault=fault,
                beside=self.beside,
                **self.player.plot.words,
            )
        )


def _wait(show: Show, phase: Phase) -> None:
    """Stay until the page asks for something else. Raises _BeginAgain."""
    from townmoot.web.demo.state import Control, ask, asked

    last = show.player.plot.steps[show.player.done - 1]
    show.tell(phase, last)
    ask(Control.PAUSE)
    while asked() is Control.PAUSE:
        time.sleep(LOOK)
    if asked() is Control.RESET:
        raise _BeginAgain


def _play(args: argparse.Namespace, out: Out, base: str, beside: dict[str, str]) -> None:
    from townmoot.cli.rehearsal.show import cast

    player = cast(args, base)
    with closing(player.stage):
        _perform(args, out, Show(player, player.plot.chapters[0].say, beside))


def _perform(args: argparse.Namespace, out: Out, show: Show) -> None:
    from townmoot.cli.rehearsal.table import verdict
    from townmoot.web.demo.state import Phase

    player = show.player
    player.pace = args.pace
    player.watch = show.watch
    try:
        if not player.play(until_pause=True):
            out.say("a meeting is in progress; the page can play it to its end")
            _wait(show, Phase.IN_SESSION)
            player.lenient = True
            player.play()
    except CommandFaultError as fault:
        out.problem(f"townmoot: {fault}")
        show.tell(Phase.FAILED, player.plot.steps[player.done], str(fault))
        _wait(show, Phase.FAILED)
        return
    verdict(player, out)
    _wait(show, Phase.DONE)


def demonstrate(args: argparse.Namespace, out: Out) -> int:
    """Serve, play, and begin again when asked, until interrupted."""
    set_up()
    if args.home:
        beside.stand_back()
    from townmoot.web.demo.state import Control, Progress, ask, write

    write(Progress())
    with ExitStack() as served:
        base = served.enter_context(server(args.port or usual_port(), TOWNMOOT_DEMO="1"))
        there = served.enter_context(beside.town(args, f"{base}/demo/"))
        out.say(f"\n  Townmoot 议事厅:  {base}/demo/")
        if there:
            out.say(f"  {there['en']}:  {there['url']}")
        out.say("\n  (stop with Ctrl-C)")
        while True:
            ask(Control.RUN)
            try:
                _play(args, out, base, there)
            except _BeginAgain:
                write(Progress())
                _empty()


def _empty() -> None:
    """Empty the demo's database, the only one that may be."""
    from django.core.management import call_command

    from townmoot.record import clock, guard

    if not clock.is_rehearsal():
        raise CommandFaultError("only a rehearsal's database may be emptied", code=1)
    with guard.writing("migrate"):
        call_command("flush", verbosity=0, interactive=False)
    clock.forget()
