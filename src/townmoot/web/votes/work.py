"""What can be done with a poll now: by whoever presides, at the halls, by a voter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from townmoot.ballots import queries
from townmoot.ballots.actions import steps
from townmoot.ballots.enums import HALL_KINDS, Choice, PollKind, PollMethod, PollState, SettledBy
from townmoot.meetings import queries as meetings
from townmoot.rules.terms import TieRule
from townmoot.web.ground import pieces
from townmoot.web.ground.words import titled
from townmoot.web.rooms import offer
from townmoot.web.votes import telling

if TYPE_CHECKING:
    from django.http import HttpRequest

    from townmoot.ballots.methods.outcomes import Outcome
    from townmoot.ballots.models import Poll
    from townmoot.meetings.models import Meeting

REASON = "…"
STEPS: dict[str, Any] = {
    "open": steps.open_poll,
    "close": steps.close,
    "confirm": steps.confirm,
    "publish": steps.publish,
}
WITH_REASON: dict[str, Any] = {
    "cancel": steps.cancel,
    "recount": steps.recount,
    "void": steps.void,
}


def conduct(request: HttpRequest, poll: Poll, meeting: Meeting) -> dict[str, Any]:
    """All that stands on the page from which a poll is taken."""
    told = telling.tell(poll, result=True)
    venues = meetings.venues_at(meeting.pk).values()
    return {
        "poll": poll,
        "meeting": meeting,
        "told": told,
        "halls": telling.halls(poll, venues),
        "scrutineers": list(
            poll.scrutineers.filter(ended_at=None).select_related("person").order_by("pk")
        ),
        "acts": _bar(request, poll, told.state),
    }


def _bar(request: HttpRequest, poll: Poll, state: PollState) -> list[pieces.Act]:
    """What can come next: the binding step first."""
    labels = {
        "open": (PollState.PREPARED, pgettext("vote", "Open the vote")),
        "close": (PollState.OPEN, pgettext("vote", "Close the vote")),
        "confirm": (PollState.CLOSED, _("Confirm the count")),
        "publish": (PollState.COUNTED, _("Announce the result")),
    }
    made = [
        _step(request, poll, what, label) for what, (at, label) in labels.items() if state == at
    ]
    if poll.kind == PollKind.SECRET:
        made = _with_passphrase(poll, state, made)
    why = {
        "cancel": ((PollState.PREPARED, PollState.OPEN), _("Break the vote off")),
        "recount": ((PollState.COUNTED,), pgettext("vote", "Count again")),
        "void": ((PollState.CLOSED, PollState.COUNTED), _("Declare the vote void")),
    }
    made += [_why(request, poll, what, label) for what, (at, label) in why.items() if state in at]
    if state == PollState.COUNTED and any(one.waits for one in queries.outcome_of(poll)):
        url = reverse("votes:settle", args=[poll.pk])
        made.insert(0, _link(_("Settle equal votes"), url))
    if poll.kind in HALL_KINDS and state in (PollState.PREPARED, PollState.OPEN):
        made.append(_link(_("Appoint a scrutineer"), reverse("votes:appoint", args=[poll.pk])))
    return made


def _with_passphrase(poll: Poll, state: PollState, made: list[pieces.Act]) -> list[pieces.Act]:
    """Of a secret vote by device: the pages where the scrutineers type their passphrase."""
    if state == PollState.CLOSED:
        url = reverse("scrutiny:count", args=[poll.pk])
        return [pieces.Act(label=_("Open and count"), url=url, method="get", kind="binding")]
    if state == PollState.PREPARED:
        url = reverse("scrutiny:passphrase", args=[poll.pk])
        return [_link(_("Passphrase of the scrutineers"), url), *made]
    return made


def _step(request: HttpRequest, poll: Poll, what: str, label: str) -> pieces.Act:
    url = reverse("votes:step", args=[poll.pk, what])
    return offer(request, label, url, STEPS[what], kind="binding", poll=poll.pk)


def _why(request: HttpRequest, poll: Poll, what: str, label: str) -> pieces.Act:
    url = reverse("votes:why", args=[poll.pk, what])
    act = WITH_REASON[what]
    return offer(request, label, url, act, method="get", poll=poll.pk, reason=REASON)


def _link(label: str, url: str) -> pieces.Act:
    return pieces.Act(label=label, url=url, method="get", kind="primary")


def kinds() -> list[tuple[str, str]]:
    """How votes can be given."""
    return [(str(kind), str(label)) for kind, label in PollKind.choices]


def tied_choices(outcome: Outcome) -> list[tuple[str, str]]:
    """Those with equal votes on a question."""
    words = {str(one): str(one.label) for one in Choice}
    names = outcome.asked.names
    return [(key, names.get(key) or words.get(key, key)) for key in outcome.tied]


def majorities(meeting: Meeting) -> list[tuple[str, str]]:
    """The majorities that the rules know: the ordinary one, then the special ones."""
    day = meetings.local_day(meeting.body, meeting.start)
    special = meetings.profile_of(meeting.body, day).polls.special
    named = [(one.code, str(one.label)) for one in special.value]
    return [("ordinary", pgettext("majority", "the ordinary one")), *named]


def settled_by(poll: Poll) -> list[tuple[str, str]]:
    """Who settles equal votes by the rules."""
    lot = poll.method == PollMethod.RANKED or poll.terms.tie is TieRule.LOT
    by = SettledBy.LOT if lot else SettledBy.CHAIR
    return [(by.value, str(by.label))]


def hall_choices(meeting: Meeting) -> list[tuple[str, str]]:
    """The meeting's halls."""
    venues = meetings.venues_at(meeting.pk).values()
    return [(str(venue.pk), str(titled(venue))) for venue in venues]


def person_choices(meeting: Meeting) -> list[tuple[str, str]]:
    """Who is on the meeting's list."""
    rows = meetings.attendance_of(meeting)
    return [(str(row.person_id), str(row.person)) for row in rows]
