"""A speech on the clock: how long it may go on, by the time of the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from townmoot.meetings.queries import seconds_of
from townmoot.record import clock
from townmoot.web.ground.pieces import Column, Row, Table
from townmoot.web.ground.words import local, titled

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from townmoot.meetings.models import Speech
    from townmoot.meetings.queries import Share

MINUTE = 60


@dataclass(frozen=True)
class SpeechClock:
    """When the time of a speech is up, as milliseconds on the server’s clock, and what is left."""

    until: int
    left: int
    allowed: int

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.left < 0

    @property
    def text(self) -> str:
        """What is left, or with a sign what is over: "4:30", "+0:12"."""
        return ("+" if self.over else "") + minutes(abs(self.left))


def minutes(seconds: int) -> str:
    """Seconds as minutes and seconds: "10:05"."""
    return f"{seconds // MINUTE}:{seconds % MINUTE:02d}"


def clock_of(speech: Speech) -> SpeechClock:
    """The clock of a speech that is being held."""
    gone = seconds_of(speech, clock.now(), clock.real_now())
    end = speech.ticks_from + timedelta(seconds=speech.allowed)
    return SpeechClock(_millis(end), speech.allowed - gone, speech.allowed)


def _millis(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def speeches_table(rows: Iterable[Speech]) -> Table | None:
    """The speeches that were held, each with its time; None without any."""
    cells = [
        Row(
            cells=(
                str(row.person),
                f"{local(row.created_at):%H:%M}",
                titled(row.venue) if row.venue else "—",
                minutes(row.seconds or 0),
            )
        )
        for row in rows
        if row.end is not None
    ]
    columns = (
        Column(label=pgettext("speech", "Who")),
        Column(label=pgettext("speech", "At"), numeric=True),
        Column(label=pgettext("speech", "Where")),
        Column(label=pgettext("speech", "Time"), numeric=True),
    )
    return Table(caption=_("Speeches"), columns=columns, rows=cells) if cells else None


def times_table(by_group: Iterable[Share], by_person: Iterable[Share] = ()) -> Table | None:
    """How long each group, and each person, has spoken; None where nobody has."""
    cells = [
        Row(cells=(str(share.who or _("of no group")), share.speeches, minutes(share.seconds)))
        for share in (*by_group, *by_person)
    ]
    columns = (
        Column(label=pgettext("speech", "Who")),
        Column(label=_("Speeches"), numeric=True),
        Column(label=pgettext("speech", "Time"), numeric=True),
    )
    if not cells:
        return None
    return Table(caption=_("Speaking time in this meeting"), columns=columns, rows=cells)
