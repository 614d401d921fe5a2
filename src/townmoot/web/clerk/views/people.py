"""The lists of people: deputies by name, officials in protocol order, organizations."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from townmoot.people import queries
from townmoot.people.enums import OrganizationKind, Role
from townmoot.people.names import Order
from townmoot.web.ground.pieces import Crumb
from townmoot.web.rooms import asking, room, show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from townmoot.people.models import Membership

A_PAGE = 100
clerk_only = room(Role.CLERK)


def tabs(current: str) -> list[Crumb]:
    """The three lists of people, and where one is."""
    named = {
        "deputies": _("Deputies"),
        "officials": _("Officials"),
        "organizations": _("Organizations"),
    }
    return [
        Crumb(label=label, url=reverse(f"clerk:{name}"), current=name == current)
        for name, label in named.items()
    ]


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@clerk_only
def deputies(request: HttpRequest) -> HttpResponse:
    """The deputies by strokes or pinyin, all or of one group."""
    ctx = asking(request)
    order = Order.PINYIN if request.GET.get("order") == "pinyin" else Order.STROKES
    groups = queries.groups(ctx.body, ctx.today)
    team = {person.pk: g.organization.name for g in groups for person in g.members}
    chosen = _as_id(request.GET.get("group", ""))
    wanted = next((g for g in groups if g.organization.pk == chosen), None)
    rows = queries.deputies(ctx.body, ctx.today, order)
    if wanted is not None:
        rows = rows.filter(person__in=[person.pk for person in wanted.members])
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return show(
        request,
        "clerk/deputies.html",
        page=page,
        rows=_with_group(page.object_list, team),
        groups=groups,
        chosen=chosen,
        order=order.value,
        tabs=tabs("deputies"),
    )


def _with_group(rows: Iterable[Membership], team: dict[UUID, str]) -> list[tuple[Membership, str]]:
    return [(row, team.get(row.person_id, "")) for row in rows]


@clerk_only
def officials(request: HttpRequest) -> HttpResponse:
    """Who holds which post, in protocol order."""
    ctx = asking(request)
    rows = queries.officials(ctx.body, ctx.today)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return show(request, "clerk/officials.html", page=page, tabs=tabs("officials"))


@clerk_only
def organizations(request: HttpRequest) -> HttpResponse:
    """All organizations, in protocol order, by kind."""
    ctx = asking(request)
    rows = list(queries.organizations(ctx.body, ctx.today))
    kinds = [
        (kind.label, [row for row in rows if row.kind == kind])
        for kind in OrganizationKind
        if any(row.kind == kind for row in rows)
    ]
    return show(request, "clerk/organizations.html", kinds=kinds, tabs=tabs("organizations"))
