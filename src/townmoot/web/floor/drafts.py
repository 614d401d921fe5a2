"""What writing a suggestion needs: units to propose, deputies to ask, the text as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.people import queries as people
from townmoot.people.enums import Role
from townmoot.suggestions import queries as suggestions
from townmoot.web.rooms import found

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from townmoot.meetings.models import Opinion
    from townmoot.people.models import Membership
    from townmoot.record import Ctx
    from townmoot.suggestions.models import Suggestion
    from townmoot.web.floor.forms import FloorForm

FOUND = 30
FIELDS = ("title", "facts", "proposal", "wants_public", "wants_meeting", "revision")
CONFLICT = 409


def units(ctx: Ctx) -> list[tuple[str, str]]:
    """The units that can answer, in protocol order."""
    return [(str(row.pk), row.name) for row in people.units_that_answer(ctx.body, ctx.today)]


def book_of(ctx: Ctx, said: Opinion) -> tuple[Any, ...]:
    """Where somebody who made a draft for the speaker goes on: the group's book, or the clerk's."""
    if ctx.actor.holds(Role.RECORDER, said.group_id):
        return "floor:group", said.meeting_id, said.group_id
    return "clerk:opinions", said.meeting_id


def own_draft(ctx: Ctx, key: UUID) -> Suggestion:
    """A suggestion that the person leads and has not handed in; 404 otherwise."""
    rows = suggestions.suggestions_for(ctx.actor, ctx.body)
    return found(rows.filter(pk=key, lead=ctx.actor.person, handed_in_on=None))


def initial(item: Suggestion) -> dict[str, Any]:
    """The text as it stands, with its revision."""
    return {"proposed_unit": item.proposed_unit_id} | {name: getattr(item, name) for name in FIELDS}


def overtaken(form: FloorForm, item: Suggestion) -> bool:
    """Whether somebody saved another text while this one was being written."""
    return form.is_bound and str(item.revision) != form.data.get("revision", "")


def with_revision(request: HttpRequest, revision: int) -> QueryDict:
    """What was typed, to be sent again upon the present text."""
    data = request.POST.copy()
    data["revision"] = str(revision)
    return data


def search(ctx: Ctx, asked: QueryDict) -> dict[str, Any]:
    """Deputies by name, number or group; nobody is listed before something was asked."""
    query, group = asked.get("q", "").strip(), asked.get("group", "")
    groups = people.groups(ctx.body, ctx.today)
    listed: list[Membership] = []
    if query or group:
        members = {
            person.pk
            for each in groups
            if str(each.organization.pk) == group
            for person in each.members
        }
        rows = people.deputies(ctx.body, ctx.today).exclude(person=ctx.actor.person)
        listed = [
            row
            for row in rows
            if (not group or row.person_id in members) and _matches(row, query.casefold())
        ]
    return {
        "query": query,
        "group": group,
        "groups": [each.organization for each in groups],
        "rows": listed[:FOUND],
        "more": max(len(listed) - FOUND, 0),
    }


def _matches(row: Membership, query: str) -> bool:
    words = (row.person.name, row.person.latin_name, row.person.pinyin_key, row.number)
    return not query or any(query in word.casefold() for word in words)
