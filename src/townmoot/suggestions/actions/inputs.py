"""The shapes of what these acts take."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Title = Annotated[str, Field(min_length=1, max_length=200)]
Words = Annotated[str, Field(min_length=1, max_length=20_000)]
Text = Annotated[str, Field(max_length=20_000)]
Brief = Annotated[str, Field(max_length=200)]
Code = Annotated[str, Field(min_length=1, max_length=40)]
Persons = Annotated[list[UUID], Field(min_length=1, max_length=200)]


class LeadUnit(BaseModel):
    """A unit that must answer, with its part where the suggestion is split."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    unit: UUID
    part: Annotated[str, Field(max_length=2_000)] = ""


class Span(BaseModel):
    """A stretch of one document to cover: characters `start` to before `end`.

    `document`: title, facts, proposal, the id of a reply, or "p-" and that id for what the reply
    promises. `instead`: what stands there for
    the public; without it, blocks.
    """

    model_config = ConfigDict(extra="forbid")

    document: Annotated[str, Field(max_length=40)]
    start: Annotated[int, Field(ge=0, le=1_000_000)]
    end: Annotated[int, Field(ge=1, le=1_000_000)]
    instead: Brief = ""


Leads = Annotated[list[LeadUnit], Field(min_length=1, max_length=20)]
Units = Annotated[list[UUID], Field(max_length=20)]
Spans = Annotated[list[Span], Field(max_length=500)]
