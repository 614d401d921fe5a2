"""A poll: where it stands, what is asked, what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from townmoot.ballots.enums import PollMethod, PollState
from townmoot.ballots.methods.asked import Asked
from townmoot.ballots.methods.outcomes import Outcome, settle
from townmoot.ballots.models import (
    Option,
    Poll,
    PollStep,
    Question,
    RecordedRequest,
    Result,
    Settlement,
)
from townmoot.ballots.states import STEPS
from townmoot.rules import Assembly

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet


def state_of(poll: Poll) -> PollState:
    """Where a poll stands; no query where its steps are at hand."""
    steps = list(poll.steps.all())
    return STEPS[steps[-1].act] if steps else PollState.PREPARED


_PENDING = (PollState.PREPARED, PollState.OPEN, PollState.CLOSED, PollState.COUNTED)


def is_pending(poll: Poll) -> bool:
    """Whether a poll is neither announced, void nor broken off."""
    return state_of(poll) in _PENDING


def is_decided(subject: UUID) -> bool:
    """Whether a subject was put to the vote as it stands, and the result announced."""
    rows = polls_on([subject]).filter(method=PollMethod.MOTION)
    put = (poll for poll in rows if subject in subjects_of(poll))
    return any(state_of(poll) == PollState.PUBLISHED for poll in put)


def subjects_of(poll: Poll) -> list[UUID]:
    """What each question of a poll is about: its own subject, else that of the poll."""
    return [question.about or poll.subject for question in poll.questions.all()]


def round_of(poll: Poll) -> int:
    """Which count this is: the first, or one more for each recount."""
    return 1 + sum(step.act == "poll.recount" for step in poll.steps.all())


def with_result(rows: QuerySet[Poll]) -> QuerySet[Poll]:
    """Polls with all that their pages tell; the same queries for any number of them."""
    steps = PollStep._default_manager.order_by("number")
    options = Option._default_manager.select_related("person").order_by("order")
    questions = Question._default_manager.order_by("order")
    settled = Settlement._default_manager.order_by("order")
    results = Result._default_manager.order_by("round")
    return rows.prefetch_related(
        Prefetch("steps", steps),
        Prefetch("questions", questions),
        Prefetch("questions__options", options),
        Prefetch("results", results),
        Prefetch("results__settlements", settled),
    )


def polls_on(subjects: Iterable[UUID]) -> QuerySet[Poll]:
    """The polls on these subjects, or with a question about one of them, oldest first."""
    wanted = list(subjects)
    asked = Question._default_manager.filter(about__in=wanted).values("poll")
    rows = Poll._default_manager.filter(Q(subject__in=wanted) | Q(pk__in=asked))
    return rows.order_by("created_at", "pk")


def questions_of(poll: Poll) -> list[Asked]:
    """What is asked, as it is counted."""
    return [_asked(row) for row in poll.questions.all()]


def _asked(row: Question) -> Asked:
    options = list(row.options.all())
    return Asked(
        key=str(row.pk),
        name=row.name,
        seats=row.seats,
        least=row.least,
        options=tuple(str(one.pk) for one in options),
        names={str(one.pk): one.name for one in options},
    )


def options_of(poll: Poll) -> list[Option]:
    """All candidates or projects of a poll, in order."""
    return [option for question in poll.questions.all() for option in question.options.all()]


def last_result(poll: Poll) -> Result | None:
    """The totals of the last count that was confirmed."""
    rows = list(poll.results.all())
    return rows[-1] if rows else None


def assembly_of(poll: Poll) -> Assembly:
    """Of how many the majority is taken."""
    return Assembly(quota=poll.seats or 0, incumbents=poll.members or 0, present=poll.present or 0)


def outcome_of(poll: Poll, result: Result | None = None) -> list[Outcome]:
    """What the last count, or the one named, comes to: one outcome a question; [] without one."""
    found = result or last_result(poll)
    if found is None:
        return []
    settled: dict[str, list[str]] = {}
    for row in found.settlements.all():
        settled.setdefault(str(row.question_id), []).append(row.choice)
    rules, assembly = poll.terms, assembly_of(poll)
    return [
        settle(
            poll.method,
            asked,
            found.totals.get(asked.key, {}),
            rules,
            assembly,
            settled.get(asked.key, ()),
            found.ballots,
        )
        for asked in questions_of(poll)
    ]


def recorded_asked(context: UUID, *subjects: UUID) -> RecordedRequest | None:
    """Who asked that the vote on one of these be recorded by name."""
    rows = RecordedRequest._default_manager.filter(context=context, subject__in=subjects)
    return rows.select_related("person").first()
