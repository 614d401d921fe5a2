"""What live pages ask: which meeting and which persons stand behind a row; who hears all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Sum

from townmoot.meetings.models import GroupSitting, Meeting, Opinion, Participant
from townmoot.meetings.queries.agenda import whole
from townmoot.meetings.queries.meetings import insider, with_state

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import Model

    from townmoot.record import Actor


def behind(model: type[Model], key: UUID, path: str = "meeting") -> UUID | None:
    """The id to which a row leads by that path; None where there is no such row."""
    rows: Any = model._default_manager.filter(pk=key)
    found: UUID | None = rows.values_list(path, flat=True).first()
    return found


def held_meeting(body: UUID, meeting: UUID) -> Meeting | None:
    """A meeting of the body with its state, whoever asks: for those who were checked before."""
    rows = with_state(Meeting._default_manager.filter(body=body, withdrawn_at=None))
    return rows.select_related("organization", "presiding").filter(pk=meeting).first()


def listed_at(body: UUID, person: UUID) -> list[UUID]:
    """The meetings at which somebody is expected, or was."""
    rows = Participant._default_manager.filter(body=body, person=person, removed_at=None)
    return list(rows.values_list("meeting", flat=True))


def hears_all(actor: Actor, meeting: Meeting) -> bool:
    """Whether somebody hears what is not public too: insider, who presides, who sits in it."""
    if insider(actor):
        return True
    rows = Participant._default_manager.filter(whole(actor), meeting=meeting)
    presides = actor.person is not None and meeting.presiding_id == actor.person
    return presides or rows.exists()


def said_in(meeting: Meeting, group: UUID) -> tuple[GroupSitting | None, int, int]:
    """The last sitting of a group at a meeting, how much was noted, and a count of its changes."""
    sittings = GroupSitting._default_manager.filter(meeting=meeting, group=group)
    rows = Opinion._default_manager.filter(meeting=meeting, group=group)
    told = rows.aggregate(n=Count("pk"), changes=Sum("revision"))
    return sittings.order_by("-created_at").first(), told["n"], told["changes"] or 0
