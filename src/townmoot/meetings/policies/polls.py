"""What a poll asks of the meeting at which it is held (ballots.occasions.Occasion)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from townmoot.ballots.enums import HALL_KINDS, PollKind, PollMethod
from townmoot.ballots.occasions import Electorate, Voter
from townmoot.meetings import permissions, queries
from townmoot.meetings.enums import ItemState, MeetingState, VenueKind
from townmoot.meetings.models import AgendaItem, Meeting, Motion, Venue
from townmoot.meetings.policies.agenda import profile_at
from townmoot.meetings.policies.council import check_summoned
from townmoot.meetings.policies.interests import check_interests
from townmoot.meetings.policies.putting import check_no_motions, check_put, item_under
from townmoot.meetings.policies.signers import check_motion
from townmoot.meetings.policies.steps import check_meeting_in, wrong
from townmoot.record import Ctx, Denied, NotFound, Refused
from townmoot.rules import Assembly
from townmoot.rules.polls import PollRules
from townmoot.rules.terms import QuorumKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from townmoot.rules import Profile, Share
    from townmoot.rules.sections import Rule

ORDINARY = "ordinary"


def conducts(ctx: Ctx, context: UUID) -> None:
    """Raise Denied for anybody but clerk, chair and who presides."""
    permissions.conducts(ctx, meeting=context)


def serves(ctx: Ctx, context: UUID, hall: UUID) -> None:
    """Raise Denied for anybody but the clerk and the steward of the hall."""
    if ctx.get(Venue, hall).meeting_id != context:
        raise NotFound
    permissions.serves_desk(ctx, venue=hall)


def belongs(ctx: Ctx, context: UUID) -> None:
    """Raise Denied for anybody but the members who are here."""
    meeting = ctx.get(Meeting, context)
    here = queries.members_here(meeting).filter(participant__person=ctx.actor.person)
    if ctx.actor.person is None or not here.exists():
        raise Denied(_("Only a member who is here may ask for this."))


def item_of(ctx: Ctx, context: UUID, subject: UUID) -> AgendaItem:
    """The item under which a subject of the meeting is voted on. Raises NotFound.

    A motion or an amendment is voted on under its own item; Refused where it has none.
    """
    motion = motion_of(ctx, subject)
    row = item_under(motion) if motion else ctx.get(AgendaItem, subject)
    if row.meeting_id != context:
        raise NotFound
    return row


def motion_of(ctx: Ctx, subject: UUID) -> Motion | None:
    """The motion that is put to the vote; None where it is an item."""
    return Motion._default_manager.filter(body=ctx.body, pk=subject).first()


def check_subject(
    ctx: Ctx, context: UUID, subject: UUID, method: PollMethod, about: Sequence[UUID] = ()
) -> None:
    """Raise Refused where nothing is put to the vote under the item.

    A vote of satisfaction binds nobody: any meeting may take one, under any item. Where motions
    are under an item, they are put to the vote, and not the item; `about` names several at once.
    """
    row = item_of(ctx, context, subject)
    if queries.item_state(row) == ItemState.REMOVED:
        raise Refused(_("This item was taken off the agenda."))
    if row.pk != subject:
        check_motion(ctx, subject, "motion.decide")
    for key in about:
        if item_of(ctx, context, key).pk != row.pk:
            raise NotFound
        check_motion(ctx, key, "motion.decide")
    if row.pk == subject and method == PollMethod.MOTION and not about:
        check_no_motions(row)
    if method == PollMethod.ASSESSMENT:
        return
    profile = profile_at(row.meeting)
    if not profile.meeting_kind(row.meeting.kind).binding_votes:
        raise Refused(_("A meeting of this kind takes no binding votes."))
    if row.kind not in {kind.code for kind in profile.agenda_kinds.value if kind.votes}:
        raise Refused(_("Nothing is put to the vote under this item."))


def check_open(ctx: Ctx, context: UUID, subject: UUID) -> None:
    """Raise Refused where the meeting is not at the item, or has no quorum (组织法 14)."""
    row = item_of(ctx, context, subject)
    check_meeting_in(row.meeting, MeetingState.IN_SESSION)
    if queries.item_state(row) != ItemState.RUNNING:
        raise Refused(_("The vote is taken while the item is being dealt with."))
    profile = profile_at(row.meeting)
    if profile.has_module("council"):
        check_summoned(row)
    if profile.has_module("interests"):
        check_interests(row)
    found = queries.quorum(row.meeting)
    if found.result is not None and not found.result.reached:
        raise Refused(_("There is no quorum: %(why)s") % {"why": found.result.why})
    if row.pk != subject:
        check_put(ctx, motion=subject)


def rules(ctx: Ctx, context: UUID, method: PollMethod, majority: str) -> PollRules:
    """The rules of the meeting's day. Raises Invalid for a majority they do not know."""
    meeting = ctx.get(Meeting, context)
    profile = profile_at(meeting)
    key, rule, share = _majority(profile, meeting, method, majority)
    polls = profile.polls
    assessment = profile.decisions.assessment
    return PollRules(
        profile=profile.ref,
        rule=key,
        source=rule.source,
        share=share,
        tie=profile.decisions.tie.value,
        assessment=assessment.value if method == PollMethod.ASSESSMENT else None,
        grades=queries.grades(profile) if method == PollMethod.ASSESSMENT else (),
        revisable=polls.revisable.value,
        write_ins=polls.write_ins.value and method == PollMethod.ELECTION,
        names_public=polls.names_public.value,
        close_margin=polls.close_margin.value,
        publish_ballots=polls.publish_ballots.value,
        seal_on_server=polls.seal_on_server.value,
    )


