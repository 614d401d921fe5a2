"""Planning, calling and holding a meeting."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from townmoot.meetings import permissions, publics, queries
from townmoot.meetings.actions import items, opinions, speakers
from townmoot.meetings.actions.inputs import Contact, Moment, Name, Note, Phone, Reason
from townmoot.meetings.actions.participants import list_members
from townmoot.meetings.models import Meeting, MeetingStep, Notice, NoticeReceipt
from townmoot.meetings.policies import meetings as policies
from townmoot.people.models import Organization, Person
from townmoot.record import Ctx, act


@act(
    "meeting.plan",
    permission=permissions.CLERK,
    policy=policies.check_plan,
    subject="meeting",
)
def plan(
    ctx: Ctx,
    *,
    kind: Name,
    name: Name,
    organization: UUID,
    start: Moment,
    end: Moment,
    hybrid: bool = False,
    extra: bool = False,
    presiding: UUID | None = None,
    note: Note = "",
) -> dict[str, Any]:
    """Plan a meeting. Times without a zone are the town's own."""
    row = ctx.create(
        Meeting,
        kind=kind,
        name=name,
        organization=ctx.get(Organization, organization),
        start=queries.in_zone(ctx.body, start),
        end=queries.in_zone(ctx.body, end),
        hybrid=hybrid,
        extra=extra,
        presiding=ctx.get(Person, presiding) if presiding else None,
        note=note,
    )
    return {"meeting": row.id}


@act(
    "meeting.correct",
    permission=permissions.CLERK,
    policy=policies.check_correct,
    public=publics.corrected,
    subject="meeting",
)
def correct(
    ctx: Ctx,
    *,
    meeting: UUID,
    revision: int | None = None,
    name: Name | None = None,
    start: Moment | None = None,
    end: Moment | None = None,
    hybrid: bool | None = None,
    extra: bool | None = None,
    note: Note | None = None,
) -> dict[str, Any]:
    """Correct what is planned; what is left out stays. A new time needs a new notice."""
    row = ctx.get(Meeting, meeting)
    times = {
        field: queries.in_zone(ctx.body, moment)
        for field, moment in (("start", start), ("end", end))
        if moment is not None
    }
    given = {"name": name, "hybrid": hybrid, "extra": extra, "note": note}
    ctx.save(row, **times, **{field: value for field, value in given.items() if value is not None})
    return {"meeting": row.id}


@act(
    "meeting.preside",
    permission=permissions.NAME_PRESIDING,
    policy=policies.check_preside,
    subject="meeting",
)
def preside(ctx: Ctx, *, meeting: UUID, person: UUID | None) -> dict[str, Any]:
    """Name who presides over the meeting (主持、执行主席); nobody, to leave it open."""
    row = ctx.get(Meeting, meeting)
    ctx.save(row, presiding=ctx.get(Person, person) if person else None)
    return {"meeting": row.id}


def step(ctx: Ctx, meeting: Meeting, name: str, **fields: Any) -> MeetingStep:
    """Add a step; steps are counted so that the last one is always the last."""
    rows = MeetingStep._default_manager.filter(meeting=meeting)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    return ctx.create(MeetingStep, meeting=meeting, number=last + 1, act=name, **fields)


@act(
    "meeting.publish",
    permission=permissions.CLERK,
    policy=policies.check_publish,
    public=publics.published,
    subject="meeting",
)
def publish(ctx: Ctx, *, meeting: UUID) -> dict[str, Any]:
    """Let the public see the meeting with its public items and files."""
    return {"step": step(ctx, ctx.get(Meeting, meeting), "meeting.publish").id}


@act(
    "meeting.cancel",
    permission=permissions.CONDUCT,
    policy=policies.check_cancel,
    public=publics.stepped,
    subject="meeting",
)
def cancel(ctx: Ctx, *, meeting: UUID, reason: Reason) -> dict[str, Any]:
    """Call the meeting off."""
    return {"step": step(ctx, ctx.get(Meeting, meeting), "meeting.cancel", reason=reason).id}


