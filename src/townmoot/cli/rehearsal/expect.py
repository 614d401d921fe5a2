"""Holding the town to what the plot says must be so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.cli.faults import CommandFaultError

if TYPE_CHECKING:
    from townmoot.cli.rehearsal.plot import Plot, Step
    from townmoot.cli.rehearsal.stage import Stage
    from townmoot.meetings.models import Meeting


def unmet(stage: Stage, step: Step) -> list[str]:
    """What the step expected and the town does not show, in words.

    Raises CommandFaultError for an expectation that nobody can look up.
    """
    if not step.expect:
        return []
    if "figure" in step.expect:
        figure = step.expect["figure"]
        return _figure(stage, figure, {k: v for k, v in step.expect.items() if k != "figure"})
    look = LOOKS.get(step.verb)
    return _compared(step.verb, step.expect, look(stage, step) if look else {})


def at_the_end(plot: Plot, stage: Stage) -> list[str]:
    """What the plot expects after the last step and does not find."""
    found: list[str] = []
    counts = {key: value for key, value in plot.expect.items() if not isinstance(value, dict)}
    for key, expect in plot.expect.items():
        if key not in counts:
            found += _figure(stage, key, expect)
    return found + _compared("at the end", counts, _left(stage))


def _compared(what: str, expect: dict[str, Any], told: dict[str, Any]) -> list[str]:
    unknown = sorted(expect.keys() - told.keys())
    if unknown:
        raise CommandFaultError(f"{what}: the plot expects {', '.join(unknown)}: unknown")
    return [
        f"{what}: {name} is {told[name]}, not {value}"
        for name, value in expect.items()
        if told[name] != value
    ]


def _figure(stage: Stage, key: str, expect: dict[str, Any]) -> list[str]:
    from townmoot import figures
    from townmoot.record import today_of

    body = stage.founding.body
    day = today_of(body)
    if figures.definition(key) is None:
        raise CommandFaultError(f"the plot expects of {key}: there is no such figure")
    found = figures.figure(key, body, day)
    told = {"n": found.counted, "of": found.of, "no_answer": found.missing}
    if figures.definition(f"{key}_basically"):
        told["basically"] = figures.figure(f"{key}_basically", body, day).counted
        told["dissatisfied"] = found.of - figures.figure(f"{key}_broad", body, day).counted
    return _compared(key, expect, told)


def _meeting(stage: Stage, step: Step) -> Meeting:
    from townmoot.meetings.models import Meeting

    return Meeting.objects.get(pk=UUID(stage.named("meeting", step.inputs["meeting"])))


def _roster(stage: Stage, step: Step) -> dict[str, Any]:
    from townmoot.people import queries
    from townmoot.people.enums import OrganizationKind

    day, body = step.at.date(), stage.founding.body
    groups = queries.organizations(body, day).filter(kind=OrganizationKind.GROUP)
    return {"deputies": len(stage.seats()), "groups": groups.count()}


def _presence(stage: Stage, step: Step) -> dict[str, Any]:
    from townmoot.meetings import queries

    meeting = _meeting(stage, step)
    quorum = queries.quorum(meeting, step.at.date())
    halls = {str(each.venue.pk): each.present for each in queries.tally(meeting).venues}
    named = {
        name.partition("/")[2]: halls[venue]
        for name, venue in stage.names["venue"].items()
        if venue in halls
    }
    told = {"present": quorum.present, "of": quorum.total, "quorum": quorum.needed}
    return {**told, "by_venue": {name: count for name, count in named.items() if count}}


def _adoption(stage: Stage, step: Step) -> dict[str, Any]:
    from townmoot.meetings import queries
    from townmoot.meetings.enums import AgendaState

    meeting = _meeting(stage, step)
    last = meeting.agenda_steps.last()
    return {
        "needed": last.needed if last else None,
        "of": queries.quorum(meeting, step.at.date()).total,
        "adopted": queries.agenda_state(meeting) == AgendaState.ADOPTED,
    }


def _decision(stage: Stage, step: Step) -> dict[str, Any]:
    from townmoot.meetings.models import ItemDecision

    item = stage.named("item", f"{step.inputs['meeting']}/{step.inputs['item']}")
    made = ItemDecision.objects.get(item=UUID(item))
    return {"needed": made.needed, "of": made.base, "adopted": made.carried}


def _award(stage: Stage, step: Step) -> dict[str, Any]:
    from townmoot.meetings import queries
    from townmoot.meetings.models import Award

    item = stage.named("item", f"{step.inputs['meeting']}/{step.inputs['item']}")
    count = queries.award_tally(Award.objects.get(item=UUID(item)))
    return {
        "total": count.total,
        "on_stage": count.listed,
        "presented": count.presented,
        "branch": count.branch,
        "left": count.left,
    }


def _said(stage: Stage, step: Step) -> dict[str, Any]:
    from townmoot.commitments.queries import public_tasks, said_for

    body, meeting = stage.founding.body, _meeting(stage, step)
    said, areas = said_for(None, body, meeting.pk)
    return {
        "requirements": [len(one.requirements) for one in said],
        "areas": len(areas),
        "tasks": len(public_tasks(body, step.at.date(), meeting=meeting)),
    }


def _left(stage: Stage) -> dict[str, Any]:
    from townmoot.meetings.models import Opinion
    from townmoot.suggestions.models import Suggestion

    body = stage.founding.body
    drafts = Suggestion.objects.filter(body=body, handed_in_on=None, withdrawn_on=None)
    opinions = Opinion.objects.filter(body=body, struck_at=None)
    return {"opinions": opinions.count(), "drafts_waiting": drafts.count()}


LOOKS: dict[str, Callable[[Stage, Step], dict[str, Any]]] = {
    "import.roster": _roster,
    "meeting.open": _presence,
    "attendance.check_in": _presence,
    "agenda.adopt": _adoption,
    "item.decide": _decision,
    "award.deliver": _award,
    "award.present": _award,
    "task.set": _said,
}
