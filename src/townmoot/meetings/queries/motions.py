"""Motions and amendments: where they stand, who signed, in which order, who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext as _

from townmoot.meetings.enums import MotionState
from townmoot.meetings.models import (
    AgendaItem,
    Meeting,
    MeetingStep,
    Motion,
    MotionDeadline,
    MotionSigner,
)
from townmoot.meetings.queries.amending import Change, Part, amended, overlap, parts
from townmoot.meetings.queries.meetings import PUBLISH, inside_meetings, insider
from townmoot.meetings.queries.rules import local_day, profile_of
from townmoot.people.enums import Role
from townmoot.rules import latest_notice
from townmoot.rules.motions import AmendmentOrder
from townmoot.rules.queries import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from townmoot.record import Actor
    from townmoot.rules import Due, Profile

_ENDS = (
    ("withdrawn_at", MotionState.WITHDRAWN),
    ("lapsed_at", MotionState.LAPSED),
    ("fallen_at", MotionState.FALLEN),
    ("refused_at", MotionState.NOT_LISTED),
    ("listed_at", MotionState.LISTED),
    ("handed_in_at", MotionState.HANDED_IN),
)


def motion_state(motion: Motion) -> MotionState:
    """Where a motion stands; no query for one that comes with its decision."""
    decision = getattr(motion, "decision", None)
    if decision is not None:
        return MotionState.CARRIED if decision.carried else MotionState.NOT_CARRIED
    if motion.withdrawn_at and not motion.handed_in_at:
        return MotionState.DISCARDED
    ended = (state for name, state in _ENDS if getattr(motion, name))
    return next(ended, MotionState.DRAFT)


def motion_title(motion: Motion) -> str:
    """What a motion is called: its subject; an amendment by its number, once it is listed."""
    if motion.amends_id is None:
        return motion.title
    if motion.number is None:
        return _("An amendment")
    return _("Amendment %(number)d") % {"number": motion.number}


def put_as(motion: Motion) -> str:
    """What a vote on it is called: an amendment with the motion that it amends."""
    if motion.amends is None:
        return motion.title
    words = {"amendment": motion_title(motion), "motion": motion.amends.title}
    return _("%(amendment)s to “%(motion)s”") % words


def motion_profile(motion: Motion) -> Profile:
    """The rules of the meeting's day. Raises Refused where the town has none."""
    return profile_of(motion.body, local_day(motion.body, motion.meeting.start))


def signers_needed(motion: Motion, profile: Profile) -> int:
    """How many must sign it, the mover among them."""
    rule = profile.sponsors.amendment if motion.amends_id else profile.sponsors.motion
    return rule.value


def counts(signer: MotionSigner, motion: Motion) -> bool:
    """Whether somebody signs the present wording."""
    gone = signer.released_at or signer.withdrawn_at or signer.declined_at
    return not gone and (signer.mover or signer.confirmed_version == motion.version)


def signed(motion: Motion) -> list[MotionSigner]:
    """Who signs the present wording, the mover first; no query where signers are prefetched."""
    return [row for row in motion.signers.all() if counts(row, motion)]


def change_of(amendment: Motion) -> Change:
    """What an amendment changes in the text of its motion."""
    return Change(amendment.start or 0, amendment.passage, amendment.text)


def _by_passage(row: Motion) -> tuple[int, int]:
    return (row.start or 0, row.number or 0)


def amendments_of(motion: Motion) -> list[Motion]:
    """The amendments that were listed, in the order of their passages."""
    rows = [row for row in motion.amendments.all() if row.listed_at is not None]
    return sorted(rows, key=_by_passage)


def in_order(rows: Iterable[Motion], rule: AmendmentOrder) -> list[Motion]:
    """Amendments as they are put: as whoever presides ordered them, else as the text goes on."""
    if rule is AmendmentOrder.PASSAGE:
        return sorted(rows, key=_by_passage)
    return sorted(rows, key=lambda row: (row.place is None, row.place or 0, *_by_passage(row)))


def open_amendments(motion: Motion, profile: Profile) -> list[Motion]:
    """The amendments still to be put, in order."""
    rows = [row for row in amendments_of(motion) if motion_state(row) is MotionState.LISTED]
    return in_order(rows, profile.motions.amendment_order.value)


def carried_changes(motion: Motion) -> list[Change]:
    """What the amendments that were carried change."""
    rows = amendments_of(motion)
    return [change_of(row) for row in rows if motion_state(row) is MotionState.CARRIED]


def text_now(motion: Motion) -> str:
    """The text of a motion as amended so far."""
    return amended(motion.text, carried_changes(motion))


def text_parts(motion: Motion) -> list[Part]:
    """The text of a motion as amended so far, part by part."""
    return list(parts(motion.text, carried_changes(motion)))


def same_words(amendment: Motion) -> list[Motion]:
    """The other amendments that are listed and change some of the same words."""
    own = change_of(amendment)
    rows = amendments_of(amendment.amends) if amendment.amends else []
    return [row for row in rows if row.pk != amendment.pk and overlap(own, change_of(row))]


