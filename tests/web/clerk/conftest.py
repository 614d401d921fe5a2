"""A town with a meeting in each state, and the clerk at her desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

import pytest
from django.test import Client

from tests.doors import signed_in
from tests.meetings.conftest import Moot, at, founded, moot

__all__ = ["at", "founded", "moot"]


@dataclass
class Desk:
    """The clerk's client and the things she deals with."""

    moot: Moot
    client: Client
    things: dict[str, UUID] = field(default_factory=dict)

    def get(self, address: str, **more):
        return self.client.get(address, **more)

    def post(self, address: str, **data):
        return self.client.post(address, data)

    def speak(self, language: str) -> None:
        """Let the pages be in a language."""
        self.client.cookies["django_language"] = language


@pytest.fixture
def desk(moot: Moot) -> Desk:
    """The clerk, with a meeting in session."""
    made = Desk(moot, signed_in(moot.clerk))
    item = {"items": ("report", "review")}
    meeting, venue, items = moot.hold(**item)
    unit = moot.town.unit()
    post = moot.town.post(unit, "主任", duty="unit_head")
    moot.do("portfolio.assign", post=post, start="2026-01-01", organization=unit)
    made.things = {
        "meeting": meeting,
        "venue": venue,
        "item": items[0],
        "person": moot.deputies[0].person,
        "membership": moot.deputies[0].membership,
        "organization": unit,
        "post": post,
        "participant": moot.listed(meeting, moot.deputies[0]).pk,
    }
    return made
