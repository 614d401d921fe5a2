"""Where the meeting is: its state, the present item, the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.live import Audience, Channel
from townmoot.meetings.enums import ItemState
from townmoot.meetings.models import PublicSlot
from townmoot.meetings.queries import item_state, outcome_of
from townmoot.web.ground.pieces import Item
from townmoot.web.live.finders import itself, of_item, through
from townmoot.web.live.registry import on, piece
from townmoot.web.live.sight import SHAPES, Sight, sight
from townmoot.web.programme import business, told

if TYPE_CHECKING:
    from townmoot.meetings.models import AgendaItem, Meeting

EVERYBODY = tuple(Audience)
PLACES: dict[ItemState, Any] = {
    ItemState.PLANNED: "next",
    ItemState.RUNNING: "now",
    ItemState.DONE: "done",
    ItemState.REMOVED: "done",
}


@piece("state", "live/state.html", *EVERYBODY)
def state(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """Where the meeting stands, in a word."""
    seen = sight(channel, meeting)
    closed = seen.under_way and seen.closed
    return {"state": seen.state, "shape": SHAPES[seen.state], "closed": closed}


@piece("now", "live/now.html", *EVERYBODY)
def now(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """The item that is being dealt with; of one that is not for them, only that there is one."""
    seen = sight(channel, meeting)
    running = seen.running if seen.under_way else None
    named = running is not None and running in seen.items and not _masked(channel, running)
    return {
        "state": seen.state,
        "closed": seen.under_way and seen.closed and not _inside(channel),
        "item": line(seen, running) if running is not None and named else None,
    }


@piece("agenda", "live/agenda.html", *EVERYBODY)
def agenda(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any]:
    """The agenda as a rail, with what is done and what comes."""
    seen = sight(channel, meeting)
    return {
        "items": [line(seen, row) for row in seen.items],
        "adopted": seen.adopted,
        "hidden": seen.hidden,
        "public": channel.audience == Audience.PUBLIC,
    }


def _inside(channel: Channel) -> bool:
    """Whether whoever watches hears what is not public: the floor, the chair, the clerk."""
    return channel.audience in {Audience.FLOOR, Audience.CHAIR, Audience.CLERK}


def _masked(channel: Channel, row: AgendaItem) -> bool:
    """Whether a hall's wall tells of the item only that there is one."""
    return not row.public and not _inside(channel)


def line(seen: Sight, row: AgendaItem) -> Item:
    """An item for the rail; the names of those who did not agree to it only for chair and clerk."""
    channel = seen.channel
    if _masked(channel, row):
        number, place = row.number or str(row.order), PLACES[item_state(row)]
        return Item(number=number, title=_("A part of the meeting that is not public"), state=place)
    profile = seen.profile
    known = profile is not None and row.kind in profile.agenda_kinds.codes
    everybody = channel.audience in {Audience.CHAIR, Audience.CLERK}
    if profile is not None and row.kind in business.kinds(profile):
        more = business.line(row, profile)
    else:
        more = told.line(row, everybody=everybody)
    return Item(
        number=row.number or str(row.order),
        title=row.name,
        state=PLACES[item_state(row)],
        kind=str(profile.agenda_kinds.find(row.kind).label) if profile and known else "",
        url=_url(channel, row),
        public=row.public,
        result=outcome_of(row),
        more=more,
    )


def _url(channel: Channel, row: AgendaItem) -> str:
    """Where the item is told of: the public's page of it; its files on the floor's own page."""
    if channel.audience == Audience.PUBLIC:
        return reverse("public:item", args=[row.meeting_id, row.pk])
    return f"#item-{row.pk}" if channel.audience == Audience.FLOOR else ""


on(
    "meeting.open",
    "meeting.pause",
    "meeting.resume",
    "meeting.close",
    "meeting.cancel",
    "meeting.give_notice",
    pieces=("state", "now", "agenda"),
    via=itself,
)
on("meeting.correct", pieces=("state",), via=itself)
on(
    "agenda.propose",
    "agenda.adopt",
    "agenda.reject",
    "agenda.reopen",
    "agenda.add_items",
    pieces=("agenda",),
    via=itself,
)
on(
    "agenda.add_item",
    "agenda.correct_item",
    "agenda.move_item",
    "agenda.remove_item",
    "item.decide",
    pieces=("agenda", "now"),
    via=of_item,
)
on(
    "item.start",
    "item.finish",
    pieces=("agenda", "now", "state"),
    via=of_item,
)
on("press.exclude", "press.readmit", pieces=("agenda", "now", "state"), via=itself)
on("public.stop", pieces=("agenda", "now"), via=through(PublicSlot, "item__meeting"))
on(
    "film.set",
    "film.start",
    "award.set",
    "award.add_recipient",
    "award.remove_recipient",
    "award.deliver",
    "award.present",
    "oath.set",
    "anthem.set",
    "visit.set",
    "sharing.add_talk",
    "sharing.remove_talk",
    "sharing.spoke",
    "public.speak",
    "report.add",
    "letter.add",
    "planning.add",
    "planning.respond",
    "planning.send",
    "payment.add",
    "payment.drop",
    "minutes.lay",
    "minutes.sign",
    "apologies.accept",
    pieces=("agenda", "now"),
    via=of_item,
)
