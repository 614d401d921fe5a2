"""Addresses of the API.

Refusals are answered in JSON, so the sign-in redirect is off here; each operation asks for its
session itself.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt

from townmoot.record import NotFound
from townmoot.web.api.api import build


@csrf_exempt
@login_not_required
def unknown(request: HttpRequest, rest: str) -> JsonResponse:
    """What is no address of the API is refused as the API refuses."""
    error = NotFound()
    return JsonResponse(error.as_json(), status=error.status)


_patterns: list[Any]
_patterns, _app, _namespace = build().urls
_ACTS = {
    str(pattern.pattern).removeprefix("acts/"): pattern.callback
    for pattern in _patterns
    if str(pattern.pattern).startswith("acts/")
}


@csrf_exempt  # ninja asks for the token itself, with the session
@login_not_required
def act(request: HttpRequest, name: str) -> HttpResponse:
    """Do one act. By its name: the acts' own addresses would be tried one after another."""
    view = _ACTS.get(name)
    return view(request) if view is not None else unknown(request, name)


def _others() -> list[Any]:
    found = [pattern for pattern in _patterns if not str(pattern.pattern).startswith("acts/")]
    for pattern in found:
        pattern.callback.login_required = False
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("acts/<str:name>", act),
    path("", (_others(), _app, _namespace)),
    path("<path:rest>", unknown, name="api_unknown"),
]
