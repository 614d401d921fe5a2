"""What stands round every page: the town's own name, who is signed in, whether it is invented."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from townmoot.files.store import too_large
from townmoot.files.types import LARGEST
from townmoot.people.models import Body
from townmoot.people.queries.bodies import town
from townmoot.record import today_of
from townmoot.rules import NoProfile
from townmoot.rules.queries import profile_for
from townmoot.web.ground.pieces import Frame

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.rules import Profile


def town_of(request: HttpRequest) -> Body | None:
    """The town of whoever is signed in, else the only town here; asked once a request."""
    if not hasattr(request, "_town"):
        request._town = _only_town(request)  # type: ignore[attr-defined] # noqa: SLF001 -- kept with its request
    found: Body | None = request._town  # type: ignore[attr-defined] # noqa: SLF001 -- kept with its request
    return found


def _only_town(request: HttpRequest) -> Body | None:
    try:
        return town(getattr(request.user, "body", None))
    except DatabaseError:
        if settings.DEMO:  # whose player empties the database and founds the town anew
            return None
        raise


def profile_of(request: HttpRequest) -> Profile | None:
    """The procedure that the town goes by today; asked once a request, None without a town."""
    if not hasattr(request, "_profile"):
        town = town_of(request)
        request._profile = _profile(town.pk) if town else None  # type: ignore[attr-defined] # noqa: SLF001 -- kept with its request
    found: Profile | None = request._profile  # type: ignore[attr-defined] # noqa: SLF001 -- kept with its request
    return found


def _profile(body: UUID) -> Profile | None:
    try:
        return profile_for(body, today_of(body))
    except NoProfile:
        return None


def _frame(request: HttpRequest) -> Frame:
    body = town_of(request)
    if body is None:
        return Frame(name="Townmoot", demo=settings.DEMO)
    english = (get_language() or "").startswith("en") and body.name_en
    person = getattr(request.user, "person", None)
    profile = profile_of(request)
    return Frame(
        name=body.name_en if english else body.name,
        who=str(person or ""),
        demo=body.invented,
        notice=str(profile.footer or "") if profile else "",
        modules=frozenset(profile.modules.codes) if profile else None,
        strokes=profile.strokes if profile else True,
    )


LARGEST_BODY = LARGEST + 5 * 1024 * 1024


class BodyLimitMiddleware:
    """Refuses what is larger than any file before it is read, whoever sends it.

    Without a stated length nothing is read at all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) <= LARGEST_BODY:
            return self.get_response(request)
        words = str(too_large(LARGEST))
        return HttpResponse(
            words, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, content_type="text/plain"
        )


class PolicyMiddleware:
    """Says with each answer what it may load; what says less itself, such as a file, keeps that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        return answer


class FrameMiddleware:
    """Sets `request.frame`, which is made only when a page asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        made: Any = SimpleLazyObject(lambda: _frame(request))
        request.frame = made  # type: ignore[attr-defined] # read by ground's templates
        return self.get_response(request)
