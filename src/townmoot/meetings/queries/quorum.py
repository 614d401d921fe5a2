"""Whether a meeting has a quorum, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from townmoot.meetings.enums import Capacity, VenueKind
from townmoot.meetings.models import Participant
from townmoot.meetings.queries.attendance import present_check_ins
from townmoot.meetings.queries.members import expected_members
from townmoot.meetings.queries.rules import local_day, profile_of
from townmoot.rules import Assembly, check_quorum

if TYPE_CHECKING:
    from datetime import date

    from townmoot.meetings.models import Meeting
    from townmoot.rules import QuorumResult


@dataclass(frozen=True)
class QuorumCheck:
    """Who counts, how many are needed and there. `result` is None where no quorum is asked.

    `present` counts those who count; `elsewhere` are members in halls that do not count here.
    """

    total: int
    present: int
    elsewhere: int
    remote_counts: bool
    result: QuorumResult | None
    source: str
    profile: str

    @property
    def asked(self) -> bool:
        return self.result is not None

    @property
    def needed(self) -> int | None:
        return self.result.needed if self.result else None

    @property
    def met(self) -> bool:
        return self.result is None or self.result.reached

    def __str__(self) -> str:
        words = {"total": self.total, "present": self.present, "needed": self.needed}
        if self.result is None:
            return _("%(present)d of %(total)d members are here; no quorum is asked.") % words
        if self.met:
            text = _("%(total)d members, %(needed)d needed, %(present)d here: there is a quorum.")
        else:
            text = _("%(total)d members, %(needed)d needed, %(present)d here: no quorum.")
        return text % words


def quorum(meeting: Meeting, day: date | None = None) -> QuorumCheck:
    """The quorum of a meeting by the profile in force on its day (or the day named).

    The base is the list made with the notice; before it, the members in office.
    """
    held = local_day(meeting.body, meeting.start)
    profile = profile_of(meeting.body, day or held)
    rule = profile.quorum_for(meeting.kind)
    members = Participant._default_manager.filter(
        meeting=meeting, capacity=Capacity.MEMBER, removed_at=None
    )
    total = members.count() or len(expected_members(meeting.organization, held))
    came = present_check_ins().filter(participant__in=members, left_at=None)
    remote = profile.remote_counts(meeting.kind)
    counted = came if remote else came.filter(venue__kind=VenueKind.MAIN)
    present = counted.count()
    assembly = Assembly(quota=total, incumbents=total, present=present)
    return QuorumCheck(
        total=total,
        present=present,
        elsewhere=came.count() - present,
        remote_counts=remote,
        result=check_quorum(rule.value, assembly) if rule else None,
        source=rule.source if rule else "",
        profile=profile.ref,
    )
