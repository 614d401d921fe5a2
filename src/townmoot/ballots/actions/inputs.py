"""The kinds of input that acts of polls share."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Count = Annotated[int, Field(ge=0, le=100_000)]
Title = Annotated[str, Field(min_length=1, max_length=500)]
Reason = Annotated[str, Field(min_length=1, max_length=200)]
Majority = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$", max_length=40)]
Key = Annotated[str, Field(min_length=1, max_length=300)]


class Given(BaseModel):
    """What is given as a part of an input."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class NewOption(Given):
    """A candidate, or a project with its content, cost and the day by which it would be done."""

    name: Title
    person: UUID | None = None
    content: Annotated[str, Field(max_length=4_000)] = ""
    cost: Annotated[int, Field(ge=0, le=2_000_000_000)] | None = None
    due: date | None = None


class NewQuestion(Given):
    """What is asked; `seats` are elected or chosen, `least` must be marked at the least."""

    name: Title
    about: UUID | None = None
    seats: Annotated[int, Field(ge=1, le=200)] = 1
    least: Annotated[int, Field(ge=0, le=200)] = 0
    options: Annotated[list[NewOption], Field(max_length=200)] = []


class Total(Given):
    """How often each answer to a question was given; answers as in methods.answers."""

    question: UUID
    counts: Annotated[dict[Key, Count], Field(max_length=1_000)]


class RollCall(Given):
    """What somebody answered when called by name."""

    elector: UUID
    answers: Annotated[dict[Key, object], Field(max_length=100)]


Sealed = Annotated[str, Field(max_length=200_000)]
Code = Annotated[str, Field(max_length=64)]
NewQuestions = Annotated[list[NewQuestion], Field(max_length=100)]
Totals = Annotated[list[Total], Field(min_length=1, max_length=100)]
Roll = Annotated[list[RollCall], Field(min_length=1, max_length=1_000)]
Answers = Annotated[dict[Key, object], Field(max_length=100)]
