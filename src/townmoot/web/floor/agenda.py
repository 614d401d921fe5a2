"""The agenda and the halls of a meeting in the pieces' words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from townmoot.meetings import queries as meetings
from townmoot.meetings.enums import AgendaState, ItemState, VenueKind
from townmoot.web.ground import pieces
from townmoot.web.ground.words import titled
from townmoot.web.programme import told

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from townmoot.meetings.models import AgendaItem, File, Meeting
    from townmoot.meetings.queries import VenueTally
    from townmoot.record import Ctx
    from townmoot.rules import Profile

PLACES: dict[ItemState, Literal["done", "now", "next"]] = {
    ItemState.PLANNED: "next",
    ItemState.RUNNING: "now",
    ItemState.DONE: "done",
    ItemState.REMOVED: "done",
}


@dataclass(frozen=True)
class Line:
    """An item with its papers; `passed_on` while it waits for the reader's word.

    `votes` where hands can be shown under items of its kind.
    """

    row: AgendaItem
    piece: pieces.Item
    files: tuple[File, ...]
    passed_on: bool
    votes: bool
    programme: told.Told | None = None

    @property
    def more(self) -> str:
        """One line on what is done under it."""
        return self.programme.line if self.programme else ""


def kinds(ctx: Ctx, meeting: Meeting) -> Profile:
    """The procedure of the meeting's day, which names the kinds of item."""
    return meetings.profile_of(ctx.body, meetings.local_day(ctx.body, meeting.start))


def _files(ctx: Ctx, meeting: Meeting) -> dict[UUID | None, list[File]]:
    """The files that somebody may see, by item; under None those of the whole meeting."""
    found: dict[UUID | None, list[File]] = {}
    for file in meetings.files_for(ctx.actor, ctx.body).filter(meeting=meeting):
        found.setdefault(file.item_id, []).append(file)
    return found


def papers(ctx: Ctx, meeting: Meeting) -> dict[str, Any]:
    """What hangs on a meeting and on each item that somebody may see, and what waits there.

    The agenda itself is a piece.
    """
    by_item = _files(ctx, meeting)
    seen = meetings.items_for(ctx.actor, ctx.body).filter(meeting=meeting)
    rows = seen.select_related(None).prefetch_related("recipients__receipts")
    return {
        "lines": [
            {"row": row, "files": by_item.get(row.pk, []), "passed_on": _waits_for(ctx, row)}
            for row in rows
        ],
        "files": by_item.get(None, []),
        "any_files": bool(by_item),
    }


def of(ctx: Ctx, meeting: Meeting, *, everybody: bool = False) -> dict[str, Any]:
    """The agenda as somebody may see it: lines, files of the whole, the present item, adoption.

    `everybody`: with the names of those who did not agree to be named in public.
    """
    by_item = _files(ctx, meeting)
    seen = meetings.items_for(ctx.actor, ctx.body).filter(meeting=meeting)
    seen = meetings.with_programme(seen.select_related("decision"))
    rows = list(seen.prefetch_related("recipients__receipts"))
    profile = kinds(ctx, meeting)
    lines = [
        replace(
            _line(ctx, row, by_item.get(row.pk, []), profile),
            programme=told.of(row, everybody=everybody),
        )
        for row in rows
    ]
    return {
        "lines": lines,
        "items": [replace(line.piece, more=line.more) for line in lines],
        "files": by_item.get(None, []),
        "any_files": bool(by_item),
        "now": next((line for line in lines if line.piece.state == "now"), None),
        "adopted": _adopted(meeting),
    }


def _line(ctx: Ctx, row: AgendaItem, files: list[File], profile: Profile) -> Line:
    known = row.kind in profile.agenda_kinds.codes
    term = profile.agenda_kinds.find(row.kind) if known else None
    piece = pieces.Item(
        number=row.number,
        title=row.name,
        state=PLACES[meetings.item_state(row)],
        kind=str(term.label) if term else "",
        url=f"#item-{row.pk}" if files else "",
        public=row.public,
        result=meetings.outcome_of(row),
    )
    votes = term is not None and term.votes
    return Line(row, piece, tuple(files), passed_on=_waits_for(ctx, row), votes=votes)


def _waits_for(ctx: Ctx, row: AgendaItem) -> bool:
    """Whether what was passed on under the item still waits for the person's word."""
    recipients = list(row.recipients.all())
    given = {receipt.person_id for each in recipients for receipt in each.receipts.all()}
    return bool(recipients) and row.start is not None and ctx.actor.person not in given


def _adopted(meeting: Meeting) -> datetime | None:
    """When the agenda that holds was adopted."""
    last = meeting.agenda_steps.order_by("-number").first()
    if last is None or meetings.agenda_state(meeting) != AgendaState.ADOPTED:
        return None
    return last.created_at


def hall(tally: VenueTally, url: str = "") -> pieces.Hall:
    """A hall as a tile."""
    link = "linked" if tally.link_up else "down"
    if tally.venue.kind == VenueKind.MAIN:
        link = "unlinked"
    return pieces.Hall(
        name=titled(tally.venue),
        present=tally.here,
        expected=tally.awaited,
        link=link,
        url=url,
    )
