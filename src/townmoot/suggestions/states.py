"""What can follow on what: {state: {act: next state}}. Policies read it; docs are drawn from it.

Where one act can lead to two states, the words in brackets say when.
"""

from __future__ import annotations

from collections.abc import Mapping

from townmoot.suggestions.enums import PartState, ReplyState, State

Table = Mapping[str, Mapping[str, str]]


def _withdrawing(state: State) -> dict[str, str]:
    return {
        "withdrawal.ask": state,
        "withdrawal.cancel": state,
        "withdrawal.ask (no other signer)": State.WITHDRAWN,
        "withdrawal.agree": state,
        "withdrawal.agree (the last signer)": State.WITHDRAWN,
    }


def _leaving(state: State) -> dict[str, str]:
    return {
        **_withdrawing(state),
        "suggestion.merge": State.MERGED,
        "suggestion.refer": State.REFERRED,
        "suggestion.carry_over": state,
    }


def _returning(state: State) -> dict[str, str]:
    return {
        "unit.return": state,
        "return.refuse": state,
        "return.approve (a lead unit)": State.ASSIGNED,
        "return.approve (an assisting unit)": state,
        "return.approve (back to the assembly)": State.ACCEPTED,
        "assist.add": state,
        "assist.give_opinion": state,
        "assist.override": state,
    }


def _replying(state: State) -> dict[str, str]:
    acts = ("draft", "revise", "check", "countersign", "sign", "send_back", "serve", "acknowledge")
    return {
        "contact.log": state,
        **{f"reply.{act}": state for act in acts},
        **_rating(state),
        "reply.issue (others still owe theirs)": state,
    }


def _extending(state: State) -> dict[str, str]:
    return {
        "extension.request": state,
        "extension.approve": state,
        "extension.refuse": state,
    }


def _showing(state: State) -> dict[str, str]:
    return {
        "disclosure.review": state,
        "suggestion.publish": state,
        "rating.release": state,
        "reply.serve": state,
        "reply.acknowledge": state,
    }


def _rating(state: State) -> dict[str, str]:
    return {"rating.give": state, "rating.urge": state}


SUGGESTION: Table = {
    State.DRAFT: {
        "suggestion.revise": State.DRAFT,
        "cosigner.ask": State.SEEKING,
        "suggestion.hand_in": State.HANDED_IN,
        "suggestion.discard": State.WITHDRAWN,
    },
    State.SEEKING: {
        "suggestion.revise": State.SEEKING,
        "cosigner.ask": State.SEEKING,
        "cosigner.confirm": State.SEEKING,
        "cosigner.decline": State.SEEKING,
        "cosigner.release": State.SEEKING,
        "cosigner.release (the last one)": State.DRAFT,
        "suggestion.hand_in": State.HANDED_IN,
        "suggestion.discard": State.WITHDRAWN,
    },
    State.HANDED_IN: {
        "suggestion.accept": State.ACCEPTED,
        "suggestion.refuse": State.REFUSED,
        "suggestion.treat_as_letter": State.LETTER,
        **_withdrawing(State.HANDED_IN),
    },
    State.REFUSED: {},
    State.LETTER: {},
    State.ACCEPTED: {"suggestion.assign": State.ASSIGNED, **_leaving(State.ACCEPTED)},
    State.ASSIGNED: {
        "suggestion.allot": State.ALLOTTED,
        "suggestion.allot (the others have received theirs)": State.IN_PROGRESS,
        # While the part of one lead is vacant, the other units go on.
        "unit.receive": State.ASSIGNED,
        **_extending(State.ASSIGNED),
        **_returning(State.ASSIGNED),
        **_replying(State.ASSIGNED),
        **_leaving(State.ASSIGNED),
    },
    State.ALLOTTED: {
        "unit.receive (a lead unit)": State.IN_PROGRESS,
        "unit.receive (an assisting unit)": State.ALLOTTED,
        "contact.log": State.ALLOTTED,
        **_returning(State.ALLOTTED),
        **_leaving(State.ALLOTTED),
    },
    State.IN_PROGRESS: {
        "unit.receive": State.IN_PROGRESS,
        **_extending(State.IN_PROGRESS),
        **_returning(State.IN_PROGRESS),
        **_replying(State.IN_PROGRESS),
        "reply.issue (the last lead unit)": State.REPLIED,
        **_leaving(State.IN_PROGRESS),
    },
    State.REPLIED: {
        **_showing(State.REPLIED),
        **_rating(State.REPLIED),
        "suggestion.rehandle": State.REHANDLING,
        "suggestion.carry_over": State.REPLIED,
        "suggestion.close": State.CLOSED,
    },
    State.REHANDLING: {
        **_replying(State.REHANDLING),
        "disclosure.review": State.REHANDLING,
        "reply.issue (the last lead unit)": State.REPLIED,
        "rating.release": State.REHANDLING,
        "suggestion.carry_over": State.REHANDLING,
        "suggestion.rehandle": State.REHANDLING,
    },
    State.CLOSED: _showing(State.CLOSED),
    State.WITHDRAWN: {},
    State.MERGED: {
        **_withdrawing(State.MERGED),
        **_showing(State.MERGED),
        **_rating(State.MERGED),
        "suggestion.carry_over": State.MERGED,
        "suggestion.close": State.CLOSED,
    },
    State.REFERRED: {"referral.answer": State.ANSWERED_OUTSIDE},
    State.ANSWERED_OUTSIDE: {"suggestion.close": State.CLOSED},
}

