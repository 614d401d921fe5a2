"""The verbs of a plot about suggestions: from the draft to the kept promise."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from townmoot.cli.rehearsal.plot import Step
from townmoot.cli.rehearsal.stage import Stage

VERSION = re.compile(r'name="text_version" value="(\d+)"')
PARTS = re.compile(r"一、情况\s*(.*?)\s*二、建议\s*(.*)", re.DOTALL)


def read_letter(path: Path) -> tuple[dict[str, str], str]:
    """Lines of 名称：值, an empty line, the text."""
    head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split("：", 1) for line in head.splitlines() if "：" in line)
    return fields, text.strip()


def _units(stage: Stage) -> dict[str, str]:
    named = {one["name"]: one["id"] for one in stage.founding.town["organizations"]}
    return {name: stage.founding.organizations[key] for name, key in named.items()}


def draft(stage: Stage, step: Step) -> None:
    """A deputy writes a draft."""
    fields, text = read_letter(stage.folder / step.inputs["file"])
    found = PARTS.search(text)
    facts, proposal = found.groups() if found else (text, "")
    told = {"title": fields["标题"], "facts": facts.strip(), "proposal": proposal.strip()}
    made = stage.act(
        step.by,
        "suggestion.draft",
        **told,
        proposed_unit=_units(stage).get(fields.get("建议承办单位", "")),
        wants_public=not fields.get("可否公开", "").startswith("不"),
        wants_meeting=fields.get("愿否面商", "愿意") == "愿意",
    )
    name = step.inputs["suggestion"]
    stage.name("suggestion", name, made["suggestion"])
    stage.texts[f"suggestion/{name}"] = told


def ask(stage: Stage, step: Step) -> None:
    """The lead asks others to sign with him."""
    persons = [stage.named("person", one) for one in step.inputs["deputies"]]
    stage.act(step.by, "cosigner.ask", suggestion=suggestion_of(stage, step), persons=persons)


def confirm(stage: Stage, step: Step) -> None:
    """A co-signer opens the text and confirms that very wording."""
    suggestion = suggestion_of(stage, step)
    seen = VERSION.search(stage.visitor(step.by).page(f"/floor/suggestions/{suggestion}/"))
    version = int(seen.group(1)) if seen else 0
    stage.act(step.by, "cosigner.confirm", suggestion=suggestion, text_version=version)


def accept(stage: Stage, step: Step) -> None:
    """The clerk registers; the number is given by the office's own book."""
    stage.act(
        step.by,
        "suggestion.accept",
        suggestion=suggestion_of(stage, step),
        subject_class=step.inputs.get("subject_class", ""),
        public=step.inputs.get("public", True),
    )


def allot(stage: Stage, step: Step) -> None:
    """The Government Office gives it to the units."""
    parts = step.inputs.get("parts", {})
    name = step.inputs["suggestion"]
    leads = [
        {"unit": stage.named("organization", unit), "part": parts.get(unit, "")}
        for unit in step.inputs["lead"]
    ]
    assisting = [stage.named("organization", unit) for unit in step.inputs.get("assist", [])]
    made = stage.act(
        step.by,
        "suggestion.allot",
        suggestion=suggestion_of(stage, step),
        leads=leads,
        assisting=assisting,
    )
    units = [*step.inputs["lead"], *step.inputs.get("assist", [])]
    for unit, allotment in zip(units, [*made["leads"], *made["assisting"]], strict=True):
        stage.name("allotment", f"{name}/{unit}", allotment)
    stage.name("allotment", f"{name}/", made["leads"][0])


def suggestion_of(stage: Stage, step: Step) -> str:
    """The reference of the suggestion that the step names."""
    return stage.named("suggestion", step.inputs["suggestion"])


def allotment_of(stage: Stage, step: Step) -> str:
    """The reference of the part that the step's unit has in it."""
    return stage.named("allotment", f"{step.inputs['suggestion']}/{step.inputs.get('unit', '')}")


def receive(stage: Stage, step: Step) -> None:
    """A unit takes it in."""
    stage.act(step.by, "unit.receive", allotment=allotment_of(stage, step))


def give_back(stage: Stage, step: Step) -> None:
    """A unit asks to give it back."""
    made = stage.act(
        step.by,
        "unit.return",
        allotment=allotment_of(stage, step),
        reason=step.inputs["reason"],
        proposed_unit=stage.named("organization", step.inputs["propose"]),
    )
    stage.name("return", step.inputs["suggestion"], made["unit_return"])


def approve_return(stage: Stage, step: Step) -> None:
    """The Government Office lets it go back."""
    found = stage.named("return", step.inputs["suggestion"])
    stage.act(step.by, "return.approve", unit_return=found)


def contact(stage: Stage, step: Step) -> None:
    """A unit speaks with the deputies."""
    stage.act(
        step.by,
        "contact.log",
        allotment=allotment_of(stage, step),
        on=step.at.date().isoformat(),
        way=step.inputs["way"],
        persons=[stage.named("person", one) for one in step.inputs["deputies"]],
        words=step.inputs["words"],
    )


def assist(stage: Stage, step: Step) -> None:
    """An assisting unit tells the lead what it thinks."""
    words = step.inputs["words"]
    stage.act(step.by, "assist.give_opinion", allotment=allotment_of(stage, step), words=words)


def ask_extension(stage: Stage, step: Step) -> None:
    """A unit asks for more time before its day comes."""
    made = stage.act(
        step.by,
        "extension.request",
        allotment=allotment_of(stage, step),
        until=str(step.inputs["until"]),
        reason=step.inputs["reason"],
    )
    stage.name("extension", step.inputs["suggestion"], made["extension"])


def approve_extension(stage: Stage, step: Step) -> None:
    """The presidium allows it."""
    found = stage.named("extension", step.inputs["suggestion"])
    stage.act(step.by, "extension.approve", extension=found)


def from_opinion(stage: Stage, step: Step) -> None:
    """What a deputy said becomes a draft in the deputy's own account."""
    made = stage.act(
        step.by,
        "suggestion.draft_from_opinion",
        opinion=stage.named("opinion", step.inputs["opinion"]),
        title=step.inputs["title"],
        proposal=step.inputs["proposal"],
        proposed_unit=stage.named("organization", step.inputs["unit"]),
    )
    stage.name("suggestion", step.inputs["suggestion"], made["suggestion"])


HANDLING: dict[str, Callable[[Stage, Step], None]] = {
    "suggestion.draft": draft,
    "cosigner.ask": ask,
    "cosigner.confirm": confirm,
    "suggestion.accept": accept,
    "suggestion.allot": allot,
    "unit.receive": receive,
    "unit.return": give_back,
    "return.approve": approve_return,
    "contact.log": contact,
    "assist.give_opinion": assist,
    "extension.request": ask_extension,
    "extension.approve": approve_extension,
    "opinion.to_suggestion": from_opinion,
}
