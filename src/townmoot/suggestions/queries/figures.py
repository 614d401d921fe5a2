"""The rates of suggestions: each a named query with its rows. Rules: `delivery`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from townmoot.figures import Counting, Definition, Row, register
from townmoot.rules.library import keys, versions
from townmoot.rules.modules import Module
from townmoot.suggestions.enums import Share
from townmoot.suggestions.models import Allotment
from townmoot.suggestions.queries.delivery import Item, counted, referred
from townmoot.suggestions.queries.rules import profile_of
from townmoot.suggestions.queries.satisfaction import SATISFACTION

DELIVERY = "reply_rate"


def _note(item: Item) -> str:
    if item.replied_on is not None:
        told = gettext("replied %(date)s") % {"date": date_format(item.replied_on)}
    else:
        told = gettext("not replied")
    due = gettext("due %(date)s") % {"date": date_format(item.due)} if item.due else ""
    carried = [year for on, year in item.own.carried if on <= item.day]
    over = gettext("carried over into %(year)d") % {"year": carried[-1]} if carried else ""
    merged = gettext("answered with another") if item.own is not item.whole else ""
    return "; ".join(part for part in (told, due, over, merged) if part)


def _rows(
    counting: Counting,
    unit: UUID | None = None,
    *,
    counts: Callable[[Item], bool],
    among: Callable[[Item], bool] = lambda item: bool(item.unit is None or item.parts),
) -> list[Row]:
    return [
        Row(item.own.id, item.own.serial, counts(item), _note(item))
        for item in counted(counting, unit)
        if among(item)
    ]


def _replied(item: Item) -> bool:
    return item.replied_on is not None


def _resolved(item: Item) -> bool:
    return all(reply.counts_resolved for reply in item.last_replies)


def _published(item: Item) -> bool:
    return item.own.published_by(item.day)


def face_to_face(counting: Counting, unit: UUID | None = None) -> list[Row]:
    """Whether a deputy was met before the reply; a phone call only where the profile says so."""
    rules = profile_of(counting.body, counting.day).suggestions
    phone = rules.phone_counts_as_contact.value
    return _rows(counting, unit, counts=lambda item: item.met(phone=phone))


def referrals(counting: Counting, unit: UUID | None = None) -> list[Row]:
    """What was referred upward, and whether it was answered; no unit of the town answers it."""
    found = referred(counting) if unit is None else []
    return [Row(it.own.id, it.own.serial, it.answered_on is not None) for it in found]


def assisting(counting: Counting, unit: UUID | None = None) -> list[Row]:
    """Assisting opinions: given in time, of those given or overdue; apart from what units lead."""
    day = counting.day
    rows = Allotment._default_manager.filter(body=counting.body, share=Share.ASSIST, on__lte=day)
    rows = rows.filter(on__year=day.year).select_related("suggestion", "unit")
    if unit is not None:
        rows = rows.filter(unit=unit)
    found = []
    for row in rows.order_by("on", "pk"):
        given = row.done_on is not None and row.done_on <= day
        gone = row.ended_on is not None and row.ended_on <= day
        if given or (row.due < day and not gone):
            in_time = given and row.done_on is not None and row.done_on <= row.due
            label = row.suggestion.serial
            found.append(Row(row.pk, label, in_time, row.unit.name))
    return found


RATES = (
    Definition(
        key=DELIVERY,
        title=_("Replied"),
        words=_(
            "Suggestions to which all lead units have replied, of those accepted and assigned "
            "that were not withdrawn or referred upward."
        ),
        count=partial(_rows, counts=_replied),
    ),
    Definition(
        key="on_time_rate",
        title=_("Replied in time"),
        words=_(
            "Suggestions whose first reply came by its due day, approved extensions included, of "
            "those that are replied or overdue."
        ),
        count=partial(
            _rows,
            counts=lambda item: item.in_time,
            among=lambda item: (
                bool(item.unit is None or item.parts) and (_replied(item) or item.overdue)
            ),
        ),
        companion=DELIVERY,
    ),
    Definition(
        key="solved_rate",
        title=_("Solved or adopted"),
        words=_(
            "Suggestions whose last replies are all of a class that counts as solved, of those "
            "replied."
        ),
        count=partial(_rows, counts=_resolved, among=_replied),
        companion=DELIVERY,
    ),
    Definition(
        key="face_to_face_rate",
        title=_("Met face to face"),
        words=_(
            "Suggestions about which a unit met a deputy before its first reply, of those "
            "accepted and assigned."
        ),
        count=face_to_face,
    ),
    Definition(
        key="published_rate",
        title=_("Published with replies"),
        words=_("Suggestions published with their replies, of those replied."),
        count=partial(_rows, counts=_published, among=_replied),
    ),
    Definition(
        key="return_rate",
        title=_("Given back by a unit"),
        words=_("Suggestions that a lead unit gave back, of those accepted and assigned."),
        count=partial(_rows, counts=lambda item: item.given_back, among=lambda item: True),
    ),
    Definition(
        key="extension_rate",
        title=_("Given more time"),
        words=_("Suggestions whose reply was given more time, of those accepted and assigned."),
        count=partial(_rows, counts=lambda item: item.extended),
    ),
    Definition(
        key="rehandled_rate",
        title=_("Handled a second time"),
        words=_("Suggestions handled again because a signer was dissatisfied, of those replied."),
        count=partial(
            _rows,
            counts=lambda item: item.rehandled,
            among=_replied,
        ),
    ),
    Definition(
        key="referred_rate",
        title=_("Referred upward and answered"),
        words=_(
            "Suggestions answered by a higher level, of those referred to it. They are in no "
            "other rate."
        ),
        count=referrals,
    ),
    Definition(
        key="assisting_on_time_rate",
        title=_("Assisting opinions in time"),
        words=_("Assisting opinions given by their due day, of those given or overdue."),
        count=assisting,
    ),
)


def _of_class(code: str, item: Item) -> bool:
    return _replied(item) and all(reply.reply_class == code for reply in item.last_replies)


def _handles(body: UUID, day: date) -> bool:
    return profile_of(body, day).has_module(Module.SUGGESTIONS)


def _knows(code: str, body: UUID, day: date) -> bool:
    return _handles(body, day) and code in profile_of(body, day).suggestions.classes.codes


def _class_label(code: str) -> str:
    """The label of a class, in the newest built-in profile that has it."""
    labels = {
        kind.code: kind.label
        for key in keys()
        for profile in versions(key)
        if profile.has_module("suggestions")
        for kind in profile.suggestions.classes.value
    }
    return str(labels[code])


CLASSES = ("A", "B", "C", "D", "adopted", "in_progress", "planned", "reference")
CLASS_SHARES = tuple(
    Definition(
        key=f"class_share_{code}",
        title=lazy(_class_label, str)(code),
        words=_(
            "Suggestions whose last replies are all of this class, of those accepted and assigned."
        ),
        count=partial(_rows, counts=partial(_of_class, code)),
        companion=DELIVERY,
        applies=partial(_knows, code),
    )
    for code in CLASSES
)


def register_figures() -> None:
    """Name the figures of this app, which a body counts that handles suggestions."""
    for definition in (*RATES, *CLASS_SHARES, *SATISFACTION):
        register(replace(definition, applies=definition.applies or _handles))
