"""Declaring one’s own interest in an item of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from townmoot.meetings import queries
from townmoot.meetings.actions import interests as acts
from townmoot.meetings.policies.agenda import profile_at
from townmoot.people.enums import Role
from townmoot.rules.terms import ItemFacts
from townmoot.web.floor import own
from townmoot.web.floor.forms_motions import InterestForm
from townmoot.web.programme import business
from townmoot.web.rooms import asking, attempt, go, room, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from townmoot.meetings.models import Meeting
    from townmoot.rules import Profile


@require_http_methods(["GET", "HEAD", "POST"])
@room(Role.DEPUTY)
def declare(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say in which item one has an interest, of which kind; and what was declared so far."""
    ctx = asking(request)
    row = own.meeting_for(ctx, key)
    profile = profile_at(row)
    form = InterestForm(request.POST or None)
    form.offer(**_choices(ctx, row, profile))
    given = form.inputs() | _under(row, profile) if form.is_bound else {}
    if attempt(request, form, acts.declare, person=ctx.actor.person, **given):
        return go(request, _("Your interest is noted."), "floor:interests", key)
    declared = queries.declarations_for(ctx.body, [row.pk])
    lines = [
        business.interest_line(each, profile, inside=each.person_id == ctx.actor.person)
        for each in declared
    ]
    return show(request, "floor/interests.html", form=form, meeting=row, lines=lines)


def _choices(ctx: Any, row: Meeting, profile: Profile) -> dict[str, Any]:
    items = queries.items_for(ctx.actor, ctx.body).filter(meeting=row)
    return {
        "about": [(each.pk, f"{each.number} {each.name}".strip()) for each in items],
        "kind": [(one.code, str(one.label)) for one in profile.interests.kinds.value],
    }


def _under(row: Meeting, profile: Profile) -> dict[str, Any]:
    """The item under which interests are declared, where the agenda has one."""
    kinds = {one.code for one in profile.agenda_kinds.value if one.facts is ItemFacts.INTERESTS}
    item = queries.items_of(row).filter(kind__in=kinds).first()
    return {"item": item.pk} if item else {}
