"""The story of a suggestion in words, as its signers may read it.

Steps inside a unit (drafting, checking, signing) and other signers' ratings are not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from townmoot.suggestions.enums import Addressee, Share
from townmoot.web.ground import pieces, words

if TYPE_CHECKING:
    from datetime import date, datetime

    from townmoot.record import Ctx
    from townmoot.suggestions.models import Allotment
    from townmoot.suggestions.queries import Detail

Told = tuple["datetime", pieces.Step]


def story(ctx: Ctx, detail: Detail) -> list[pieces.Step]:
    """What happened, oldest first, and what comes next; a fixed number of queries."""
    told = [step for source in _SOURCES for step in source(ctx, detail)]
    told.sort(key=lambda each: each[0])
    return [*(step for _at, step in told), *_next(detail)]


def _step(at: datetime, text: str, **more: Any) -> Told:
    return at, pieces.Step(text=text, at=at, **more)


def _day(value: date | None) -> str:
    return words.day(value) if value else ""


def _beginning(_ctx: Ctx, detail: Detail) -> Iterator[Told]:
    item = detail.item
    text = _("Draft begun of an opinion in the group") if item.opinion else _("Draft begun")
    yield _step(item.created_at, text, by=str(item.lead))
    for row in detail.signatures:
        if row.lead:
            continue
        if row.confirmed_at:
            yield _step(row.confirmed_at, _("Co-signed"), by=str(row.person))
        elif row.declined_at:
            more = row.declined_reason
            yield _step(row.declined_at, _("Not co-signed"), by=str(row.person), more=more)
    if item.handed_in_at:
        to = Addressee(item.addressee).label
        text = _("Handed in; addressed to: %(to)s") % {"to": to}
        yield _step(item.handed_in_at, text, kind="binding", by=str(item.lead))


def _admission(_ctx: Ctx, detail: Detail) -> Iterator[Told]:
    item = detail.item
    refusal = getattr(item, "refusal", None)
    if refusal is not None:
        text = _("Treated as a letter") if refusal.as_letter else _("Returned to the deputy")
        yield _step(refusal.created_at, text, more=refusal.words)
    if item.accepted_at:
        text = _("Accepted as %(serial)s") % {"serial": item.serial}
        yield _step(item.accepted_at, text, kind="binding", more=item.subject_class)
    for row in item.assignments.order_by("created_at").select_related("to"):
        text = _("Assigned to: %(to)s; a reply is due by %(day)s") % {
            "to": row.to.name,
            "day": _day(row.due),
        }
        yield _step(row.created_at, text)


def _units(_ctx: Ctx, detail: Detail) -> Iterator[Told]:
    rows = detail.item.allotments.order_by("created_at").select_related("unit")
    for row in rows.prefetch_related("returns", "extensions", "contacts"):
        unit = row.unit.name
        text = pgettext("story", "Given to %(unit)s, to lead")
        if row.share == Share.ASSIST:
            text = pgettext("story", "Given to %(unit)s, to assist")
        yield _step(row.created_at, text % {"unit": unit}, more=row.part)
        if row.received_at:
            yield _step(row.received_at, _("Received by %(unit)s") % {"unit": unit})
        yield from _with_the_unit(row, unit)


def _with_the_unit(row: Allotment, unit: str) -> Iterator[Told]:
    for each in row.returns.all():
        if each.approved:
            yield _step(each.created_at, _("Given back by %(unit)s") % {"unit": unit})
    for extension in row.extensions.all():
        if extension.approved:
            text = _("Longer time granted to %(unit)s, until %(day)s") % {
                "unit": unit,
                "day": _day(extension.until),
            }
            yield _step(extension.created_at, text, more=extension.reason)
    for contact in row.contacts.all():
        text = _("%(unit)s spoke with the deputy: %(way)s") % {
            "unit": unit,
            "way": contact.get_way_display(),
        }
        yield _step(contact.created_at, text, more=contact.words)


def _replies(ctx: Ctx, detail: Detail) -> Iterator[Told]:
    for row in detail.replies:
        if row.issued_at is not None:
            text = _("Reply from %(unit)s, %(number)s") % {
                "unit": row.allotment.unit.name,
                "number": row.number,
            }
            yield _step(row.issued_at, text, kind="binding")
    for part in detail.parts:
        again = getattr(part.part, "rehandling", None)
        if again is not None:
            text = _("To be handled again by %(unit)s, by %(day)s") % {
                "unit": part.part.unit.name,
                "day": _day(again.due),
            }
            yield _step(again.created_at, text, more=again.words)
    for serving in detail.item.servings.all():
        rating = getattr(serving, "rating", None)
        if rating is not None and serving.person_id == ctx.actor.person:
            yield _step(rating.created_at, _("You rated the reply"))


def _endings(_ctx: Ctx, detail: Detail) -> Iterator[Told]:
    item = detail.item
    kinds: dict[str, Callable[[Any], str]] = {
        "referral": lambda row: _("Referred to: %(unit)s") % {"unit": row.unit},
        "merger": lambda row: (
            _("Merged into %(serial)s") % {"serial": item.merged_into.serial}
            if item.merged_into
            else ""
        ),
        "closing": lambda row: _("Closed and filed"),
    }
    for name, say in kinds.items():
        row = getattr(item, name, None)
        if row is not None:
            more = getattr(row, "reason", "") or getattr(row, "words", "")
            yield _step(row.created_at, say(row), more=more)
    for asked in item.withdrawals.all():
        yield _step(asked.created_at, _("Withdrawal asked for"), more=asked.reason)
        if asked.cancelled_at is not None:
            yield _step(asked.cancelled_at, _("The request to withdraw was taken back"))
    for public in item.publications.select_related("ended_by"):
        yield _step(public.created_at, pgettext("floor", "Published"), kind="binding")
        if public.ended_by is not None:
            why = public.ended_by.reason
            yield _step(public.ended_by.created_at, _("Publication taken back"), more=why)
    for carried in item.carryovers.all():
        text = _("Carried over into %(year)d") % {"year": carried.year}
        yield _step(carried.created_at, text, more=carried.reason)


def _next(detail: Detail) -> Iterator[pieces.Step]:
    clock = detail.clock
    if clock is not None and clock.done_on is None:
        text = _("Due next: %(what)s") % {"what": clock.kind.label}
        yield pieces.Step(text=text, at=clock.due, kind="next")


_SOURCES: tuple[Callable[[Ctx, Detail], Iterator[Told]], ...] = (
    _beginning,
    _admission,
    _units,
    _replies,
    _endings,
)
