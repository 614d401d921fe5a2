"""Playing a plot from step to step, and what is told at the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.rehearsal import plain
from townmoot.cli.rehearsal.expect import unmet
from townmoot.cli.rehearsal.plot import Plot, Step
from townmoot.cli.rehearsal.setting import import_roster
from townmoot.cli.rehearsal.stage import Stage
from townmoot.cli.rehearsal.verbs import VERBS
from townmoot.cli.rehearsal.visitor import RefusedError

Watch = Callable[["Player", Step], None]
ALREADY = frozenset({"town.found"})


@dataclass
class Player:
    """Plays the steps in order; `watch` is called before each and may wait or stop."""

    plot: Plot
    stage: Stage
    pace: float = 0.0
    watch: Watch | None = None
    done: int = 0
    told: list[tuple[Step, dict[str, str]]] = field(default_factory=list)
    unmet: list[str] = field(default_factory=list)
    lenient: bool = False
    passed_over: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def play(self, *, until_pause: bool = False) -> bool:
        """Play on to the end, or to the step that pauses. True where the plot is at its end.

        Raises CommandFaultError where the server refuses a step.
        """
        started = time.monotonic()
        while self.done < len(self.plot.steps):
            step = self.plot.steps[self.done]
            if self.watch is not None:
                self.watch(self, step)
            self._one(step)
            self.done += 1
            if step.pause and until_pause:
                break
        self.seconds += time.monotonic() - started
        return self.done == len(self.plot.steps)

    def _one(self, step: Step) -> None:
        try:
            if step.verb not in ALREADY:
                self._at(step)
        except RefusedError as refusal:
            self._refused(step, refusal)
            return
        except CommandFaultError as fault:
            words = f"{step.at:%Y-%m-%d %H:%M} {step.verb}: {fault}"
            raise CommandFaultError(words, code=fault.code) from fault
        if step.say:
            self.told.append((step, step.say))
            time.sleep(self.pace)

    def _refused(self, step: Step, refusal: RefusedError) -> None:
        """A refusal ends a rehearsal; once others act too, what they have done is passed over."""
        words = f"{step.at:%Y-%m-%d %H:%M} {step.verb}: {refusal}"
        if not self.lenient:
            raise CommandFaultError(words, code=refusal.code) from refusal
        self.passed_over.append(words)

    def _at(self, step: Step) -> None:
        self.stage.clock(step.at)
        if self.plot.plain:
            plain.play(self.stage, step)
        elif step.verb == "import.roster":
            import_roster(self.stage, step)
        else:
            self.stage.play(step, VERBS)
        self.unmet += unmet(self.stage, step)

    def facts(self) -> dict[str, Any]:
        """What was done, for the table at the end."""
        return {
            "steps": self.done,
            "acts": self.stage.acts,
            "people": len(self.stage.visitors),
            "seconds": round(self.seconds, 1),
            **self.stage.times.facts(),
        }
