"""Lists of speakers as they stand, and who may see what of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from townmoot.meetings.enums import ListState, RequestState
from townmoot.meetings.models import (
    Participant,
    SpeakersList,
    SpeakRequest,
    Speech,
)
from townmoot.meetings.models.speakers import WAITING
from townmoot.meetings.queries.attendance import present_check_ins
from townmoot.meetings.queries.queue import Asked, Order, Place, Spoken, queue, used_by_group
from townmoot.meetings.queries.rules import local_day, profile_of
from townmoot.people.enums import Role
from townmoot.record import clock
from townmoot.rules.terms import QuorumKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.meetings.enums import NextReason
    from townmoot.meetings.models import AgendaItem, Meeting, Venue
    from townmoot.people.models import Organization
    from townmoot.rules import Profile
    from townmoot.rules.speaking import Speaking, SpeakingKind

GROUP_ROLES = (Role.GROUP_HEAD, Role.RECORDER)
MINUTE = 60


def request_state(request: SpeakRequest) -> RequestState:
    """Where a request to speak stands."""
    if request.withdrawn_at is not None:
        return RequestState.WITHDRAWN
    if request.struck_at is not None:
        return RequestState.STRUCK
    if request.called_at is None:
        return RequestState.WAITING
    return RequestState.SPOKEN if request.speech.end else RequestState.SPEAKING


def speakers_list(item: UUID, room: UUID | None) -> SpeakersList | None:
    """What was said about the list of an item; None while nothing was."""
    return SpeakersList._default_manager.filter(item=item, room=room).first()


def list_state(item: UUID, room: UUID | None = None) -> ListState:
    """Whether the list of an item takes more requests."""
    found = speakers_list(item, room)
    return ListState.CLOSED if found and found.closed_at else ListState.OPEN


def running_speech(meeting: UUID, room: UUID | None = None) -> Speech | None:
    """Who speaks now, in the plenary or in a group."""
    rows = Speech._default_manager.filter(meeting=meeting, room=room, end=None)
    return rows.select_related("person", "venue", "item", "request").first()


def waiting(item: UUID, room: UUID | None = None) -> QuerySet[SpeakRequest]:
    """The requests that were not called yet, in the order of asking."""
    rows = SpeakRequest._default_manager.filter(WAITING, item=item, room=room)
    return rows.select_related("person").order_by("created_at", "pk")


def speaking_rule(profile: Profile, kind: str) -> Speaking:
    """How often and how long one may speak at a meeting of this kind."""
    sessions = profile.sessions
    if profile.meeting_kind(kind).quorum is QuorumKind.PRESIDIUM:
        return sessions.speaking_presidium.value
    return sessions.speaking.value


def speaking_profile(meeting: Meeting) -> Profile:
    """The profile of the meeting’s day. Raises Refused where there is none."""
    return profile_of(meeting.body, local_day(meeting.body, meeting.start))


def turns_taken(item: UUID, person: UUID, room: UUID | None = None) -> int:
    """How many turns somebody has had under an item."""
    rows = Speech._default_manager.filter(item=item, room=room, person=person, turn=True)
    return rows.count()


def seconds_allowed(rule: Speaking, kind: SpeakingKind, turns: int) -> int:
    """How long somebody may speak who has had so many turns; seconds."""
    minutes = kind.minutes or (rule.later_minutes if turns else rule.first_minutes)
    return minutes * MINUTE


def seconds_of(speech: Speech, now: datetime, ticks: datetime) -> int:
    """How long a speech took, or takes until now, by the clock on which more time went by."""
    if speech.seconds is not None:
        return speech.seconds
    gone = max(now - speech.created_at, ticks - speech.ticks_from)
    return max(int(gone.total_seconds()), 0)


@dataclass(frozen=True)
class Waiting:
    """Somebody on the list: at which place and why, of which group, where to be called."""

    request: SpeakRequest
    number: int
    why: NextReason
    kind: SpeakingKind
    group: Organization | None
    venue: Venue | None
    allowed: int

    @property
    def here(self) -> bool:
        """Whether somebody has checked in, so that he can be called."""
        return self.venue is not None


@dataclass(frozen=True)
class Speakers:
    """The list of speakers of an item as it stands; `spoken` with their seconds."""

    item: AgendaItem
    room: UUID | None
    state: ListState
    leader: UUID | None
    running: Speech | None
    waiting: tuple[Waiting, ...]
    spoken: tuple[Speech, ...]
    used: Mapping[UUID | None, int]
    budget: int | None

    @property
    def next(self) -> Waiting | None:
        """Who is to be called next: the first on the list who has checked in."""
        return next((one for one in self.waiting if one.here), None)


@dataclass(frozen=True)
class Room:
    """Who belongs to which group and sits in which hall at a meeting."""

    groups: Mapping[UUID, Organization | None]
    halls: Mapping[UUID, Venue]


def room_of(meeting: UUID, persons: Iterable[UUID]) -> Room:
    """The groups and the halls of these persons at a meeting; two queries."""
    wanted = set(persons)
    listed = Participant._default_manager.filter(meeting=meeting, person__in=wanted)
    came = present_check_ins().filter(participant__meeting=meeting, left_at=None)
    came = came.filter(participant__person__in=wanted).select_related("venue", "participant")
    return Room(
        groups={row.person_id: row.group for row in listed.select_related("group")},
        halls={row.participant.person_id: row.venue for row in came},
    )


def speakers_of(item: AgendaItem, room: UUID | None = None) -> Speakers:
    """The list of an item; the same six queries for any number of people."""
    meeting = item.meeting
    profile = speaking_profile(meeting)
    asked = list(waiting(item.pk, room))
    held = list(
        Speech._default_manager.filter(item=item, room=room)
        .select_related("person", "venue", "request")
        .order_by("created_at", "pk")
    )
    concerned = {row.person_id for row in asked} | {row.person_id for row in held}
    known = room_of(meeting.pk, concerned)
    told = speakers_list(item.pk, room)
    leader = told.leader_id if told and told.leader_id else item.speaker_id
    spoken = _spoken(held, known)
    limit = profile.speakers.group_minutes
    order = Order(profile.speakers.order.value, leader, limit.value * MINUTE if limit else None)
    places = queue(_asked(asked, profile, known), spoken, order)
    return Speakers(
        item=item,
        room=room,
        state=ListState.CLOSED if told and told.closed_at else ListState.OPEN,
        leader=leader,
        running=next((row for row in held if row.end is None), None),
        waiting=_placed(places, asked, held, known, meeting, profile),
        spoken=tuple(row for row in held if row.end is not None),
        used=used_by_group(spoken),
        budget=order.budget,
    )


def _spoken(held: list[Speech], known: Room) -> list[Spoken]:
    now, ticks = clock.now(), clock.real_now()
    return [
        Spoken(
            person=row.person_id,
            group=key_of(known.groups.get(row.person_id)),
            side=row.request.side,
            seconds=seconds_of(row, now, ticks),
            turn=row.turn,
        )
        for row in held
    ]


def _asked(rows: list[SpeakRequest], profile: Profile, known: Room) -> list[Asked]:
    return [
        Asked(
            key=row.pk,
            person=row.person_id,
            group=key_of(known.groups.get(row.person_id)),
            side=row.side,
            rank=profile.speakers.kinds.find(row.kind).rank,
            place=row.place,
            turn=profile.speakers.kinds.find(row.kind).turn,
        )
        for row in rows
    ]


def key_of(group: Organization | None) -> UUID | None:
    """The group by its id; None for who belongs to none."""
    return group.pk if group else None


def _placed(
    places: list[Place],
    asked: list[SpeakRequest],
    held: list[Speech],
    known: Room,
    meeting: Meeting,
    profile: Profile,
) -> tuple[Waiting, ...]:
    rows = {row.pk: row for row in asked}
    rule = speaking_rule(profile, meeting.kind)
    made = []
    for number, place in enumerate(places, 1):
        row = rows[place.asked.key]
        kind = profile.speakers.kinds.find(row.kind)
        turns = sum(each.turn and each.person_id == row.person_id for each in held)
        made.append(
            Waiting(
                request=row,
                number=number,
                why=place.why,
                kind=kind,
                group=known.groups.get(row.person_id),
                venue=known.halls.get(row.person_id),
                allowed=seconds_allowed(rule, kind, turns),
            )
        )
    return tuple(made)
