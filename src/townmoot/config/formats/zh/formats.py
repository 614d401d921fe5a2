"""Chinese, also with the words of a profile: 2026年1月16日."""

from __future__ import annotations

DATE_FORMAT = "Y年n月j日"
TIME_FORMAT = "H:i"
