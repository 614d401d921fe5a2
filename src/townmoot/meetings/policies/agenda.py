"""Agenda, its adoption, its items, and what is passed on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.meetings import queries
from townmoot.meetings.enums import ADOPT, AdoptionWay, AgendaState, Capacity, MeetingState
from townmoot.meetings.models import (
    AgendaItem,
    ItemReceipt,
    ItemRecipient,
    Meeting,
    Participant,
)
from townmoot.meetings.policies.steps import (
    NOT_BEGUN,
    UNDER_WAY,
    check_agenda,
    check_item,
    check_meeting_in,
    wrong,
)
from townmoot.people.enums import OrganizationKind
from townmoot.people.models import Organization, Person
from townmoot.record import Ctx, NotFound, Refused
from townmoot.rules import Assembly, Decision, Profile, Votes, decide
from townmoot.rules.terms import AgendaKind, QuorumKind


def profile_at(meeting: Meeting) -> Profile:
    """The profile in force on the meeting's day. Raises Refused where the town has none."""
    return queries.profile_of(meeting.body, queries.local_day(meeting.body, meeting.start))


def _check_draft(meeting: Meeting) -> None:
    check_meeting_in(meeting, *NOT_BEGUN, *UNDER_WAY)
    if queries.agenda_state(meeting) == AgendaState.ADOPTED:
        raise Refused(_("The agenda is adopted. To change it, reopen it and let it be adopted."))


def _check_kind(meeting: Meeting, kind: str, recipients: list[UUID]) -> None:
    profile = profile_at(meeting)
    if kind not in profile.agenda_kinds.codes:
        words = {"known": ", ".join(profile.agenda_kinds.codes)}
        raise wrong("kind", _("Choose one of: %(known)s.") % words)
    term = profile.agenda_kinds.find(kind)
    if term.votes and not profile.meeting_kind(meeting.kind).binding_votes:
        raise wrong("kind", _("A meeting of this kind takes no binding votes."))
    _check_recipients(term, recipients)


def _check_recipients(term: AgendaKind, recipients: list[UUID]) -> None:
    if recipients and not term.receipts:
        raise wrong("recipients", _("Only what is passed on has recipients."))
    if term.receipts and not recipients:
        raise wrong("recipients", _("Say who must receive the document."))


def check_add_item(
    ctx: Ctx,
    *,
    meeting: UUID,
    kind: str,
    public: bool,
    confidential_reason: str,
    speaker: UUID | None,
    unit: UUID | None,
    recipients: list[UUID],
    **others: Any,
) -> None:
    """Raise Refused once the agenda is adopted, Invalid for what the profile does not know."""
    row = ctx.get(Meeting, meeting)
    _check_draft(row)
    _check_kind(row, kind, recipients)
    _check_public(public=public, reason=confidential_reason)
    _check_references(ctx, speaker, unit, recipients)


def check_add_items(ctx: Ctx, *, meeting: UUID, **_others: Any) -> None:
    """Raise Refused once the agenda is adopted; each item is checked as it is added."""
    _check_draft(ctx.get(Meeting, meeting))


def usual_recipients(meeting: Meeting, kind: str) -> list[UUID]:
    """Who usually receives what is passed on under an item: all who meet."""
    kinds = profile_at(meeting).agenda_kinds
    told = kind in kinds.codes and kinds.find(kind).receipts
    return [meeting.organization_id] if told else []


def _check_public(*, public: bool, reason: str) -> None:
    if not public and not reason:
        words = _("Say why the item is not public.")
        raise wrong("confidential_reason", words)


def _check_references(
    ctx: Ctx, speaker: UUID | None, unit: UUID | None, recipients: list[UUID]
) -> None:
    if speaker:
        ctx.get(Person, speaker)
    for organization in [*recipients, *([unit] if unit else [])]:
        ctx.get(Organization, organization)


def check_correct_item(
    ctx: Ctx,
    *,
    item: UUID,
    revision: int | None = None,
    public: bool | None = None,
    confidential_reason: str | None = None,
    speaker: UUID | None = None,
    unit: UUID | None = None,
    recipients: list[UUID] | None = None,
    **others: Any,
) -> None:
    """Raise Conflict for the second of two editors, Refused once the agenda is adopted."""
    row = ctx.get(AgendaItem, item)
    ctx.expect(row, revision)
    _check_draft(row.meeting)
    check_item(row, "agenda.remove_item")
    told = row.confidential_reason if confidential_reason is None else confidential_reason
    _check_public(public=row.public if public is None else public, reason=told)
    _check_references(ctx, speaker, unit, recipients or [])
    if recipients is not None:
        _check_kind(row.meeting, row.kind, recipients)


def check_move_item(ctx: Ctx, *, item: UUID, to: int) -> None:
    """Raise Refused once the agenda is adopted, Invalid for a place that is not there."""
    row = ctx.get(AgendaItem, item)
    _check_draft(row.meeting)
    check_item(row, "agenda.remove_item")
    count = queries.items_of(row.meeting).count()
    if not 1 <= to <= count:
        raise wrong("to", _("Choose a place from 1 to %(count)d.") % {"count": count})


def check_remove_item(ctx: Ctx, *, item: UUID, reason: str = "") -> None:
    """Raise Refused once the agenda is adopted or the item was dealt with."""
    row = ctx.get(AgendaItem, item)
    _check_draft(row.meeting)
    check_item(row, "agenda.remove_item")


