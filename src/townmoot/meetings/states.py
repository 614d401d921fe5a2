"""What can follow on what: {state: {act: next state}}. Docs are drawn from these tables."""

from __future__ import annotations

from collections.abc import Mapping

from townmoot.meetings.enums import (
    AgendaState,
    ItemState,
    LeaveState,
    ListState,
    MeetingState,
    MotionState,
    OpinionState,
    ReportState,
    RequestState,
)

Table = Mapping[str, Mapping[str, str]]

MEETING: Table = {
    MeetingState.PLANNED: {
        "meeting.give_notice": MeetingState.CALLED,
        "meeting.cancel": MeetingState.CANCELLED,
    },
    MeetingState.CALLED: {
        "meeting.give_notice": MeetingState.CALLED,
        "meeting.open": MeetingState.IN_SESSION,
        "meeting.cancel": MeetingState.CANCELLED,
    },
    MeetingState.IN_SESSION: {
        "meeting.pause": MeetingState.PAUSED,
        "meeting.close": MeetingState.CLOSED,
    },
    MeetingState.PAUSED: {
        "meeting.resume": MeetingState.IN_SESSION,
        "meeting.close": MeetingState.CLOSED,
    },
    MeetingState.CLOSED: {},
    MeetingState.CANCELLED: {},
}

AGENDA: Table = {
    AgendaState.DRAFT: {"agenda.propose": AgendaState.PROPOSED},
    AgendaState.PROPOSED: {
        "agenda.adopt": AgendaState.ADOPTED,
        "agenda.reject": AgendaState.DRAFT,
        "agenda.reopen": AgendaState.DRAFT,
    },
    AgendaState.ADOPTED: {"agenda.reopen": AgendaState.DRAFT},
}

ITEM: Table = {
    ItemState.PLANNED: {
        "item.start": ItemState.RUNNING,
        "agenda.remove_item": ItemState.REMOVED,
    },
    ItemState.RUNNING: {"item.finish": ItemState.DONE},
    ItemState.DONE: {"item.start": ItemState.RUNNING},
    ItemState.REMOVED: {},
}

LEAVE: Table = {
    LeaveState.REQUESTED: {
        "leave.approve": LeaveState.APPROVED,
        "leave.refuse": LeaveState.REFUSED,
        "leave.withdraw": LeaveState.WITHDRAWN,
    },
    LeaveState.APPROVED: {"leave.withdraw": LeaveState.WITHDRAWN},
    LeaveState.REFUSED: {},
    LeaveState.WITHDRAWN: {},
}

OPINION: Table = {
    OpinionState.RECORDED: {
        "opinion.correct": OpinionState.RECORDED,
        "opinion.strike": OpinionState.STRUCK,
        "opinion.release": OpinionState.RELEASED,
    },
    OpinionState.STRUCK: {},
    OpinionState.RELEASED: {"opinion.send": OpinionState.SENT},
    OpinionState.SENT: {
        "opinion.send": OpinionState.SENT,
        "opinion.acknowledge": OpinionState.ACKNOWLEDGED,
    },
    OpinionState.ACKNOWLEDGED: {"opinion.send": OpinionState.SENT},
}

SPEAKING: Table = {
    RequestState.WAITING: {
        "speakers.move": RequestState.WAITING,
        "speakers.withdraw": RequestState.WITHDRAWN,
        "speakers.strike": RequestState.STRUCK,
        "speech.call": RequestState.SPEAKING,
    },
    RequestState.SPEAKING: {
        "speech.extend": RequestState.SPEAKING,
        "speech.stop": RequestState.SPOKEN,
    },
    RequestState.SPOKEN: {},
    RequestState.WITHDRAWN: {},
    RequestState.STRUCK: {},
}

SPEAKERS_LIST: Table = {
    ListState.OPEN: {"speakers.close": ListState.CLOSED},
    ListState.CLOSED: {"speakers.reopen": ListState.OPEN},
}

REPORT: Table = {
    ReportState.WRITTEN: {
        "group_report.write": ReportState.WRITTEN,
        "group_report.sign": ReportState.SIGNED,
    },
    ReportState.SIGNED: {"speech.call": ReportState.GIVEN},
    ReportState.GIVEN: {},
}

_M = MotionState
MOTION: Table = {
    _M.DRAFT: {
        "motion.revise": _M.DRAFT,
        "signer.ask": _M.DRAFT,
        "signer.release": _M.DRAFT,
        "signer.confirm": _M.DRAFT,
        "signer.decline": _M.DRAFT,
        "motion.hand_in": _M.HANDED_IN,
        "motion.discard": _M.DISCARDED,
    },
    _M.DISCARDED: {},
    _M.HANDED_IN: {
        "motion.second": _M.HANDED_IN,
        "motion.list": _M.LISTED,
        "motion.refuse": _M.NOT_LISTED,
        "motion.withdraw": _M.WITHDRAWN,
        "signer.withdraw": _M.HANDED_IN,
        "signer.withdraw (too few are left)": _M.LAPSED,
    },
    _M.NOT_LISTED: {},
    _M.LISTED: {
        "motion.second": _M.LISTED,
        "motion.put_under": _M.LISTED,
        "motion.order": _M.LISTED,
        "motion.withdraw": _M.LISTED,
        "motion.withdraw (nobody’s consent is needed)": _M.WITHDRAWN,
        "motion.keep": _M.LISTED,
        "motion.consent": _M.WITHDRAWN,
        "motion.decide": _M.CARRIED,
        "motion.decide (not carried)": _M.NOT_CARRIED,
        "motion.decide (an amendment to the same words was carried)": _M.FALLEN,
    },
    _M.WITHDRAWN: {},
    _M.LAPSED: {},
    _M.FALLEN: {},
    _M.CARRIED: {},
    _M.NOT_CARRIED: {},
}

TABLES: Mapping[str, Table] = {
    "meeting": MEETING,
    "agenda": AGENDA,
    "agenda-item": ITEM,
    "leave": LEAVE,
    "opinion": OPINION,
    "request-to-speak": SPEAKING,
    "list-of-speakers": SPEAKERS_LIST,
    "group-report": REPORT,
    "motion": MOTION,
}


def targets(table: Table) -> Mapping[str, str]:
    """The state in which each act ends, where it is the same from wherever it starts."""
    return {name: target for acts in table.values() for name, target in acts.items()}
