"""A meeting as one audience sees it: asked of the database once, whatever pieces show of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from townmoot.live import Audience
from townmoot.meetings import queries
from townmoot.meetings.enums import AgendaState, ItemState, MeetingState
from townmoot.people.enums import Role
from townmoot.record import Actor, Ctx, Refused, now, today_of
from townmoot.record.models import new_id
from townmoot.rules.modules import Module
from townmoot.web.ground import pieces

if TYPE_CHECKING:
    from datetime import datetime

    from townmoot.live import Channel
    from townmoot.meetings.models import AgendaItem, Meeting
    from townmoot.rules import Profile

ROLES = {Audience.CHAIR: Role.CHAIR, Audience.CLERK: Role.CLERK, Audience.VENUE: Role.STEWARD}
SHAPES: dict[str, str] = {
    MeetingState.PLANNED: "draft",
    MeetingState.CALLED: "next",
    MeetingState.IN_SESSION: "now",
    MeetingState.PAUSED: "in_hand",
    MeetingState.CLOSED: "closed",
    MeetingState.CANCELLED: "withdrawn",
}
UNDER_WAY = (MeetingState.IN_SESSION, MeetingState.PAUSED)


class Sight:
    """What an audience may see of a meeting; `actor` narrows it to one who may see less."""

    def __init__(self, channel: Channel, meeting: Meeting, actor: Actor | None = None) -> None:
        self.channel = channel
        self.meeting = meeting
        self.actor = actor

    @cached_property
    def ctx(self) -> Ctx:
        """Asks what may be done, as nobody in person who holds the audience's role."""
        role = ROLES.get(self.channel.audience, Role.RESIDENT)
        actor = Actor(account=None, person=None, roles=frozenset({role.value}))
        body = self.meeting.body
        day = today_of(body)
        return Ctx(body=body, actor=actor, now=now(), today=day, act_id=new_id(), drafts=[])

    @cached_property
    def state(self) -> MeetingState:
        """Where the meeting stands."""
        return queries.state_of(self.meeting)

    @property
    def under_way(self) -> bool:
        """Whether it is going on: sitting, or interrupted."""
        return self.state in UNDER_WAY

    @cached_property
    def profile(self) -> Profile | None:
        """The procedure of the meeting's day; None where none was chosen."""
        try:
            day = queries.local_day(self.meeting.body, self.meeting.start)
            return queries.profile_of(self.meeting.body, day)
        except Refused:
            return None

    def has(self, module: Module | str) -> bool:
        """Whether this kind of body has the part of the house."""
        return self.profile is None or self.profile.has_module(str(module))

    @cached_property
    def frame(self) -> pieces.Frame:
        """What pieces ask of the page's frame: which parts of the house there are."""
        codes = frozenset(self.profile.modules.codes) if self.profile else None
        return pieces.Frame(name="", modules=codes)

    @cached_property
    def everything(self) -> list[AgendaItem]:
        """All items on the agenda, in order, with what is done under each."""
        rows = queries.with_programme(queries.items_of(self.meeting))
        rows = rows.select_related("speaker", "unit", "decision")
        return list(rows.prefetch_related("recipients__receipts"))

    @cached_property
    def items(self) -> list[AgendaItem]:
        """The items that the audience may see by name; halls are told only that there is one."""
        if self.channel.audience == Audience.PUBLIC or self.actor is not None:
            seen = queries.items_for(self.actor, self.meeting.body).filter(meeting=self.meeting)
            known = set(seen.values_list("pk", flat=True))
            return [row for row in self.everything if row.pk in known]
        return self.everything

    @cached_property
    def hidden(self) -> int:
        """How many items the audience is not told of by name."""
        return len(self.everything) - len(self.items)

    @cached_property
    def running(self) -> AgendaItem | None:
        """The item now being dealt with, whoever may see it."""
        rows = self.everything
        return next((row for row in rows if queries.item_state(row) == ItemState.RUNNING), None)

    @cached_property
    def closed(self) -> bool:
        """Whether the meeting sits without the public now."""
        if self.running is not None and not self.running.public:
            return True
        return queries.exclusion_of(self.meeting) is not None

    @cached_property
    def tally(self) -> queries.Tally:
        """How many are expected and present."""
        return queries.tally(self.meeting)

    @cached_property
    def quorum(self) -> queries.QuorumCheck | None:
        """The quorum by the procedure; None without one."""
        return queries.quorum(self.meeting) if self.profile else None

    @cached_property
    def agenda_state(self) -> AgendaState:
        """Where the agenda stands."""
        return queries.agenda_state(self.meeting)

    @cached_property
    def adopted(self) -> datetime | None:
        """When the agenda that holds was adopted."""
        if self.agenda_state != AgendaState.ADOPTED:
            return None
        last = self.meeting.agenda_steps.order_by("-number").first()
        return last.created_at if last else None


def sight(channel: Channel, meeting: Meeting) -> Sight:
    """The sight of a meeting, kept with its row: pieces of one page ask once between them."""
    kept: Sight | None = getattr(meeting, "_sight", None)
    if kept is None or kept.channel != channel:
        kept = look(channel, meeting)
    return kept


def look(channel: Channel, meeting: Meeting, actor: Actor | None = None) -> Sight:
    """Look at a meeting anew, and keep that with its row."""
    made = Sight(channel, meeting, actor)
    meeting._sight = made  # type: ignore[attr-defined] # noqa: SLF001 -- kept with its row
    return made
