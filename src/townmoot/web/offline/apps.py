"""What works while cut off."""

from __future__ import annotations

from django.apps import AppConfig


class OfflineConfig(AppConfig):
    """The service worker, the outbox and their words."""

    name = "townmoot.web.offline"
    label = "web_offline"
