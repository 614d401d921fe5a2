"""What is wrong with a source's data: found where, and what was made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_SHOWN = 80

# code: (what was found, what was done)
_LEFT_EMPTY = gettext_lazy("left empty")
_LEFT_OUT = gettext_lazy("left out")
_AS_ITS_PLACE = gettext_lazy("read as its place says")
MESSAGES: dict[str, tuple[Any, Any]] = {
    "empty_text": (gettext_lazy("an empty text"), gettext_lazy("read as not given")),
    "not_available": (
        gettext_lazy("“N/A” in place of a value"),
        gettext_lazy("read as not given"),
    ),
    "not_a_list": (
        gettext_lazy("a single thing in place of a list"),
        gettext_lazy("read as a list of one"),
    ),
    "a_list": (gettext_lazy("a list in place of one thing"), gettext_lazy("the first was read")),
    "wrong_shape": (gettext_lazy("a value of another shape"), _LEFT_EMPTY),
    "number_for_text": (gettext_lazy("a number in place of a text"), gettext_lazy("read as text")),
    "text_for_flag": (gettext_lazy("a text in place of yes or no"), gettext_lazy("understood")),
    "bad_date": (gettext_lazy("no date"), _LEFT_EMPTY),
    "local_date": (gettext_lazy("a date in a local form"), gettext_lazy("understood")),
    "bad_url": (gettext_lazy("no web address"), _LEFT_EMPTY),
    "short_ags": (
        gettext_lazy("a municipality number (ags) of seven digits"),
        gettext_lazy("a leading 0 was put before it"),
    ),
    "too_long": (gettext_lazy("a text that is too long"), gettext_lazy("cut")),
    "control_characters": (
        gettext_lazy("control characters in a text"),
        gettext_lazy("read without them"),
    ),
    "encoding": (gettext_lazy("letters that are not UTF-8"), gettext_lazy("read as Latin")),
    "unknown_value": (
        gettext_lazy("a value outside of the closed list"),
        gettext_lazy("kept in its own words, without a kind"),
    ),
    "wrong_type": (gettext_lazy("a wrong type"), _AS_ITS_PLACE),
    "no_type": (gettext_lazy("no type"), _AS_ITS_PLACE),
    "unknown_thing": (gettext_lazy("a thing that is not known"), _LEFT_OUT),
    "no_id": (gettext_lazy("no id"), _LEFT_OUT),
    "no_name": (gettext_lazy("no name"), gettext_lazy("called by its number or id")),
    "no_start": (gettext_lazy("a meeting without a time"), _LEFT_OUT),
    "no_parent": (gettext_lazy("nothing it belongs to"), _LEFT_OUT),
    "no_organization": (
        gettext_lazy("no organization"),
        gettext_lazy("put under the council as a whole"),
    ),
    "dangling": (gettext_lazy("a reference to what is not given"), _LEFT_EMPTY),
    "twice": (
        gettext_lazy("one id for two different things"),
        gettext_lazy("the first was kept"),
    ),
    "single_body": (
        gettext_lazy("a single Body in place of a list"),
        gettext_lazy("read as a list of one"),
    ),
    "deleted_without_type": (
        gettext_lazy("a deleted thing without a type"),
        gettext_lazy("withdrawn where it was known"),
    ),
    "deleted_before": (
        gettext_lazy("a thing that was deleted before"),
        gettext_lazy("stays withdrawn"),
    ),
    "list_not_found": (gettext_lazy("404 for a list"), gettext_lazy("read as an empty list")),
    "no_list": (gettext_lazy("no address of a list"), gettext_lazy("read as an empty list")),
    "endless": (
        gettext_lazy("a list that leads back to a page read before"),
        gettext_lazy("ended there"),
    ),
    "elsewhere": (gettext_lazy("an address on another host"), gettext_lazy("not asked")),
}


def shown(value: object) -> str:
    """A value as a message quotes it: one line, eighty characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


@dataclass(frozen=True)
class Fault:
    """One fault: the thing's id, the field, the code, and the value that was found."""

    thing: str
    field: str
    code: str
    value: str = ""

    def __str__(self) -> str:
        found, done = MESSAGES[self.code]
        told = _("%(found)s (%(value)s)") if self.value else "%(found)s"
        told %= {"found": found, "value": self.value}
        place = ", ".join(filter(None, (self.thing, self.field)))
        return _("%(place)s: %(found)s; %(done)s") % {"place": place, "found": told, "done": done}


@dataclass
class Faults:
    """The faults of one reading, in order."""

    found: list[Fault] = field(default_factory=list)

    def add(self, thing: str, where: str, code: str, value: object = "") -> None:
        """Note a fault."""
        self.found.append(Fault(thing, where, code, shown(value)))


class Unreadable(Exception):
    """The source cannot be read at all; the text says why."""
