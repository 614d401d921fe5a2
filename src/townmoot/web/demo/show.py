"""What the demonstration's page shows."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from townmoot.meetings.queries import meetings_for
from townmoot.record import now
from townmoot.web.demo import doors
from townmoot.web.demo.state import Control, Phase, asked
from townmoot.web.ground import pieces

if TYPE_CHECKING:
    from collections.abc import Mapping

    from townmoot.people.models import Body
    from townmoot.rules import Profile
    from townmoot.web.demo.state import Progress

LATEST = 4
ENDED = (Phase.DONE, Phase.FAILED)


@dataclass(frozen=True)
class Strip:
    """How far the day is, in the reader's language."""

    phase: Phase
    now: datetime | None
    chapter: str
    say: str
    bar: pieces.Progress
    buttons: list[tuple[str, str]]
    told: list[pieces.Step]
    meetings: list[pieces.Step]
    whole: bool
    fault: str
    title: str
    lead: str
    beside: str
    beside_url: str


def in_language(words: Mapping[str, str]) -> str:
    """A sentence of the plot in the reader's language, else in the one it has."""
    wanted = "zh" if (get_language() or "").startswith("zh") else "en"
    return words.get(wanted) or words.get("zh", "") or words.get("en", "")


def strip(told: Progress, town: Body | None) -> Strip:
    """The progress strip."""
    held = _meetings(town)
    return Strip(
        phase=told.phase,
        now=_moment(told.at, town),
        chapter=in_language(told.chapter) or _("The town is being founded"),
        say=in_language(told.say),
        bar=pieces.Progress(
            label=_word(told.phase),
            done=told.done,
            total=max(told.total, 1),
            unit=_("steps"),
            state=_bar_state(told.phase),
        ),
        buttons=_buttons(told.phase),
        told=_told(told, town, held),
        meetings=list(held.values()),
        whole=told.phase in ENDED,
        fault=told.fault,
        title=in_language(told.title) or _("Demonstration"),
        lead=in_language(told.lead),
        beside=in_language(told.beside),
        beside_url=told.beside.get("url", ""),
    )


def _bar_state(phase: Phase) -> Any:
    return {Phase.DONE: "done", Phase.FAILED: "failed"}.get(phase, "running")


def _word(phase: Phase) -> str:
    if phase is Phase.PLAYING and asked() is Control.PAUSE:
        phase = Phase.PAUSED
    return {
        Phase.SETTING: _("Setting the scene"),
        Phase.PLAYING: _("Playing"),
        Phase.PAUSED: _("Paused"),
        Phase.IN_SESSION: _("The player waits in a meeting: step in, or let it play on"),
        Phase.DONE: _("Played to the end"),
        Phase.FAILED: _("Stopped: something did not hold"),
    }[phase]


def _buttons(phase: Phase) -> list[tuple[str, str]]:
    """What the player may be asked for: (control, words)."""
    again = (Control.RESET.value, _("From the start"))
    if phase is Phase.SETTING or phase in ENDED:
        return [again] if phase in ENDED else []
    if phase is Phase.IN_SESSION:
        return [(Control.RUN.value, _("Play to the end")), again]
    if phase is Phase.PAUSED or asked() is Control.PAUSE:
        return [(Control.RUN.value, _("Go on")), again]
    return [(Control.PAUSE.value, _("Pause")), again]


def _told(told: Progress, town: Body | None, held: Mapping[str, pieces.Step]) -> list[pieces.Step]:
    """What happened so far, the newest first; in order once all is told."""
    steps = [
        pieces.Step(
            text=in_language(one),
            at=_moment(one["at"], town),
            url=held[one["meeting"]].url if one.get("meeting") in held else "",
        )
        for one in told.told
    ]
    return steps if told.phase in ENDED else steps[::-1][:LATEST]


def _meetings(town: Body | None) -> dict[str, pieces.Step]:
    """The meetings that are public by now, in the order of their days; none while it is emptied."""
    if town is None:
        return {}
    rows = meetings_for(None, town.pk).order_by("start", "pk")
    with suppress(DatabaseError):
        return {
            str(row.pk): pieces.Step(
                text=row.name, at=row.start, url=reverse("public:meeting", args=[row.pk])
            )
            for row in rows
        }
    return {}


def _moment(text: str, town: Body | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return now() if town else None
    zone = ZoneInfo(town.timezone) if town else timezone.get_current_timezone()
    return found if found.tzinfo else found.replace(tzinfo=zone)


def doors_of(town: Body, profile: Profile | None) -> list[pieces.Door]:
    """One door per role."""
    day = timezone.localtime(now()).date()
    made = []
    for one in doors.of_profile(profile):
        found = doors.entry(one, town, day)
        person = found.account.person if found.account else None
        made.append(
            pieces.Door(
                role=one.word,
                name=str(person or ""),
                text=found.text,
                url=reverse("demo:door", args=[one.slug]),
                label=_("Step in"),
            )
        )
    return made
