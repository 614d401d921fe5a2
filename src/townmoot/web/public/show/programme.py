"""Sentences of the record about what was done under the items of a ceremony, and about tasks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from townmoot.web.ground import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from townmoot.web.public.show.timeline import Told


def _task(told: Told) -> str:
    day = words.day(date.fromisoformat(str(told.data["due"])[:10]))
    return _("Set as a task to %(unit)s, to be done by %(day)s.") % {
        "unit": told.unit(),
        "day": day,
    }


def _film(told: Told) -> str:
    n = int(told.data["minutes"])
    said = ngettext(
        "A film of %(n)s minute was started.", "A film of %(n)s minutes was started.", n
    )
    return said % {"n": n}


def _talk(told: Told) -> str:
    return _("Speaker %(n)s has spoken.") % {"n": told.data["order"]}


def _honoured(told: Told) -> str:
    n = int(told.data["total"])
    return ngettext("%(n)s is honoured in all.", "%(n)s are honoured in all.", n) % {"n": n}


def _presented(told: Told) -> str:
    n = int(told.data["count"])
    return _("Honoured on stage: %(n)s.") % {"n": n}


def _delivered(told: Told) -> str:
    ways: Mapping[Any, str] = {
        "branch": _("Honoured by their branches: %(n)s."),
        "home": _("Honoured at home: %(n)s."),
    }
    return ways[told.data["way"]] % {"n": told.data["count"]}


def _sworn(told: Told) -> str:
    if told.data["sworn"] is None:
        return _("It was said which oath is sworn.")
    return _("The oath was sworn by %(n)s.") % {"n": told.data["sworn"]}


def _visited(told: Told) -> str:
    if told.data["went"] is None:
        return _("It was said where the visit goes.")
    return _("The visit was made by %(n)s.") % {"n": told.data["went"]}


SENTENCES: Mapping[str, Callable[[Told], str]] = {
    "task.set": _task,
    "film.start": _film,
    "sharing.spoke": _talk,
    "award.set": _honoured,
    "award.present": _presented,
    "award.deliver": _delivered,
    "oath.set": _sworn,
    "visit.set": _visited,
}