@act(
    "meeting.give_notice",
    permission=permissions.CLERK,
    policy=policies.check_notice,
    public=publics.noticed,
    subject="meeting",
)
def give_notice(
    ctx: Ctx,
    *,
    meeting: UUID,
    late_reason: Note = "",
    contact: Contact = "",
    contact_phone: Phone = "",
    reply_by: date | None = None,
) -> dict[str, Any]:
    """Call the meeting: its members as of its day are listed with group and venue.

    A second notice, after a change, lists who has come into office since.
    """
    row = ctx.get(Meeting, meeting)
    view = queries.notice_check(row, ctx.today)
    before = queries.latest_notice_of(row)
    notice = ctx.create(
        Notice,
        meeting=row,
        number=before.number + 1 if before else 1,
        given=ctx.today,
        announced_start=row.start,
        latest=view.check.latest.date if view.check else None,
        profile=view.profile,
        rule=view.rule.key if view.rule else "",
        late_reason=late_reason,
        contact=contact,
        contact_phone=contact_phone,
        reply_by=reply_by,
    )
    expected = list_members(ctx, row)
    made = step(ctx, row, "meeting.give_notice")
    return {"notice": notice.id, "step": made.id, "expected": expected}


@act(
    "notice.acknowledge",
    permission=permissions.LISTED,
    policy=policies.check_acknowledge,
    subject="meeting",
)
def acknowledge(ctx: Ctx, *, meeting: UUID) -> dict[str, Any]:
    """Confirm that I have the notice (回执)."""
    notice = queries.latest_notice_of(ctx.get(Meeting, meeting))
    made = ctx.create(NoticeReceipt, notice=notice, person_id=ctx.actor.person)
    return {"receipt": made.id}


def _step_with_quorum(ctx: Ctx, meeting: UUID, name: str) -> dict[str, Any]:
    row = ctx.get(Meeting, meeting)
    found = queries.quorum(row)
    made = step(ctx, row, name, present=found.present, needed=found.needed)
    return {"step": made.id}


@act(
    "meeting.open",
    permission=permissions.CONDUCT,
    policy=policies.check_open,
    public=publics.stepped,
    subject="meeting",
)
def open_meeting(ctx: Ctx, *, meeting: UUID) -> dict[str, Any]:
    """Call the meeting to order (宣布开会), stating the quorum."""
    return _step_with_quorum(ctx, meeting, "meeting.open")


@act(
    "meeting.pause",
    permission=permissions.CONDUCT,
    policy=policies.check_pause,
    public=publics.stepped,
    subject="meeting",
)
def pause(ctx: Ctx, *, meeting: UUID, reason: Note = "") -> dict[str, Any]:
    """Interrupt the meeting (休会); who speaks stops."""
    row = ctx.get(Meeting, meeting)
    speakers.end_speech(ctx, row)
    return {"step": step(ctx, row, "meeting.pause", reason=reason).id}


@act(
    "meeting.resume",
    permission=permissions.CONDUCT,
    policy=policies.check_resume,
    public=publics.stepped,
    subject="meeting",
)
def resume(ctx: Ctx, *, meeting: UUID) -> dict[str, Any]:
    """Go on with the meeting, stating the quorum."""
    return _step_with_quorum(ctx, meeting, "meeting.resume")


@act(
    "meeting.close",
    permission=permissions.CONDUCT,
    policy=policies.check_close,
    public=publics.stepped,
    subject="meeting",
)
def close(ctx: Ctx, *, meeting: UUID) -> dict[str, Any]:
    """Close the meeting; the item and the sittings that are still open end with it."""
    row = ctx.get(Meeting, meeting)
    items.finish_running(ctx, row)
    speakers.end_speech(ctx, row)
    opinions.end_sittings(ctx, row)
    return _step_with_quorum(ctx, meeting, "meeting.close")
