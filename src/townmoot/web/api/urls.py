"""Addresses of the API.

Refusals are answered in JSON, so the sign-in redirect is off here; each operation asks for its
session itself.
"""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver, path

from townmoot.web.api.api import build


def _without_redirect(patterns: list[Any]) -> list[URLPattern | URLResolver]:
    for pattern in patterns:
        pattern.callback.login_required = False
    return patterns


_patterns, _app, _namespace = build().urls
urlpatterns = [path("", (_without_redirect(_patterns), _app, _namespace))]