def check_propose(ctx: Ctx, *, meeting: UUID) -> None:
    """Raise Refused for an empty agenda."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, *NOT_BEGUN, *UNDER_WAY)
    check_agenda(row, "agenda.propose")
    if not queries.items_of(row).exists():
        raise Refused(_("The agenda is empty; add an item first."))


def agenda_vote(meeting: Meeting, votes_for: int, votes_against: int, abstentions: int) -> Decision:
    """Whether a show of hands carries it, by the majority of this kind of meeting."""
    profile = profile_at(meeting)
    found = queries.quorum(meeting)
    presidium = profile.meeting_kind(meeting.kind).quorum is QuorumKind.PRESIDIUM
    rules = profile.decisions
    share = rules.presidium_majority if presidium else rules.majority
    assembly = Assembly(quota=found.total, incumbents=found.total, present=found.present)
    votes = Votes(yes=votes_for, no=votes_against, abstain=abstentions)
    return decide(share.value, votes, assembly, rules.tie.value)


def check_hands(meeting: Meeting, counts: dict[str, int | None], there: int | None = None) -> None:
    """Raise Invalid where a count is missing, or more hands are counted than members are here."""
    for name, value in counts.items():
        if value is None:
            raise wrong(name, _("Give the count of hands."))
    given = sum(value or 0 for value in counts.values())
    there = queries.tally(meeting).present if there is None else there
    if given > there:
        words = {"given": given, "there": there}
        reason = _("%(given)d hands were counted, but only %(there)d members are here.")
        raise wrong("votes_for", reason % words)


def check_adopt(
    ctx: Ctx,
    *,
    meeting: UUID,
    way: AdoptionWay | None = None,
    votes_for: int | None = None,
    votes_against: int | None = None,
    abstentions: int | None = None,
    note: str = "",
) -> None:
    """Raise Refused where the meeting does not sit, or the hands shown do not suffice.

    Without `way` only whether the agenda could be adopted now.
    """
    row = ctx.get(Meeting, meeting)
    check_agenda(row, "agenda.adopt")
    binding = profile_at(row).meeting_kind(row.kind).binding_votes
    if binding:
        check_meeting_in(row, MeetingState.IN_SESSION)
    else:
        check_meeting_in(row, MeetingState.CALLED, MeetingState.IN_SESSION)
    if way == AdoptionWay.ACCLAMATION and not note:
        raise wrong("note", _("Say who proposed it and that nobody objected."))
    if way != AdoptionWay.SHOW_OF_HANDS:
        return
    counts = {"votes_for": votes_for, "votes_against": votes_against, "abstentions": abstentions}
    check_hands(row, counts)
    if binding:
        found = agenda_vote(row, votes_for or 0, votes_against or 0, abstentions or 0)
        if not found.carried:
            raise Refused(_("It is not adopted: %(why)s") % {"why": found.why})


def check_reject(ctx: Ctx, *, meeting: UUID, note: str = "", **counts: int | None) -> None:
    """Raise Refused where no agenda is proposed."""
    row = ctx.get(Meeting, meeting)
    check_agenda(row, "agenda.reject")
    check_meeting_in(row, MeetingState.CALLED, MeetingState.IN_SESSION)


def check_reopen(ctx: Ctx, *, meeting: UUID, note: str = "") -> None:
    """Raise Refused where the agenda is in draft, or the meeting is over."""
    row = ctx.get(Meeting, meeting)
    check_meeting_in(row, *NOT_BEGUN, *UNDER_WAY)
    check_agenda(row, "agenda.reopen")


def check_start_item(ctx: Ctx, *, item: UUID) -> None:
    """Raise Refused where the meeting does not sit, or the agenda is not adopted yet."""
    row = ctx.get(AgendaItem, item)
    check_meeting_in(row.meeting, MeetingState.IN_SESSION)
    check_item(row, "item.start")
    adopts = queries.adopts_agenda(profile_at(row.meeting))
    adopted = queries.agenda_state(row.meeting) == AgendaState.ADOPTED
    if adopts and not adopted and row.kind != ADOPT:
        raise Refused(_("Let the agenda be adopted first."))


def check_finish_item(ctx: Ctx, *, item: UUID) -> None:
    """Raise Refused where the item is not being dealt with."""
    check_item(ctx.get(AgendaItem, item), "item.finish")


def recipient_for(ctx: Ctx, item: UUID, organization: UUID | None) -> ItemRecipient:
    """The recipient for which the actor receives. Raises NotFound where the actor does not."""
    rows = ItemRecipient._default_manager.filter(item=item).select_related("organization")
    if organization is not None:
        rows = rows.filter(organization=organization)
    member = Participant._default_manager.filter(
        meeting__items=item, person=ctx.actor.person, capacity=Capacity.MEMBER, removed_at=None
    ).first()
    mine = [row for row in rows.order_by("pk") if _is_mine(ctx, row, member)]
    if not mine:
        raise NotFound
    return next((row for row in mine if not _is_received(ctx, row)), mine[0])


def _is_mine(ctx: Ctx, recipient: ItemRecipient, member: Participant | None) -> bool:
    home = recipient.organization
    if home.kind == OrganizationKind.CONGRESS:
        return member is not None
    if home.kind == OrganizationKind.GROUP:
        return member is not None and member.group_id == home.pk
    return home.pk in {unit for _role, unit in ctx.actor.organizations}


def _is_received(ctx: Ctx, recipient: ItemRecipient) -> bool:
    held = ItemReceipt._default_manager.filter(recipient=recipient)
    if recipient.organization.kind in {OrganizationKind.CONGRESS, OrganizationKind.GROUP}:
        held = held.filter(person=ctx.actor.person)
    return held.exists()


def check_receive(ctx: Ctx, *, item: UUID, organization: UUID | None = None) -> None:
    """Raise Refused where it was received before, or not passed on yet."""
    recipient = recipient_for(ctx, item, organization)
    if ctx.get(AgendaItem, item).start is None:
        raise Refused(_("This has not been passed on yet."))
    if _is_received(ctx, recipient):
        raise Refused(_("This was confirmed before."))
