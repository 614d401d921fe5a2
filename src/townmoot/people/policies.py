"""What the state allows for persons, posts, organizations and accounts."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.people import queries
from townmoot.people.enums import (
    KIND_MODULES,
    ROLE_MODULES,
    SINGLE_KINDS,
    OrganizationKind,
    Role,
)
from townmoot.people.importing.problems import Problem
from townmoot.people.models import (
    Account,
    Body,
    Import,
    LegislativeTerm,
    Membership,
    Organization,
    Person,
    Portfolio,
    Post,
    Upload,
)
from townmoot.people.queries import current, held
from townmoot.record import Absent, Ctx, Invalid, NotFound, Refused
from townmoot.rules.queries import has_module

# Letters and digits of any script; nothing that a form or an address would need to escape.
_LOGIN = re.compile(r"[\w.@+-]{2,100}")


def check_can_found(ctx: Ctx, **_inputs: Any) -> None:
    """Raise Refused where the town stands already."""
    if Body._default_manager.filter(pk=ctx.body).exists():
        raise Refused(_("This town is founded already."))


def check_term_fits(
    ctx: Ctx, *, name: str, start: date, end: date | None = None, **_inputs: Any
) -> None:
    """Raise Refused for a term that ends before it starts, or overlaps another."""
    check_days(start, end)
    others = LegislativeTerm._default_manager.filter(body=ctx.body)
    if others.filter(name=name).exists():
        raise Refused(_("There is a term of this name already."), field="name")


def check_days(start: date | None, end: date | None) -> None:
    """Raise Refused where the end is before the start."""
    if start and end and end < start:
        raise Refused(_("The end is before the start."), field="end")


def check_can_add_organization(
    ctx: Ctx, *, name: str, kind: OrganizationKind, **_inputs: Any
) -> None:
    """Raise Refused for a second congress, or a name that is taken."""
    check_there(ctx, KIND_MODULES.get(kind), "kind")
    there = Organization._default_manager.filter(current(ctx.today), body=ctx.body)
    if kind in SINGLE_KINDS and there.filter(kind=kind).exists():
        raise Refused(_("There is one already; a town has one only."), field="kind")
    if there.filter(name=name, kind=kind).exists():
        raise Refused(_("There is an organization of this name already."), field="name")


def check_there(ctx: Ctx, module: str | None, field: str) -> None:
    """Raise Absent for a role or a kind that belongs to a module the body lacks."""
    if module is not None and not has_module(ctx.body, ctx.today, module):
        raise Absent(field=field)


def check_name_is_free(ctx: Ctx, *, organization: UUID, name: str = "", **_inputs: Any) -> None:
    """Raise Refused where another organization of the kind has the name."""
    own = ctx.get(Organization, organization)
    others = Organization._default_manager.filter(
        current(ctx.today), body=ctx.body, name=name, kind=own.kind
    )
    if name and others.exclude(pk=organization).exists():
        raise Refused(_("There is an organization of this name already."), field="name")


def check_can_end_organization(
    ctx: Ctx, *, organization: UUID, end: date | None = None, **_inputs: Any
) -> None:
    """Raise Refused while somebody belongs to it, or where it has ended before."""
    found = ctx.get(Organization, organization)
    if found.end is not None:
        raise Refused(_("It has ended already."))
    check_days(found.start, end)
    if found.memberships.filter(end=None).exists():
        raise Refused(_("People still belong to it. End their memberships first."))


def check_can_add_post(
    ctx: Ctx, *, organization: UUID, name: str, duty: Role | None = None, **_inputs: Any
) -> None:
    """Raise Refused in an organization that has ended. Three vice-mayors are three posts."""
    check_there(ctx, ROLE_MODULES.get(duty) if duty else None, "duty")
    if ctx.get(Organization, organization).end is not None:
        raise Refused(_("That organization has ended."), field="organization")


def check_can_end_post(ctx: Ctx, *, post: UUID, **_inputs: Any) -> None:
    """Raise Refused while somebody holds it, or where it has ended before."""
    found = ctx.get(Post, post)
    if found.end is not None:
        raise Refused(_("It has ended already."))
    if found.holders.filter(end=None).exists():
        raise Refused(_("Somebody still holds this post. End that first."))


def check_can_assign(
    ctx: Ctx,
    *,
    post: UUID,
    start: date,
    organization: UUID | None = None,
    area: str = "",
    end: date | None = None,
) -> None:
    """Raise Refused for a field of responsibility that names nothing, or is held already."""
    check_days(start, end)
    if organization is None and not area:
        raise Refused(_("Name a unit or an area."), field="area")
    there = Portfolio._default_manager.filter(
        body=ctx.body, post=ctx.get(Post, post), organization=organization, area=area
    )
    if there.filter(end=None).exists():
        raise Refused(_("This post has it already."))


def check_can_end_portfolio(ctx: Ctx, *, portfolio: UUID, end: date | None = None) -> None:
    """Raise Refused where it has ended before."""
    found = ctx.get(Portfolio, portfolio)
    if found.end is not None:
        raise Refused(_("It has ended already."))
    check_days(found.start, end)


def check_not_erased(ctx: Ctx, *, person: UUID, **_inputs: Any) -> None:
    """Raise Refused for a person whose data was erased."""
    if ctx.get(Person, person).erased_at is not None:
        raise Refused(_("The data of this person was erased."))


def check_can_erase(ctx: Ctx, *, person: UUID, **_inputs: Any) -> None:
    """Raise Refused while the person still belongs to something, or was erased before."""
    check_not_erased(ctx, person=person)
    if ctx.get(Person, person).memberships.filter(held(ctx.today)).exists():
        raise Refused(_("This person still belongs to an organization. End that first."))


def check_can_begin(
    ctx: Ctx,
    *,
    person: UUID,
    organization: UUID,
    post: UUID | None = None,
    role: Role | None = None,
    number: str = "",
    start: date | None = None,
    **_inputs: Any,
) -> None:
    """Raise Refused for a number that is taken, a post elsewhere, or the same thing twice."""
    check_not_erased(ctx, person=person)
    home = ctx.get(Organization, organization)
    if home.end is not None:
        raise Refused(_("That organization has ended."), field="organization")
    if role == Role.RESIDENT:
        raise Refused(_("Nobody needs to be made a resident."), field="role")
    check_there(ctx, ROLE_MODULES.get(role) if role else None, "role")
    _check_post(ctx, home, post)
    there = home.memberships.filter(end=None)
    if number and there.filter(number=number).exists():
        raise Refused(_("This number is taken. Each number stands once."), field="number")
    if there.filter(person=person, post=post, role=role or "").exists():
        raise Refused(_("This person has that place already."))


def _check_post(ctx: Ctx, home: Organization, post: UUID | None) -> None:
    if post is None:
        return
    found = ctx.get(Post, post)
    if found.organization_id != home.pk:
        raise Refused(_("That post belongs to another organization."), field="post")
    if found.end is not None:
        raise Refused(_("That post has ended."), field="post")


def check_can_end_membership(
    ctx: Ctx, *, membership: UUID, end: date | None = None, **_inputs: Any
) -> None:
    """Raise Refused where it has ended before, or would end before it began."""
    found = ctx.get(Membership, membership)
    if found.end is not None:
        raise Refused(_("It has ended already."))
    check_days(found.start, end or ctx.today)


def check_can_open(ctx: Ctx, *, person: UUID, login: str, **_inputs: Any) -> None:
    """Raise Refused for a login that is taken or odd, or a person who can sign in already."""
    check_not_erased(ctx, person=person)
    if not _LOGIN.fullmatch(login):
        raise Refused(
            _("Write the login with letters, digits and . _ - @ + only, at least two."),
            field="login",
        )
    own = Account.objects.filter(person=person)
    if own.filter(is_active=True).exists():
        raise Refused(_("This person can sign in already."))
    if Account.objects.filter(login__iexact=login).exclude(person=person).exists():
        raise Refused(_("This login is taken."), field="login")


def check_can_close(ctx: Ctx, *, account: UUID) -> None:
    """Raise Refused where it is closed, or the actor's own: nobody locks the door from inside."""
    if account == ctx.actor.account:
        raise Refused(_("You cannot close your own access; another clerk can."))
    if not Account.objects.filter(pk=account, body=ctx.body, is_active=True).exists():
        raise Refused(_("This access is closed already."))


