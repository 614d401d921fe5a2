"""The kinds of input that acts of meetings share."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

FIRST_YEAR, LAST_YEAR = 2000, 2099


def _in_range(moment: datetime) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        message = "out of range"
        raise ValueError(message)
    return moment


def _with_plain_lines(words: str) -> str:
    """Lines end alike, whatever device they were typed on: passages are quoted by characters."""
    return words.replace("\r\n", "\n").replace("\r", "\n")


Moment = Annotated[datetime, AfterValidator(_in_range)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Title = Annotated[str, Field(min_length=1, max_length=300)]
Reason = Annotated[str, Field(min_length=1, max_length=200)]
Nature = Annotated[str, Field(min_length=1, max_length=500)]
Note = Annotated[str, Field(max_length=500)]
Contact = Annotated[str, Field(max_length=100)]
Phone = Annotated[str, Field(max_length=50)]
Words = Annotated[str, Field(max_length=20_000), AfterValidator(_with_plain_lines)]
Passage = Annotated[str, Field(max_length=5_000), AfterValidator(_with_plain_lines)]
Persons = Annotated[list[UUID], Field(min_length=1, max_length=200)]
Count = Annotated[int, Field(ge=0, le=10_000)]
Checksum = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
