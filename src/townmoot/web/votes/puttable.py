"""What can be put to the vote, and in which ways: one offer for items, motions and amendments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.ballots import describe, queries
from townmoot.ballots.actions import preparing
from townmoot.ballots.actions.inputs import NewQuestion
from townmoot.ballots.actions.recording import record
from townmoot.ballots.enums import PollKind, PollMethod
from townmoot.meetings import queries as meetings
from townmoot.meetings.actions.decisions import decide_item
from townmoot.meetings.enums import ItemState
from townmoot.meetings.queries.motions import to_be_put_at_once
from townmoot.rules.modules import Module
from townmoot.rules.terms import TieRule
from townmoot.web.ground import pieces
from townmoot.web.motions import told as motions
from townmoot.web.rooms import asking, offer, offer_to
from townmoot.web.votes import work
from townmoot.web.votes.forms import HandsForm, PrepareForm

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from townmoot.meetings.models import AgendaItem, Meeting, Motion
    from townmoot.record import Act, Ctx
    from townmoot.web.votes.own import Subject

UNCOUNTED: dict[str, Any] = {"votes_for": None, "votes_against": None, "abstentions": None}


def on_item(ctx: Ctx, item: AgendaItem) -> list[pieces.Act]:
    """On the chair's page: the vote that is being taken, or putting what comes next to the vote."""
    motion = meetings.to_be_put(item)
    subjects = [item.pk, *([motion.pk] if motion else [])]
    rows = meetings.polls_for(ctx.actor, item.body).filter(subject__in=subjects)
    pending = [poll for poll in rows if queries.is_pending(poll)]
    if pending:
        url = reverse("votes:poll", args=[pending[-1].pk])
        label = _("The vote that is being taken")
        return [pieces.Act(label=label, url=url, method="get", kind="primary")]
    made = [_offered(ctx, item, motion)]
    if len(to_be_put_at_once(item)) > 1:
        url, label = reverse("votes:put", args=[item.pk]), _("Put several motions at once")
        made.append(pieces.Act(label=label, url=url, method="get"))
    return made


def _offered(ctx: Ctx, item: AgendaItem, motion: Motion | None) -> pieces.Act:
    key, name = (motion.pk, meetings.put_as(motion)) if motion else (item.pk, item.name)
    label = _("Put to the vote: %(name)s") % {"name": name} if motion else _("Put to the vote")
    given: dict[str, Any] = {"context": item.meeting_id, "subject": key, "name": name}
    url = reverse("votes:put", args=[key])
    return offer_to(ctx, label, url, preparing.prepare, method="get", kind="primary", **given)


def form_of(row: Subject, data: QueryDict | None = None) -> PrepareForm:
    """How it can be put: for motions all is said but the way and the majority."""
    asked = queries.recorded_asked(row.meeting.pk, row.key) is not None
    kind = PollKind.NAMED if asked else PollKind.HANDS
    form = PrepareForm(data, initial={"name": row.name, "kind": kind})
    several = _at_once(row)
    form.narrow(motion=row.motion is not None, several=bool(several))
    offered: dict[str, list[tuple[str, str]]] = {
        "kind": work.kinds(),
        "method": [(str(one), str(label)) for one, label in PollMethod.choices],
        "majority": work.majorities(row.meeting),
        "motions": [(str(each.pk), each.title) for each in several],
    }
    form.offer(**{name: rows for name, rows in offered.items() if name in form.fields})
    return form


def _at_once(row: Subject) -> list[Motion]:
    return to_be_put_at_once(row.item) if row.item and not row.motion else []


def inputs_of(row: Subject, form: PrepareForm) -> dict[str, Any]:
    """The inputs of preparing the vote."""
    given = form.inputs()
    several = given.pop("motions", None)
    if several:
        names = dict(form.fields["motions"].choices)  # type: ignore[attr-defined] # a choice
        given["questions"] = [{"name": names[key], "about": key} for key in several]
    if row.motion is not None:
        given["name"] = row.name
    return {"context": row.meeting.pk, "subject": row.key, **given}


def hands_of(row: Subject, data: QueryDict | None = None) -> HandsForm:
    """The hands that are shown."""
    return HandsForm(data, casting=has_casting_vote(row.meeting))


def has_casting_vote(meeting: Meeting) -> bool:
    """Whether whoever presides has a casting vote on equal votes."""
    profile = meetings.profile_of(meeting.body, meetings.local_day(meeting.body, meeting.start))
    return profile.decisions.tie.value is TieRule.CHAIR_CASTS


def recording(row: Subject) -> tuple[Act[Any, Any], dict[str, Any]]:
    """The act that records the hands shown, and what it is told besides them."""
    if row.motion is None:
        return decide_item, {"item": row.key}
    return record, {"context": row.meeting.pk, "subject": row.key, "name": row.name}


def told(row: Subject) -> str:
    """What the vote recorded last came to, in one sentence."""
    poll = queries.with_result(queries.polls_on([row.key])).reverse()[0]
    return describe.sentence(poll, queries.outcome_of(poll)[0])


def page(request: HttpRequest, row: Subject) -> dict[str, Any]:
    """What stands around the forms: the words of the motion, who asked for a recorded vote."""
    act, given = recording(row)
    url = reverse("votes:hands", args=[row.key])
    quick = offer(request, _("Record the hands shown"), url, act, **given, **UNCOUNTED)
    ctx = asking(request)
    given = {"context": row.meeting.pk, "subject": row.key, "name": row.name}
    prepared = offer_to(ctx, "", "", preparing.prepare, **_several(row), **given)
    return {
        "subject": row,
        "meeting": row.meeting,
        "told": motions.of(row.motion) if row.motion else None,
        "asked": queries.recorded_asked(row.meeting.pk, row.key),
        "quorum": meetings.quorum(row.meeting),
        "quick": quick,
        "why_not": prepared.reason,
    }


def _several(row: Subject) -> dict[str, Any]:
    """Questions as they would do, where several motions can be put at once."""
    made = [NewQuestion(name=each.title, about=each.pk) for each in _at_once(row)]
    return {"questions": made} if made else {}


def recorded_on_request(meeting: Meeting) -> bool:
    """Whether by the rules any member may ask that a vote be recorded by name."""
    profile = meetings.profile_of(meeting.body, meetings.local_day(meeting.body, meeting.start))
    return profile.has_module(Module.BALLOTS) and profile.polls.recorded_on_request.value


def recorded_button(request: HttpRequest, meeting: Meeting) -> list[pieces.Act]:
    """A member's button to ask that the vote on what is put next be recorded, where it is asked."""
    ctx = asking(request)
    item = _running(ctx, meeting) if recorded_on_request(meeting) else None
    if item is None:
        return []
    motion = meetings.to_be_put(item)
    key: UUID = motion.pk if motion else item.pk
    if queries.is_decided(key):
        return []
    url, label = reverse("votes:ask_recorded", args=[key]), _("Ask for a recorded vote")
    given: dict[str, Any] = {"context": meeting.pk, "subject": key}
    return [offer(request, label, url, preparing.ask_recorded, **given)]


def _running(ctx: Ctx, meeting: Meeting) -> AgendaItem | None:
    """The item that is being dealt with, where something can be put to the vote under it."""
    rows = meetings.items_for(ctx.actor, ctx.body).filter(meeting=meeting)
    now = next((row for row in rows if meetings.item_state(row) is ItemState.RUNNING), None)
    profile = meetings.profile_of(meeting.body, meetings.local_day(meeting.body, meeting.start))
    votes = {kind.code for kind in profile.agenda_kinds.value if kind.votes}
    return now if now is not None and now.kind in votes else None
