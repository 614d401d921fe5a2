"""Addresses of the API.

Refusals are answered in JSON, so the sign-in redirect is off here; each operation asks for its
session itself.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
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


def _without_redirect(patterns: list[Any]) -> list[URLPattern | URLResolver]:
    for pattern in patterns:
        pattern.callback.login_required = False
    return patterns


_patterns, _app, _namespace = build().urls
urlpatterns: list[URLPattern | URLResolver] = [
    path("", (_without_redirect(_patterns), _app, _namespace)),
    path("<path:rest>", unknown, name="api_unknown"),
]
