"""The vote on live pages: what is asked now, how far it is, what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from townmoot.ballots import queries
from townmoot.ballots.enums import DEVICE_KINDS, HALL_KINDS, PollState
from townmoot.ballots.models import HallCount, Poll
from townmoot.live import Audience, Channel
from townmoot.meetings.models import Motion
from townmoot.meetings.queries import to_be_put, venues_at
from townmoot.meetings.queries.motions import keys_under
from townmoot.web.ground import pieces
from townmoot.web.live.finders import of_item, through
from townmoot.web.live.pieces.screen import scene
from townmoot.web.live.registry import along_with, on, piece
from townmoot.web.live.sight import Sight, sight
from townmoot.web.votes import telling

if TYPE_CHECKING:
    from townmoot.meetings.models import Meeting

LEADING = (Audience.CHAIR, Audience.CLERK)
HOME = {Audience.CHAIR: "floor:chair", Audience.CLERK: "clerk:hold"}  # whence a step is pressed
SHOWN = (PollState.OPEN, PollState.CLOSED, PollState.COUNTED, PollState.PUBLISHED, PollState.VOID)


@piece("votes", "votes/pieces/live.html", *Audience)
def votes(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """The last vote on the present item; its result only once it is announced."""
    poll = _present(channel, meeting)
    asked = _asked(channel, meeting, poll)
    if poll is None:
        return {"told": None, "asked": asked}
    leading = channel.audience in LEADING
    state = queries.state_of(poll)
    told = telling.tell(poll, result=leading or state == PollState.PUBLISHED)
    return {
        "poll": poll,
        "told": told,
        "asked": asked,
        "acts": _acts(channel, poll, state) if leading else [],
        "count": _count_url(channel, poll, state),
        "cast": _cast_url(channel, poll, state),
        "halls": telling.halls(poll, venues_at(meeting.pk).values()) if leading else [],
    }


def _present(channel: Channel, meeting: Meeting) -> Poll | None:
    """The poll to be shown: on the present item, where the audience may know of it."""
    seen = sight(channel, meeting)
    running = seen.running
    if running is None or (running not in seen.items and channel.audience != Audience.VENUE):
        return None
    if seen.closed and channel.audience in {Audience.PUBLIC, Audience.VENUE}:
        return None
    rows = queries.with_result(queries.polls_on(keys_under(running)))
    leading = channel.audience in LEADING
    known = [row for row in rows if queries.state_of(row) in SHOWN or leading]
    alive = [row for row in known if queries.state_of(row) != PollState.CANCELLED]
    return alive[-1] if alive else None


def _asked(channel: Channel, meeting: Meeting, poll: Poll | None) -> str:
    """That a member asked for a recorded vote; by name for those inside. Before it is taken."""
    seen = sight(channel, meeting)
    if seen.profile is None or not seen.profile.polls.recorded_on_request.value:
        return ""
    begun = poll is not None and queries.state_of(poll) in SHOWN
    if begun or seen.running is None or not seen.under_way:
        return ""
    subject = to_be_put(seen.running) or seen.running
    found = queries.recorded_asked(meeting.pk, subject.pk)
    if found is None:
        return ""
    if channel.audience in {*LEADING, Audience.FLOOR}:
        told = _("%(name)s asked for a recorded vote: it is taken by name.")
        return told % {"name": found.person}
    return _("A member asked for a recorded vote: it is taken by name.")


def _acts(channel: Channel, poll: Poll, state: PollState) -> list[pieces.Act]:
    labels = {
        PollState.PREPARED: ("open", pgettext("vote", "Open the vote")),
        PollState.OPEN: ("close", pgettext("vote", "Close the vote")),
        PollState.CLOSED: ("confirm", pgettext("vote", "Confirm the count")),
        PollState.COUNTED: ("publish", pgettext("vote", "Announce the result")),
    }
    whole = pieces.Act(
        label=pgettext("vote", "All about this vote"),
        url=reverse("votes:poll", args=[poll.pk]),
        method="get",
    )
    if state not in labels:
        return [whole]
    what, label = labels[state]
    home = reverse(HOME[channel.audience], args=[poll.context])
    url = f"{reverse('votes:step', args=[poll.pk, what])}?next={home}"
    return [pieces.Act(label=label, url=url, kind="binding"), whole]


def _count_url(channel: Channel, poll: Poll, state: PollState) -> str:
    """Where a hall's steward enters its count."""
    counts = poll.kind in HALL_KINDS and state in (PollState.OPEN, PollState.CLOSED)
    if channel.hall is None or not counts:
        return ""
    return reverse("votes:hall", args=[poll.pk, channel.hall])


def _cast_url(channel: Channel, poll: Poll, state: PollState) -> str:
    """Where a member votes."""
    casts = poll.kind in DEVICE_KINDS and state == PollState.OPEN
    if channel.audience != Audience.FLOOR or not casts:
        return ""
    return reverse("votes:ballot", args=[poll.pk])


of_poll = through(Poll, "context")
of_motion = through(Motion)
of_count = through(HallCount, "poll__context")


def of_subject(subject: UUID) -> UUID | None:
    """The act is about an item, or about a motion."""
    return of_item(subject) or of_motion(subject)


on(
    "poll.prepare",
    "poll.open",
    "poll.close",
    "poll.cancel",
    "poll.count",
    "poll.confirm",
    "poll.recount",
    "poll.settle",
    "poll.publish",
    "poll.void",
    pieces=("votes",),
    via=of_poll,
)
on("count.confirm", pieces=("votes",), via=of_count)
on("item.start", "item.finish", pieces=("votes",), via=of_item)
on("poll.record", "poll.ask_recorded", pieces=("votes",), via=of_subject)
on("motion.decide", pieces=("votes",), via=of_motion)

along_with("screen", "votes")


def _on_wall(seen: Sight, *states: PollState) -> dict[str, Any] | None:
    """What the wall tells of the vote while it stands at one of these."""
    poll = _present(seen.channel, seen.meeting)
    state = queries.state_of(poll) if poll is not None else None
    if poll is None or state not in states:
        return None
    return {"poll": poll, "told": telling.tell(poll, result=state == PollState.PUBLISHED)}


@scene("vote", "votes/scenes/vote.html", rank=20)
def vote_on_wall(seen: Sight, _hall: UUID | None) -> dict[str, Any] | None:
    """The question, what a majority means here, how many have voted."""
    return _on_wall(seen, PollState.OPEN, PollState.CLOSED, PollState.COUNTED)


@scene("result", "votes/scenes/result.html", rank=30)
def result_on_wall(seen: Sight, _hall: UUID | None) -> dict[str, Any] | None:
    """What the vote on the present item came to, once it is announced."""
    return _on_wall(seen, PollState.PUBLISHED)
