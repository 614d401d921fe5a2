"""One organization with its posts and people, and the forms that change it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from townmoot.people import actions, queries
from townmoot.people.models import Organization, Portfolio, Post
from townmoot.web.clerk.forms_people import (
    CorrectOrganizationForm,
    CorrectPostForm,
    EndOrganizationForm,
    LastDayForm,
    OrganizationForm,
    PortfolioForm,
    PostForm,
)
from townmoot.web.clerk.sheets import Sheet, fill_in, initial
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.framing import profile_of
from townmoot.web.ground.pieces import Crumb
from townmoot.web.rooms import asking, posted, press, show


def page_of(organization: UUID | str) -> str:
    """The address of an organization's page."""
    return reverse("clerk:organization", args=[organization])


@clerk_only
def organization(request: HttpRequest, organization: UUID) -> HttpResponse:
    """An organization: who belongs to it, its posts and what falls to them."""
    ctx = asking(request)
    row = ctx.get(Organization, organization)
    rows = queries.memberships(ctx.body, ctx.today).filter(organization=row)
    posts = row.posts.filter(end=None).prefetch_related("portfolios__organization")
    home = reverse("clerk:organizations")
    return show(
        request,
        "clerk/organization.html",
        organization=row,
        members=rows.order_by("post__protocol_order", "person__stroke_key", "person__name"),
        posts=posts,
        in_charge=queries.in_charge_of(row.pk, ctx.today),
        crumbs=[Crumb(label=_("Organizations"), url=home), Crumb(label=row.name)],
    )


@clerk_only
def add(request: HttpRequest) -> HttpResponse:
    """Add an organization."""
    ctx = asking(request)
    sheet = Sheet(
        title=_("Add an organization"),
        submit=_("Add"),
        said=_("The organization was added."),
        back=reverse("clerk:organizations"),
    )
    parents = [(row.pk, row.name) for row in queries.organizations(ctx.body, ctx.today)]
    kinds = [(kind.value, kind.label) for kind in queries.kinds_of(profile_of(request))]
    form = OrganizationForm(posted(request), choices={"parent": parents, "kind": kinds})
    act = actions.add_organization
    return fill_in(request, form, act, sheet, lambda made: page_of(made["organization"]))


@clerk_only
def correct(request: HttpRequest, organization: UUID) -> HttpResponse:
    """Correct the names of an organization and its place."""
    row = asking(request).get(Organization, organization)
    sheet = Sheet(
        title=_("Correct"),
        eyebrow=row.name,
        submit=_("Save"),
        said=_("Corrected."),
        back=page_of(organization),
    )
    kind = CorrectOrganizationForm
    form = kind(posted(request), initial=initial(kind, row))
    act = actions.correct_organization
    return fill_in(request, form, act, sheet, organization=organization)


@clerk_only
def end(request: HttpRequest, organization: UUID) -> HttpResponse:
    """End an organization on a day."""
    row = asking(request).get(Organization, organization)
    sheet = Sheet(
        title=_("End this organization"),
        eyebrow=row.name,
        lead=_("It stays in every list of earlier days."),
        submit=_("End it"),
        said=_("The organization was ended."),
        back=page_of(organization),
    )
    form = EndOrganizationForm(posted(request))
    return fill_in(request, form, actions.end_organization, sheet, organization=organization)


@clerk_only
def add_post(request: HttpRequest, organization: UUID) -> HttpResponse:
    """Add a post to an organization."""
    row = asking(request).get(Organization, organization)
    sheet = Sheet(
        title=_("Add a post"),
        eyebrow=row.name,
        lead=_("The duty attaches to the post: whoever holds it has it, and successors inherit."),
        submit=_("Add"),
        said=_("The post was added."),
        back=page_of(organization),
    )
    duties = [(role.value, role.label) for role in queries.roles_of(profile_of(request))]
    form = PostForm(posted(request), choices={"duty": duties})
    return fill_in(request, form, actions.add_post, sheet, organization=organization)


@clerk_only
def correct_post(request: HttpRequest, post: UUID) -> HttpResponse:
    """Correct the names of a post and its place."""
    row = asking(request).get(Post, post)
    sheet = Sheet(
        title=_("Correct"),
        eyebrow=f"{row.organization} · {row}",
        submit=_("Save"),
        said=_("Corrected."),
        back=page_of(row.organization_id),
    )
    form = CorrectPostForm(posted(request), initial=initial(CorrectPostForm, row))
    return fill_in(request, form, actions.correct_post, sheet, post=post)


@require_POST
@clerk_only
def end_post(request: HttpRequest, post: UUID) -> HttpResponse:
    """End a post that nobody holds any more."""
    row = asking(request).get(Post, post)
    back = page_of(row.organization_id)
    return press(request, actions.end_post, back=back, said=_("The post was ended."), post=post)


@clerk_only
def assign(request: HttpRequest, post: UUID) -> HttpResponse:
    """Let a unit or an area fall to a post."""
    ctx = asking(request)
    row = ctx.get(Post, post)
    sheet = Sheet(
        title=_("Let something fall to this post"),
        eyebrow=f"{row.organization} · {row}",
        submit=_("Save"),
        said=_("It falls to this post from that day."),
        back=page_of(row.organization_id),
    )
    units: list[tuple[Any, Any]] = [
        (unit.pk, unit.name) for unit in queries.organizations(ctx.body, ctx.today)
    ]
    start = {"start": ctx.today}
    form = PortfolioForm(posted(request), initial=start, choices={"organization": units})
    return fill_in(request, form, actions.assign_portfolio, sheet, post=post)


@clerk_only
def end_portfolio(request: HttpRequest, portfolio: UUID) -> HttpResponse:
    """End what falls to a post."""
    row = asking(request).get(Portfolio, portfolio)
    sheet = Sheet(
        title=_("This no longer falls to the post"),
        eyebrow=f"{row.post} · {row.organization or row.area}",
        submit=_("End it"),
        said=_("It was ended."),
        back=page_of(row.post.organization_id),
    )
    form = LastDayForm(posted(request))
    return fill_in(request, form, actions.end_portfolio, sheet, portfolio=portfolio)
