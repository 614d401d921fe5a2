"""Suggestions as the public reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from townmoot.meetings.queries import meetings_for
from townmoot.record.queries import timeline
from townmoot.suggestions.enums import ClockKind, Share, State
from townmoot.suggestions.queries.board import clocks_of
from townmoot.suggestions.queries.clocks import soon_days
from townmoot.suggestions.queries.public import public_views
from townmoot.web.ground import pieces, shapes
from townmoot.web.public.show.clocks import clock, word
from townmoot.web.public.show.meetings import profile_of
from townmoot.web.public.show.promises import Promise, promises
from townmoot.web.public.show.ratings import Ratings
from townmoot.web.public.show.timeline import steps
from townmoot.web.public.show.units import Names

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.safestring import SafeString

    from townmoot.meetings.models import Meeting
    from townmoot.rules import Profile
    from townmoot.suggestions.models import Suggestion
    from townmoot.suggestions.queries.public import PublicReply, PublicSuggestion

SHAPES = {
    State.HANDED_IN: "waiting",
    State.ACCEPTED: "open",
    State.ASSIGNED: "open",
    State.ALLOTTED: "waiting",
    State.IN_PROGRESS: "in_hand",
    State.REHANDLING: "in_hand",
    State.REPLIED: "done",
    State.CLOSED: "closed",
    State.MERGED: "closed",
    State.WITHDRAWN: "withdrawn",
    State.REFERRED: "open",
    State.ANSWERED_OUTSIDE: "done",
}
# What the public may ask of: when the assembly assigned, the units answered.
SHOWN = (ClockKind.ASSIGN, ClockKind.ASSIST, ClockKind.REPLY, ClockKind.SECOND_REPLY)


@dataclass(frozen=True)
class Letter:
    """A reply on a page: its class and ratings in words, its letter one click away."""

    reply: PublicReply
    unit: str
    word: str
    ratings: Ratings | None
    url: str

    @property
    def paragraphs(self) -> list[str]:
        """The text by paragraphs."""
        return [line.strip() for line in self.reply.text.splitlines() if line.strip()]

    @property
    def greets(self) -> bool:
        """Whether the text itself begins by addressing somebody."""
        return bool(self.paragraphs) and self.paragraphs[0].endswith(("：", ":", "，", ","))


@dataclass(frozen=True)
class Shown:
    """A published suggestion, for lists and its page."""

    view: PublicSuggestion
    names: Names

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("public:suggestion", args=[self.view.id])

    @property
    def status(self) -> SafeString:
        """Where it stands, as shape and word."""
        return shapes.show(
            SHAPES.get(self.view.state, "open"), capfirst(str(self.view.state.label))
        )

    @property
    def due(self) -> date | None:
        """When something is due, while it is."""
        found = self.view.line.clock
        return found.due if found and found.done_on is None else None

    @property
    def in_time(self) -> SafeString | str:
        """How its clock stands, as shape and word."""
        return word(self.view.line.clock) if self.view.line.clock else ""

    @property
    def leads(self) -> str:
        """The units that answer."""
        return self.names.listed([p.unit_id for p in self.parts if p.share == Share.LEAD])

    @property
    def assisting(self) -> str:
        """The units that help."""
        return self.names.listed([p.unit_id for p in self.parts if p.share != Share.LEAD])

    @property
    def parts(self) -> tuple[Any, ...]:
        """What each unit has of it."""
        return self.view.line.parts


@dataclass(frozen=True)
class Whole:
    """A suggestion for its own page."""

    shown: Shown
    letters: list[Letter]
    clocks: list[pieces.Clock]
    steps: list[pieces.Step]
    promises: list[Promise]
    meeting: Meeting | None


def shown(rows: QuerySet[Suggestion], body: UUID, day: date) -> list[Shown]:
    """Published suggestions for a list; the same queries for any number."""
    names = Names(body, day)
    return [Shown(view, names) for view in public_views(rows, body, day)]


def letters(one: Shown, profile: Profile | None) -> list[Letter]:
    """The replies that the public may read, oldest first."""
    return [
        Letter(
            reply=reply,
            unit=one.names.in_language(reply.unit),
            word=class_word(profile, reply.reply_class),
            ratings=Ratings.of(reply.ratings, profile),
            url=reverse("public:letter", args=[one.view.id, at]),
        )
        for at, reply in enumerate(one.view.replies, start=1)
    ]


def class_word(profile: Profile | None, code: str) -> str:
    """The class of a reply in words."""
    try:
        return str(profile.suggestions.classes.find(code).label) if profile else code
    except KeyError:
        return code


def whole(one: Shown, body: UUID, day: date) -> Whole:
    """A published suggestion with its clocks, timeline, replies and promises."""
    item, profile = one.view.line.item, profile_of(body, day)
    clocks = clocks_of(item, day, soon_days(profile)) if profile else iter(())
    several = len(one.parts) > 1
    units = {part.due: one.names.of(part.unit_id) for part in one.parts} if several else {}
    return Whole(
        shown=one,
        letters=letters(one, profile),
        clocks=[_clock(each, units) for each in clocks if each.kind in SHOWN],
        steps=steps(timeline(body, item.pk), one.names, profile),
        promises=promises(body, day, one.names, lambda row: row.suggestion == item.pk),
        meeting=meetings_for(None, body).filter(pk=item.meeting).first() if item.meeting else None,
    )


def _clock(found: Any, units: dict[date, str]) -> pieces.Clock:
    label = capfirst(str(found.kind.label))
    unit = units.get(found.due, "")
    return clock(found, _("%(what)s: %(unit)s") % {"what": label, "unit": unit} if unit else label)
