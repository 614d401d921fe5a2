"""States as a word, a shape and a colour: never the colour alone."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext_lazy

_ROUND = '<circle cx="6" cy="6" r="5"'
_DRAWN = {
    "full": f"{_ROUND}/>",
    "ring": f'{_ROUND} fill="none"/>',
    "half": f'{_ROUND} fill="none"/><path d="M6 1a5 5 0 0 0 0 10z" stroke="none"/>',
    "dashed": f'{_ROUND} fill="none" stroke-dasharray="2.6 2.6"/>',
    "triangle": '<path d="M6 1.5 11 10.5H1z" stroke-linejoin="round"/>',
    "square": '<path d="M1.5 1.5h9v9h-9z"/>',
    "frame": '<path d="M1.5 1.5h9v9h-9z" fill="none"/>',
    "diamond": '<path d="M6 .8 11.2 6 6 11.2.8 6z" fill="none"/>',
    "tick": '<path d="M1.5 6.5 4.5 9.5 10.5 2.5" fill="none"/>',
    "cross": '<path d="M2 2l8 8M10 2l-8 8" fill="none"/>',
    "bar": '<path d="M1.5 6h9" fill="none"/>',
    "play": '<path d="M2.5 1.5v9L10 6z" stroke-linejoin="round"/>',
}


class State(NamedTuple):
    """How one state is shown; `colour` is a class suffix of .status--*."""

    word: str | Promise
    shape: str
    colour: str


STATES = {
    "kept": State(pgettext_lazy("state", "Kept"), "full", "pine"),
    "on_time": State(pgettext_lazy("state", "On time"), "full", "pine"),
    "done": State(pgettext_lazy("state", "Done"), "full", "pine"),
    "present": State(pgettext_lazy("state", "Present"), "full", "pine"),
    "linked": State(pgettext_lazy("state", "In touch"), "full", "pine"),
    "due_soon": State(pgettext_lazy("state", "Due soon"), "half", "ochre"),
    "weak": State(pgettext_lazy("state", "Line unsteady"), "half", "ochre"),
    "overdue": State(pgettext_lazy("state", "Overdue"), "triangle", "plum"),
    "not_kept": State(pgettext_lazy("state", "Not kept"), "triangle", "plum"),
    "late": State(pgettext_lazy("state", "Late"), "triangle", "plum"),
    "down": State(pgettext_lazy("state", "Line down"), "triangle", "plum"),
    "failed": State(pgettext_lazy("state", "Failed"), "triangle", "plum"),
    "binding": State(pgettext_lazy("state", "Binding"), "square", "vermilion"),
    "adopted": State(pgettext_lazy("state", "Adopted"), "square", "vermilion"),
    "published": State(pgettext_lazy("state", "Published"), "square", "vermilion"),
    "issued": State(pgettext_lazy("state", "Issued"), "square", "vermilion"),
    "not_adopted": State(pgettext_lazy("state", "Not adopted"), "frame", "ink"),
    "open": State(pgettext_lazy("state", "Open"), "ring", "slate"),
    "now": State(pgettext_lazy("state", "Now"), "play", "slate"),
    "in_hand": State(pgettext_lazy("state", "In hand"), "half", "slate"),
    "waiting": State(pgettext_lazy("state", "Waiting"), "ring", "quiet"),
    "draft": State(pgettext_lazy("state", "Draft"), "dashed", "quiet"),
    "next": State(pgettext_lazy("state", "To come"), "ring", "quiet"),
    "closed": State(pgettext_lazy("state", "Closed"), "full", "quiet"),
    "withdrawn": State(pgettext_lazy("state", "Withdrawn"), "bar", "quiet"),
    "excused": State(pgettext_lazy("state", "Excused"), "half", "quiet"),
    "absent": State(pgettext_lazy("state", "Absent"), "ring", "quiet"),
    "unlinked": State(pgettext_lazy("state", "No line needed"), "bar", "quiet"),
}


def draw(shape: str) -> SafeString:
    """Return the shape as inline SVG, hidden from readers: the word beside it says the same."""
    body = mark_safe(_DRAWN.get(shape, _DRAWN["ring"]))  # noqa: S308 - from the table above alone
    return format_html(
        '<svg class="shape" viewBox="0 0 12 12" aria-hidden="true" focusable="false">{}</svg>',
        body,
    )


def show(state: str, word: str = "") -> SafeString:
    """Return shape and word of a state; an unknown state is shown quietly with the given word."""
    known = STATES.get(state, State(state, "ring", "quiet"))
    return format_html(
        '<span class="status status--{}">{}<span>{}</span></span>',
        known.colour,
        draw(known.shape),
        word or known.word,
    )
