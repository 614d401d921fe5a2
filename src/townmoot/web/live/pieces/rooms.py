"""A deliberation group's room: whether it sits; its book is its own and comes with its page."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.live import Audience, Channel, Told
from townmoot.meetings.models import GroupSitting, Opinion, OpinionRelease
from townmoot.meetings.queries import behind, said_in
from townmoot.web.live.finders import through
from townmoot.web.live.registry import on, piece

if TYPE_CHECKING:
    from django.db.models import Model

    from townmoot.meetings.models import Meeting
    from townmoot.web.live.registry import Keys


@piece("room", "live/room.html", Audience.FLOOR)
def room(_channel: Channel, meeting: Meeting, key: UUID | None) -> dict[str, Any] | None:
    """Since when the group sits. Its mark changes with its book, and tells nothing of it."""
    if key is None:
        return None
    sitting, *book = said_in(meeting, key)
    mark = sha256(f"{meeting.pk} {key} {book}".encode()).hexdigest()[:8]
    return {"sitting": sitting, "mark": mark}


def _group(model: type[Model]) -> Keys:
    def groups(told: Told) -> Iterable[UUID]:
        found = behind(model, told.subject, "group") if told.subject is not None else None
        return [found] if found is not None else []

    return groups


OF: dict[type[Model], tuple[str, ...]] = {
    GroupSitting: ("group.sit", "group.rise"),
    Opinion: ("opinion.record", "opinion.correct", "opinion.strike"),
    OpinionRelease: ("opinion.release",),
}
for _model, _acts in OF.items():
    on(*_acts, pieces=("room",), via=through(_model), keys=_group(_model))
