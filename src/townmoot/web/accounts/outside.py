"""Signing in through an outside provider, where one is configured, and linking it to an access."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from townmoot.people import identities
from townmoot.web.accounts import limits, oidc
from townmoot.web.accounts.adapter import CROWDED
from townmoot.web.rooms import account_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from townmoot.people.models import Account

log = logging.getLogger(__name__)
SIGN_IN, LINK = "sign_in", "link"


def _begin(request: HttpRequest, purpose: str) -> HttpResponse:
    """On to the provider. Raises Http404 where none is configured."""
    if not settings.OIDC:
        raise Http404
    if not limits.allows(request, limits.OUTSIDE):
        context = {"reason": CROWDED}
        return render(request, "429.html", context, status=HTTPStatus.TOO_MANY_REQUESTS)
    goal = get_next_redirect_url(request) or ""
    try:
        return redirect(oidc.began(request, purpose=purpose, goal=goal))
    except oidc.ProviderError as error:
        return _refused(request, error)


def _refused(request: HttpRequest, error: oidc.ProviderError) -> HttpResponse:
    """The reason goes to the log: it may name what a stranger need not know.

    Never a status of 500 or more: with it Django would not keep that the state was used up.
    """
    log.warning("outside sign-in refused: %s", error)
    context = {"label": oidc.label(), "unknown": False}
    return render(request, "accounts/outside.html", context, status=HTTPStatus.BAD_REQUEST)


@login_not_required
@never_cache
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin to sign in."""
    return _begin(request, SIGN_IN)


@never_cache
@require_POST
def link(request: HttpRequest) -> HttpResponse:
    """Begin to link the provider's account to one's own access."""
    return _begin(request, LINK)


@login_not_required
@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """What the provider sends back: a sign-in, a link, or a refusal."""
    if not settings.OIDC:
        raise Http404
    try:
        told = oidc.told(request)
    except oidc.ProviderError as error:
        return _refused(request, error)
    if told.purpose == LINK:
        return _linked(request, told)
    account = _whose(told)
    if account is None:
        context = {"label": oidc.label(), "unknown": True}
        return render(request, "accounts/outside.html", context, status=HTTPStatus.FORBIDDEN)
    return _enter(request, account, told.goal)


def _whose(told: oidc.Told) -> Account | None:
    """The linked account; an address that the provider verified links, where that is configured."""
    account = identities.account_of(told.issuer, told.subject)
    if account is not None:
        return account
    found = identities.account_with(told.email)
    if found and not identities.linked_elsewhere(found, told.issuer):
        identities.link(found, told.issuer, told.subject)
    return identities.account_of(told.issuer, told.subject)


def _enter(request: HttpRequest, account: Account, goal: str) -> HttpResponse:
    record_authentication(request, account, method="outside")
    answer: HttpResponse = perform_login(request, Login(user=account, redirect_url=goal or None))
    request.session.set_expiry(0)
    request.session[oidc.HERE] = True
    return answer


def _linked(request: HttpRequest, told: oidc.Told) -> HttpResponse:
    """Only for the access that began it: somebody else may have signed in here meanwhile."""
    if str(request.user.pk or "") != told.account:
        return redirect("account_login")
    if identities.link(account_of(request), told.issuer, told.subject):
        messages.success(request, _("Linked: from now on you can sign in with it."))
    else:
        messages.error(request, _("That account is linked to another access already."))
    return redirect("usersessions_list")


@require_POST
def unlink(request: HttpRequest, key: UUID) -> HttpResponse:
    """End one of one's own links."""
    if identities.unlink(account_of(request), key):
        messages.success(request, _("The link is ended."))
    return redirect("usersessions_list")
