"""Defaults that are safe: closed unless opened, strict with scripts, durable, nothing trusted."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

UNSAFE = {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:", "http:"}
SHOW = """
import django, json
from django.conf import settings
django.setup()
db = settings.DATABASES["default"]
print(json.dumps({"debug": settings.DEBUG, "demo": settings.DEMO, "proxies": settings.PROXIES,
    "hosts": settings.ALLOWED_HOSTS, "mode": db["OPTIONS"]["transaction_mode"],
    "init": db["OPTIONS"]["init_command"], "key": len(settings.SECRET_KEY)}))
"""


def loose(policy: dict[str, list[Any]]) -> list[str]:
    """Return the directives of a content policy that let in more than this host."""
    return [name for name, sources in policy.items() if UNSAFE & set(map(str, sources))]


@pytest.fixture(scope="module")
def defaults(tmp_path_factory) -> dict[str, Any]:
    """Return what the settings are where the environment says nothing."""
    import json

    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    bare |= {
        "DJANGO_SETTINGS_MODULE": "townmoot.config.settings",
        "TOWNMOOT_DATA": str(tmp_path_factory.mktemp("data")),
    }
    done = subprocess.run(
        [sys.executable, "-c", SHOW], env=bare, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_nothing_is_shown_demonstrated_or_trusted_by_default(defaults):
    assert (defaults["debug"], defaults["demo"], defaults["proxies"]) == (False, False, [])
    assert "*" not in defaults["hosts"]


def test_sqlite_is_durable_and_locks_at_once_by_default(defaults):
    assert defaults["mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in defaults["init"]
    assert "synchronous=FULL" in defaults["init"]


def test_the_secret_key_is_made_and_long(defaults):
    assert defaults["key"] >= 50


def test_every_page_asks_for_a_sign_in_unless_it_says_otherwise():
    assert "django.contrib.auth.middleware.LoginRequiredMiddleware" in settings.MIDDLEWARE


def test_the_content_policy_lets_in_this_host_only():
    parts = settings.CONTENT_SECURITY_POLICY.split(";")
    directives = {name: sources for name, *sources in map(str.split, parts)}
    assert loose(directives) == []
    assert {"default-src", "script-src", "style-src", "frame-ancestors"} <= directives.keys()


@pytest.mark.django_db
def test_pages_carry_the_policy():
    headers = Client().get("/account/login/").headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_a_loose_policy_is_noticed():
    policy = {"script-src": ["'self'", "'unsafe-inline'"], "img-src": ["'self'"]}
    assert loose(policy) == ["script-src"]