def _majority(
    profile: Profile, meeting: Meeting, method: PollMethod, majority: str
) -> tuple[str, Rule[Any], Share]:
    """The name of the majority, the rule that asks it, and the share itself."""
    decisions, special = profile.decisions, profile.polls.special
    if majority != ORDINARY:
        if majority not in special.codes:
            known = ", ".join((ORDINARY, *special.codes))
            raise wrong("majority", _("Choose one of: %(known)s.") % {"known": known})
        return f"{special.key}.{majority}", special, special.find(majority).share
    if method == PollMethod.ASSESSMENT:
        if decisions.assessment is None:
            raise Refused(_("The rules here know no vote of satisfaction."))
        rule = decisions.assessment
        return rule.key, rule, rule.value.share
    ordinary = decisions.majority
    if profile.meeting_kind(meeting.kind).quorum is QuorumKind.PRESIDIUM:
        ordinary = decisions.presidium_majority
    elif method in (PollMethod.ELECTION, PollMethod.RANKED):
        ordinary = decisions.election_majority
    return ordinary.key, ordinary, ordinary.value


def electorate(ctx: Ctx, context: UUID, subject: UUID, kind: PollKind) -> Electorate:
    """The members here who count, in the halls in which such a vote can be given.

    Not those who left, or must leave, for an interest; nobody at home where hands or papers are
    counted; for a secret vote by device nobody outside the main hall unless the rules allow it.
    """
    row = item_of(ctx, context, subject)
    profile = profile_at(row.meeting)
    remote = profile.remote_counts(row.meeting.kind)
    if kind == PollKind.SECRET:
        remote = remote and profile.sessions.remote_secret_ballot.value
    halls = list(Venue._default_manager.filter(meeting=row.meeting))
    open_to = {hall.pk for hall in halls if _votes_in(hall, kind, remote=remote)}
    out = queries.excluded_electors(row)
    here = queries.members_here(row.meeting).order_by("participant__number", "pk")
    voters = tuple(
        Voter(person, venue)
        for person, venue in here.values_list("participant__person", "venue")
        if venue in open_to and person not in out
    )
    found = queries.quorum(row.meeting)
    used = {voter.hall for voter in voters}
    return Electorate(
        voters=voters,
        halls=tuple(hall.pk for hall in halls if hall.pk in used),
        assembly=Assembly(quota=found.total, incumbents=found.total, present=len(voters)),
        quorum=found.needed,
    )


def _votes_in(hall: Venue, kind: PollKind, *, remote: bool) -> bool:
    if hall.kind == VenueKind.MAIN:
        return True
    return remote and not (hall.kind == VenueKind.ONLINE and kind in HALL_KINDS)


def recorded_on_request(ctx: Ctx, context: UUID) -> bool:
    """Whether by the rules any member may ask for a vote by name."""
    return profile_at(ctx.get(Meeting, context)).polls.recorded_on_request.value


def is_public(ctx: Ctx, context: UUID, subject: UUID) -> bool:
    """Whether item and meeting are public."""
    return item_of(ctx, context, subject).public and queries.was_published(context)
