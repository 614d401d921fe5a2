"""The motions before a meeting on its live pages, and on the walls of its halls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.live import Audience, Channel
from townmoot.meetings import queries
from townmoot.meetings.enums import MotionState
from townmoot.meetings.models import Motion
from townmoot.meetings.queries.motions import motions_before
from townmoot.rules.modules import Module
from townmoot.web.live.finders import of_item, through
from townmoot.web.live.pieces.screen import scene
from townmoot.web.live.registry import along_with, on, piece
from townmoot.web.live.sight import Sight, sight
from townmoot.web.motions import told

if TYPE_CHECKING:
    from townmoot.meetings.models import Meeting

PAGES = {
    Audience.PUBLIC: "public:motion",
    Audience.FLOOR: "floor:motion",
    Audience.CHAIR: "clerk:motion",
    Audience.CLERK: "clerk:motion",
}
LEADING = (Audience.CHAIR, Audience.CLERK)


@piece("motions", "motions/live.html", *PAGES)
def motions(channel: Channel, meeting: Meeting, _key: UUID | None) -> dict[str, Any] | None:
    """What was moved: under the present item in full, amendments in order, the rest by name.

    The chair reads besides which motions and amendments wait to be listed.
    """
    seen = sight(channel, meeting)
    if not seen.has(Module.MOTIONS):
        return None
    leading = channel.audience in LEADING
    rows = motions_before(meeting, public=channel.audience == Audience.PUBLIC, waiting=leading)
    main = [row for row in rows if row.amends_id is None and row.listed_at is not None]
    now, others = _parted(seen, main)
    coming = queries.to_be_put(seen.running) if seen.running is not None and now else None
    waits = [row for row in rows if queries.motion_state(row) is MotionState.HANDED_IN]
    return {
        "now": told.all_of(now),
        "others": told.all_of(others),
        "waits": told.all_of(waits) if leading else [],
        "coming": coming.pk if coming else None,
        "page": PAGES[channel.audience],
    }


def _parted(seen: Sight, rows: list[Motion]) -> tuple[list[Motion], list[Motion]]:
    """Those under the present item, and the others."""
    running = seen.running.pk if seen.under_way and seen.running is not None else None
    now = [row for row in rows if running is not None and row.item_id == running]
    return now, [row for row in rows if row not in now]


@scene("motion", "motions/wall.html", rank=50)
def on_wall(seen: Sight, _hall: UUID | None) -> dict[str, Any] | None:
    """The motion that the present item is about: its text as amended, what is put next."""
    if seen.running is None or not seen.under_way or not seen.has(Module.MOTIONS):
        return None
    rows = motions_before(seen.meeting, public=True, waiting=False)
    main = [row for row in rows if row.amends_id is None]
    now, _others = _parted(seen, main)
    if not now:
        return None
    coming = queries.to_be_put(seen.running)
    about = (coming.amends_id or coming.pk) if coming else now[-1].pk
    shown = next((row for row in now if row.pk == about), now[-1])
    return {"told": told.of(shown), "coming": coming.pk if coming else None}


of_motion = through(Motion)

on(
    "motion.hand_in",
    "motion.list",
    "motion.refuse",
    "motion.put_under",
    "motion.second",
    "signer.withdraw",
    "motion.order",
    "motion.withdraw",
    "motion.keep",
    "motion.consent",
    "motion.decide",
    pieces=("motions",),
    via=of_motion,
)
on("item.start", "item.finish", "agenda.remove_item", pieces=("motions",), via=of_item)
along_with("screen", "motions")
along_with("controls", "motions", "votes")
