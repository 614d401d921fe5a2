"""What is told live, and to whom: one stream of bytes a channel, however many listen to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Audience(StrEnum):
    """Who sees a page: what is rendered for one of an audience is rendered for all of it."""

    PUBLIC = "public"
    FLOOR = "floor"
    CHAIR = "chair"
    VENUE = "venue"
    CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class Channel:
    """One audience of a meeting in one language; `hall` for the screens and steward of a hall."""

    body: UUID
    meeting: UUID
    audience: Audience
    language: str
    hall: UUID | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of the record, as the routes read it."""

    body: UUID
    position: int
    act: str
    subject: UUID | None
    at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """This piece of that meeting's pages may look different now."""

    meeting: UUID
    piece: str
