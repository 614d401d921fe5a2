"""Promises in the reviewed wording, of published suggestions; tasks of what is public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from townmoot.commitments.enums import Kind, State, word_of
from townmoot.commitments.queries import public_commitments, public_tasks
from townmoot.web.ground import pieces, shapes
from townmoot.web.public.show.clocks import clock, word

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.safestring import SafeString

    from townmoot.commitments.queries import PublicCommitment
    from townmoot.web.public.show.units import Names

SHAPES = {
    State.OPEN: "open",
    State.CLAIMED: "in_hand",
    State.EXPLAINED: "in_hand",
    State.KEPT: "kept",
    State.NOT_KEPT: "not_kept",
}


@dataclass(frozen=True)
class Promise:
    """A promise or a task, by whom, for which day, and how it stands."""

    row: PublicCommitment
    unit: str
    unit_url: str

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("public:promise", args=[self.row.id])

    @property
    def status(self) -> SafeString:
        """Where it stands, as shape and word."""
        return shapes.show(SHAPES[self.row.state], capfirst(word_of(self.row.kind, self.row.state)))

    @property
    def is_task(self) -> bool:
        """Whether a meeting set it, and nobody promised it."""
        return self.row.kind == Kind.TASK

    @property
    def in_time(self) -> SafeString:
        """How its clock stands, as shape and word."""
        return word(self.row.clock)

    @property
    def settled(self) -> bool:
        """Whether it was found kept or not."""
        return self.row.state in (State.KEPT, State.NOT_KEPT)

    @property
    def piece(self) -> pieces.Clock:
        """Its clock for a page."""
        return clock(self.row.clock, _("To be done by") if self.is_task else "")


def promises(
    body: UUID,
    day: date,
    names: Names,
    which: Callable[[PublicCommitment], bool] = lambda _row: True,
) -> list[Promise]:
    """The promises everybody may read, by their day; the same queries for any number."""
    return [
        Promise(row, names.in_language(row.unit), names.url_of(row.unit))
        for row in public_commitments(body, day)
        if which(row)
    ]


def tasks(body: UUID, day: date, names: Names, **which: Any) -> list[Promise]:
    """The tasks everybody may read, by their day; `which` narrows them as a filter does."""
    return [
        Promise(row, names.in_language(row.unit), names.url_of(row.unit))
        for row in public_tasks(body, day, **which)
    ]
