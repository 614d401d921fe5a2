"""Answers without a page, for forms that a script sends: the outbox and the live pages.

A post with the header `X-Townmoot: quiet` goes the same way as any other and is answered in JSON:

    {"ok": true, "to": "/floor/…", "said": "You are checked in."}                        200
    {"ok": false, "status": 409, "reasons": ["The vote was closed at 10:02."]}           409

401 means "not by whom it must be": nobody is signed in, the form's token is too old, or (with
the header `X-Townmoot-Account`, see `tag`) somebody else is signed in. Nothing was done then, and
the sender keeps what it has. 429 and 5xx also say nothing about the thing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import resolve_url
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from townmoot.people.models import Account

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http.response import HttpResponseBase

HEADER = "X-Townmoot"
QUIET = "quiet"
ACCOUNT = "X-Townmoot-Account"
KEPT = {"floor", "offline"}  # whose pages the service worker keeps for reading while cut off


def is_quiet(request: HttpRequest) -> bool:
    """Whether the sender wants no page but a word."""
    return request.method == "POST" and request.headers.get(HEADER) == QUIET


def tag(request: HttpRequest) -> str:
    """A name for the account that is signed in, the same on each page; empty without one.

    What a device keeps bears it, so that nothing of one account is shown to or sent by another.
    """
    if not isinstance(request.user, Account):
        return ""
    return salted_hmac(__name__, str(request.user.pk)).hexdigest()[:16]


def not_done(status: int, reasons: Iterable[str]) -> JsonResponse:
    """The answer that something was not done, and why."""
    told = {"ok": False, "status": int(status), "reasons": list(reasons)}
    return JsonResponse(told, status=status)


def of_form(form: BaseForm) -> list[str]:
    """Why a form was not taken, a sentence for each reason."""
    found = []
    for name, errors in form.errors.items():
        label = form[name].label if name in form.fields else ""
        found += [f"{label}: {error}" if label else str(error) for error in errors]
    return found


def forged(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """A form whose token is too old or not ours."""
    if is_quiet(request):
        return not_done(HTTPStatus.UNAUTHORIZED, [_("This form has expired")])
    return csrf_failure(request, reason)


class QuietMiddleware:
    """Turns the answer to a quiet post into JSON, whichever view gave it.

    A page that is no refusal (a preview, say) stays a page. Pages that a device may keep say for
    whom they were made.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if is_quiet(request):
            return _quiet(request, answer)
        found = request.resolver_match
        if found is not None and found.namespace in KEPT and (mine := tag(request)):
            answer.headers[ACCOUNT] = mine
        return answer

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Refuse what another account kept on this device."""
        meant = request.headers.get(ACCOUNT, "") if is_quiet(request) else ""
        if meant and meant != tag(request):
            return not_done(HTTPStatus.UNAUTHORIZED, [_("Somebody else is signed in here.")])
        return None


def _quiet(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    if isinstance(answer, JsonResponse):
        return answer
    if "Location" in answer.headers:
        to = answer.headers["Location"]
        if to.partition("?")[0] == resolve_url(settings.LOGIN_URL):
            return _as_json(answer, not_done(HTTPStatus.UNAUTHORIZED, [_("Sign in first.")]))
        said = " ".join(str(message) for message in get_messages(request))
        return _as_json(answer, JsonResponse({"ok": True, "to": to, "said": said}))
    if answer.status_code >= HTTPStatus.BAD_REQUEST:
        return _as_json(answer, not_done(answer.status_code, [_reason(answer.status_code)]))
    return answer


def _as_json(page: HttpResponse, told: JsonResponse) -> JsonResponse:
    """The word in place of the page, with the cookies that the page would have set."""
    told.cookies = page.cookies
    return told


def _reason(status: int) -> str:
    if status == HTTPStatus.FORBIDDEN:
        return _("You may not open this page")
    if status == HTTPStatus.NOT_FOUND:
        return _("There is nothing here")
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return _("This request could not be read")
    return _("Something went wrong here")
