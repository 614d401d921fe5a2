"""What the API takes and answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import BaseModel, ConfigDict, Field, create_model

from townmoot.record import Act


class ReceiptOut(Schema):
    """An act was done, now or before under the same act id."""

    act_id: UUID
    position: int = Field(description="Its place in the body's record.")
    result: dict[str, Any] = Field(description="References to what it made or changed.")
    repeated: bool = Field(description="Whether the same act id had been done before.")


class ProblemOut(Schema):
    """One field and what to do about it."""

    field: str
    reason: str


class ErrorOut(Schema):
    """Why an act was not done; nothing of it is stored."""

    code: str
    reason: str
    fields: list[ProblemOut] = []


def request_schema(act: Act[Any, Any]) -> type[BaseModel]:
    """The request body of one act: its input, and an act id that makes a retry harmless."""
    return create_model(
        f"{act.schema.__name__}Request",
        __config__=ConfigDict(extra="forbid"),
        act_id=(UUID | None, Field(default=None, description="UUIDv7 made by the client.")),
        input=(act.schema, ...),
    )
