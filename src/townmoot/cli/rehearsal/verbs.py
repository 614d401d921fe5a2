"""The verbs of a plot that are more than one act of the same name."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import yaml

from townmoot.cli.faults import CommandFaultError
from townmoot.cli.rehearsal.crowding import CROWDING
from townmoot.cli.rehearsal.handling import HANDLING
from townmoot.cli.rehearsal.plot import Step
from townmoot.cli.rehearsal.replying import REPLYING
from townmoot.cli.rehearsal.stage import Stage
from townmoot.cli.rehearsal.visitor import RefusedError

ITEM = re.compile(
    r"^(\d+)\. 【(.+?)】(.+?)｜(\d+)月(\d+)日 (\d+):(\d+)｜(.*?)｜(公开|不公开)(?:：(.*))?$"
)
KINDS = {
    "通过": "adopt",
    "听取": "report",
    "传达": "pass_on",
    "审议": "deliberate",
    "评议": "review",
    "表决": "vote",
    "部署": "assign",
    "讲话": "speech",
    "分享": "sharing",
    "播放": "film",
    "颁奖": "award",
    "宣誓": "oath",
    "国歌": "anthem",
    "参观": "visit",
}
SLIP = re.compile(
    r'slip__login">([^<]+)</p>\s*<p class="slip__address">https?://[^/<]+(/slip/[^<]+)<'
)
DAYS = {"休息": "off", "上班": "worked"}


def _drop(step: Step, *keys: str) -> dict[str, Any]:
    return {key: value for key, value in step.inputs.items() if key not in keys}


def import_holidays(stage: Stage, step: Step) -> None:
    """The town's own days, from the clerk's CSV."""
    rows = []
    with (stage.folder / step.inputs["file"]).open(encoding="utf-8-sig", newline="") as source:
        for row in csv.DictReader(source):
            year, month, day = (int(part) for part in re.findall(r"\d+", row["日期"]))
            told = {"kind": DAYS[row["安排"]], "name": row["名称"], "source": row["依据"]}
            rows.append({"date": f"{year}-{month:02}-{day:02}", **told})
    stage.act(step.by, "calendar.import_days", rows=rows)


def import_units(stage: Stage, step: Step) -> None:
    """The clerk's list of units."""
    stage.take_list(step.by, "units", stage.folder / step.inputs["file"])


def slips(stage: Stage, step: Step) -> None:
    """The clerk prints a sheet of slips for each group and unit; who is asked for later has one."""
    if stage.slips:
        return
    for organization in stage.founding.organizations.values():
        form = {"organization": organization, "days": 14}
        page = stage.visitor(step.by).submit("/account/slips/", form).text
        for login, path in SLIP.findall(page):
            stage.slips[login] = path


def venue_import(stage: Stage, step: Step) -> None:
    """The halls; each meeting takes those it names."""
    told = yaml.safe_load((stage.folder / step.inputs["file"]).read_text(encoding="utf-8"))
    stage.halls = {one["id"]: one for one in told["venues"]}


def meeting_plan(stage: Stage, step: Step) -> None:
    """A meeting with its halls and its agenda."""
    name = step.inputs["meeting"]
    own = ("venues", "agenda", "recipients", "name_en", "planned")
    inputs, _making = stage.resolve(Step(**{**vars(step), "inputs": _drop(step, *own)}))
    for moment in ("start", "end"):
        inputs[moment] = _zoned(step, inputs[moment])
    result = stage.act(step.by, "meeting.plan", **inputs)
    stage.name("meeting", name, result["meeting"])
    for hall in step.inputs["venues"]:
        _add_venue(stage, step, name, stage.halls[hall])
    _add_agenda(stage, step, name)


def _zoned(step: Step, moment: str) -> str:
    return datetime.fromisoformat(moment).replace(tzinfo=step.at.tzinfo).isoformat()


def _add_venue(stage: Stage, step: Step, meeting: str, hall: dict[str, Any]) -> None:
    made = stage.act(
        step.by,
        "venue.add",
        meeting=stage.named("meeting", meeting),
        name=hall["name"],
        name_en=hall["name_en"],
        kind=hall["kind"],
        address=hall["address"],
        seats=hall["seats"],
        steward=stage.named("person", hall["steward"]),
        planned=step.inputs.get("planned", {}).get(hall["id"]),
        groups=_groups(stage, step, hall),
    )
    stage.name("venue", f"{meeting}/{hall['id']}", made["venue"])


def _groups(stage: Stage, step: Step, hall: dict[str, Any]) -> list[str]:
    """The groups of the congress sit in their halls; at another's meeting they do not."""
    seated = hall["group"] and step.inputs["organization"] == "congress"
    return [stage.named("organization", hall["group"])] if seated else []


