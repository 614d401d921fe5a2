"""Who may watch a meeting, and as whom: the same checks for the page, its snapshot and its token.

watch = watching.floor(request, key)          # first of all, before rows are read
return show(request, "floor/meeting.html", watch=watch, meeting=watch.meeting, …)

{% load live %}
{% block main_attributes %}{% watching watch %}{% endblock %}
{% piece watch "agenda" %}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils import translation

from townmoot.live import Audience, Channel, Mark, marks
from townmoot.meetings import queries as meetings
from townmoot.meetings.enums import MeetingState
from townmoot.people.enums import Role
from townmoot.record import NotFound
from townmoot.web.framing import town_of
from townmoot.web.live.sight import look
from townmoot.web.rooms import asking, found

if TYPE_CHECKING:
    from django.http import HttpRequest

    from townmoot.meetings.models import Meeting, Venue
    from townmoot.record import Ctx


OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)
LEAVING = (Audience.PUBLIC, Audience.FLOOR)  # their pages stand still when the meeting is over


@dataclass(frozen=True)
class Watch:
    """A page that watches a meeting: on which channel, from which place of the record on.

    `live` is false for somebody who sees less than an audience does: the page stands still.
    """

    channel: Channel
    meeting: Meeting
    after: Mark
    person: UUID | None = None
    live: bool = True
    door: str = ""  # the names of its addresses begin so, where they are others

    def url(self, what: str) -> str:
        """The address of its token or its pieces; those who ask are checked again."""
        key = self.channel.hall or self.channel.meeting
        return reverse(f"{self.door or f'live:{self.channel.audience}'}_{what}", args=[key])


def _watch(
    meeting: Meeting, audience: Audience, after: Mark, *, hall: UUID | None = None, ctx: Ctx | None
) -> Watch:
    language = translation.get_language() or "en"
    channel = Channel(meeting.body, meeting.pk, audience, language, hall)
    goes_on = look(channel, meeting).state not in OVER or audience not in LEAVING
    return Watch(channel, meeting, after, ctx.actor.person if ctx else None, live=goes_on)


def public(request: HttpRequest, key: UUID) -> Watch:
    """Anybody, of a meeting that is published. Raises NotFound."""
    town = town_of(request)
    after = marks.here(town.pk) if town else Mark(0, 0)
    row = meetings.meetings_for(None, town.pk).filter(pk=key).first() if town else None
    if row is None:
        raise NotFound
    return _watch(row, Audience.PUBLIC, after, ctx=None)


def floor(request: HttpRequest, key: UUID) -> Watch:
    """Whoever may see the meeting: as the floor who sits in it, else as the public."""
    ctx = asking(request)
    after = marks.here(ctx.body)
    row = found(meetings.meetings_for(ctx.actor, ctx.body).filter(pk=key))
    if meetings.hears_all(ctx.actor, row):
        return _watch(row, Audience.FLOOR, after, ctx=ctx)
    if meetings.was_published(row.pk) and not _is_told_more(ctx, row):
        return _watch(row, Audience.PUBLIC, after, ctx=ctx)
    channel = Channel(ctx.body, row.pk, Audience.FLOOR, translation.get_language() or "en")
    look(channel, row, ctx.actor)
    return Watch(channel, row, after, ctx.actor.person, live=False)


def _is_told_more(ctx: Ctx, meeting: Meeting) -> bool:
    """Whether an item that is not public is passed on to a unit of somebody's."""
    seen = meetings.items_for(ctx.actor, ctx.body).filter(meeting=meeting, public=False)
    return seen.exists()


def led_by(ctx: Ctx, key: UUID) -> Meeting:
    """A meeting that the person leads: chair, clerk, or who presides. Raises NotFound."""
    row = found(meetings.meetings_for(ctx.actor, ctx.body).filter(pk=key))
    leads = ctx.actor.holds(Role.CHAIR) or ctx.actor.holds(Role.CLERK)
    if not leads and (ctx.actor.person is None or row.presiding_id != ctx.actor.person):
        raise NotFound
    return row


def chair(request: HttpRequest, key: UUID) -> Watch:
    """Whoever leads the meeting. Raises NotFound."""
    ctx = asking(request)
    after = marks.here(ctx.body)
    return _watch(led_by(ctx, key), Audience.CHAIR, after, ctx=ctx)


def venue(request: HttpRequest, key: UUID) -> Watch:
    """A hall's steward, or the clerk, of a hall's meeting. Raises NotFound."""
    ctx = asking(request)
    after = marks.here(ctx.body)
    hall = found(meetings.desk_venues(ctx.actor, ctx.body).filter(pk=key))
    return _watch(hall.meeting, Audience.VENUE, after, hall=hall.pk, ctx=ctx)


def wall(hall: Venue, door: str) -> Watch:
    """A hall's wall for whoever stands before it, where another app has checked that."""
    watch = _watch(hall.meeting, Audience.VENUE, marks.here(hall.body), hall=hall.pk, ctx=None)
    return replace(watch, door=door)


def clerk(request: HttpRequest, key: UUID) -> Watch:
    """The clerk, of any meeting. Raises NotFound."""
    ctx = asking(request)
    if not ctx.actor.holds(Role.CLERK):
        raise NotFound
    after = marks.here(ctx.body)
    row = found(meetings.meetings_for(ctx.actor, ctx.body).filter(pk=key))
    return _watch(row, Audience.CLERK, after, ctx=ctx)


Opener = Callable[["HttpRequest", UUID], Watch]
OPENERS: Mapping[Audience, Opener] = {
    Audience.PUBLIC: public,
    Audience.FLOOR: floor,
    Audience.CHAIR: chair,
    Audience.VENUE: venue,
    Audience.CLERK: clerk,
}
