"""Polls as far as somebody may see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from townmoot.ballots import permissions
from townmoot.meetings import queries as meetings
from townmoot.record import Denied, NotFound
from townmoot.web.live.watching import led_by
from townmoot.web.rooms import found

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.ballots.models import Elector, Poll
    from townmoot.meetings.models import AgendaItem, Meeting, Motion, Venue
    from townmoot.record import Ctx


def poll_for(ctx: Ctx, key: UUID) -> Poll:
    """A poll that the person may see. 404 otherwise."""
    return found(meetings.polls_for(ctx.actor, ctx.body).filter(pk=key))


def led_poll(ctx: Ctx, key: UUID) -> tuple[Poll, Meeting]:
    """A poll at a meeting that the person leads. Raises NotFound."""
    row = poll_for(ctx, key)
    return row, led_by(ctx, row.context)


@dataclass(frozen=True)
class Subject:
    """What is put to the vote: an item of an agenda, or a motion or an amendment under one."""

    key: UUID
    name: str
    meeting: Meeting
    item: AgendaItem | None
    motion: Motion | None = None


def subject_for(ctx: Ctx, key: UUID) -> Subject:
    """An item or a motion that the person may see. 404 otherwise."""
    motions = meetings.with_parts(meetings.motions_for(ctx.actor, ctx.body).filter(pk=key))
    motion = motions.first()
    if motion is not None:
        return Subject(key, meetings.put_as(motion), motion.meeting, motion.item, motion)
    items = meetings.items_for(ctx.actor, ctx.body).select_related("meeting")
    row = found(items.filter(pk=key))
    return Subject(key, row.name, row.meeting, row)


def led_subject(ctx: Ctx, key: UUID) -> Subject:
    """An item or a motion at a meeting that the person leads. Raises NotFound."""
    row = subject_for(ctx, key)
    led_by(ctx, row.meeting.pk)
    return row


def leads(ctx: Ctx, poll: Poll) -> bool:
    """Whether the person leads the poll's meeting."""
    try:
        led_by(ctx, poll.context)
    except NotFound:
        return False
    return True


def venue_of(ctx: Ctx, poll: Poll, hall: UUID) -> Venue:
    """A hall in which the poll's votes are counted. Raises NotFound."""
    if not poll.halls.filter(hall=hall).exists():
        raise NotFound
    return found(meetings.venues_for(ctx.actor, ctx.body).filter(meeting=poll.context, pk=hall))


def check_counts(ctx: Ctx, poll: Poll, hall: UUID) -> None:
    """Raise NotFound for anybody but clerk, the hall's steward and its scrutineers."""
    try:
        permissions.counts(ctx, poll=poll.pk, hall=hall)
    except Denied as error:
        raise NotFound from error


def elector_of(ctx: Ctx, poll: Poll) -> Elector | None:
    """The person's place among those who may vote; None where there is none."""
    if ctx.actor.person is None:
        return None
    return poll.electors.select_related("ballot").filter(person=ctx.actor.person).first()
