"""What the gateway hands in waits here for the next batch; who sent it is answered after it.

On the event loop nothing waits: on SQLite a batch is written there when both the writers' turn and
the database are free at once, else a thread takes all that waits; on PostgreSQL a thread always
does. One batch runs at a time, so that ballots are taken in the order in which they came.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import DatabaseError, connection, connections
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from townmoot.ballots.enums import PollKind
from townmoot.ballots.intake.batch import cast_many
from townmoot.ballots.intake.known import known, remembered
from townmoot.ballots.intake.lines import BusyError, DjangoLine, LoopLine
from townmoot.ballots.intake.slips import Accepted, Cast
from townmoot.record import ActError, Invalid, NotFound
from townmoot.record.inputs import refuse_hostile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from townmoot.ballots.intake.known import Known
    from townmoot.ballots.intake.lines import Line
    from townmoot.ballots.intake.slips import Answer
    from townmoot.live import Letter

SLICE = 0.005  # seconds of work in a batch on the event loop, beside its commit
SLOW = 0.02  # seconds that a commit may take there; a slower disk is waited for on the thread
FEWEST, MOST = 16, 1000  # ballots in a batch
DRAIN_SECONDS = 5
_FAILED = {"code": "unavailable", "reason": _("The ballot could not be stored; send it again.")}
# A ballot as the page's script writes it: first its act id, then what it says.
_PLAIN = re.compile(rb'\{"act":"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"(,"answers":.*)')
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Waiting:
    letter: Letter
    cast: Cast


class Intake:
    """The queue of one process. `take` is the gateway's; all but `drain` runs on the loop."""

    def __init__(self) -> None:
        self._waiting: deque[_Waiting] = deque()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="ballots")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._line: LoopLine | None = None
        self._busy = False
        self._most = 50
        self._taken = self._done = 0
        self._drains: list[tuple[int, threading.Event]] = []

    def take(self, letter: Letter) -> None:
        """Take a ballot that came under a good token; what is wrong with it is answered at once."""
        self._loop = asyncio.get_running_loop()
        poll = letter.grant.topic
        found = remembered(poll)
        if found is None:
            self._loop.run_in_executor(self._thread, self._acquaint, letter, self._loop)
            return
        self._queue(letter, found)

    def _acquaint(self, letter: Letter, loop: asyncio.AbstractEventLoop) -> None:
        """Read the poll, on the thread, then go on with the letter on the loop."""
        try:
            found = known(letter.grant.topic)
            if self._line is None and connection.vendor == "sqlite":
                self._line = LoopLine()
        except ActError as error:
            self._answer(letter, error)
        except DatabaseError:
            _log.exception("the poll could not be read")
            letter.answer(503, _told(_FAILED))
        else:
            loop.call_soon_threadsafe(self._queue, letter, found)

    def _queue(self, letter: Letter, found: Known) -> None:
        try:
            cast = _read(letter, found)
        except ActError as error:
            self._answer(letter, error)
            return
        self._taken += 1
        self._waiting.append(_Waiting(letter, cast))
        self._soon()

    def _soon(self) -> None:
        if not self._busy and self._waiting and self._loop is not None:
            self._busy = True
            self._loop.call_soon(self._next)

    def _next(self) -> None:
        """One batch: here where nobody has to wait, else on the thread."""
        line = self._line
        secret = self._waiting[0].cast.known.kind == PollKind.SECRET  # its store has a lock too
        if line is None or secret or line.was_slow(SLOW):
            self._hand_over()
            return
        batch = self._batch(self._most)
        try:
            answers = cast_many(line, [one.cast for one in batch])
        except BusyError:
            self._waiting.extendleft(reversed(batch))
            self._hand_over()
            return
        except Exception:  # noqa: BLE001 -- whatever it is, the senders learn that nothing is stored
            _log.exception("a batch of ballots was not stored")
            answers = None
        self._fit(len(batch), line.work_seconds)
        self._finish(batch, answers)

    def _batch(self, most: int) -> list[_Waiting]:
        """The first that wait, of one body."""
        body = self._waiting[0].cast.known.body
        batch: list[_Waiting] = []
        while self._waiting and len(batch) < most and self._waiting[0].cast.known.body == body:
            batch.append(self._waiting.popleft())
        return batch

    def _fit(self, number: int, seconds: float) -> None:
        """Let the next batch be as large as fits into a slice, by what this one took."""
        if number >= FEWEST:
            self._most = max(FEWEST, min(MOST, int(number * SLICE / seconds)))

    def _hand_over(self) -> None:
        batch = self._batch(MOST)
        loop = self._loop
        done = self._thread.submit(_on_thread, [one.cast for one in batch])
        done.add_done_callback(
            lambda future: loop.call_soon_threadsafe(self._finish, batch, future.result())  # type: ignore[union-attr] # there is a loop, or nothing was taken
        )

    def _finish(self, batch: Sequence[_Waiting], answers: Sequence[Answer] | None) -> None:
        """Answer a batch, then go on with what came meanwhile."""
        if answers is None:
            for one in batch:
                one.letter.answer(503, _told(_FAILED))
        else:
            for one, answer in zip(batch, answers, strict=True):
                self._answer(one.letter, answer)
        self._done += len(batch)
        self._drained()
        self._busy = False
        self._soon()

    @staticmethod
    def _answer(letter: Letter, answer: Answer) -> None:
        if isinstance(answer, Accepted):
            told: dict[str, Any] = {"receipt": answer.receipt, "position": answer.position}
            more = {"repeated": answer.repeated, "sealed_by": answer.sealed_by}
            letter.answer(200, told | {name: value for name, value in more.items() if value})
            return
        with translation.override(letter.grant.language):
            letter.answer(answer.status, answer.as_json())

    def drain(self) -> None:
        """Wait, on another thread than the loop's, until all that waits now is answered."""
        loop = self._loop
        if loop is None or loop.is_closed():
            return
        done = threading.Event()
        loop.call_soon_threadsafe(self._note, done)
        done.wait(DRAIN_SECONDS)

    def _note(self, done: threading.Event) -> None:
        self._drains.append((self._taken, done))
        self._drained()

    def _drained(self) -> None:
        ready = [done for taken, done in self._drains if taken <= self._done]
        self._drains = [(taken, done) for taken, done in self._drains if taken > self._done]
        for done in ready:
            done.set()

    def close(self) -> None:
        """Let go of thread and connection, when the server stops."""
        if self._line is not None:
            self._line.close()
            self._line = None
        self._thread.submit(connections.close_all)
        self._thread.shutdown()
        self._loop = None


