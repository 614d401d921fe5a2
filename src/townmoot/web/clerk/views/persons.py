"""One person: what is known, what the person holds, and the forms that change it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from townmoot.people import actions, queries
from townmoot.people.enums import Role
from townmoot.people.models import Membership, Person
from townmoot.record import Ctx
from townmoot.rules import Profile
from townmoot.web.clerk.forms_people import (
    AccountForm,
    CorrectPersonForm,
    EndForm,
    MembershipForm,
    OrderForm,
    PersonForm,
)
from townmoot.web.clerk.sheets import Sheet, fill_in, initial
from townmoot.web.clerk.views.people import clerk_only
from townmoot.web.framing import profile_of
from townmoot.web.ground.pieces import Act, Crumb
from townmoot.web.rooms import asking, found, posted, press, show


def page_of(person: UUID | str) -> str:
    """The address of a person's page."""
    return reverse("clerk:person", args=[person])


@clerk_only
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """A person with memberships and what falls to the posts."""
    ctx = asking(request)
    row = ctx.get(Person, person)
    held = row.memberships.select_related("organization", "post")
    held = held.prefetch_related("post__portfolios__organization").order_by("end", "start")
    seats = list(held)
    return show(
        request,
        "clerk/person.html",
        person=row,
        account=queries.accounts(ctx.body).filter(person=row).first(),
        now=[seat for seat in seats if _in_force(seat, ctx)],
        past=[seat for seat in seats if not _in_force(seat, ctx)],
        acts=_acts(request, row),
        crumbs=[Crumb(label=_("People"), url=reverse("clerk:deputies")), Crumb(label=str(row))],
    )


def _in_force(seat: Membership, ctx: Ctx) -> bool:
    return seat.ended_at is None and (seat.end is None or seat.end >= ctx.today)


def _acts(request: HttpRequest, row: Person) -> list[Act]:
    def link(label: str, name: str, kind: Any = "quiet") -> Act:
        return Act(label=label, url=reverse(name, args=[row.pk]), method="get", kind=kind)

    if row.erased_at is not None:
        return []
    return [
        link(_("Correct"), "clerk:person_correct", "primary"),
        link(_("Give a post or role"), "clerk:person_join"),
        link(_("Place in lists"), "clerk:person_order"),
        link(_("Let sign in"), "clerk:account_open"),
    ]


@clerk_only
def add(request: HttpRequest) -> HttpResponse:
    """Add a person."""
    sheet = Sheet(
        title=_("Add a person"),
        submit=_("Add"),
        said=_("The person was added. Give a post or role next."),
        back=reverse("clerk:deputies"),
    )
    form = PersonForm(posted(request))
    return fill_in(request, form, actions.add_person, sheet, lambda made: page_of(made["person"]))


@clerk_only
def correct(request: HttpRequest, person: UUID) -> HttpResponse:
    """Correct what is known about a person."""
    row = asking(request).get(Person, person)
    sheet = Sheet(
        title=_("Correct"),
        eyebrow=str(row),
        submit=_("Save"),
        said=_("Corrected."),
        back=page_of(person),
    )
    form = CorrectPersonForm(posted(request), initial=initial(CorrectPersonForm, row))
    return fill_in(request, form, actions.correct_person, sheet, person=person)


@clerk_only
def order(request: HttpRequest, person: UUID) -> HttpResponse:
    """Say where a name stands in every list."""
    row = asking(request).get(Person, person)
    sheet = Sheet(
        title=_("Place in lists"),
        eyebrow=str(row),
        lead=_("Use this where a rare character, or a custom of the house, asks for it."),
        submit=_("Save"),
        said=_("The place was changed."),
        back=page_of(person),
    )
    form = OrderForm(posted(request), initial=initial(OrderForm, row))
    return fill_in(request, form, actions.set_order, sheet, person=person)


@clerk_only
def join(request: HttpRequest, person: UUID) -> HttpResponse:
    """Let a person belong to an organization, in a post or with a role."""
    ctx = asking(request)
    row = ctx.get(Person, person)
    sheet = Sheet(
        title=_("Give a post or role"),
        eyebrow=str(row),
        submit=_("Give"),
        said=_("It holds from that day."),
        back=page_of(person),
    )
    form = MembershipForm(posted(request), choices=_places(ctx, profile_of(request)))
    return fill_in(request, form, actions.begin_membership, sheet, person=person)


def _places(ctx: Ctx, profile: Profile | None) -> dict[str, list[tuple[Any, Any]]]:
    there = queries.organizations(ctx.body, ctx.today).prefetch_related("posts")
    posts = [
        (post.pk, f"{home.name} · {post.name}")
        for home in there
        for post in home.posts.all()
        if post.end is None
    ]
    held = queries.roles_of(profile)
    roles = [(role.value, role.label) for role in held if role is not Role.RESIDENT]
    return {"organization": [(home.pk, home.name) for home in there], "post": posts, "role": roles}


@clerk_only
def end(request: HttpRequest, membership: UUID) -> HttpResponse:
    """End a membership: its last day and why."""
    row = asking(request).get(Membership, membership)
    sheet = Sheet(
        title=_("End a post or role"),
        eyebrow=f"{row.person} · {row.organization} · {row.post or row.get_role_display()}",
        submit=_("End it"),
        said=_("It was ended. It stays in every list of earlier days."),
        back=page_of(row.person_id),
    )
    form = EndForm(posted(request))
    return fill_in(request, form, actions.end_membership, sheet, membership=membership)


@clerk_only
def open_account(request: HttpRequest, person: UUID) -> HttpResponse:
    """Let a person sign in."""
    row = asking(request).get(Person, person)
    sheet = Sheet(
        title=_("Let sign in"),
        eyebrow=str(row),
        lead=_("Print a sign-in slip afterwards; with it the person signs in and sets a password."),
        submit=_("Open access"),
        said=_("The person can sign in with a slip now."),
        back=page_of(person),
    )
    form = AccountForm(posted(request))
    return fill_in(request, form, actions.open_account, sheet, person=person)


@require_POST
@clerk_only
def close_account(request: HttpRequest, account: UUID) -> HttpResponse:
    """Let nobody sign in with this access any more."""
    body = asking(request).body
    row = found(queries.accounts(body).filter(pk=account))
    return press(
        request,
        actions.close_account,
        back=page_of(row.person_id) if row.person_id else reverse("clerk:deputies"),
        said=_("The access is closed."),
        account=account,
    )