def check_can_issue(ctx: Ctx, *, slips: list[Any], days: int = 14) -> None:
    """Raise NotFound for an access that is not open here, Refused for one person named twice."""
    accounts = {slip.account for slip in slips}
    if len(accounts) < len(slips):
        raise Refused(_("Each person gets one slip."))
    there = Account.objects.filter(pk__in=accounts, body=ctx.body, is_active=True)
    if there.count() < len(accounts):
        raise NotFound


def check_can_import_roster(
    ctx: Ctx, *, upload: UUID, sha256: str, open_accounts: bool = True
) -> None:
    """Raise Refused where the list is gone or another one, or there is no congress yet."""
    check_upload(ctx, "roster", upload, sha256)
    if queries.the_one(ctx.body, OrganizationKind.CONGRESS, ctx.today) is None:
        raise Refused(_("Add the congress first; then its deputies."))


def check_upload(ctx: Ctx, kind: str, upload: UUID, sha256: str) -> None:
    """Raise Refused where the list that was looked at is not there any more, or is another one."""
    staged = Upload._default_manager.filter(pk=upload, body=ctx.body, kind=kind).first()
    if staged is None:
        raise Refused(_("This list was taken over already, or is gone. Choose the file again."))
    if staged.sha256 != sha256:
        raise Refused(_("This is not the file that was looked at. Choose the file again."))


def check_no_problems(problems: list[Problem]) -> None:
    """Raise Invalid naming each row that does not fit what is there by now."""
    if problems:
        raise Invalid([{"field": f"row {p.row}", "reason": str(p)} for p in problems])


def check_can_import_units(
    ctx: Ctx, *, upload: UUID, sha256: str, open_accounts: bool = True
) -> None:
    """Raise Refused where the list is gone or another one."""
    check_upload(ctx, "units", upload, sha256)


def check_can_undo_roster(ctx: Ctx, *, source: UUID) -> None:
    """Raise Refused where this roster cannot be undone."""
    _check_can_undo(ctx, "roster", source)


def check_can_undo_units(ctx: Ctx, *, source: UUID) -> None:
    """Raise Refused where this list of units cannot be undone."""
    _check_can_undo(ctx, "units", source)


def _check_can_undo(ctx: Ctx, kind: str, source: UUID) -> None:
    """Raise Refused where it was undone before, or later acts rely on its rows: with the list."""
    found = ctx.get(Import, source)
    if found.kind != kind:
        raise NotFound
    if found.undone_at is not None:
        raise Refused(_("This was undone already."))
    relied = queries.rows_relied_on(found)
    if relied:
        raise Refused(
            _("This cannot be undone, since later work relies on it: %(rows)s.")
            % {"rows": "; ".join(map(str, relied))}
        )
