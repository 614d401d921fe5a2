"""The public's pages."""

from __future__ import annotations

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Templates, styles and words of the public's pages."""

    name = "townmoot.web.public"
    label = "web_public"
