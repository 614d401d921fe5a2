"""What can be asked of meetings. Rows are reached through the person who asks."""

from townmoot.meetings.queries.agenda import (
    PassedOn,
    agenda_state,
    item_state,
    items_for,
    items_of,
    outcome_of,
    passed_on_to,
    passing_on,
    running_item,
)
from townmoot.meetings.queries.attendance import (
    AbsenceFlag,
    absence_flags,
    absences,
    attendance_for,
    attendance_of,
    leaves_for,
    not_confirmed,
    present_check_ins,
)
from townmoot.meetings.queries.meetings import (
    in_states,
    insider,
    meetings_for,
    state_of,
    statutory_kinds,
    was_published,
    with_state,
)
from townmoot.meetings.queries.members import expected_members, groups_of, in_office
from townmoot.meetings.queries.notice import NoticeView, latest_notice_of, notice_check
from townmoot.meetings.queries.opinions import (
    opinion_state,
    opinion_to_suggest,
    opinions_for,
    sendings_for,
)
from townmoot.meetings.queries.papers import files_for, hanging_file, papers_for
from townmoot.meetings.queries.quorum import QuorumCheck, quorum
from townmoot.meetings.queries.rules import binds, in_zone, local_day, profile_of, zone_of
from townmoot.meetings.queries.tally import Tally, VenueTally, tally
from townmoot.meetings.queries.venues import (
    check_in_open,
    desk_venues,
    link_up,
    venue_by_code,
    venues_for,
)

__all__ = [
    "AbsenceFlag",
    "NoticeView",
    "PassedOn",
    "QuorumCheck",
    "Tally",
    "VenueTally",
    "absence_flags",
    "absences",
    "agenda_state",
    "attendance_for",
    "attendance_of",
    "binds",
    "check_in_open",
    "desk_venues",
    "expected_members",
    "files_for",
    "groups_of",
    "hanging_file",
    "in_office",
    "in_states",
    "in_zone",
    "insider",
    "item_state",
    "items_for",
    "items_of",
    "latest_notice_of",
    "leaves_for",
    "link_up",
    "local_day",
    "meetings_for",
    "not_confirmed",
    "notice_check",
    "opinion_state",
    "opinion_to_suggest",
    "opinions_for",
    "outcome_of",
    "papers_for",
    "passed_on_to",
    "passing_on",
    "present_check_ins",
    "profile_of",
    "quorum",
    "running_item",
    "sendings_for",
    "state_of",
    "statutory_kinds",
    "tally",
    "venue_by_code",
    "venues_for",
    "was_published",
    "with_state",
    "zone_of",
]
