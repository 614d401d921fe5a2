"""A plain plot: every step is an act with its own inputs, as samples/ashmoot/README.md says.

`as` (with `key`, where it is not the noun of the act) names what an act made; `@name` in an input
stands for it afterwards, and for a person or an organization of town.yaml from the beginning.
`with` holds inputs whose names the plot keeps for itself, such as `at`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from townmoot.cli.faults import CommandFaultError

if TYPE_CHECKING:
    from townmoot.cli.rehearsal.plot import Step
    from townmoot.cli.rehearsal.stage import Stage

KIND = "plain"
MORE = "with"
NAMING = ("as", "key", MORE)
BALLOT = "ballot.cast"


def play(stage: Stage, step: Step) -> None:
    """Do one step. Raises CommandFaultError for a name that is not there yet."""
    if step.verb == BALLOT:
        _cast(stage, step)
        return
    told = {k: v for k, v in step.inputs.items() if k not in NAMING} | step.inputs.get(MORE, {})
    inputs = {key: _value(stage, step, value) for key, value in told.items()}
    result = stage.act(step.by, step.verb, **inputs)
    if "as" in step.inputs:
        key = step.inputs.get("key") or step.verb.partition(".")[0]
        stage.name(KIND, step.inputs["as"], result[key])


def _value(stage: Stage, step: Step, given: Any) -> Any:
    if isinstance(given, list):
        return [_value(stage, step, one) for one in given]
    if isinstance(given, str) and given.startswith("@"):
        return _named(stage, given[1:])
    if isinstance(given, datetime):
        zone = step.at.tzinfo
        return given.replace(tzinfo=zone if isinstance(zone, ZoneInfo) else None).isoformat()
    return given.isoformat() if isinstance(given, date) else given


def _named(stage: Stage, name: str) -> str:
    for kind in (KIND, "person", "organization"):
        if name in stage.names.get(kind, {}):
            return stage.named(kind, name)
    raise CommandFaultError(f"the plot speaks of @{name} before it is there")


def _cast(stage: Stage, step: Step) -> None:
    """A member votes on the one question of a poll: `poll`, and the `answer`."""
    from townmoot.ballots.models import Question

    poll = _value(stage, step, step.inputs["poll"])
    question = Question.objects.get(poll=poll)
    stage.cast(step.by, poll, {str(question.pk): step.inputs["answer"]})
