"""The token that opens a stream, and all pieces of a page anew: after the checks of the page."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from townmoot.live import Audience, tokens
from townmoot.meetings.queries import zone_of
from townmoot.people.enums import Role
from townmoot.record import NotFound
from townmoot.web.live import kept
from townmoot.web.live.watching import OPENERS, Watch
from townmoot.web.rooms import account_of, room

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

View = Callable[..., "HttpResponseBase"]
MOST = 200
ROOMS: dict[Audience, tuple[str, ...]] = {
    Audience.FLOOR: (Role.RESIDENT,),
    Audience.CHAIR: (Role.CHAIR, Role.CLERK, Role.PRESIDIUM, Role.DEPUTY),
    Audience.VENUE: (Role.STEWARD, Role.CLERK),
    Audience.CLERK: (Role.CLERK,),
}


def _watching(request: HttpRequest, audience: Audience, key: UUID) -> Watch:
    """Open the page's watch anew. Raises Http404 where it is not for whoever asks."""
    try:
        watch = OPENERS[audience](request, key)
    except NotFound as error:
        raise Http404 from error
    if not watch.live:
        raise Http404
    return watch


def token_of(request: HttpRequest, watch: Watch) -> JsonResponse:
    """The token of a watch; bound to the session of whoever is signed in."""
    channel = watch.channel
    signed_in = channel.audience != Audience.PUBLIC and not watch.door
    made = tokens.issue(
        tokens.STREAM,
        body=channel.body,
        topic=channel.meeting,
        audience=channel.audience,
        language=channel.language,
        hall=channel.hall,
        account=account_of(request).pk if signed_in else None,
        person=watch.person if signed_in else None,
        session_key=request.session.session_key if signed_in else None,
        now=timezone.now(),
        mark=watch.after,
    )
    return JsonResponse({"token": made})


def pieces_of(request: HttpRequest, watch: Watch) -> JsonResponse:
    """The pieces that are asked for, as they are."""
    names = list(dict.fromkeys(request.GET.getlist("name")))
    if len(names) > MOST:
        return JsonResponse({}, status=HTTPStatus.REQUEST_URI_TOO_LONG)
    with timezone.override(zone_of(watch.channel.body)):
        made = {name: kept.html(watch, name) for name in names}
    return JsonResponse({"after": str(watch.after), "pieces": made})


def _view(audience: Audience, answer: Callable[[Any, Watch], JsonResponse]) -> View:
    """A view of one audience: who may ask is said where its page is."""

    def view(request: HttpRequest, key: UUID) -> HttpResponseBase:
        return answer(request, _watching(request, audience, key))

    guarded: Any = room(*ROOMS[audience])(view) if audience in ROOMS else login_not_required(view)
    whole: View = require_safe(never_cache(guarded))
    return whole


def token(audience: Audience) -> View:
    """The view that gives the token of a stream: `{token}`."""
    return _view(audience, token_of)


def pieces(audience: Audience) -> View:
    """The view that gives the pieces named (`?name=agenda&name=now`): `{after, pieces}`."""
    return _view(audience, pieces_of)
