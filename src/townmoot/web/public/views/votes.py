"""Votes that were taken: what they came to, announced results only."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from townmoot.ballots.enums import PollState
from townmoot.ballots.queries import state_of
from townmoot.meetings.queries import items_for, meetings_for, polls_for
from townmoot.web.public import page
from townmoot.web.votes import telling

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from townmoot.people.models import Body


@page.public
def vote(request: HttpRequest, town: Body, key: UUID) -> HttpResponse:
    """One vote: the sentence, one dot for each who could vote, the names where they are told."""
    poll = page.found(polls_for(None, town.pk).filter(pk=key))
    meeting = page.found(meetings_for(None, town.pk).filter(pk=poll.context))
    about = Q(pk=poll.subject) | Q(motions=poll.subject)
    item = page.found(items_for(None, town.pk).filter(about))
    announced = state_of(poll) == PollState.PUBLISHED
    told = telling.tell(poll, result=announced)
    names = telling.names(poll) if announced else []
    return page.show(request, "vote", poll=poll, meeting=meeting, item=item, told=told, names=names)
