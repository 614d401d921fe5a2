"""Speeches that were held, and what groups report: who may see them, and the time they took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from townmoot.meetings.enums import ReportState
from townmoot.meetings.models import GroupReport, Participant, SpeakRequest, Speech
from townmoot.meetings.models.speakers import WAITING
from townmoot.meetings.queries.meetings import insider, meetings_for
from townmoot.meetings.queries.speakers import GROUP_ROLES, key_of, room_of, seconds_of
from townmoot.people.enums import Role
from townmoot.record import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.people.models import Organization, Person
    from townmoot.record import Actor


def report_state(report: GroupReport) -> ReportState:
    """Where a group’s report stands; given once its reporter was called."""
    if report.signed_at is None or report.request is None:
        return ReportState.WRITTEN
    return ReportState.GIVEN if report.request.called_at else ReportState.SIGNED


@dataclass(frozen=True)
class Share:
    """How long somebody, or a group, has spoken in a meeting: speeches and seconds."""

    who: Person | Organization | None
    speeches: int
    seconds: int


def speaking_totals(meeting: UUID, rows: Iterable[Speech]) -> tuple[list[Share], list[Share]]:
    """Total time by person and by group of these speeches of a meeting, the longest first."""
    held = list(rows)
    known = room_of(meeting, [row.person_id for row in held])
    now, ticks = clock.now(), clock.real_now()
    persons: dict[UUID | None, list[int]] = {}
    groups: dict[UUID | None, list[int]] = {}
    named: dict[UUID | None, Person | Organization | None] = {None: None}
    for row in held:
        seconds, group = seconds_of(row, now, ticks), known.groups.get(row.person_id)
        named[row.person_id], named[key_of(group)] = row.person, group
        persons.setdefault(row.person_id, []).append(seconds)
        groups.setdefault(key_of(group), []).append(seconds)
    return _shares(persons, named), _shares(groups, named)


def _shares(
    times: Mapping[UUID | None, list[int]],
    named: Mapping[UUID | None, Person | Organization | None],
) -> list[Share]:
    made = [Share(named[key], len(each), sum(each)) for key, each in times.items()]
    return sorted(made, key=lambda share: (-share.seconds, -share.speeches))


def speeches_for(actor: Actor | None, body: UUID) -> QuerySet[Speech]:
    """The speeches somebody may know of, in order: in the plenary, the public ones for everybody.

    What is said in a closed part, or under an item that is not public, is for insiders, for who
    presides and for who sits in the meeting; what is said in a group, for its head and recorder.
    """
    meetings = meetings_for(actor, body).order_by().values("pk")
    rows = Speech._default_manager.filter(body=body, meeting__in=meetings)
    rows = rows.select_related("person", "venue", "item", "request").order_by("created_at", "pk")
    seen = Q(public=True, room=None)
    if insider(actor):
        return rows
    if actor is None or actor.person is None:
        return rows.filter(seen)
    inside = Participant._default_manager.filter(person=actor.person, removed_at=None)
    seen |= Q(room=None, meeting__in=inside.exclude(capacity="observer").values("meeting"))
    seen |= Q(room=None, meeting__presiding=actor.person)
    seen |= Q(room__in=actor.units(*GROUP_ROLES)) | Q(person=actor.person)
    return rows.filter(seen)


def requests_for(actor: Actor, body: UUID) -> QuerySet[SpeakRequest]:
    """The requests to speak that wait and are somebody’s own."""
    rows = SpeakRequest._default_manager.filter(WAITING, body=body, person=actor.person)
    return rows.select_related("item__meeting", "room")


def reports_for(actor: Actor, body: UUID) -> QuerySet[GroupReport]:
    """The reports of groups somebody may read: the own group’s; signed ones, who conducts."""
    rows = GroupReport._default_manager.filter(body=body)
    rows = rows.select_related("item__meeting", "group", "reporter", "signed_by", "request")
    if actor.holds(Role.CLERK):
        return rows
    own = Q(group__in=actor.units(*GROUP_ROLES))
    signed = rows.filter(signed_at__isnull=False)
    if actor.holds(Role.CHAIR) or actor.holds(Role.PRESIDIUM):
        return rows.filter(own) | signed
    concerned = Q(item__meeting__presiding=actor.person) | Q(reporter=actor.person)
    return rows.filter(own) | signed.filter(concerned)
