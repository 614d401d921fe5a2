"""The pages of passkeys: one's own list, adding and removing, and signing in with one."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from townmoot.people import passkeys, queries
from townmoot.web.accounts import ceremony, limits
from townmoot.web.accounts.adapter import CROWDED
from townmoot.web.accounts.forms import PasskeyForm
from townmoot.web.accounts.shown import show
from townmoot.web.rooms import account_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """One's own passkeys; POST adds the one that the browser made."""
    account = account_of(request)
    form = PasskeyForm(request.POST or None)
    if form.is_valid():
        name, answer = form.cleaned_data["name"], form.cleaned_data["answer"]
        if ceremony.join(request, account, name, answer):
            messages.success(request, _("Passkey “%(name)s” is added.") % {"name": name})
            return redirect("passkeys")
        form.add_error(None, _("The passkey could not be added. Try once more."))
    context = {
        "form": form,
        "passkeys": passkeys.passkeys_of(account),
        "removed": passkeys.removed_lately(account),
        "host": ceremony.host_of(request),
        "hindrance": ceremony.hindrance(request),
        "full": passkeys.passkeys_of(account).count() >= passkeys.AT_MOST,
    }
    return show(request, "accounts/passkeys.html", context)


@never_cache
@require_POST
def invitation(request: HttpRequest) -> JsonResponse:
    """For the script: what the browser needs to make a passkey."""
    if reason := ceremony.hindrance(request):
        return _reason(str(reason), HTTPStatus.CONFLICT)
    account = account_of(request)
    return JsonResponse(ceremony.invite(request, account, queries.body_name(account.body)))


def _reason(words: str, status: int) -> JsonResponse:
    return JsonResponse({"reason": words}, status=status)


@require_POST
def remove(request: HttpRequest, key: UUID) -> HttpResponse:
    """Remove one of one's own passkeys."""
    if name := passkeys.remove(account_of(request), key):
        messages.success(request, _("Passkey “%(name)s” is removed.") % {"name": name})
    return redirect("passkeys")


@login_not_required
@never_cache
@require_POST
def challenge(request: HttpRequest) -> JsonResponse:
    """For the script: what the browser needs to ask for a passkey."""
    if reason := ceremony.hindrance(request):
        return _reason(str(reason), HTTPStatus.CONFLICT)
    if not limits.allows(request, limits.PASSKEY):
        return _reason(str(CROWDED), HTTPStatus.TOO_MANY_REQUESTS)
    return JsonResponse(ceremony.challenge(request))


@login_not_required
@never_cache
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in whoever's passkey signed the challenge; the session gets a new key."""
    goal = get_next_redirect_url(request)
    try:
        account = ceremony.recognize(request, request.POST.get("answer", ""))
    except ceremony.TurnedAwayError as error:
        messages.error(request, error.words)
        again = f"?{urlencode({'next': goal})}" if goal else ""
        return redirect(reverse("account_login") + again)
    record_authentication(request, account, method="passkey")
    answer: HttpResponse = perform_login(request, Login(user=account, redirect_url=goal))
    remember = "remember" in request.POST
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if remember else 0)
    return answer
