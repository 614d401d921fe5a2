"""The batch transaction: what is true is read under the lock, then all ballots, then one entry.

What was checked before, in memory or on a page, only refused early.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from townmoot.ballots.enums import PollState
from townmoot.ballots.intake.boxes import box_of
from townmoot.ballots.intake.lines import DjangoLine
from townmoot.ballots.intake.slips import Accepted, Answer, Cast, Puts, Voter
from townmoot.ballots.states import STEPS
from townmoot.record import ACTS, ActError, Actor, Ctx, Denied, NotFound, Refused, hot, ports
from townmoot.record.context import Draft
from townmoot.record.engine import entries
from townmoot.record.merkle import Frontier, leaf_hash, root_of

if TYPE_CHECKING:
    from datetime import datetime

    from townmoot.ballots.intake.known import Known
    from townmoot.ballots.intake.lines import Line


_CLOSED: dict[PollState, Any] = {
    PollState.PREPARED: _("The vote is not open yet."),
    PollState.CANCELLED: _("The vote was broken off: no ballot counts."),
}
_LATE = _("The vote was closed before your ballot came: it was not counted.")
NOT_YOURS = _("Only who is entitled to vote in this poll may vote.")
_SIGNED_OUT = _("You are signed out: sign in again, then vote.")
_STRUCK = _("You may vote no longer in this vote: you left, or must not vote on this.")

_HEAD = 'SELECT "timezone", "size", "peaks" FROM "record_head" WHERE "body" = %s'
_GROWN = 'UPDATE "record_head" SET "size" = %s, "peaks" = %s WHERE "body" = %s'
_STATE = 'SELECT "act" FROM "ballots_pollstep" WHERE "poll_id" = %s ORDER BY "number" DESC LIMIT 1'
_SESSIONS = 'SELECT "session_key" FROM "django_session" WHERE "session_key" IN ({marks})'
_VOTERS = """
    SELECT a.id, e.id, e.person_id, e.struck_at IS NOT NULL, b.id, b.act_id, b.answers, b.receipt,
           b.position, b.earlier
    FROM people_account a
    JOIN ballots_elector e ON e.poll_id = %s AND e.person_id = a.person_id
    LEFT JOIN ballots_ballot b ON b.elector_id = e.id
    WHERE a.is_active AND a.body = %s AND a.id IN ({marks})
