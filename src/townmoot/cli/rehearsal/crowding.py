"""What the deputies of a larger town do all at once: they come, listen, ask to speak, vote."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from townmoot.cli.rehearsal.crowd import Crowd
from townmoot.cli.rehearsal.plot import Step
from townmoot.cli.rehearsal.stage import Stage

AT_ONCE = 8  # who are served at the same moment; all others wait at the door


def _all(numbers: Iterable[str], do: Callable[[str], object]) -> None:
    """Let each do something, several at once. Raises what went wrong for the first of them."""
    with ThreadPoolExecutor(AT_ONCE) as hands:
        for _done in hands.map(do, numbers):
            pass


def arrive(stage: Stage, step: Step) -> None:
    """Each signs in, scans the code of the hall, opens the meeting's page and listens."""
    from django.urls import reverse

    if stage.crowd is None:
        stage.crowd = Crowd(stage.base)
    crowd, code = stage.crowd, stage.code(step)
    page = reverse("floor:meeting", args=[stage.named("meeting", step.inputs["meeting"])])

    def come(number: str) -> None:
        visitor = stage.visitor(number)
        visitor.act("attendance.check_in", {"code": code})
        crowd.sit_down(visitor, page)

    _all(step.inputs["numbers"], come)
    stage.acts += len(step.inputs["numbers"])
    crowd.hush()


def leave(stage: Stage, step: Step) -> None:
    """Everybody heard everything, and goes."""
    from townmoot.live import marks

    if stage.crowd is not None:
        stage.crowd.leave(str(marks.here(stage.founding.body)))


CROWDING: dict[str, Callable[[Stage, Step], None]] = {
    "crowd.arrive": arrive,
    "crowd.leave": leave,
}
