"""The API's own translations."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """No models; messages only."""

    name = "townmoot.web.api"
    label = "api"
