"""Whose rights an entry changed: their streams are closed, and the pages ask for new tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from townmoot.live import ALL, Told
from townmoot.meetings.models import Participant
from townmoot.meetings.queries import behind
from townmoot.people.models import Membership

if TYPE_CHECKING:
    from django.db.models import Model

    from townmoot.live.ports import Everybody

# Acts after which anybody may be somebody else, or see another meeting.
SWEEPING = frozenset(
    {
        "meeting.preside",
        "meetings.undo",
        "organization.end",
        "post.correct",
        "post.end",
        "profile.choose",
        "record.restored",
        "roster.import",
        "roster.undo",
        "units.import",
        "units.undo",
        "venue.add",
        "venue.correct",
    }
)
OF_ACCOUNT = frozenset({"account.close", "account.open"})
THROUGH: Mapping[str, type[Model]] = {
    "membership.begin": Membership,
    "membership.end": Membership,
    "participant.add": Participant,
    "participant.remove": Participant,
}


def changed(told: Told) -> Iterable[UUID] | Everybody | None:
    """Persons or accounts whose rights the entry changed; ALL where it may be anybody's."""
    if told.act in SWEEPING:
        return ALL
    if told.subject is None:
        return None
    if told.act in OF_ACCOUNT:
        return (told.subject,)
    model = THROUGH.get(told.act)
    found = behind(model, told.subject, "person") if model is not None else None
    return (found,) if found is not None else None
