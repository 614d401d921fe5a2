"""The verbs of a plot from the reply to the kept promise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from townmoot.cli.rehearsal.handling import allotment_of, read_letter, suggestion_of
from townmoot.cli.rehearsal.plot import Step
from townmoot.cli.rehearsal.stage import Stage


def draft_reply(stage: Stage, step: Step) -> None:
    """An officer drafts the reply."""
    _fields, text = read_letter(stage.folder / step.inputs["file"])
    deadline = step.inputs.get("deadline")
    made = stage.act(
        step.by,
        "reply.draft",
        allotment=allotment_of(stage, step),
        text=text,
        reply_class=step.inputs["class"],
        reason=step.inputs.get("reason", ""),
        promise=step.inputs.get("promise", ""),
        deadline=str(deadline) if deadline else None,
    )
    name = step.inputs["reply"]
    stage.name("reply", name, made["reply"])
    told = {"text": text, "promise": step.inputs.get("promise", "")}
    stage.texts[f"reply/{name}"] = {**told, "of": str(step.inputs["suggestion"])}


def issue(stage: Stage, step: Step) -> None:
    """The reply leaves the house under the unit's mark; its number is given, not typed."""
    mark = step.inputs["number"].partition("〔")[0]
    stage.act(step.by, "reply.issue", reply=stage.named("reply", step.inputs["reply"]), mark=mark)


def serve(stage: Stage, step: Step) -> None:
    """The reply reaches each signer."""
    stage.act(
        step.by,
        "reply.serve",
        reply=stage.named("reply", step.inputs["reply"]),
        way=step.inputs["way"],
        persons=[stage.named("person", one) for one in step.inputs["deputies"]],
    )


def urge(stage: Stage, step: Step) -> None:
    """Who has not rated is reminded."""
    stage.act(step.by, "rating.urge", reply=stage.named("reply", step.inputs["reply"]))


def release(stage: Stage, step: Step) -> None:
    """The ratings of replies are released."""
    for reply in step.inputs["replies"]:
        stage.act(step.by, "rating.release", reply=stage.named("reply", reply))


def rehandle(stage: Stage, step: Step) -> None:
    """A dissatisfied signer: the unit handles it again."""
    words = step.inputs["words"]
    stage.act(step.by, "suggestion.rehandle", allotment=allotment_of(stage, step), words=words)


def _spans(stage: Stage, step: Step) -> Iterator[dict[str, Any]]:
    name = str(step.inputs["suggestion"])
    documents = dict(stage.texts[f"suggestion/{name}"])
    for key, told in stage.texts.items():
        if told.get("of") == name:
            reply = stage.named("reply", key.removeprefix("reply/"))
            documents |= {reply: told["text"], f"p-{reply}": told["promise"]}
    for cover in step.inputs.get("redact", []):
        for document, text in documents.items():
            for found in re.finditer(re.escape(cover["text"]), text):
                span = {"document": document, "start": found.start(), "end": found.end()}
                yield {**span, "instead": cover.get("with", "")}


def review(stage: Stage, step: Step) -> None:
    """The disclosure review, with what is to be covered."""
    stage.act(
        step.by,
        "disclosure.review",
        suggestion=suggestion_of(stage, step),
        result=step.inputs["result"],
        spans=list(_spans(stage, step)),
        reason=step.inputs.get("reason", ""),
    )


def _commitment(stage: Stage, step: Step) -> str:
    from townmoot.commitments.models import Commitment

    if "task" in step.inputs:
        return stage.named("commitment", step.inputs["task"])
    reply = UUID(stage.named("reply", step.inputs["reply"]))
    return str(Commitment.objects.get(reply=reply).pk)


def evidence(stage: Stage, step: Step) -> None:
    """A unit shows that it has kept its promise."""
    words = step.inputs["words"]
    stage.act(step.by, "commitment.give_evidence", commitment=_commitment(stage, step), words=words)


def confirm_kept(stage: Stage, step: Step) -> None:
    """A deputy has seen it."""
    words = step.inputs["words"]
    stage.act(step.by, "commitment.confirm", commitment=_commitment(stage, step), words=words)


def verify_kept(stage: Stage, step: Step) -> None:
    """The assembly's clerk says whether it was kept."""
    stage.act(
        step.by,
        "commitment.verify",
        commitment=_commitment(stage, step),
        outcome=step.inputs["outcome"],
        words=step.inputs.get("words", ""),
    )


REPLYING: dict[str, Callable[[Stage, Step], None]] = {
    "reply.draft": draft_reply,
    "reply.issue": issue,
    "reply.serve": serve,
    "rating.urge": urge,
    "rating.release": release,
    "suggestion.rehandle": rehandle,
    "disclosure.review": review,
    "commitment.evidence": evidence,
    "commitment.confirm": confirm_kept,
    "commitment.decide": verify_kept,
}
