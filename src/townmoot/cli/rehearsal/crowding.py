"""What the deputies of a larger town do all at once: they come, listen, ask to speak, vote."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from townmoot.cli.rehearsal.crowd import Crowd
from townmoot.cli.rehearsal.plot import Step
from townmoot.cli.rehearsal.stage import Stage
from townmoot.cli.rehearsal.visitor import RefusedError

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


def speak(stage: Stage, step: Step) -> None:
    """Some ask to speak, all at once; the chair calls the first who stands on the list."""
    item = stage.named("item", f"{step.inputs['meeting']}/{step.inputs['item']}")
    asked: list[str] = []

    def ask(number: str) -> None:
        asked.append(stage.visitor(number).act("speakers.request", {"item": item})["request"])

    _all(step.inputs["numbers"], ask)
    speech = stage.act(step.by, "speech.call", request=asked[0])["speech"]
    stage.act(step.by, "speech.stop", speech=speech)
    stage.acts += len(asked)


def vote(stage: Stage, step: Step) -> None:
    """A vote of satisfaction by name: all cast a ballot at once, each is counted once."""
    from django.urls import reverse

    from townmoot.ballots.models import Poll, Question, Result

    context = stage.named("meeting", step.inputs["meeting"])
    item = stage.named("item", f"{step.inputs['meeting']}/{step.inputs['item']}")
    asked = {"context": context, "subject": item, "name": "对这项报告的满意度测评"}
    kind = {"kind": "named", "method": "assessment"}
    poll = stage.act(step.by, "poll.prepare", **asked, **kind)["poll"]
    stage.act(step.by, "poll.open", poll=poll)
    grade = Poll.objects.get(pk=poll).terms.grades[0]
    answers = {str(one.pk): grade for one in Question.objects.filter(poll=poll)}
    address = reverse("votes:token", args=[poll])
    _all(step.inputs["numbers"], lambda who: stage.visitor(who).cast(poll, address, answers))
    for act in ("poll.close", "poll.confirm", "poll.publish"):
        stage.act(step.by, act, poll=poll)
    counted, cast = Result.objects.get(poll=poll).ballots, len(step.inputs["numbers"])
    if counted != cast:
        raise RefusedError(f"{cast} ballots were accepted, {counted} are counted", code=1)


def leave(stage: Stage, step: Step) -> None:
    """Everybody heard everything, and goes."""
    from townmoot.live import marks

    if stage.crowd is not None:
        stage.crowd.leave(str(marks.here(stage.founding.body)))


CROWDING: dict[str, Callable[[Stage, Step], None]] = {
    "crowd.arrive": arrive,
    "crowd.leave": leave,
    "crowd.speak": speak,
    "crowd.vote": vote,
}