PART: Table = {
    PartState.ALLOTTED: {
        "unit.receive": PartState.RECEIVED,
        "unit.return": PartState.RETURN_ASKED,
        "assist.override": PartState.WAIVED,
    },
    PartState.RETURN_ASKED: {
        "return.approve": PartState.ENDED,
        "return.refuse (not received yet)": PartState.ALLOTTED,
        "return.refuse (received)": PartState.RECEIVED,
        "return.refuse (deputy contacted)": PartState.CONTACTED,
    },
    PartState.RECEIVED: {
        "unit.return": PartState.RETURN_ASKED,
        "contact.log": PartState.CONTACTED,
        "assist.give_opinion": PartState.OPINION_GIVEN,
        "assist.override": PartState.WAIVED,
        "extension.request": PartState.RECEIVED,
        "extension.approve": PartState.RECEIVED,
        "extension.refuse": PartState.RECEIVED,
        "reply.draft": PartState.RECEIVED,
        "reply.issue": PartState.REPLIED,
    },
    PartState.CONTACTED: {
        "unit.return": PartState.RETURN_ASKED,
        "contact.log": PartState.CONTACTED,
        "assist.give_opinion": PartState.OPINION_GIVEN,
        "assist.override": PartState.WAIVED,
        "extension.request": PartState.CONTACTED,
        "extension.approve": PartState.CONTACTED,
        "extension.refuse": PartState.CONTACTED,
        "reply.draft": PartState.CONTACTED,
        "reply.issue": PartState.REPLIED,
    },
    PartState.REPLIED: {"suggestion.rehandle": PartState.REHANDLING},
    PartState.REHANDLING: {
        "contact.log": PartState.REHANDLING,
        "reply.draft": PartState.REHANDLING,
        "reply.issue": PartState.REPLIED,
    },
    PartState.OPINION_GIVEN: {"contact.log": PartState.OPINION_GIVEN},
    PartState.WAIVED: {},
    PartState.ENDED: {},
}

REPLY: Table = {
    ReplyState.DRAFTED: {
        "reply.revise": ReplyState.DRAFTED,
        "reply.check": ReplyState.CHECKED,
        "reply.send_back": ReplyState.SENT_BACK,
    },
    ReplyState.SENT_BACK: {"reply.revise": ReplyState.DRAFTED},
    ReplyState.CHECKED: {
        "reply.countersign": ReplyState.CHECKED,
        "reply.sign": ReplyState.SIGNED,
        "reply.send_back": ReplyState.SENT_BACK,
    },
    ReplyState.SIGNED: {
        "reply.issue": ReplyState.ISSUED,
        "reply.send_back": ReplyState.SENT_BACK,
    },
    ReplyState.ISSUED: {
        "reply.serve": ReplyState.ISSUED,
        "reply.acknowledge": ReplyState.ISSUED,
        "rating.give": ReplyState.ISSUED,
        "rating.urge": ReplyState.ISSUED,
        "rating.release": ReplyState.ISSUED,
    },
}

TABLES: Mapping[str, Table] = {"suggestion": SUGGESTION, "part": PART, "reply": REPLY}


def act_of(label: str) -> str:
    """The act's name in a table's key, without the words in brackets."""
    return label.partition(" (")[0]


def allows(table: Table, state: str, act: str) -> bool:
    """Whether the act can be done in that state."""
    return any(act_of(label) == act for label in table[state])


def next_states(table: Table, state: str, act: str) -> set[str]:
    """The states in which the act can end from that state."""
    return {end for label, end in table[state].items() if act_of(label) == act}
