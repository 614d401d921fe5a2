"""The ASGI application: Django as WSGI in a bounded pool of threads with a connection each."""

from __future__ import annotations

import os
from typing import Any, cast

from a2wsgi import WSGIMiddleware

from townmoot.config.wsgi import application as wsgi_application

WORKERS = int(os.environ.get("TOWNMOOT_WORKERS", "4"))

application = WSGIMiddleware(cast("Any", wsgi_application), workers=WORKERS)
