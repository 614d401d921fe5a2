"""What the player tells the page, and what the page tells the player: two small files.

The player runs beside the server, not in it, as a town's people would. It writes `progress.json`
whole after each step; the page writes `control`.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

if TYPE_CHECKING:
    from uuid import UUID


class Control(StrEnum):
    """What the player is asked to do."""

    RUN = "run"
    PAUSE = "pause"
    RESET = "reset"


class Phase(StrEnum):
    """Where the player is."""

    SETTING = "setting"
    PLAYING = "playing"
    PAUSED = "paused"
    IN_SESSION = "in_session"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Progress:
    """The player's last word. `say`, `chapter`, `title`, `lead` are sentences by language (zh, en).

    `beside` is the other town of the demonstration: its `url`, and its name by language.
    """

    phase: Phase = Phase.SETTING
    done: int = 0
    total: int = 0
    at: str = ""
    chapter: dict[str, str] = field(default_factory=dict)
    say: dict[str, str] = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)
    doors: dict[str, str] = field(default_factory=dict)
    fault: str = ""
    title: dict[str, str] = field(default_factory=dict)
    lead: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)


def folder() -> Path:
    """Where the two files are."""
    found = Path(settings.DATA) / "demo"
    found.mkdir(parents=True, exist_ok=True)
    return found


def _replace(name: str, text: str) -> None:
    fresh = folder() / f".{name}.{os.getpid()}"
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(folder() / name)


def write(progress: Progress) -> None:
    """Tell the page where the player is."""
    _replace("progress.json", json.dumps(asdict(progress), ensure_ascii=False))


def read() -> Progress:
    """Where the player is; the beginning, where it has not spoken yet."""
    try:
        told = json.loads((folder() / "progress.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Progress()
    return Progress(**{**told, "phase": Phase(told["phase"])})


def ask(control: Control) -> None:
    """Ask the player to run, to pause or to begin again."""
    _replace("control", control.value)


def asked() -> Control:
    """What the page asks for; to run, where it has not spoken yet."""
    try:
        return Control((folder() / "control").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Control.RUN


def cut_halls() -> frozenset[str]:
    """The halls whose line is cut, by their ids."""
    try:
        return frozenset(json.loads((folder() / "cut.json").read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return frozenset()


def set_line(hall: UUID, *, cut: bool) -> None:
    """Cut the line of a hall, or restore it."""
    halls = cut_halls() | {str(hall)} if cut else cut_halls() - {str(hall)}
    _replace("cut.json", json.dumps(sorted(halls)))


def beginning() -> bool:
    """Whether the player empties the database or founds the town, or is about to."""
    return asked() is Control.RESET or read().phase is Phase.SETTING
