"""Django as WSGI, behind static files: an async middleware would cost every page two threads."""

from __future__ import annotations

import os
from typing import Any, cast

from django.contrib.staticfiles.finders import get_finders
from django.core.wsgi import get_wsgi_application
from servestatic import ServeStatic

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "townmoot.config.settings")

STATIC_PREFIX = "static"
STATIC_MAX_AGE = 300


def _secure(headers: Any, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Content-Security-Policy"] = "default-src 'none'"


def with_static(django: Any) -> Any:
    """The application with each app's static folder in front of it."""
    served = ServeStatic(django, max_age=STATIC_MAX_AGE, add_headers_function=_secure)
    for finder in get_finders():
        for storage in getattr(finder, "storages", {}).values():
            prefix = getattr(storage, "prefix", None)
            served.add_files(
                storage.location, prefix="/".join(filter(None, (STATIC_PREFIX, prefix)))
            )
    return served


application = cast("Any", with_static(get_wsgi_application()))
