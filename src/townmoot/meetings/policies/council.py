"""When the business of a council can be noted, and what follows from the summons."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.enums import ItemState, LeaveState, MeetingState, PostingKind
from townmoot.meetings.models import (
    AgendaItem,
    Dispensation,
    LeaveRequest,
    Meeting,
    PastMinutes,
    Payment,
    Planning,
    PublicSlot,
)
from townmoot.meetings.policies.ceremony import item_with
from townmoot.meetings.policies.interests import check_interests
from townmoot.meetings.policies.steps import UNDER_WAY, check_meeting_in, wrong
from townmoot.people.models import Person
from townmoot.record import Ctx, NotFound, Refused
from townmoot.rules.terms import ItemFacts


def _running(ctx: Ctx, item: UUID, facts: ItemFacts) -> AgendaItem:
    row = item_with(ctx, item, facts)
    check_meeting_in(row.meeting, MeetingState.IN_SESSION)
    if queries.item_state(row) != ItemState.RUNNING:
        raise Refused(_("The meeting is not at this item now."))
    return row


def _not_decided(row: AgendaItem) -> None:
    if hasattr(row, "decision"):
        raise Refused(_("This item has been decided."))


def _carried(row: AgendaItem) -> None:
    if not hasattr(row, "decision") or not row.decision.carried:
        raise Refused(_("The meeting resolves it first: record the vote on this item."))


def check_accept(ctx: Ctx, *, item: UUID, leaves: list[UUID], **_others: Any) -> None:
    """Raise Refused before the meeting has resolved it, NotFound for who did not ask here."""
    row = _running(ctx, item, ItemFacts.APOLOGIES)
    _carried(row)
    for leave in leaves:
        asked = ctx.get(LeaveRequest, leave)
        if asked.participant.meeting_id != row.meeting_id:
            raise NotFound
        if asked.state != LeaveState.REQUESTED:
            raise Refused(_("That was decided before."))


def check_ask_dispensation(ctx: Ctx, *, person: UUID, **_others: Any) -> None:
    """Raise NotFound for an unknown person."""
    ctx.get(Person, person)


def _asked(ctx: Ctx, dispensation: UUID) -> Dispensation:
    row = ctx.get(Dispensation, dispensation)
    if row.decided is not None or row.refused_at is not None:
        raise Refused(_("That was decided before."))
    return row


def check_grant(
    ctx: Ctx, *, dispensation: UUID, granted_by: str, until: date, item: UUID | None = None
) -> None:
    """Raise Invalid for a day too far off; Refused where the council has not resolved it."""
    _asked(ctx, dispensation)
    council = queries.profile_of(ctx.body, ctx.today).council
    known = council.dispensation_granters.codes
    if granted_by not in known:
        raise wrong("granted_by", _("Choose one of: %(known)s.") % {"known": ", ".join(known)})
    longest = queries.longest_dispensation(ctx.body, ctx.today)
    if not ctx.today <= until <= longest:
        words = {"date": date_format(longest, "DATE_FORMAT")}
        raise wrong("until", _("It can last until %(date)s at the longest.") % words)
    if granted_by == queries.BY_COUNCIL:
        if item is None:
            raise wrong("item", _("Name the item under which the council granted it."))
        _carried(_running(ctx, item, ItemFacts.DISPENSATIONS))


def check_refuse(ctx: Ctx, *, dispensation: UUID) -> None:
    """Raise Refused where it was decided before."""
    _asked(ctx, dispensation)


def check_speak(ctx: Ctx, *, item: UUID, name: str = "", topic: str = "") -> None:
    """Raise Refused while somebody speaks, or once the public’s time is used up."""
    row = _running(ctx, item, ItemFacts.PARTICIPATION)
    slots = list(PublicSlot._default_manager.filter(item=row))
    if any(slot.end is None for slot in slots):
        raise Refused(_("Somebody is speaking; stop that first."))
    rule = queries.council_rules(row.meeting).council.participation_total
    if queries.used(slots, ctx.now) >= timedelta(minutes=rule.value):
        words = {"minutes": rule.value, "source": rule.source}
        reason = _("The %(minutes)d minutes of the public are used up (%(source)s).")
        raise Refused(reason % words)


def check_stop(ctx: Ctx, *, slot: UUID) -> None:
    """Raise Refused for who has stopped before."""
    if ctx.get(PublicSlot, slot).end is not None:
        raise Refused(_("This speaker has stopped before."))


def check_lay(ctx: Ctx, *, item: UUID, of: UUID, corrections: str = "") -> None:
    """Raise Refused once the minutes are signed, Invalid for a meeting that is not over."""
    row, earlier = item_with(ctx, item, ItemFacts.MINUTES), ctx.get(Meeting, of)
    if PastMinutes._default_manager.filter(item=row, signed_at__isnull=False).exists():
        raise Refused(_("These minutes are signed."))
    if queries.state_of(earlier) != MeetingState.CLOSED or earlier.pk == row.meeting_id:
        raise wrong("of", _("Choose a meeting that is over."))


def check_sign(ctx: Ctx, *, item: UUID) -> None:
    """Raise Refused before the meeting has approved them, or once they are signed."""
    row = _running(ctx, item, ItemFacts.MINUTES)
    if not hasattr(row, "past_minutes"):
        raise Refused(_("Say first of which meeting the minutes are."))
    _carried(row)
    if row.past_minutes.signed_at is not None:
        raise Refused(_("These minutes are signed."))
    if row.meeting.presiding_id is None:
        raise Refused(_("Say first who presides: the minutes are signed by that person."))


def check_item_of(facts: ItemFacts) -> Any:
    """The policy of acts that note a line under an item before it is decided."""

    def check(ctx: Ctx, *, item: UUID, **_others: Any) -> None:
        _not_decided(item_with(ctx, item, facts))

    return check


def check_drop_payment(ctx: Ctx, *, payment: UUID) -> None:
    """Raise Refused once the list is decided."""
    _not_decided(item_with(ctx, ctx.get(Payment, payment).item_id, ItemFacts.PAYMENTS))


def check_respond(ctx: Ctx, *, planning: UUID, response: str, comment: str = "") -> None:
    """Raise Refused where it cannot be decided here now, Invalid for an unknown answer."""
    found = ctx.get(Planning, planning)
    row = _running(ctx, found.item_id, ItemFacts.PLANNING)
    check_summoned(row)
    check_interests(row)
    known = queries.council_rules(row.meeting).council.planning_responses.codes
    if response not in known:
        raise wrong("response", _("Choose one of: %(known)s.") % {"known": ", ".join(known)})


def check_send(ctx: Ctx, *, planning: UUID) -> None:
    """Raise Refused where there is no answer yet, or it was sent."""
    row = ctx.get(Planning, planning)
    if not row.response:
        raise Refused(_("The council has not answered yet."))
    if row.sent is not None:
        raise Refused(_("The answer was sent before."))


def check_post(ctx: Ctx, *, meeting: UUID, kind: PostingKind, at: datetime, **_more: Any) -> None:
    """Raise Refused before the summons, or for a moment still to come."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, MeetingState.CALLED, *UNDER_WAY)
    if queries.in_zone(ctx.body, at) > ctx.now:
        raise wrong("at", _("This moment is still to come."))


def check_published(meeting: Meeting) -> None:
    """Raise Refused where summons or public notice did not leave the days the law asks for."""
    for kind in PostingKind:
        if not queries.posted_in_time(meeting, kind):
            latest = queries.notice_check(meeting, queries.local_day(meeting.body, meeting.start))
            words = {"what": kind.label, "why": latest.check.latest.why if latest.check else ""}
            raise Refused(_("No proof in time of the %(what)s: %(why)s") % words)


def check_summoned(row: AgendaItem) -> None:
    """Raise Refused for an item that the last summons does not name."""
    rule = queries.council_rules(row.meeting).council.summoned_business_only
    if rule.value and not queries.was_summoned(row):
        reason = _(
            "The summons does not name this item: it can be talked about, and nothing decided "
            "(%(source)s). A new summons in time would name it."
        )
        raise Refused(reason % {"source": rule.source})
