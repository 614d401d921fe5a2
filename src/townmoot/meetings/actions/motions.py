"""Motions and amendments from the first word to the list: written, signed, handed in, listed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from townmoot.meetings import queries
from townmoot.meetings.actions.inputs import Moment, Name, Note, Passage, Title, Words
from townmoot.meetings.models import (
    AgendaItem,
    Meeting,
    Motion,
    MotionDeadline,
    MotionSigner,
    MotionVersion,
)
from townmoot.meetings.permissions import motions as permissions
from townmoot.meetings.policies import motions as policies
from townmoot.meetings.policies.signers import by_state
from townmoot.meetings.publics import motions as publics
from townmoot.people.models import Person
from townmoot.record import Ctx, ShortText, act


@act(
    "motion.set_deadline",
    permission=permissions.LIST_MOTIONS,
    policy=policies.check_deadline,
    public=publics.deadline_set,
    subject="meeting",
    module="motions",
)
def set_deadline(ctx: Ctx, *, meeting: UUID, until: Moment) -> dict[str, Any]:
    """Fix until when motions may be handed in to a meeting; said again, it is another time."""
    row = ctx.get(Meeting, meeting)
    moment = queries.in_zone(ctx.body, until)
    known = MotionDeadline._default_manager.filter(meeting=row).first()
    if known:
        ctx.save(known, until=moment)
    else:
        ctx.create(MotionDeadline, meeting=row, until=moment)
    return {"meeting": row.id, "until": moment}


def _make(ctx: Ctx, meeting: Meeting, **fields: Any) -> dict[str, Any]:
    mover = ctx.get(Person, ctx.actor.person) if ctx.actor.person else None
    row = ctx.create(Motion, meeting=meeting, mover=mover, **fields)
    ctx.create(MotionSigner, motion=row, person=mover, mover=True)
    _keep_version(ctx, row)
    return {"motion": row.id}


def _keep_version(ctx: Ctx, row: Motion) -> None:
    wording = {name: getattr(row, name) for name in ("title", "grounds", "text", "passage")}
    ctx.create(MotionVersion, motion=row, number=row.version, **wording)


@act(
    "motion.draft",
    permission=permissions.MOVE,
    policy=policies.check_draft,
    subject="motion",
    module="motions",
)
def draft(
    ctx: Ctx, *, meeting: UUID, title: Title, grounds: Words = "", text: Words = ""
) -> dict[str, Any]:
    """Begin a motion to a meeting: its subject, its grounds, and what is to be resolved."""
    return _make(ctx, ctx.get(Meeting, meeting), title=title, grounds=grounds, text=text)


@act(
    "motion.amend",
    permission=permissions.MOVE_AMENDMENT,
    policy=policies.check_amend,
    subject="amendment",
    module="motions",
)
def amend(
    ctx: Ctx,
    *,
    motion: UUID,
    passage: Passage,
    text: Words = "",
    grounds: Words = "",
    start: int | None = None,
) -> dict[str, Any]:
    """Begin an amendment: other words, or none, in place of a passage of a listed motion.

    `start` is the character at which the passage begins; needed where its words stand twice.
    """
    row = ctx.get(Motion, motion)
    made = _make(
        ctx,
        row.meeting,
        amends=row,
        item=row.item,
        passage=passage,
        start=policies.place_of(row, passage, start),
        text=text,
        grounds=grounds,
    )
    return {"motion": motion, "amendment": made["motion"]}


@act(
    "motion.revise",
    permission=permissions.OWN_MOTION,
    policy=policies.check_revise,
    subject="motion",
    module="motions",
)
def revise(
    ctx: Ctx,
    *,
    motion: UUID,
    title: ShortText = "",
    grounds: Words = "",
    text: Words = "",
    passage: Passage = "",
    start: int | None = None,
    revision: int | None = None,
) -> dict[str, Any]:
    """Change a draft. Another wording needs to be confirmed anew by its signers."""
    row = ctx.get(Motion, motion)
    place = policies.place_of(row.amends, passage, start) if row.amends else None
    wording = {"title": title or row.title, "grounds": grounds, "text": text, "passage": passage}
    reworded = any(getattr(row, name) != words for name, words in wording.items())
    ctx.save(row, **wording, start=place, version=row.version + (1 if reworded else 0))
    if reworded:
        _keep_version(ctx, row)
    return {"motion": row.id, "version": row.version}


@act(
    "motion.discard",
    permission=permissions.OWN_MOTION,
    policy=by_state("motion.discard"),
    subject="motion",
    module="motions",
)
def discard(ctx: Ctx, *, motion: UUID) -> dict[str, Any]:
    """Put away a draft that was not handed in."""
    return {"motion": ctx.save(ctx.get(Motion, motion), withdrawn_at=ctx.now).id}


@act(
    "motion.hand_in",
    permission=permissions.OWN_MOTION,
    policy=policies.check_hand_in,
    subject="motion",
    module="motions",
)
def hand_in(ctx: Ctx, *, motion: UUID, version: int | None = None) -> dict[str, Any]:
    """Hand the motion in, in the wording its signers confirmed; `version` is the one read."""
    return {"motion": ctx.save(ctx.get(Motion, motion), handed_in_at=ctx.now).id}


@act(
    "motion.list",
    permission=permissions.LIST_MOTIONS,
    policy=policies.check_list,
    public=publics.motion_told,
    subject="motion",
    module="motions",
)
def list_motion(ctx: Ctx, *, motion: UUID, words: Note = "") -> dict[str, Any]:
    """Note that a motion is listed, or an amendment admitted; from now on the public reads it."""
    row = ctx.get(Motion, motion)
    number = None
    if row.amends is not None:
        number = len(queries.amendments_of(row.amends)) + 1
    ctx.save(row, listed_at=ctx.now, words=words, number=number)
    return {"motion": row.id}


@act(
    "motion.refuse",
    permission=permissions.LIST_MOTIONS,
    policy=policies.check_refuse,
    subject="motion",
    module="motions",
)
def refuse(ctx: Ctx, *, motion: UUID, reason: Name, words: Note = "") -> dict[str, Any]:
    """Note that a motion is not listed, and why: a reason of the profile, and words."""
    row = ctx.get(Motion, motion)
    return {"motion": ctx.save(row, refused_at=ctx.now, reason=reason, words=words).id}


@act(
    "motion.put_under",
    permission=permissions.LIST_MOTIONS,
    policy=policies.check_put_under,
    public=publics.motion_told,
    subject="motion",
    module="motions",
)
def put_under(ctx: Ctx, *, motion: UUID, item: UUID) -> dict[str, Any]:
    """Put a listed motion, and its amendments with it, under an item of the agenda."""
    row, under = ctx.get(Motion, motion), ctx.get(AgendaItem, item)
    for each in (row, *row.amendments.all()):
        ctx.save(each, item=under)
    return {"motion": row.id, "item": item}
