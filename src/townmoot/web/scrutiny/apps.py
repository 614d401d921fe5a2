"""The app scrutiny."""

from __future__ import annotations

from django.apps import AppConfig


class ScrutinyConfig(AppConfig):
    """Where scrutineers type their passphrase; no models."""

    name = "townmoot.web.scrutiny"
    label = "scrutiny"
