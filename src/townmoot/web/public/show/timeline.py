"""The record of one thing in words: a sentence for each entry that is public, nothing else.

The sentences are made from the public part of an entry alone: references, codes, days, numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from townmoot.record import leaf
from townmoot.web.ground import pieces, words
from townmoot.web.public.show import programme
from townmoot.web.public.show.sentences import PLAIN

if TYPE_CHECKING:
    from townmoot.record.models import Entry
    from townmoot.rules import Profile
    from townmoot.web.public.show.units import Names

BINDING = frozenset(
    {
        "agenda.adopt",
        "reply.issue",
        "suggestion.publish",
        "commitment.verify",
        "item.decide",
    }
)


@dataclass(frozen=True)
class Told:
    """The public part of an entry, with what makes words of its codes."""

    act: str
    data: Mapping[str, Any]
    names: Names
    profile: Profile | None

    def unit(self) -> str:
        """The unit it speaks of."""
        return self.names.of(self.data.get("unit"))

    def units(self, key: str) -> str:
        """The units of a list of parts."""
        return self.names.listed([part["unit"] for part in self.data.get(key, [])])

    def day(self, key: str) -> str:
        """A day in words."""
        return words.day(date.fromisoformat(str(self.data[key])[:10]))


def public_part(entry: Entry) -> dict[str, Any] | None:
    """What everybody may read of an entry; None where it is sealed."""
    found: dict[str, Any] | None = leaf.opened(entry.envelope).get("public")
    return found


def steps(entries: Iterable[Entry], names: Names, profile: Profile | None) -> list[pieces.Step]:
    """The public entries about one thing as steps, oldest first."""
    found = []
    for entry in entries:
        told = public_part(entry)
        if told is not None:
            found.append(_step(entry, Told(entry.act, told["data"], names, profile)))
    return found


def _step(entry: Entry, told: Told) -> pieces.Step:
    return pieces.Step(
        text=sentence(told),
        at=entry.at,
        kind="binding" if entry.act in BINDING else "",
        url=reverse("public:entry", args=[entry.position]),
    )


def sentence(told: Told) -> str:
    """What was done, as a sentence."""
    if told.act in SENTENCES:
        return SENTENCES[told.act](told)
    return str(PLAIN.get(told.act) or _("An entry was made in the record."))


def _accepted(told: Told) -> str:
    return _("Accepted as No. %(number)s.") % {"number": told.data["number"]}


def _assigned(told: Told) -> str:
    return _("Assigned to the government; the reply is due by %(day)s.") % {"day": told.day("due")}


def _allotted(told: Told) -> str:
    given = {"units": told.units("leads"), "helpers": told.units("assisting")}
    if told.data.get("assisting"):
        return _("Given to %(units)s, with %(helpers)s assisting.") % given
    if told.data.get("division") == "split":
        return _("Split among %(units)s.") % given
    return _("Given to %(units)s.") % given


def _received(told: Told) -> str:
    return _("%(unit)s received it.") % {"unit": told.unit()}


def _returned(told: Told) -> str:
    return _("%(unit)s gave it back, with consent.") % {"unit": told.unit()}


def _extended(told: Told) -> str:
    return _("The time to reply was extended to %(day)s.") % {"day": told.day("until")}


def _contacted(told: Told) -> str:
    ways = {
        "face_to_face": _("%(unit)s met the deputy and heard the deputy’s views."),
        "visit": _("%(unit)s went to see the place with the deputy."),
        "phone": _("%(unit)s telephoned the deputy."),
        "letter": _("%(unit)s wrote to the deputy."),
    }
    return ways.get(str(told.data["way"]), ways["letter"]) % {"unit": told.unit()}


def _assisted(told: Told) -> str:
    return _("%(unit)s gave its opinion to the lead unit.") % {"unit": told.unit()}


def _replied(told: Told) -> str:
    code, label = str(told.data["class"]), ""
    if told.profile is not None and code in told.profile.suggestions.classes.codes:
        label = str(told.profile.suggestions.classes.find(code).label)
    given = {"unit": told.unit(), "class": label or code}
    if told.data["round"] > 1:
        return _("%(unit)s replied a second time: %(class)s.") % given
    return _("%(unit)s replied: %(class)s.") % given


def _rehandled(told: Told) -> str:
    return _("To be handled again; the second reply is due by %(day)s.") % {"day": told.day("due")}


def _carried(told: Told) -> str:
    return _("Carried over to %(year)s.") % {"year": told.data["year"]}


def _promised(told: Told) -> str:
    given = {"unit": told.unit(), "day": told.day("due")}
    return _("%(unit)s promised it by %(day)s.") % given


def _verified(told: Told) -> str:
    kept = told.data["outcome"] == "kept"
    if told.data.get("kind") == "task":
        return _("Found done by the assembly.") if kept else _("Found not done by the assembly.")
    return _("Found kept by the assembly.") if kept else _("Found not kept by the assembly.")


def _noticed(told: Told) -> str:
    n = int(told.data["expected"])
    said = ngettext("Notice was given to %(n)s member.", "Notice was given to %(n)s members.", n)
    return said % {"n": n}


def _opened(told: Told) -> str:
    if told.data.get("needed") is None:
        given = {"present": told.data.get("present", 0)}
        return _("The meeting was opened with %(present)s members present.") % given
    return _("The meeting was opened: %(present)s members present, %(needed)s needed.") % {
        "present": told.data["present"],
        "needed": told.data["needed"],
    }


def _adopted(told: Told) -> str:
    if told.data.get("for") is None:
        return _("The agenda was adopted without dissent.")
    return _(
        "The agenda was adopted: %(for)s for, %(against)s against, %(abstain)s abstained; "
        "needed %(needed)s."
    ) % {key: told.data[key] for key in ("for", "against", "abstain", "needed")}


def _decided(told: Told) -> str:
    keys = ("for", "against", "abstain", "needed", "base")
    given = {key: told.data[key] for key in keys}
    if told.data["carried"]:
        return (
            _(
                "Adopted: %(for)s for, %(against)s against, %(abstain)s abstained; "
                "needed %(needed)s of %(base)s."
            )
            % given
        )
    return (
        _(
            "Not adopted: %(for)s for, %(against)s against, %(abstain)s abstained; "
            "needed %(needed)s of %(base)s."
        )
        % given
    )


SENTENCES: Mapping[str, Callable[[Told], str]] = {
    "suggestion.accept": _accepted,
    "suggestion.assign": _assigned,
    "suggestion.allot": _allotted,
    "suggestion.rehandle": _rehandled,
    "suggestion.carry_over": _carried,
    "unit.receive": _received,
    "return.approve": _returned,
    "extension.approve": _extended,
    "contact.log": _contacted,
    "assist.give_opinion": _assisted,
    "reply.issue": _replied,
    "commitment.add": _promised,
    "commitment.verify": _verified,
    "meeting.give_notice": _noticed,
    "meeting.open": _opened,
    "agenda.adopt": _adopted,
    "item.decide": _decided,
    **programme.SENTENCES,
}
