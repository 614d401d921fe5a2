"""The pages on which people sign in."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Holds no models; credentials are kept by people."""

    name = "townmoot.web.accounts"
    label = "accounts"
