"""The demonstration's page."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Templates and words of the demonstration."""

    name = "townmoot.web.demo"
    label = "web_demo"
