"""The record of one suggestion or promise in words.

What happens inside a unit before a reply leaves it stays there; free texts are not repeated.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from townmoot.people.queries import organizations, people_for
from townmoot.record.queries import timeline
from townmoot.suggestions.enums import ContactWay
from townmoot.web.ground import pieces, words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from townmoot.record import Ctx
    from townmoot.record.models import Entry

BINDING = frozenset({"suggestion.assign", "reply.issue", "suggestion.publish", "commitment.verify"})
_PLAIN: Mapping[str, _StrPromise] = {
    "suggestion.hand_in": gettext_lazy("Handed in"),
    "suggestion.accept": gettext_lazy("Accepted as No. %(number)s"),
    "suggestion.refuse": gettext_lazy("Returned to the deputy, with the reason"),
    "suggestion.treat_as_letter": gettext_lazy("Treated as a letter, with the reason"),
    "suggestion.assign": gettext_lazy("Assigned to %(to)s"),
    "suggestion.allot": gettext_lazy("Given to %(leads)s"),
    "assist.add": gettext_lazy("%(unit)s is to assist"),
    "suggestion.refer": gettext_lazy("Referred to a higher level: %(unit)s"),
    "referral.answer": gettext_lazy("The higher level answered"),
    "unit.receive": gettext_lazy("Received by the unit"),
    "unit.return": gettext_lazy("The unit asks to give it back"),
    "return.approve": gettext_lazy("The return was allowed"),
    "return.refuse": gettext_lazy("The return was refused; the unit keeps it"),
    "extension.request": gettext_lazy("More time asked for, until %(until)s"),
    "extension.approve": gettext_lazy("More time was given"),
    "extension.refuse": gettext_lazy("More time was refused"),
    "contact.log": gettext_lazy("The unit spoke with the deputy: %(way)s"),
    "assist.give_opinion": gettext_lazy("The assisting unit gave its opinion"),
    "assist.override": gettext_lazy("Not waited for the assisting unit"),
    "reply.issue": gettext_lazy("Reply issued and sent to every signer"),
    "reply.acknowledge": gettext_lazy("A signer has the reply"),
    "rating.give": gettext_lazy("A signer rated the reply"),
    "rating.urge": gettext_lazy("Signers were asked to rate"),
    "rating.release": gettext_lazy("The counts of the ratings were released"),
    "suggestion.rehandle": gettext_lazy("To be handled again"),
    "withdrawal.ask": gettext_lazy("Withdrawal asked for"),
    "withdrawal.cancel": gettext_lazy("The request to withdraw was taken back"),
    "withdrawal.agree": gettext_lazy("A signer agreed to the withdrawal"),
    "suggestion.merge": gettext_lazy("Merged into another suggestion"),
    "suggestion.carry_over": gettext_lazy("Carried over into %(year)s"),
    "suggestion.close": gettext_lazy("Closed and filed"),
    "disclosure.review": gettext_lazy("Reviewed for publication"),
    "suggestion.publish": gettext_lazy("Published"),
    "commitment.add": gettext_lazy("Promised for %(deadline)s"),
    "commitment.progress": gettext_lazy("The unit reported progress"),
    "commitment.give_evidence": gettext_lazy("The unit gave evidence"),
    "commitment.explain": gettext_lazy("The unit explained why it was not kept"),
    "commitment.confirm": gettext_lazy("A deputy saw it on the spot"),
    "commitment.send_back": gettext_lazy("The evidence was not enough"),
    "commitment.verify": gettext_lazy("Verified by the assembly"),
}
KEPT_INSIDE = frozenset({"disclosure.review", "rating.release", "rating.urge"})


@dataclass(frozen=True)
class Names:
    """The names of organizations and persons, by their ids."""

    units: Mapping[str, str]
    people: Mapping[UUID, str]

    def of(self, keys: Iterable[Any]) -> str:
        """The names of some organizations, in a row."""
        return _(", ").join(self.units.get(str(key), "—") for key in keys)


def _names(ctx: Ctx) -> Names:
    units = {str(row.pk): str(row) for row in organizations(ctx.body, ctx.today)}
    people = {seen.person: seen.name for seen in people_for(ctx.actor, ctx.body, ctx.today)}
    return Names(units, people)


def story(
    ctx: Ctx, subject: UUID, *, inside: bool, expected: Iterable[pieces.Step] = ()
) -> list[pieces.Step]:
    """What became of a thing, oldest first; `inside`: also what only the assembly sees."""
    known = {name for name in _PLAIN if inside or name not in KEPT_INSIDE}
    entries = [entry for entry in timeline(ctx.body, subject) if entry.act in known]
    names = _names(ctx)
    return [*(_step(entry, names) for entry in entries), *expected]


def _step(entry: Entry, names: Names) -> pieces.Step:
    return pieces.Step(
        text=_sentence(entry, names),
        at=entry.at,
        by=names.people.get(entry.actor, "") if entry.actor else "",
        kind="binding" if entry.act in BINDING else "",
    )


def _told(entry: Entry) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(entry.private) if entry.private else {}
    return {**told.get("result", {}), **told.get("input", {})}


def _sentence(entry: Entry, names: Names) -> str:
    told = _told(entry)
    leads = told.get("leads") or []
    text = str(_PLAIN[entry.act]) % {
        "number": told.get("number", "—"),
        "to": names.of([told.get("to")]),
        "unit": _outside(told.get("unit"), names),
        "leads": names.of(lead.get("unit") for lead in leads if isinstance(lead, dict)),
        "until": _day(told.get("until")),
        "deadline": _day(told.get("deadline")),
        "year": told.get("year", "—"),
        "way": _way(told.get("way")),
    }
    if told.get("taken_back"):
        return _("Publication taken back")
    helpers = told.get("assisting") or []
    if entry.act == "suggestion.allot" and helpers:
        return _("%(text)s; assisting: %(units)s") % {"text": text, "units": names.of(helpers)}
    return text


def _outside(unit: Any, names: Names) -> str:
    return names.units.get(str(unit), str(unit or "—"))


def _way(code: Any) -> str:
    return str(ContactWay(code).label) if code in ContactWay.values else "—"


def _day(value: Any) -> str:
    if not value:
        return "—"
    found: date = date.fromisoformat(str(value))
    return words.day(found)
