"""The ASGI application: Django as WSGI in a bounded pool of threads with a connection each.

In front of it stand streams and ballots, for whoever comes to them by way of ASGI.
"""

from __future__ import annotations

import os

from townmoot.config.bridge import Bridge
from townmoot.config.wsgi import application as wsgi_application
from townmoot.live.front import Front
from townmoot.web.framing import LARGEST_BODY

WORKERS = int(os.environ.get("TOWNMOOT_WORKERS", "4"))

application = Front(Bridge(wsgi_application, workers=WORKERS, largest=LARGEST_BODY))
