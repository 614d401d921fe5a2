"""Legal time. It can be moved only in a database that was created by a rehearsal."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from townmoot.record.errors import Refused
from townmoot.record.guard import writing

if TYPE_CHECKING:
    from uuid import UUID

    from townmoot.record.models import Clock

# A database without the mark can never get it, so "not a rehearsal" may be remembered.
_known_real: list[bool] = []


def _clock() -> Clock | None:
    if _known_real:
        return None
    model: type[Clock] = apps.get_model("record", "Clock")
    found = model._default_manager.first()
    if found is None and _has_entries():
        _known_real.append(True)
    return found


def _has_entries() -> bool:
    return bool(apps.get_model("record", "Entry")._default_manager.exists())


def forget() -> None:
    """Forget what was remembered about the database (tests, and after a restore)."""
    _known_real.clear()


def real_now() -> datetime:
    """The machine's time: for credentials, tokens and rate limits only."""
    return datetime.now(UTC)


def now() -> datetime:
    """Legal time: the machine's; in a rehearsal's database the moment it was last moved to."""
    clock = _clock()
    return clock.at if clock else real_now()


def today(zone: str) -> date:
    """The legal day in a body's time zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def is_rehearsal() -> bool:
    """Whether this database was created by a rehearsal."""
    return _clock() is not None


def mark_rehearsal(start: datetime) -> None:
    """Mark a new, empty database as a rehearsal's, for ever, and set its time to `start`.

    Raises Refused where the record already has an entry or the mark is already there.
    """
    model: type[Clock] = apps.get_model("record", "Clock")
    if _has_entries() or model._default_manager.exists():
        raise Refused(_("Only a new, empty database can become a rehearsal's."))
    with writing("mark"):
        model._default_manager.create(pk=1, at=start, marked_at=real_now())
    forget()


def move_to(moment: datetime) -> None:
    """Move legal time forward to `moment`; called by the act `clock.move` alone.

    Raises Refused in a real database, and for a moment that has passed.
    """
    clock = _clock()
    if clock is None:
        raise Refused(_("The clock of a real town cannot be moved."))
    if moment < clock.at:
        raise Refused(_("The clock moves forward only."), field="to")
    clock.at = moment
    clock.save(update_fields=["at"])


def today_of(body: UUID) -> date:
    """The legal day in the time zone of a body. Raises Head.DoesNotExist for an unknown one."""
    head = apps.get_model("record", "Head")._default_manager.get(body=body)
    return today(head.timezone)
