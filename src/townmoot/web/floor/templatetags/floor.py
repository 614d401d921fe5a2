"""Tags of the floor: `{% load floor %}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.template.context import Context
from django.utils.text import capfirst

from townmoot.people.enums import Role
from townmoot.web.floor.clocks import piece, state_piece
from townmoot.web.floor.own import GROUP_ROLES
from townmoot.web.ground import shapes
from townmoot.web.programme.speaking import minutes
from townmoot.web.rooms import asking, new_act_id

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from townmoot.suggestions.enums import State
    from townmoot.suggestions.queries import Clock
    from townmoot.web.ground import pieces

register = template.Library()


@register.simple_tag
def act_id() -> str:
    """`{% act_id %}`: a fresh id for a form, so that a double press does a thing once."""
    return new_act_id()


@register.simple_tag(takes_context=True)
def rooms_of(context: Context) -> dict[str, bool]:
    """`{% rooms_of as mine %}`: which parts of the floor are for the reader."""
    actor = asking(context["request"]).actor
    return {
        "deputy": actor.holds(Role.DEPUTY),
        "steward": actor.holds(Role.STEWARD),
        "group": bool(actor.units(*GROUP_ROLES)),
    }


@register.simple_tag
def state_of(state: State) -> SafeString:
    """`{% state_of line.state %}`: where a suggestion stands, as shape and word."""
    return shapes.show(*state_piece(state))


@register.simple_tag
def clock_of(clock: Clock | None) -> pieces.Clock | None:
    """`{% clock_of line.clock as clock %}`: a clock as it is drawn in a list, without its why."""
    return piece(clock, why=False) if clock is not None else None


@register.filter
def word(choice: Any) -> str:
    """`{{ state|word }}`: the label of a choice, set as the beginning of a sentence."""
    return capfirst(str(getattr(choice, "label", choice)))


@register.filter
def clocked(seconds: int) -> str:
    """`{{ one.seconds|clocked }}`: seconds as minutes and seconds."""
    return minutes(seconds)