def to_be_put_at_once(item: AgendaItem) -> list[Motion]:
    """The motions under an item that can be put to the vote now: no amendment is before them."""
    rows = [row for row in motions_under(item) if motion_state(row) is MotionState.LISTED]
    return [row for row in rows if not open_amendments(row, motion_profile(row))]


def to_be_put(item: AgendaItem) -> Motion | None:
    """What is put to the vote next under an item: its amendments first, then the motion."""
    for motion in motions_under(item):
        if motion_state(motion) is MotionState.LISTED:
            waiting = open_amendments(motion, motion_profile(motion))
            return waiting[0] if waiting else motion
    return None


def motions_under(item: AgendaItem) -> QuerySet[Motion]:
    """The motions under an item, each with its amendments."""
    rows = Motion._default_manager.filter(item=item, amends=None, listed_at__isnull=False)
    return with_parts(rows)


def with_parts(rows: QuerySet[Motion]) -> QuerySet[Motion]:
    """Motions with all that their pages show; the same queries for any number."""
    signers = MotionSigner._default_manager.select_related("person")
    told = Motion._default_manager.select_related("mover", "decision", "item", "meeting")
    told = told.prefetch_related(Prefetch("signers", queryset=signers))
    return rows.select_related(
        "meeting", "item", "mover", "decision", "resolution", "amends__mover"
    ).prefetch_related(
        "versions",
        Prefetch("signers", queryset=signers),
        Prefetch("amendments", queryset=told),
        Prefetch("amends__amendments", queryset=told),
    )


def _published() -> QuerySet[MeetingStep]:
    rows = MeetingStep._default_manager.filter(act=PUBLISH).order_by()
    return rows.values("meeting")  # type: ignore[return-value] # django-stubs: a values queryset


def _open() -> Q:
    """What everybody may see: listed at a published meeting, and not under a closed item."""
    shown = Q(item=None) | Q(item__public=True, item__removed_at=None)
    return shown & Q(listed_at__isnull=False, meeting__in=_published(), meeting__withdrawn_at=None)


def is_open(motion: Motion) -> bool:
    """Whether everybody may see a motion."""
    return Motion._default_manager.filter(_open(), pk=motion.pk).exists()


def motions_for(actor: Actor | None, body: UUID) -> QuerySet[Motion]:
    """The motions and amendments somebody may see, newest first.

    The public sees what is listed. Who sits in a meeting sees what is listed there; clerk, chair,
    auditor and presidium what was handed in; its signers, and who is asked, see a motion always.
    """
    rows = Motion._default_manager.filter(body=body).order_by("-created_at", "-pk")
    seen = _open()
    if actor is not None and actor.person is not None:
        own = MotionSigner._default_manager.filter(person=actor.person, released_at=None)
        seen |= Q(pk__in=own.values("motion"))
        inside = Q(meeting__in=inside_meetings(actor)) | Q(meeting__presiding=actor.person)
        seen |= Q(listed_at__isnull=False) & inside
    if insider(actor) or (actor is not None and actor.holds(Role.PRESIDIUM)):
        seen |= Q(handed_in_at__isnull=False)
    return rows.filter(seen)


def motions_before(meeting: Meeting, *, public: bool, waiting: bool) -> list[Motion]:
    """The motions and amendments before a meeting, in the order in which they came.

    `public`: those that everybody may see. `waiting`: also those handed in and not listed yet.
    """
    rows = Motion._default_manager.filter(meeting=meeting).order_by("handed_in_at", "pk")
    if public:
        return list(with_parts(rows.filter(_open())))
    since = "handed_in_at__isnull" if waiting else "listed_at__isnull"
    return list(with_parts(rows.filter(**{since: False})))


def keys_under(item: AgendaItem) -> list[UUID]:
    """What can be put to the vote under an item: itself, its motions, their amendments."""
    rows = Motion._default_manager.filter(item=item, listed_at__isnull=False)
    return [item.pk, *rows.values_list("pk", flat=True)]


def asked_to_sign(actor: Actor, body: UUID) -> QuerySet[Motion]:
    """The drafts somebody is asked to sign and has not answered in the present wording."""
    rows = MotionSigner._default_manager.filter(
        person=actor.person, mover=False, released_at=None, declined_at=None
    )
    waiting = rows.exclude(confirmed_version=F("motion__version")).values("motion")
    return with_parts(
        Motion._default_manager.filter(
            body=body, pk__in=waiting, handed_in_at=None, withdrawn_at=None
        )
    )


def deadline_of(meeting: Meeting) -> tuple[datetime | None, Due | None]:
    """Until when motions may be handed in: the moment fixed for the meeting, else the last day."""
    fixed = MotionDeadline._default_manager.filter(meeting=meeting).first()
    if fixed is not None:
        return fixed.until, None
    day: date = local_day(meeting.body, meeting.start)
    profile = profile_of(meeting.body, day)
    rule = profile.motions.notice
    if rule is None:
        return None, None
    return None, latest_notice(day, rule, calendar_of(meeting.body, profile))


def resolutions_of(body: UUID) -> QuerySet[Motion]:
    """The motions that everybody may see and that became resolutions, the last one first."""
    rows = Motion._default_manager.filter(_open(), body=body, resolution__isnull=False)
    return with_parts(rows).order_by("-resolution__year", "-resolution__number")
