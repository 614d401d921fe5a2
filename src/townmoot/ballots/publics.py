"""What of a poll goes into the public record: references, codes and numbers, never names."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from townmoot.ballots import occasions, queries
from townmoot.ballots.enums import PollKind
from townmoot.ballots.methods.outcomes import Outcome
from townmoot.ballots.models import Poll, Result
from townmoot.ballots.queries.secret import seal_of
from townmoot.ballots.secret.suite import Seal
from townmoot.record import Ctx

Data = dict[str, Any]


def _public(ctx: Ctx, poll: Poll) -> bool:
    return occasions.at().is_public(ctx, poll.context, poll.subject)


def _held(poll: Poll) -> Data:
    return {"meeting": poll.context, "on": poll.subject}


def prepared(ctx: Ctx, result: Data, **inputs: Any) -> Data | None:
    """What will be voted on, how, and by which majority."""
    poll = ctx.get(Poll, result["poll"])
    if not _public(ctx, poll):
        return None
    rules = poll.terms
    share = rules.share
    return {
        **_held(poll),
        "kind": poll.kind,
        "method": poll.method,
        "questions": poll.questions.count(),
        "profile": rules.profile,
        "rule": rules.rule,
        "base": share.base,
        "fraction": str(share.fraction),
        "more_than": share.more_than,
    }


def opened(ctx: Ctx, result: Data, *, poll: UUID) -> Data | None:
    """How many may vote, and of how many the majority is taken."""
    row = ctx.get(Poll, poll)
    if not _public(ctx, row):
        return None
    return {
        **_held(row),
        "electors": row.electors.count(),
        "members": row.members,
        "present": row.present,
        "quorum": row.quorum,
    }


def keyed(ctx: Ctx, result: Data, *, poll: UUID) -> Data | None:
    """The key for which ballots are sealed: each device's can be compared with it."""
    row = ctx.get(Poll, poll)
    if not _public(ctx, row):
        return None
    seal = cast("Seal", seal_of(row))  # this act has just set it
    return {
        **_held(row),
        "public_key": seal.public.hex(),
        "suite": seal.suite,
        "length": seal.length,
    }


def closed(ctx: Ctx, result: Data, *, poll: UUID) -> Data | None:
    """That a vote is closed; of a secret one by device how many voted."""
    row = ctx.get(Poll, poll)
    told = stepped(ctx, result, poll=poll)
    if told is None or row.kind != PollKind.SECRET:
        return told
    return {**told, "voted": row.electors.exclude(voted=None).count()}


def stepped(ctx: Ctx, result: Data, *, poll: UUID, reason: str = "") -> Data | None:
    """A step of a public poll; the act's name says it. The reason stays inside."""
    row = ctx.get(Poll, poll)
    return _held(row) if _public(ctx, row) else None


def recorded_asked(ctx: Ctx, result: Data, *, context: UUID, subject: UUID) -> Data | None:
    """A member asked for a vote by name."""
    if not occasions.at().is_public(ctx, context, subject):
        return None
    return {"meeting": context, "on": subject}


def announced(ctx: Ctx, result: Data, *, poll: UUID) -> Data | None:
    """The totals and what they come to, question by question."""
    row = ctx.get(Poll, poll)
    return told(row) if _public(ctx, row) else None


def told(poll: Poll) -> Data:
    """The result of a poll as the public record tells it."""
    found = cast("Result", queries.last_result(poll))  # only a counted poll is announced
    return {
        **_held(poll),
        "ballots": found.ballots,
        "invalid": found.invalid,
        "issued": found.issued,
        "returned": found.returned,
        "present": poll.present,
        "questions": [_question(poll, one) for one in queries.outcome_of(poll)],
        **_listed(found),
    }


def _listed(result: Result) -> Data:
    """Each ballot under its tracking code, where the rules publish the list."""
    rows = [{"code": row.code, "answers": row.answers} for row in result.listed.all()]
    return {"list": rows} if rows else {}


def _question(poll: Poll, outcome: Outcome) -> Data:
    """One question: names written in are counted, not told."""
    counts = {key: number for key, number in outcome.counts.items() if key[0] != "+"}
    written = sum(number for key, number in outcome.counts.items() if key[0] == "+")
    sums = outcome.why or tuple(line.why for line in outcome.lines if line.why)
    return {
        "question": outcome.asked.key,
        "seats": outcome.asked.seats,
        "counts": counts,
        "written_in": written,
        "verdict": outcome.verdict,
        "chosen": [key for key in outcome.chosen if key[0] != "+"],
        "grade": outcome.grade,
        "base": sums[0].total if sums else None,
        "needed": sums[0].needed if sums else None,
    }


def recorded(ctx: Ctx, result: Data, **inputs: Any) -> Data | None:
    """The hands shown, and what they come to."""
    return announced(ctx, result, poll=result["poll"])


def called(ctx: Ctx, result: Data, *, poll: UUID, **inputs: Any) -> Data | None:
    """So many answered when called by name; the root seals their answers."""
    row = ctx.get(Poll, poll)
    if not _public(ctx, row):
        return None
    return {**_held(row), "count": result["count"], "root": result["root"]}
