"""What waits for somebody today, the most pressing first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from townmoot.meetings import queries as meetings
from townmoot.meetings.enums import LeaveState, MeetingState
from townmoot.people.enums import Role
from townmoot.suggestions import queries as suggestions
from townmoot.suggestions.queries.clocks import rating_clock
from townmoot.suggestions.queries.withdrawing import unanswered
from townmoot.web.floor import clocks, deskwork, own
from townmoot.web.ground import pieces, words
from townmoot.web.rooms import new_act_id

if TYPE_CHECKING:
    from townmoot.meetings.models import Meeting
    from townmoot.record import Ctx
    from townmoot.web.floor.own import Seat


@dataclass(frozen=True)
class Need:
    """One thing that waits: what, where it is done, and by when."""

    title: str
    act: pieces.Act
    text: str = ""
    clock: pieces.Clock | None = None


def needs(ctx: Ctx, seats: list[Seat]) -> list[Need]:
    """All that waits: what one leads or looks after before all else, the papers after that.

    The same number of queries however much it is; but each meeting of a steward is counted.
    """
    found = [*_leads(ctx), *_desks(ctx)]
    found += [need for seat in seats for need in (*_moved(seat), *_place(seat))]
    found += [need for seat in seats if not _inside(seat) for need in _notice(seat)]
    for each in _SOURCES:
        found.extend(each(ctx))
    found += [need for seat in seats if _inside(seat) for need in _notice(seat)]
    return found


def _link(label: str, name: str, *args: object, kind: Any = "primary") -> pieces.Act:
    return pieces.Act(label=label, url=reverse(name, args=args), method="get", kind=kind)


def _leads(ctx: Ctx) -> Iterator[Need]:
    """The meetings in session, and those of today, that the person leads."""
    if ctx.actor.person is None:
        return
    rows = meetings.meetings_for(ctx.actor, ctx.body).filter(
        start__lt=ctx.now + timedelta(days=1), end__gte=ctx.now - timedelta(days=1)
    )
    if not ctx.actor.holds(Role.CHAIR):
        rows = rows.filter(presiding=ctx.actor.person)
    for row in rows:
        state = meetings.state_of(row)
        called = state == MeetingState.CALLED and own.day_of(row.start) == ctx.today
        if state in own.UNDER_WAY or called:
            text = when(row) if called else _("The meeting is in session.")
            if state == MeetingState.PAUSED:
                text = _("The meeting is interrupted.")
            act = _link(_("Lead the meeting"), "floor:chair", row.pk)
            yield Need(title=row.name, text=text, act=act)


def _desks(ctx: Ctx) -> Iterator[Need]:
    """The halls a steward looks after, as long as their meeting is not over."""
    if not ctx.actor.holds(Role.STEWARD):
        return
    halls = [
        hall
        for hall, state in deskwork.halls(ctx)
        if state in own.OPEN and hall.steward_id == ctx.actor.person
    ]
    by_meeting = {hall.meeting_id: hall.meeting for hall in halls}
    counted = {
        each.venue.pk: each for row in by_meeting.values() for each in meetings.tally(row).venues
    }
    for hall in sorted(halls, key=lambda each: (each.meeting.start, each.order)):
        told = {"present": counted[hall.pk].present, "expected": counted[hall.pk].expected}
        text = _("%(present)d of %(expected)d deputies are here.") % told
        if own.day_of(hall.meeting.start) > ctx.today:
            text = when(hall.meeting)
        act = _link(_("To the desk"), "floor:desk", hall.pk)
        yield Need(title=hall.name, text=text, act=act)


def _inside(seat: Seat) -> bool:
    """Whether the meeting runs and the person is in it: its notice is no longer pressing."""
    return seat.state in own.UNDER_WAY and seat.check_in is not None


def _moved(seat: Seat) -> Iterator[Need]:
    before, hall = seat.line.moved_from, seat.line.venue
    if before is None or hall is None or seat.check_in or seat.state not in own.OPEN:
        return
    told = {"hall": hall.name, "before": before.name}
    text = _("Your place has changed: you now sit in %(hall)s, no longer in %(before)s.") % told
    act = _link(_("See the meeting"), "floor:meeting", seat.meeting.pk, kind="quiet")
    yield Need(title=seat.meeting.name, text=text, act=act)


def _place(seat: Seat) -> Iterator[Need]:
    if seat.awaited:
        hall = seat.line.venue
        text = _("Your place is in: %(hall)s.") % {"hall": hall.name} if hall else ""
        act = _link(_("Check in"), "floor:code")
        yield Need(title=seat.meeting.name, text=text, act=act)


def _notice(seat: Seat) -> Iterator[Need]:
    if not seat.notice_seen:
        act = pieces.Act(
            label=_("Confirm the notice"),
            url=reverse("floor:acknowledge", args=[seat.meeting.pk]),
            act_id=new_act_id(),
            fields={"next": reverse("floor:day")},
        )
        title = _("Notice: %(meeting)s") % {"meeting": seat.meeting.name}
        yield Need(title=title, text=when(seat.meeting), act=act)


def when(meeting: Meeting) -> str:
    """When a meeting begins, as a sentence."""
    start = timezone.localtime(meeting.start)
    told = {"day": words.day(start), "time": f"{start:%H:%M}"}
    return _("It begins on %(day)s at %(time)s.") % told


def _asked(ctx: Ctx) -> Iterator[Need]:
    for row in suggestions.asked_to_cosign(ctx.actor, ctx.body):
        if row.confirmed_version != row.suggestion.text_version:
            yield Need(
                title=row.suggestion.title,
                text=_("%(name)s asks you to co-sign.") % {"name": row.suggestion.lead},
                act=_link(_("Read and decide"), "floor:suggestion", row.suggestion_id),
            )


def _to_rate(ctx: Ctx) -> Iterator[Need]:
    waiting = suggestions.to_rate(ctx.actor, ctx.body).select_related("rating")
    rows = {row.reply_id: row for row in waiting}
    soon = suggestions.soon_days(suggestions.profile_of(ctx.body, ctx.today)) if rows else 0
    for row in rows.values():
        unit = row.reply.allotment.unit.name
        yield Need(
            title=row.suggestion.title,
            text=_("%(unit)s has replied. Say how satisfied you are.") % {"unit": unit},
            act=_link(_("Read and rate"), "floor:reply", row.suggestion_id, row.reply_id),
            clock=clocks.piece(rating_clock(row, ctx.today, soon), why=False),
        )


def _withdrawals(ctx: Ctx) -> Iterator[Need]:
    rows = suggestions.suggestions_for(ctx.actor, ctx.body).filter(
        signatures__person=ctx.actor.person,
        signatures__confirmed_version__isnull=False,
        pk__in=unanswered(ctx.actor.person),
        withdrawn_on=None,
        replied_on=None,
    )
    for item in rows:
        yield Need(
            title=item.title,
            text=_("A signer asks to withdraw this suggestion; you are asked to agree."),
            act=_link(_("Read and decide"), "floor:suggestion", item.pk),
        )


def _drafts(ctx: Ctx) -> Iterator[Need]:
    rows = suggestions.suggestions_for(ctx.actor, ctx.body)
    for item in rows.filter(lead=ctx.actor.person, handed_in_on=None, withdrawn_on=None):
        mine = item.created_by == ctx.actor.who
        text = _("Your draft; it is not handed in yet.")
        if not mine:
            text = _("A draft was prepared for you. Only you can hand it in.")
        act = _link(_("Go on writing"), "floor:suggestion", item.pk, kind="quiet")
        yield Need(title=item.title, text=text, act=act)


def _leaves(ctx: Ctx) -> Iterator[Need]:
    if not ctx.actor.holds(Role.CHAIR):
        return
    rows = meetings.leaves_for(ctx.actor, ctx.body).filter(state=LeaveState.REQUESTED)
    waiting = [
        row.participant.meeting for row in rows.exclude(participant__person=ctx.actor.person)
    ]
    names: dict[UUID, str] = {meeting.pk: meeting.name for meeting in waiting}
    for key, n in Counter(meeting.pk for meeting in waiting).items():
        yield Need(
            title=names[key],
            text=ngettext("%(n)d person asks for leave.", "%(n)d persons ask for leave.", n)
            % {"n": n},
            act=_link(_("Decide on leave"), "floor:chair", key),
        )


_SOURCES: tuple[Callable[[Ctx], Iterator[Need]], ...] = (
    _asked,
    _to_rate,
    _withdrawals,
    _drafts,
    _leaves,
)
