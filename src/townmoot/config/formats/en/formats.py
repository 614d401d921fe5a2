"""English: 16 January 2026, as in `web.ground.words.day`."""

from __future__ import annotations

DATE_FORMAT = "j F Y"
