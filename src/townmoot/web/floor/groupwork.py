"""What a group's desk needs: its members, the items under discussion, its book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.meetings import queries as meetings
from townmoot.meetings.actions import opinions as acts
from townmoot.meetings.enums import Capacity, OpinionState
from townmoot.people import queries as people
from townmoot.people.enums import Role
from townmoot.suggestions import queries as suggestions
from townmoot.web.floor import agenda
from townmoot.web.floor.own import GROUP_ROLES
from townmoot.web.ground import pieces
from townmoot.web.rooms import asking, offer

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from townmoot.meetings.models import Meeting, Opinion
    from townmoot.people.models import Organization
    from townmoot.record import Ctx

SHOWN = 30
Choices = list[tuple[str, str]]


def units(ctx: Ctx) -> Choices:
    """The units that an opinion can concern."""
    return [(str(row.pk), row.name) for row in people.units_that_answer(ctx.body, ctx.today)]


def choices(ctx: Ctx, meeting: Meeting, group: Organization) -> dict[str, Choices]:
    """Items under which groups give opinions, those who sit in the group, units."""
    terms = agenda.kinds(ctx, meeting).agenda_kinds
    heard = [term.code for term in terms.value if term.opinions]
    rows = meetings.items_for(ctx.actor, ctx.body).filter(meeting=meeting, kind__in=heard)
    listed = meeting.participants.filter(group=group, removed_at=None).select_related("person")
    members = listed.order_by("person__stroke_key", "person__name", "pk")
    return {
        "item": [
            (str(row.pk), f"{row.number} {row.name}")
            for row in rows.exclude(start=None).order_by("-start")
        ],
        "speaker": [(str(row.person_id), str(row.person)) for row in members],
        "unit": units(ctx),
    }


def report_choices(ctx: Ctx, meeting: Meeting, group: Organization) -> dict[str, Choices]:
    """The items that are not finished, and who can report for the group."""
    rows = meetings.items_for(ctx.actor, ctx.body).filter(meeting=meeting, end=None)
    people = choices(ctx, meeting, group)["speaker"]
    return {"item": [(str(row.pk), f"{row.number} {row.name}") for row in rows], "reporter": people}


def in_my_groups(ctx: Ctx) -> QuerySet[Opinion]:
    """The opinions of the groups of which the person is head or recorder."""
    mine = ctx.actor.units(*GROUP_ROLES)
    return meetings.opinions_for(ctx.actor, ctx.body).filter(group__in=mine)


def signed(ctx: Ctx, meeting: Meeting) -> QuerySet[Opinion]:
    """What the heads of groups have signed, as far as the person may read it, in order."""
    rows = meetings.opinions_for(ctx.actor, ctx.body).filter(meeting=meeting)
    rows = rows.filter(release__isnull=False).select_related("release__signed_by")
    return rows.order_by("item__order", "created_at", "id")


def summaries(ctx: Ctx, meeting: Meeting) -> list[Organization]:
    """The groups whose signed opinions the person may read whole, in protocol order."""
    mine = ctx.actor.units(*GROUP_ROLES)
    reads_all = any(map(ctx.actor.holds, (Role.CLERK, Role.CHAIR, Role.PRESIDIUM)))
    if not (reads_all or mine):
        return []
    groups = {row.group for row in signed(ctx, meeting) if reads_all or row.group_id in mine}
    return sorted(groups, key=lambda group: (group.protocol_order, group.name))


def book(ctx: Ctx, meeting: Meeting, group: Organization) -> dict[str, Any]:
    """What was noted, newest first, each with its state; and since when the group sits."""
    rows = in_my_groups(ctx).filter(meeting=meeting, group=group).order_by("-created_at", "-pk")
    listed = [(row, meetings.opinion_state(row)) for row in rows]
    sitting = group.sittings.filter(meeting=meeting).order_by("-created_at").first()
    members = meeting.participants.filter(capacity=Capacity.MEMBER)
    return {
        "rows": listed,
        "drafted": suggestions.drafted(ctx.body, [row.pk for row, _state in listed]),
        "deputies": set(members.values_list("person", flat=True)),
        "keeps": ctx.actor.holds(Role.RECORDER, group.pk),
        "unsigned": sum(state == OpinionState.RECORDED for _row, state in listed),
        "signed": any(row.release_id for row, _state in listed),
        "sitting": sitting,
        "open": sitting is not None and sitting.end is None,
    }


def hall_of(meeting: Meeting, group: UUID) -> UUID | None:
    """The hall in which the group sits in this meeting."""
    return meeting.venues.filter(groups__group=group).values_list("pk", flat=True).first()


def bar(request: HttpRequest, meeting: Meeting, group: Organization) -> list[pieces.Act]:
    """Sit, rise, sign."""
    given: dict[str, Any] = {"meeting": meeting.pk, "group": group.pk}

    def at(name: str) -> str:
        return reverse(f"floor:{name}", args=[meeting.pk, group.pk])

    sitting = group.sittings.filter(meeting=meeting, end=None).exists()
    if sitting:
        made = [offer(request, _("The group rises"), at("rise"), acts.rise, **given)]
    else:
        venue = hall_of(meeting, group.pk)
        label = _("The group sits")
        made = [offer(request, label, at("sit"), acts.sit, kind="primary", **given, venue=venue)]
    now = meetings.running_item(meeting)
    if sitting and now is not None:
        url = f"{reverse('floor:speakers', args=[now.pk])}?room={group.pk}"
        made.append(pieces.Act(label=_("Speakers of the group"), url=url, method="get"))
    made.append(
        pieces.Act(label=_("Report to the plenary"), url=at("report"), method="get", kind="quiet")
    )
    label, act = _("Sign what the group said"), acts.release
    if asking(request).actor.holds(Role.GROUP_HEAD, group.pk):
        made.append(offer(request, label, at("sign"), act, kind="binding", **given))
    return made
