"""While a meeting sits: opening and closing it, going through the agenda, group opinions."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from townmoot.meetings import queries
from townmoot.meetings.actions import items
from townmoot.meetings.actions import meetings as actions
from townmoot.meetings.actions import opinions as opinion_actions
from townmoot.meetings.enums import Capacity, ItemState, OpinionState
from townmoot.meetings.models import AgendaItem, Meeting, Opinion
from townmoot.record import Act as RecordAct
from townmoot.suggestions.queries import drafted
from townmoot.web.clerk import meeting_page
from townmoot.web.clerk.forms_meetings import SendForm
from townmoot.web.clerk.meeting_page import around, meeting_of, page, profile_of
from townmoot.web.clerk.sheets import Sheet, fill_in
from townmoot.web.clerk.views.attendance import quorum_of
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.ground.pieces import Act
from townmoot.web.live import watching
from townmoot.web.live.sight import sight
from townmoot.web.programme import business
from townmoot.web.rooms import asking, found, offer, posted, press, show

STEPS: dict[str, RecordAct[Any, Any]] = {
    "open": actions.open_meeting,
    "pause": actions.pause,
    "resume": actions.resume,
    "close": actions.close,
}


@clerk_only
def hold(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """Where the meeting is: halls, quorum, agenda, and what can be done now."""
    watch = watching.clerk(request, meeting)
    row = watch.meeting
    rows = sight(watch.channel, row).everything
    return show(
        request,
        "clerk/hold.html",
        watch=watch,
        quorum=quorum_of(row),
        acts=_acts(request, row),
        item_acts=[*_item_acts(request, rows), *_votes(row, rows), *_business(row, rows)],
        **around(row, "hold"),
    )


def _acts(request: HttpRequest, row: Any) -> list[Act]:
    labels = {
        "open": _("Call to order"),
        "pause": _("Interrupt"),
        "resume": _("Go on"),
        "close": _("Close the meeting"),
    }
    made = [
        offer(request, label, page(f"meeting_{name}", row.pk), STEPS[name], meeting=row.pk)
        for name, label in labels.items()
    ]
    live = [act for act in made if not act.reason]
    return live or made[:1]


def _item_acts(request: HttpRequest, rows: list[AgendaItem]) -> list[Act]:
    """Come to the next item, and finish the one under way."""
    running = [row for row in rows if queries.item_state(row) is ItemState.RUNNING]
    coming = [row for row in rows if queries.item_state(row) is ItemState.PLANNED][:1]

    def one(row: AgendaItem, label: str, name: str, act: RecordAct[Any, Any], kind: str) -> Act:
        words = label % {"number": row.number, "name": row.name}
        return offer(request, words, page(name, row.pk), act, kind=kind, item=row.pk)

    begin, end = _("Come to %(number)s: %(name)s"), _("Finish %(number)s: %(name)s")
    return [
        *(one(row, begin, "item_start", items.start, "primary") for row in coming),
        *(one(row, end, "item_finish", items.finish, "quiet") for row in running),
    ]


def _business(row: Meeting, rows: list[AgendaItem]) -> list[Act]:
    """The page on which a council notes what is done under the present item."""
    profile = profile_of(row)
    known = business.kinds(profile) if profile else set()
    running = [item for item in rows if queries.item_state(item) is ItemState.RUNNING]
    return [
        Act(label=_("What is noted under it"), url=page("business", item.pk), method="get")
        for item in running
        if item.kind in known
    ]


def _votes(row: Meeting, rows: list[AgendaItem]) -> list[Act]:
    """The page from which the present item, or the motion under it, is put to the vote."""
    profile = profile_of(row)
    if profile is None or not profile.meeting_kind(row.kind).binding_votes:
        return []
    kinds = {kind.code for kind in profile.agenda_kinds.value if kind.votes}
    now = [item for item in rows if queries.item_state(item) is ItemState.RUNNING]
    return [
        Act(
            label=_("Put to the vote"),
            url=reverse("votes:put", args=[item.pk]),
            method="get",
        )
        for item in now
        if item.kind in kinds and not queries.outcome_of(item)
    ]


@require_POST
@clerk_only
def step(request: HttpRequest, meeting: UUID, name: str) -> HttpResponse:
    """Open, interrupt, resume or close the meeting."""
    said = {
        "open": _("The meeting is open."),
        "pause": _("The meeting is interrupted."),
        "resume": _("The meeting goes on."),
        "close": _("The meeting is closed."),
    }[name]
    return press(request, STEPS[name], back=page("hold", meeting), said=said, meeting=meeting)


def _item(request: HttpRequest, item: UUID) -> AgendaItem:
    ctx = asking(request)
    return found(queries.items_for(ctx.actor, ctx.body).filter(pk=item))


@require_POST
@clerk_only
def start_item(request: HttpRequest, item: UUID) -> HttpResponse:
    """Come to an item; the one before is finished by it."""
    row = _item(request, item)
    said = _("The meeting has come to: %(name)s") % {"name": row.name}
    return press(request, items.start, back=page("hold", row.meeting_id), said=said, item=item)


@require_POST
@clerk_only
def finish_item(request: HttpRequest, item: UUID) -> HttpResponse:
    """Finish an item."""
    row = _item(request, item)
    back = page("hold", row.meeting_id)
    return press(request, items.finish, back=back, said=_("The item is finished."), item=item)


OPINION_STATES = {
    OpinionState.RECORDED: "draft",
    OpinionState.RELEASED: "in_hand",
    OpinionState.SENT: "open",
    OpinionState.ACKNOWLEDGED: "done",
}


@clerk_only
def opinions(request: HttpRequest, meeting: UUID) -> HttpResponse:
    """What the groups said, by item; signed, sent and received."""
    ctx, row = asking(request), meeting_of(request, meeting)
    rows = queries.opinions_for(ctx.actor, ctx.body).filter(meeting=row)
    rows = rows.order_by("item__order", "group__protocol_order", "created_at", "id")
    made = drafted(ctx.body, [opinion.pk for opinion in rows])
    members = row.participants.filter(capacity=Capacity.MEMBER).values_list("person", flat=True)
    return show(
        request,
        "clerk/opinions.html",
        by_item=[
            (item, [_opinion(opinion) for opinion in group])
            for item, group in groupby(rows, lambda opinion: opinion.item)
        ],
        drafted=made,
        summaries=sorted(
            {opinion.group for opinion in rows if opinion.release_id},
            key=lambda group: group.protocol_order,
        ),
        deputies=set(members),
        **around(row, "opinions"),
    )


def _opinion(opinion: Opinion) -> dict[str, Any]:
    state = queries.opinion_state(opinion)
    return {
        "opinion": opinion,
        "state": OPINION_STATES.get(state, "waiting"),
        "word": state.label,
        "signed": opinion.release_id is not None,
        "sent": [sending.unit.name for sending in opinion.sendings.all()],
    }


@clerk_only
def send_opinion(request: HttpRequest, opinion: UUID) -> HttpResponse:
    """Send a signed opinion to the unit it concerns."""
    ctx = asking(request)
    row = found(queries.opinions_for(ctx.actor, ctx.body).filter(pk=opinion))
    sheet = Sheet(
        title=_("Send this opinion"),
        eyebrow=f"{row.group} · {row.speaker}",
        lead=row.text,
        submit=_("Send"),
        said=_("The opinion was sent."),
        back=page("opinions", row.meeting_id),
    )
    start = {"unit": row.unit_id}
    choices = {"unit": meeting_page.units(ctx, None)}
    form = SendForm(posted(request), initial=start, choices=choices)
    return fill_in(request, form, opinion_actions.send, sheet, opinion=opinion)
