"""Which promises and tasks somebody may see, and the clock of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, Q

from townmoot.commitments.enums import Claim, State
from townmoot.commitments.models import Commitment, Statement
from townmoot.commitments.queries.status import facts_of, status
from townmoot.files.serve import Hanging
from townmoot.people.enums import Role
from townmoot.record import Actor, Operator
from townmoot.rules import Due, Period, Unit, Why
from townmoot.rules.why import Step, StepKind
from townmoot.suggestions.enums import ClockKind
from townmoot.suggestions.models import Redaction, Serving
from townmoot.suggestions.queries.clocks import Clock, soon_days, stored
from townmoot.suggestions.queries.redaction import PROMISE
from townmoot.suggestions.queries.rules import profile_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

SEES_ALL = frozenset(
    {
        Role.CLERK.value,
        Role.CHAIR.value,
        Role.PRESIDIUM.value,
        Role.TOWN_OFFICER.value,
        Role.AUDITOR.value,
        Operator.role,
    }
)
UNIT_ROLES = (Role.UNIT_OFFICER, Role.UNIT_CHECKER, Role.UNIT_HEAD)


def commitments_for(actor: Actor | None, body: UUID) -> QuerySet[Commitment]:
    """The promises somebody may read whole, by due day; nobody (None) none.

    The assembly and both offices all, a unit its own, a signer those made to the signer. What
    everybody may read is in `public_commitments`.
    """
    rows = Commitment._default_manager.filter(body=body)
    rows = rows.select_related("unit", "suggestion", "reply", "verification", "meeting", "post")
    rows = rows.order_by("deadline", "pk")
    if actor is None:
        return rows.none()
    if SEES_ALL & actor.roles:
        return rows
    seen = Q(unit__in=actor.units(*UNIT_ROLES))
    if actor.person is not None:
        served = Serving._default_manager.filter(person=actor.person)
        seen |= Q(reply__in=served.values("reply"))
    return rows.filter(seen)


@dataclass(frozen=True)
class PublicCommitment:
    """A promise made in a published suggestion, as a disclosure review left it; or a task.

    A task has the meeting that set it, how it is measured, its area and the post that answers.
    """

    id: UUID
    kind: str
    suggestion: UUID | None
    number: int
    unit: str
    text: str
    on: date
    deadline: date
    state: State
    clock: Clock
    meeting: UUID | None = None
    measure: str = ""
    area: str = ""
    post: str = ""


def public_rows(body: UUID) -> QuerySet[Commitment]:
    """The promises made in published suggestions, by due day; readable where a text is reviewed."""
    rows = Commitment._default_manager.filter(body=body, suggestion__published_on__isnull=False)
    rows = rows.select_related("unit", "suggestion", "reply", "verification")
    return rows.order_by("deadline", "pk")


def reviewed_texts(rows: Iterable[Commitment]) -> dict[UUID, str]:
    """What everybody may read of each, as a disclosure review left it; without one, nothing."""
    listed = list(rows)
    reviewed = Redaction._default_manager.filter(
        disclosure__publications__ended_on=None,
        disclosure__publications__suggestion=F("reply__suggestion"),
        reply__in=[row.reply_id for row in listed],
    )
    texts = {each.document: each.text for each in reviewed}
    documents = {row.pk: f"{PROMISE}{row.reply_id}" for row in listed}
    return {key: texts[name] for key, name in documents.items() if name in texts}


def public_commitments(body: UUID, day: date) -> list[PublicCommitment]:
    """The promises everybody may read, by due day. For tasks, `public_tasks`."""
    listed = list(public_rows(body))
    texts = reviewed_texts(listed)
    facts = facts_of(listed)
    soon = soon_days(profile_of(body, day)) if listed else 0
    return [
        PublicCommitment(
            id=row.pk,
            kind=row.kind,
            suggestion=row.suggestion.pk,
            number=row.suggestion.number or 0,
            unit=row.unit.name,
            text=texts[row.pk],
            on=row.on,
            deadline=row.deadline,
            state=status(facts[row.pk], day),
            clock=clock_of(row, day, soon),
        )
        for row in listed
        if row.suggestion is not None and row.pk in texts
    ]


def open_commitments(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Those not settled, the most urgent first."""
    return rows.filter(next_due__isnull=False).order_by("next_due", "pk")


def open_of(suggestion: UUID) -> bool:
    """Whether a promise made in a suggestion is not settled."""
    rows = Commitment._default_manager.filter(suggestion=suggestion)
    return rows.filter(next_due__isnull=False).exists()


def clock_of(row: Commitment, day: date, soon: int) -> Clock:
    """The promise's clock: the day is the one the unit named."""
    step = Step(kind=StepKind.LATEST, day=row.deadline)
    due = Due(
        date=row.deadline,
        nominal=row.deadline,
        start=row.on,
        period=Period(count=0, unit=Unit.DAY),
        provisional=False,
        why=Why(steps=(step,)),
    )
    verified = getattr(row, "verification", None)
    done_on = (verified.evidence_on or verified.on) if verified else None
    return Clock(ClockKind.COMMITMENT, row.deadline, day, done_on, stored(due), soon)


def evidence_file(actor: Actor | None, body: UUID, thing: UUID) -> Hanging | None:
    """The file of a statement of evidence, for who may see it: not the public."""
    row = Statement._default_manager.filter(body=body, pk=thing, claim=Claim.EVIDENCE).first()
    if actor is None or row is None or not row.sha256:
        return None
    if not commitments_for(actor, body).filter(pk=row.commitment_id).exists():
        return None
    return Hanging(row.sha256, row.file_name, row.mime_type, public=False)
