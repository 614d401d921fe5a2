"""Whether the state of a suggestion, a part or a reply allows an act, as the tables say."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.record import Ctx, Refused
from townmoot.suggestions import states
from townmoot.suggestions.models import Allotment, Reply, Suggestion
from townmoot.suggestions.queries.facts import Facts, PartFact
from townmoot.suggestions.queries.reading import facts_for
from townmoot.suggestions.queries.replies import steps_of
from townmoot.suggestions.queries.status import part_status, reply_status, status

Check = Any


def check_act(ctx: Ctx, item: Suggestion, act: str) -> Facts:
    """The facts, where the suggestion's state allows the act. Raises Refused, naming the state."""
    facts = facts_for(item)
    state = status(facts, ctx.today)
    if not states.allows(states.SUGGESTION, state, act):
        raise Refused(
            _("This cannot be done now. State of the suggestion: %(state)s.")
            % {"state": state.label}
        )
    return facts


def by_state(act: str) -> Check:
    """A policy that asks nothing but the state of the suggestion."""

    def check(ctx: Ctx, *, suggestion: UUID, **_inputs: Any) -> None:
        check_act(ctx, ctx.get(Suggestion, suggestion), act)

    return check


def check_part(ctx: Ctx, part: Allotment, act: str) -> tuple[Facts, PartFact]:
    """The facts, where suggestion and part allow the act. Raises Refused, naming the state."""
    facts = check_act(ctx, part.suggestion, act)
    fact = next(each for each in facts.parts if each.id == part.pk)
    state = part_status(fact, ctx.today)
    if not states.allows(states.PART, state, act):
        raise Refused(
            _("This cannot be done now. State of the unit's part: %(state)s.")
            % {"state": state.label}
        )
    return facts, fact


def part_by_state(act: str) -> Check:
    """A policy that asks nothing but the states of suggestion and part."""

    def check(ctx: Ctx, *, allotment: UUID, **_inputs: Any) -> None:
        check_part(ctx, ctx.get(Allotment, allotment), act)

    return check


def check_reply(ctx: Ctx, reply: Reply, act: str) -> Facts:
    """The facts, where suggestion and reply allow the act. Raises Refused, naming the state."""
    facts = check_act(ctx, reply.suggestion, act)
    state = reply_status(step.kind for step in steps_of(reply))
    if not states.allows(states.REPLY, state, act):
        raise Refused(
            _("This cannot be done now. State of the reply: %(state)s.") % {"state": state.label}
        )
    return facts
