"""Holding the town to what the plot says must be so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from townmoot.cli.rehearsal.plot import Plot, Step
    from townmoot.cli.rehearsal.stage import Stage


def unmet(stage: Stage, step: Step) -> list[str]:
    """What the step expected and the town does not show, in words."""
    expect = dict(step.expect)
    if "figure" in expect:
        return _figure(stage, expect.pop("figure"), expect)
    if step.verb == "meeting.open":
        return _presence(stage, step, expect)
    return []


def _figure(stage: Stage, key: str, expect: dict[str, Any]) -> list[str]:
    from townmoot import figures
    from townmoot.record import today_of

    body = stage.founding.body
    if figures.definition(key) is None:
        return [f"there is no figure {key}"]
    found = figures.figure(key, body, today_of(body))
    told = {"n": found.counted, "of": found.of, "no_answer": found.missing}
    wrong = {name: value for name, value in expect.items() if name in told and told[name] != value}
    return [f"{key} is {found.fraction}, not {wrong}"] if wrong else []


def _presence(stage: Stage, step: Step, expect: dict[str, Any]) -> list[str]:
    from townmoot.meetings import queries
    from townmoot.meetings.models import Meeting

    meeting = Meeting.objects.get(pk=UUID(stage.named("meeting", step.inputs["meeting"])))
    quorum = queries.quorum(meeting, step.at.date())
    told = {"present": quorum.present, "of": quorum.total, "quorum": quorum.needed}
    return [
        f"{step.verb}: {name} is {told[name]}, not {value}"
        for name, value in expect.items()
        if name in told and told[name] != value
    ]


def at_the_end(plot: Plot, stage: Stage) -> list[str]:
    """What the plot expects of the figures after the last step and does not find."""
    found: list[str] = []
    for key, expect in plot.expect.items():
        if isinstance(expect, dict):
            found += _figure(stage, key, expect)
    return found
