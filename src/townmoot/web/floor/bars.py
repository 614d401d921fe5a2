"""What somebody can do now, on each page of the floor: buttons, or why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.meetings import queries as meetings
from townmoot.meetings.actions import leave as leave_acts
from townmoot.meetings.actions import speakers
from townmoot.meetings.actions.meetings import acknowledge
from townmoot.meetings.enums import Capacity, LeaveState, MeetingState
from townmoot.people.enums import Role
from townmoot.rules.modules import Module
from townmoot.rules.queries import has_module
from townmoot.suggestions.actions import admission, drafting, endings, replies
from townmoot.suggestions.enums import State
from townmoot.suggestions.queries.withdrawing import asked
from townmoot.web.floor import speakwork
from townmoot.web.floor.own import GROUP_ROLES, OPEN, UNDER_WAY
from townmoot.web.ground import pieces
from townmoot.web.rooms import asking, offer
from townmoot.web.votes.puttable import recorded_button

if TYPE_CHECKING:
    from django.http import HttpRequest

    from townmoot.meetings.models import Meeting
    from townmoot.suggestions.models import Serving, Signature
    from townmoot.suggestions.queries import Detail
    from townmoot.web.floor.own import Seat

Acts = list[pieces.Act]
GET: dict[str, Any] = {"method": "get"}
STANDING = (LeaveState.REQUESTED, LeaveState.APPROVED)


def link(label: str, name: str, *args: Any, kind: Any = "quiet") -> pieces.Act:
    """A button that only leads somewhere."""
    return pieces.Act(label=label, url=reverse(name, args=args), method="get", kind=kind)


def meeting_bar(request: HttpRequest, row: Meeting, seat: Seat | None) -> Acts:
    """Of a meeting: come, or ask to stay away; lead it; keep a group's book."""
    acts: Acts = []
    ctx = asking(request)
    if ctx.actor.holds(Role.CHAIR) or row.presiding_id == ctx.actor.person:
        kind = "primary" if meetings.state_of(row) in UNDER_WAY else "quiet"
        acts.append(link(_("Lead the meeting"), "floor:chair", row.pk, kind=kind))
    acts += [
        link(_("Group desk"), "floor:group", row.pk, group)
        for group in sorted(ctx.actor.units(*GROUP_ROLES))
    ]
    acts += _interest(request, row, seat)
    if seat is None:
        return acts
    mine = _seat(request, row, seat)
    inside = seat.state in UNDER_WAY and seat.check_in is not None
    mine += _speaking(request, row, seat)
    if inside and seat.line.capacity == Capacity.MEMBER:
        mine += recorded_button(request, row)
    return acts + mine if inside else mine + acts


def _speaking(request: HttpRequest, row: Meeting, seat: Seat) -> Acts:
    """Ask to speak to the present item, or take that back; to an item that comes."""
    if seat.state not in OPEN or not _has_speakers(request):
        return []
    found = speakwork.own(asking(request), row)
    acts: Acts = []
    for mine in found["asked"]:
        url, label = reverse("floor:request", args=[mine.pk]), _("I do not want to speak any more")
        more = {"what": "withdraw", "next": reverse("floor:meeting", args=[row.pk])}
        acts.append(offer(request, label, url, speakers.withdraw, fields=more, request=mine.pk))
    now = found["speak_now"]
    if now is not None:
        url, label = reverse("floor:speak", args=[now.pk]), _("Ask to speak")
        acts.append(
            offer(request, label, url, speakers.request, kind="primary", **GET, item=now.pk)
        )
    return acts


def _has_speakers(request: HttpRequest) -> bool:
    ctx = asking(request)
    return has_module(ctx.body, ctx.today, Module.SPEAKERS)


def _interest(request: HttpRequest, row: Meeting, seat: Seat | None) -> Acts:
    """A member says so who has an interest in an item, once the meeting is called."""
    called = meetings.state_of(row) in (*UNDER_WAY, MeetingState.CALLED)
    member = seat is not None and seat.line.capacity == Capacity.MEMBER
    deputy = asking(request).actor.holds(Role.DEPUTY)
    if not (called and member and deputy):
        return []
    has = meetings.profile_of(row.body, meetings.local_day(row.body, row.start))
    if not has.has_module("interests"):
        return []
    return [link(_("Declare an interest"), "floor:interests", row.pk)]


