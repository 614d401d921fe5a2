"""What the public record tells about people: references, codes and days; never a name."""

from __future__ import annotations

from typing import Any

from townmoot.record import Ctx


def founded(ctx: Ctx, result: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """The profile by which the town works."""
    return {"kind": inputs["kind"], "profile": inputs["profile"], "timezone": inputs["timezone"]}


def term_added(ctx: Ctx, result: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """The days of the term."""
    return {"term": result["term"], "start": inputs["start"], "end": inputs["end"]}


def organization_added(ctx: Ctx, result: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """The kind of an organization and what it belongs to."""
    return {
        "organization": result["organization"],
        "kind": inputs["kind"],
        "parent": inputs.get("parent"),
    }


def organization_ended(ctx: Ctx, result: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """The last day of an organization."""
    return {"organization": inputs["organization"], "end": result["end"]}


def post_added(ctx: Ctx, result: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """The organization of a post and the duty that goes with it."""
    return {
        "post": result["post"],
        "organization": inputs["organization"],
        "duty": inputs.get("duty"),
    }


def membership_begun(ctx: Ctx, result: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """Who belongs where from when, by reference: electorates and quorums follow from it."""
    return {
        "membership": result["membership"],
        "person": inputs["person"],
        "organization": inputs["organization"],
        "post": inputs.get("post"),
        "role": inputs.get("role"),
        "voting_right": inputs.get("voting_right", False),
        "start": result["start"],
    }


def membership_ended(ctx: Ctx, result: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """The last day of a membership; the reason stays inside."""
    return {"membership": inputs["membership"], "end": result["end"]}


def list_imported(ctx: Ctx, result: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """The file's checksum and how many rows did what; the rows stay inside."""
    return {"import": result["import"], "sha256": result["sha256"], "counts": result["counts"]}


def import_undone(ctx: Ctx, result: dict[str, Any], **inputs: Any) -> dict[str, Any]:
    """Which import was taken back."""
    return {"import": inputs["source"]}