"""


def cast_many(line: Line, casts: Sequence[Cast]) -> list[Answer]:
    """Put ballots of one body into their boxes; each is answered once all of it is on disk.

    Raises lines.BusyError where the line does not wait, and what the database raises; then
    nothing was put.
    """
    body = casts[0].known.body
    with line.turn():
        answers, position = _within(line, body, casts)
    if position:
        ports.wake(body, position)
    return answers


def _within(line: Line, body: UUID, casts: Sequence[Cast]) -> tuple[list[Answer], int]:
    rows = line.rows(_HEAD + line.for_update, [line.key(body)])
    if not rows:
        raise NotFound
    zone, size, peaks = rows[0]
    frontier, moment = Frontier.loads(size, peaks), line.now()
    answers: list[Answer | None] = [None] * len(casts)
    made = []
    for places in _by_poll(casts).values():
        known = casts[places[0]].known
        found, put = _poll(line, known, [casts[place] for place in places], frontier.size + 1)
        for place, answer in zip(places, found, strict=True):
            answers[place] = answer
        if put:
            ctx = _entry(line, known, put, moment, zone)
            box_of(known).write(line, known, put, moment)
            made += list(entries(ctx, frontier))
    if made:
        sql, values = hot.insertion(made)
        line.many(sql, values)
        line.many(_GROWN, [[frontier.size, frontier.dumps(), line.key(body)]])
    return [answer for answer in answers if answer], frontier.size if made else 0


def _by_poll(casts: Sequence[Cast]) -> dict[UUID, list[int]]:
    found: dict[UUID, list[int]] = {}
    for place, cast in enumerate(casts):
        found.setdefault(cast.known.poll, []).append(place)
    return found


def _poll(
    line: Line, known: Known, casts: Sequence[Cast], position: int
) -> tuple[list[Answer], Puts]:
    """What becomes of the ballots of one poll, and those to be written."""
    closed = _why_closed(line, known)
    if closed is not None:
        return [closed] * len(casts), {}
    voters = _voters(line, known, casts)
    found = [voters.get(line.key(cast.account)) for cast in casts]
    alive = _sessions(line, casts)
    refused = [
        _not_entitled(voter) if cast.session in alive else Denied(_SIGNED_OUT)
        for voter, cast in zip(found, casts, strict=True)
    ]
    pairs = [
        (voter, cast)
        for voter, cast, no in zip(found, casts, refused, strict=True)
        if voter is not None and no is None
    ]
    taken, put = box_of(known).take(line, pairs, position) if pairs else ([], {})
    answers = iter(taken)
    return [no or next(answers) for no in refused], put


def _why_closed(line: Line, known: Known) -> Refused | None:
    rows = line.rows(_STATE, [line.key(known.poll)])
    state = STEPS[rows[0][0]] if rows else PollState.PREPARED
    return None if state == PollState.OPEN else Refused(_CLOSED.get(state, _LATE))


def _not_entitled(voter: Voter | None) -> ActError | None:
    """Why an account may not vote here, or None."""
    if voter is None:
        return Denied(NOT_YOURS)
    return Refused(_STRUCK) if voter.struck else None


def _voters(line: Line, known: Known, casts: Sequence[Cast]) -> dict[Any, Voter]:
    """The electors behind these accounts, by account."""
    accounts = dict.fromkeys(line.key(cast.account) for cast in casts)
    sql = _VOTERS.format(marks=", ".join(["%s"] * len(accounts)))
    rows = line.rows(sql, [line.key(known.poll), line.key(known.body), *accounts])
    return {
        account: Voter(elector, person, bool(struck), *(ballot if ballot[0] else ()))
        for account, elector, person, struck, *ballot in rows
    }


def _sessions(line: Line, casts: Sequence[Cast]) -> set[str | None]:
    """The sessions that have not ended; no session at all where Django itself asked for it."""
    keys = {cast.session for cast in casts if cast.session is not None}
    sql = _SESSIONS.format(marks=", ".join(["%s"] * len(keys)))
    rows = line.rows(sql, list(keys)) if keys else []
    return {None, *(key for (key,) in rows)}


def _entry(line: Line, known: Known, put: Puts, moment: datetime, zone: str) -> Ctx:
    """One entry for the ballots of one poll: their number and the root of their receipts.

    Who voted by name stands in its private part; of a secret vote neither voter nor time does.
    """
    box = box_of(known)
    root = root_of(leaf_hash(bytes.fromhex(row.receipt)) for row in put.values())
    told = {"poll": known.poll, "count": len(put), "root": root}
    at = box.told_at(known, moment)
    ctx = Ctx(
        body=known.body,
        actor=Actor(account=None, person=None, roles=frozenset()),
        now=at,
        today=at.astimezone(ZoneInfo(zone)).date(),
        act_id=uuid4(),
        drafts=[],
    )
    draft = Draft(
        act=ACTS["ballot.cast"],
        act_id=ctx.act_id,
        cause=None,
        inputs={"poll": known.poll},
        result={**told, **box.told_inside(line, put)},
        public={"meeting": known.context, "on": known.subject, **told} if known.public else None,
        subject=known.poll,
    )
    ctx.drafts.append(draft)
    return ctx


def cast_one(cast: Cast) -> Accepted:
    """Put one ballot into its box, as a form without a script does. Raises why it was not."""
    (answer,) = cast_many(DjangoLine(), [cast])
    if isinstance(answer, ActError):
        raise answer
    return answer