def _seat(request: HttpRequest, row: Meeting, seat: Seat) -> Acts:
    acts: Acts = []
    here = reverse("floor:meeting", args=[row.pk])
    if seat.awaited:
        acts.append(link(_("Check in"), "floor:code", kind="primary"))
    if not seat.notice_seen and seat.state in OPEN:
        url = reverse("floor:acknowledge", args=[row.pk])
        label = _("Confirm the notice")
        acts.append(offer(request, label, url, acknowledge, fields={"next": here}, meeting=row.pk))
    leave = _own_leave(request, row) if seat.leave in STANDING else None
    if leave is not None:
        url = reverse("floor:withdraw_leave", args=[row.pk, leave.pk])
        acts.append(offer(request, _("I come after all"), url, leave_acts.withdraw, leave=leave.pk))
    elif seat.check_in is None and seat.state in OPEN:
        url = reverse("floor:leave", args=[row.pk])
        label = _("Ask for leave")
        given: dict[str, Any] = {"meeting": row.pk, "reason": "—"}
        acts.append(offer(request, label, url, leave_acts.request, **GET, **given))
    return acts


def _own_leave(request: HttpRequest, row: Meeting) -> Any:
    ctx = asking(request)
    rows = meetings.leaves_for(ctx.actor, ctx.body)
    return rows.filter(
        participant__meeting=row, participant__person=ctx.actor.person, state__in=STANDING
    ).first()


def suggestion_bar(
    request: HttpRequest, detail: Detail, mine: Signature | None, served: list[Serving]
) -> Acts:
    """Of a suggestion: what its deputy, a co-signer or a signer can do now."""
    if mine is None:
        return []
    if detail.state in {State.DRAFT, State.SEEKING}:
        return _draft(request, detail) if mine.lead else []
    acts = [
        link(_("Read and rate the reply"), "floor:reply", detail.item.pk, key, kind="primary")
        for key in dict.fromkeys(row.reply_id for row in served if not hasattr(row, "rating"))
    ]
    if mine.confirmed_version == detail.item.text_version:
        acts += _withdrawal(request, detail)
    return acts


def _draft(request: HttpRequest, detail: Detail) -> Acts:
    key = detail.item.pk

    def at(name: str) -> str:
        return reverse(f"floor:{name}", args=[key])

    return [
        offer(
            request,
            _("Hand in"),
            at("hand_in"),
            admission.hand_in,
            kind="binding",
            fields={"text_version": str(detail.item.text_version)},
            outbox=f"{_('Hand in')} · {detail.item.title}",
            suggestion=key,
        ),
        offer(request, _("Go on writing"), at("revise"), drafting.revise, **GET, suggestion=key),
        link(_("Ask co-signers"), "floor:cosigners", key),
        offer(request, _("Put the draft away"), at("discard"), drafting.discard, suggestion=key),
    ]


def _withdrawal(request: HttpRequest, detail: Detail) -> Acts:
    item = detail.item
    if item.replied_on or item.withdrawn_on or item.closed_on:
        return []
    request_open = asked(item)
    if request_open is None:
        url = reverse("floor:withdraw", args=[item.pk])
        given: dict[str, Any] = {"suggestion": item.pk, "reason": "—"}
        return [offer(request, _("Withdraw"), url, endings.ask_withdrawal, **GET, **given)]
    url = reverse("floor:agree", args=[item.pk])
    act = endings.agree_withdrawal
    acts = [offer(request, _("Agree to the withdrawal"), url, act, suggestion=item.pk)]
    if request_open.created_by == asking(request).actor.who:
        url = reverse("floor:keep", args=[item.pk])
        label = _("Take the request back")
        acts.append(offer(request, label, url, endings.cancel_withdrawal, suggestion=item.pk))
    return acts


def reply_bar(request: HttpRequest, row: Serving) -> Acts:
    """Of a reply: confirm that it is there."""
    if row.acknowledged_at is not None:
        return []
    url = reverse("floor:acknowledge_reply", args=[row.suggestion_id, row.reply_id])
    label = _("I have this reply")
    return [offer(request, label, url, replies.acknowledge, reply=row.reply_id)]
