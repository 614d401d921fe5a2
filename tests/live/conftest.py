"""A record in memory, and real servers that follow it: no database, so that each test is short."""

from __future__ import annotations

import pytest

from tests.live.book import Book
from tests.live.served import serving


@pytest.fixture(scope="module")
def shared():
    """A book for the whole module, with the ports that read it."""
    with pytest.MonkeyPatch.context() as patch:
        yield Book(patch)


@pytest.fixture
def book(monkeypatch):
    """A book of one test."""
    return Book(monkeypatch)


@pytest.fixture(scope="module", params=[True, False], ids=["gateway", "asgi"])
def served(shared, request):
    """A server that follows the module's book: with the gateway, and by ASGI alone."""
    with serving(shared, gateway=request.param) as server:
        yield server
