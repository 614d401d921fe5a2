"""What the pages of one meeting share: finding it, its tabs, its words, what can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.enums import MeetingState
from townmoot.meetings.models import Meeting
from townmoot.people import queries as people
from townmoot.people.enums import UNIT_KINDS, OrganizationKind, Role
from townmoot.record import Ctx, Refused
from townmoot.rules import Profile
from townmoot.rules.terms import MeetingKind
from townmoot.web.ground.pieces import Crumb, Why
from townmoot.web.modules import is_there
from townmoot.web.rooms import asking, found

if TYPE_CHECKING:
    from townmoot.rules import Why as Reasons

Pairs = list[tuple[Any, Any]]
STATES = {
    MeetingState.PLANNED: "draft",
    MeetingState.CALLED: "open",
    MeetingState.IN_SESSION: "now",
    MeetingState.PAUSED: "waiting",
    MeetingState.CLOSED: "closed",
    MeetingState.CANCELLED: "withdrawn",
}


def meeting_of(request: HttpRequest, meeting: UUID) -> Meeting:
    """The meeting, loaded through the person; else the page is not there."""
    ctx = asking(request)
    return found(queries.meetings_for(ctx.actor, ctx.body).filter(pk=meeting))


def profile_of(meeting: Meeting) -> Profile | None:
    """The procedure that the meeting goes by; None where none was chosen."""
    try:
        return queries.profile_of(meeting.body, queries.local_day(meeting.body, meeting.start))
    except Refused:
        return None


def template_of(meeting: Meeting) -> MeetingKind | None:
    """The template of the meeting's kind; None for a kind that the procedure does not know."""
    profile = profile_of(meeting)
    known = profile is not None and meeting.kind in profile.meeting_kinds
    return profile.meeting_kind(meeting.kind) if profile and known else None


def kind_word(profile: Profile | None, kind: str) -> str:
    """What a kind of meeting is called."""
    if profile is None or kind not in profile.meeting_kinds:
        return kind
    return str(profile.meeting_kind(kind).label)


def item_word(profile: Profile | None, kind: str) -> str:
    """What a kind of agenda item is called."""
    if profile is None or kind not in profile.agenda_kinds.codes:
        return kind
    return str(profile.agenda_kinds.find(kind).label)


def page(name: str, key: UUID | str) -> str:
    """The address of one of the clerk's pages about a thing."""
    return reverse(f"clerk:{name}", args=[key])


def around(meeting: Meeting, current: str) -> dict[str, Any]:
    """What stands round each page of a meeting: its name, its state, its tabs."""
    named = {
        "meeting": _("Overview"),
        "agenda": _("Agenda"),
        "venues": _("Venues"),
        "members": _("Expected"),
        "leaves": _("Leave"),
        "attendance": _("Attendance"),
        "hold": _("Progress"),
        "opinions": _("Group opinions"),
        "motions": _("Motions"),
        "cues": _("Running order"),
        "tasks": _("Tasks"),
    }
    state = queries.state_of(meeting)
    profile = profile_of(meeting)
    return {
        "meeting": meeting,
        "state": STATES[state],
        "state_word": state.label,
        "kind": kind_word(profile, meeting.kind),
        "crumbs": [
            Crumb(label=_("Meetings"), url=reverse("clerk:meetings")),
            Crumb(label=meeting.name),
        ],
        "tabs": [
            Crumb(label=label, url=page(name, meeting.pk), current=name == current)
            for name, label in named.items()
            if is_there(profile, f"clerk:{name}")
        ],
    }


def reasons(why: Reasons, source: str = "") -> Why:
    """Why a date is what it is, as the page shows it."""
    grounds = [(_("Written in"), source)] if source else []
    return Why(steps=[(str(step), None) for step in why.steps], grounds=grounds)


def everybody(ctx: Ctx) -> Pairs:
    """All persons who can be chosen."""
    return [(seen.person, seen.name) for seen in people.people_for(ctx.actor, ctx.body, ctx.today)]


def stewards(ctx: Ctx) -> Pairs:
    """The stewards who can be chosen."""
    rows = people.with_role(ctx.body, Role.STEWARD, ctx.today)
    return [(row.person_id, str(row.person)) for row in rows]


def organizations(ctx: Ctx) -> Pairs:
    """All organizations that can be chosen: the congress first, then by kind."""
    place = {kind.value: number for number, kind in enumerate(OrganizationKind)}
    rows = people.organizations(ctx.body, ctx.today)
    return [(row.pk, row.name) for row in sorted(rows, key=lambda row: place[row.kind])]


def groups(ctx: Ctx, profile: Profile | None) -> Pairs | None:
    """The deliberation groups that can be chosen; None where the body has none."""
    if profile is not None and not profile.has_module("opinions"):
        return None
    rows = people.organizations(ctx.body, ctx.today).filter(kind=OrganizationKind.GROUP)
    return [(row.pk, row.name) for row in rows]


def units(ctx: Ctx, profile: Profile | None) -> Pairs | None:
    """The units that can be chosen; None where the body has none."""
    if profile is not None and not profile.has_module("units"):
        return None
    rows = people.organizations(ctx.body, ctx.today).filter(kind__in=UNIT_KINDS)
    return [(row.pk, row.name) for row in rows]


def recipients(ctx: Ctx, profile: Profile | None) -> Pairs | None:
    """Who can receive what is passed on; None where nothing is, in this kind of body."""
    passes = profile is None or any(kind.receipts for kind in profile.agenda_kinds.value)
    return organizations(ctx) if passes else None
