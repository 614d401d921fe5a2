"""How a test gets into the house: a client that is signed in as somebody."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.factories import Somebody
from townmoot.people.models import Account


def signed_in(who: Somebody, **options: Any) -> Client:
    """Return a test client in which `who` is signed in; options go to Django's Client."""
    client = Client(**options)
    client.force_login(Account.objects.get(pk=who.account))
    return client
