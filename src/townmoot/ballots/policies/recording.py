"""When a vote can be recorded in one step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.ballots import occasions, queries
from townmoot.ballots.enums import Choice, PollKind, PollMethod
from townmoot.ballots.methods import answers
from townmoot.ballots.methods.asked import Asked
from townmoot.ballots.methods.outcomes import settle
from townmoot.ballots.models import Elector, Poll
from townmoot.ballots.policies.preparing import check_prepare
from townmoot.ballots.policies.states import check_state, wrong
from townmoot.record import Ctx, NotFound, Refused


def check_record(
    ctx: Ctx,
    *,
    context: UUID,
    subject: UUID,
    name: str = "",
    votes_for: int | None = None,
    votes_against: int | None = None,
    abstentions: int | None = None,
    casting: bool | None = None,
) -> None:
    """Raise Refused where the vote cannot be taken now, Invalid for hands that cannot be.

    Without counts only whether it could be.
    """
    check_prepare(ctx, context=context, subject=subject, kind=PollKind.HANDS)
    at = occasions.at()
    at.check_open(ctx, context, subject)
    if (votes_for, votes_against, abstentions) == (None, None, None):
        return
    hands = {"votes_for": votes_for, "votes_against": votes_against, "abstentions": abstentions}
    for field, value in hands.items():
        if value is None:
            raise wrong(field, _("Give the count of hands."))
    found = at.electorate(ctx, context, subject, PollKind.HANDS)
    given = sum(value or 0 for value in hands.values())
    if given > len(found.voters):
        words = {"given": given, "there": len(found.voters)}
        reason = _("%(given)d hands were counted, but only %(there)d members are here.")
        raise wrong("votes_for", reason % words)
    counts = dict(zip(Choice.values, (value or 0 for value in hands.values()), strict=True))
    rules = at.rules(ctx, context, PollMethod.MOTION, "ordinary")
    tied = settle(PollMethod.MOTION, Asked(""), counts, rules, found.assembly).waits
    if tied and casting is None:
        raise wrong("casting", _("The votes are equal: give the casting vote."))
    if casting is not None and not tied:
        raise wrong("casting", _("There is a casting vote on equal votes only."))


def check_call_roll(ctx: Ctx, *, poll: UUID, calls: Sequence[Any] = ()) -> None:
    """Raise Refused unless the vote is open and by name; Invalid for answers that do not fit."""
    row = ctx.get(Poll, poll)
    if row.kind != PollKind.NAMED:
        raise Refused(_("Only a recorded vote is called by name."))
    check_state(row, "poll.call_roll")
    asked, seen = queries.questions_of(row), set()
    for call in calls:
        elector = ctx.get(Elector, call.elector)
        if elector.poll_id != row.pk:
            raise NotFound
        if elector.struck_at is not None or elector.pk in seen or hasattr(elector, "ballot"):
            words = {"name": elector.person}
            raise Refused(_("%(name)s has voted, or may vote no longer.") % words)
        seen.add(elector.pk)
        try:
            answers.read(row.method, asked, call.answers, row.terms)
        except answers.AnswerError as error:
            raise wrong("calls", str(error)) from error
