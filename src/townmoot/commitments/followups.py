"""What follows in this app on acts below: a reply that promises makes a commitment."""

from __future__ import annotations

from typing import Any

from townmoot.commitments.actions.promises import add
from townmoot.commitments.models import Commitment
from townmoot.commitments.policies import check_closing
from townmoot.record import Ctx, follow
from townmoot.suggestions.models import Reply
from townmoot.suggestions.policies.endings import before_closing
from townmoot.suggestions.queries.ledger_made import goes_with_reply


def keep_promise(ctx: Ctx, result: dict[str, Any], inputs: dict[str, Any]) -> None:
    """Note the promise that an issued reply makes."""
    reply = ctx.get(Reply, result["reply"])
    if reply.promise:
        ctx.call(
            add,
            unit=reply.allotment.unit_id,
            text=reply.promise,
            deadline=reply.deadline,
            suggestion=reply.suggestion_id,
            reply=reply.pk,
        )


def keep_promises(ctx: Ctx, result: dict[str, Any], inputs: dict[str, Any]) -> None:
    """Note the promises in a ledger that was taken over, each on its own day."""
    for key in result["promises"]:
        reply = ctx.get(Reply, key)
        ctx.call(
            add,
            unit=reply.allotment.unit_id,
            text=reply.promise,
            deadline=reply.deadline,
            suggestion=reply.suggestion_id,
            reply=reply.pk,
            on=reply.issued_on,
        )


def register() -> None:
    """Follow the acts below; be asked before a suggestion is closed; go when a ledger goes."""
    follow("ledger.import", keep_promises)
    goes_with_reply(Commitment, "reply")
    follow("reply.issue", keep_promise)
    before_closing(check_closing)
