"""One-time slips: signing in with one, and the clerk's sheets of them."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from townmoot.people import credentials, queries
from townmoot.people.enums import OrganizationKind
from townmoot.people.queries import SlipState
from townmoot.record import ACTS, today_of
from townmoot.record.engine import perform
from townmoot.record.queries import looking
from townmoot.web.accounts import limits
from townmoot.web.accounts.adapter import CROWDED
from townmoot.web.accounts.forms import SheetForm, SlipForm
from townmoot.web.ground import qr
from townmoot.web.ground.pieces import Head

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from townmoot.people.models import Account

STATUS = {
    SlipState.OPEN: HTTPStatus.OK,
    SlipState.USED: HTTPStatus.GONE,
    SlipState.EXPIRED: HTTPStatus.GONE,
    SlipState.WITHDRAWN: HTTPStatus.GONE,
    SlipState.UNKNOWN: HTTPStatus.NOT_FOUND,
}


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
def slip(request: HttpRequest, token: str) -> HttpResponse:
    """GET names the person and consumes nothing, so a link preview burns no slip; POST signs in."""
    if request.method != "POST":
        return _told(request, token)
    if not limits.allows(request, limits.SLIP):
        context = {"reason": CROWDED}
        return render(request, "429.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    account = credentials.consume_slip(token)
    return _told(request, token) if account is None else _sign_in(request, account)


def _told(request: HttpRequest, token: str) -> HttpResponse:
    found = queries.slip_of(token)
    context = {"found": found, "form": SlipForm(initial={"remember": True})}
    answer = render(request, "accounts/slip.html", context, status=STATUS[found.state])
    # Never the address with its token; "no-referrer" would also hide where the form comes from.
    answer["Referrer-Policy"] = "strict-origin"
    return answer


def _sign_in(request: HttpRequest, account: Account) -> HttpResponse:
    form = SlipForm(request.POST)
    remember = form.is_valid() and form.cleaned_data["remember"]
    record_authentication(request, account, method="slip")
    answer: HttpResponse = perform_login(request, Login(user=account))
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if remember else 0)
    return answer


@dataclass(frozen=True)
class Printed:
    """One slip on the sheet."""

    name: str
    login: str
    code: SafeString
    address: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """For the clerk: choose a group or unit, and print slips for those who belong to it."""
    account: Any = request.user
    _only_the_clerk(account)
    form = SheetForm(request.POST or None, choices=_choices(account.body))
    if form.is_valid():
        chosen, days = form.cleaned_data["organization"], form.cleaned_data["days"]
        people = list(queries.accounts_in(account.body, chosen, today_of(account.body)))
        if people:
            return _printed(request, account, people, days)
        form.add_error("organization", _("Nobody there can sign in yet."))
    return render(request, "accounts/slips.html", {"form": form})


def _only_the_clerk(account: Account) -> None:
    ctx = looking(account.body, account.pk)
    if not ACTS["slip.issue"].permission.roles & ctx.actor.roles:
        raise Http404


def _choices(body: UUID) -> list[tuple[str, str]]:
    found = queries.organizations(body, today_of(body)).exclude(kind=OrganizationKind.OUTSIDE)
    return [(str(one.pk), one.name) for one in found]


def _printed(
    request: HttpRequest, clerk: Account, people: list[Account], days: int
) -> HttpResponse:
    """The tokens stand on this page alone: the record and the database hold their hashes."""
    tokens = {person.pk: credentials.new_token() for person in people}
    slips = [
        {"account": key, "token_hash": queries.token_hash(token)} for key, token in tokens.items()
    ]
    inputs = {"slips": slips, "days": days}
    perform("slip.issue", body=clerk.body, account=clerk.pk, inputs=inputs)
    printed = [_one(request, person, tokens[person.pk]) for person in people]
    head = Head(issuer=queries.body_name(clerk.body))
    context = {"printed": printed, "days": days, "head": head, "back_url": reverse("slip_sheet")}
    return render(request, "accounts/sheet.html", context)


def _one(request: HttpRequest, account: Account, token: str) -> Printed:
    address = request.build_absolute_uri(reverse("slip", args=[token]))
    return Printed(
        name=str(account.person or account.login),
        login=account.login,
        code=qr.drawn(address, _("Your slip"), kind="slip__code"),
        address=address,
    )