def _told(values: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) for name, value in values.items()}


def _on_thread(casts: Sequence[Cast]) -> Sequence[Answer] | None:
    """A batch on the thread, which may wait; None where nothing of it was stored."""
    try:
        line: Line = DjangoLine()
        return cast_many(line, casts)
    except Exception:  # noqa: BLE001 -- as on the loop
        _log.exception("a batch of ballots was not stored")
        connection.close()
        return None


def _read(letter: Letter, found: Known) -> Cast:
    """The ballot in a letter. Raises Invalid, and NotFound for another address or body."""
    try:
        return _parsed(letter, found)
    except ActError:
        with translation.override(letter.grant.language):
            return _parsed(letter, found)  # once more, to say why in the voter's language


def _parsed(letter: Letter, found: Known) -> Cast:
    grant = letter.grant
    if grant.account is None or found.body != grant.body or letter.path[-36:] != found.name:
        raise NotFound
    plain = _PLAIN.fullmatch(letter.body)
    if plain and plain[2] in found.contents:
        said = found.contents[plain[2]]
        act_id = UUID(plain[1].decode())
        return Cast(found, grant.account, act_id, said, session=letter.session)
    try:
        told = json.loads(letter.body)
        act_id = UUID(told["act"])
        refuse_hostile(told)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        reason = str(_("This is no ballot of this vote; reload the page and vote again."))
        raise Invalid([{"field": "", "reason": reason}]) from error
    content = found.content(told)
    if plain and isinstance(content, str):
        found.remember(plain[2], content)
    return Cast(found, grant.account, act_id, content, session=letter.session)


INTAKE = Intake()
