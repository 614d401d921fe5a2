"""Verification of the record inside the database: for backup, restore and the operator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from townmoot.record import leaf
from townmoot.record.errors import KeyMissingError, SealBrokenError
from townmoot.record.export import lines
from townmoot.record.merkle import Frontier, leaf_hash
from townmoot.record.models import Entry, Head
from townmoot.record.verify import Verdict, verify_lines

if TYPE_CHECKING:
    from uuid import UUID


def verify_body(body: UUID) -> Verdict:
    """Verify a body's stored record: envelopes, roots, commitments and the columns beside them."""
    verdict = verify_lines(lines(body))
    if not verdict.holds:
        return verdict
    head = Head._default_manager.get(body=body)
    if head.size != Entry._default_manager.filter(body=body).count():
        verdict.fault = "there are entries that the head does not count"
        return verdict
    frontier = Frontier()
    for entry in Entry._default_manager.filter(body=body).order_by("position").iterator():
        frontier.append(leaf_hash(entry.envelope.encode()))
        if fault := _kept(entry):
            verdict.fault, verdict.fault_position = fault, entry.position
            return verdict
    if head.peaks != frontier.dumps():
        verdict.fault = "the next entry would not join it: the head keeps another tree"
    return verdict


def _kept(entry: Entry) -> str:
    try:
        return _beside(entry)
    except (KeyMissingError, SealBrokenError) as error:
        return str(error)
    except (KeyError, TypeError, ValueError, RecursionError):
        return "what is kept beside it cannot be read"


def _beside(entry: Entry) -> str:
    if entry.private is None or entry.salt is None:
        whole = entry.private is None and entry.salt is None
        return "" if whole else "it is half erased"
    commitment = leaf.commit(bytes(entry.salt), entry.private.encode())
    if commitment != leaf.opened(entry.envelope)["commitment"]:
        return "what is kept beside it does not fit its commitment"
    told = leaf.opened(entry.private)
    columns = {
        "act": entry.act,
        "act_id": str(entry.act_id),
        "at": entry.at.isoformat(),
        "actor": entry.actor and str(entry.actor),
        "account": entry.account and str(entry.account),
        "subject": entry.subject and str(entry.subject),
        "cause": entry.cause and str(entry.cause),
    }
    wrong = [name for name, value in columns.items() if told[name] != value]
    return f"its columns differ from what was sealed: {', '.join(wrong)}" if wrong else ""


def verify_all() -> list[Verdict]:
    """A verdict for each body of this database."""
    bodies = Head._default_manager.order_by("body").values_list("body", flat=True)
    return [verify_body(body) for body in bodies]