def _add_agenda(stage: Stage, step: Step, meeting: str) -> None:
    text = (stage.folder / step.inputs["agenda"]).read_text(encoding="utf-8")
    found = [match for line in text.splitlines() if (match := ITEM.match(line.strip()))]
    if not found:
        raise CommandFaultError(f"{step.inputs['agenda']} names no item")
    recipients = step.inputs.get("recipients", {})
    for match in found:
        number, kind, name, month, day, hour, minute, _who, public, reason = match.groups()
        start = step.at.replace(month=int(month), day=int(day), hour=int(hour), minute=int(minute))
        made = stage.act(
            step.by,
            "agenda.add_item",
            meeting=stage.named("meeting", meeting),
            kind=KINDS[kind],
            name=name,
            public=public == "公开",
            confidential_reason=reason or "",
            planned_start=start.isoformat(),
            recipients=[
                stage.named("organization", one) for one in recipients.get(int(number), [])
            ],
        )
        stage.name("item", f"{meeting}/{number}", made["item"])


def check_in(stage: Stage, step: Step) -> None:
    """A deputy scans the code of the hall."""
    code = stage.code(step)
    stage.act(step.by, "attendance.check_in", code=code)


def check_in_number(stage: Stage, step: Step) -> None:
    """The steward types a deputy's number."""
    stage.act(
        step.by,
        "attendance.check_in_number",
        venue=stage.named("venue", f"{step.inputs['meeting']}/{step.inputs['venue']}"),
        number=step.who,
    )


def check_in_person(stage: Stage, step: Step) -> None:
    """The steward finds a person on the list."""
    stage.act(
        step.by,
        "attendance.check_in_person",
        venue=stage.named("venue", f"{step.inputs['meeting']}/{step.inputs['venue']}"),
        person=stage.named("person", step.who),
    )


def add_participant(stage: Stage, step: Step) -> None:
    """Somebody who attends without a vote, or sits on the platform."""
    inputs, _making = stage.resolve(step)
    stage.act(step.by, step.verb, person=stage.named("person", step.who), **inputs)


def attach(stage: Stage, step: Step) -> None:
    """A file is hung on an item, on the clerk's page."""
    inputs, _making = stage.resolve(step)
    path = stage.folder / step.inputs["file"]
    form = {"name": inputs["name"], "item": inputs["item"], "public": "on"}
    address = f"/clerk/meetings/{inputs['meeting']}/files/add/"
    stage.acts += 1
    answer = stage.visitor(step.by).submit(address, form, {"file": (path.name, path.read_bytes())})
    if not answer.is_redirect:
        raise RefusedError(f"{step.by}: {path.name} was not taken", code=1)


def by_meeting(stage: Stage, step: Step) -> None:
    """Acts that know the meeting from their item or hall."""
    inputs, making = stage.resolve(step)
    del inputs["meeting"]
    if step.verb == "item.decide":
        del inputs["way"]
    result = stage.act(step.by, step.verb, **inputs)
    for key, name in making.items():
        stage.name(key, name, result[key])


def visit(stage: Stage, step: Step) -> None:
    """A visit; the plot tells its beginning as `from`."""
    inputs, _making = stage.resolve(step)
    del inputs["meeting"]
    begins = inputs.pop("from", "")
    if begins:
        inputs["at"] = _zoned(step, begins)
    stage.act(step.by, step.verb, **inputs)


def set_task(stage: Stage, step: Step) -> None:
    """A task, under the name by which its evidence is given later."""
    inputs, making = stage.resolve(step)
    inputs["deadline"] = str(inputs["deadline"])
    made = stage.act(step.by, step.verb, **inputs)
    stage.name("commitment", making["task"], made["commitment"])


def without_item(stage: Stage, step: Step) -> None:
    """Acts on the meeting as a whole, which the plot tells under an item."""
    inputs, _making = stage.resolve(step)
    inputs.pop("item", None)
    stage.act(step.by, step.verb, **inputs)


VERBS: dict[str, Callable[[Stage, Step], None]] = {
    "account.slips": slips,
    "import.holidays": import_holidays,
    "import.units": import_units,
    "venue.import": venue_import,
    "meeting.plan": meeting_plan,
    "participant.add": add_participant,
    "participant.seat": add_participant,
    "file.attach": attach,
    "agenda.adopt": without_item,
    "opinion.release": without_item,
    "attendance.check_in": check_in,
    "attendance.check_in_number": check_in_number,
    "attendance.check_in_person": check_in_person,
    "visit.set": visit,
    "task.set": set_task,
    **dict.fromkeys(
        (
            "anthem.set",
            "award.add_recipient",
            "award.deliver",
            "award.present",
            "award.set",
            "film.set",
            "film.start",
            "oath.set",
            "sharing.add_talk",
            "venue.count_watching",
            "item.start",
            "item.finish",
            "item.receive",
            "item.decide",
            "motion.put_under",
            "opinion.record",
            "speakers.request",
            "venue.link_lost",
            "venue.link_restored",
        ),
        by_meeting,
    ),
    **CROWDING,
    **HANDLING,
    **REPLYING,
}
