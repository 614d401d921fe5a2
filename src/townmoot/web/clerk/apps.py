"""The clerk's rooms."""

from __future__ import annotations

from django.apps import AppConfig


class ClerkConfig(AppConfig):
    """Pages under /clerk/; no models of its own."""

    name = "townmoot.web.clerk"
    label = "clerk"
