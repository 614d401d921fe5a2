"""What a council notes under an item: lines for its page, and one line for lists.

The public reads no name of who spoke from the floor, no reason of who stayed away, and not the
nature of a sensitive interest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from townmoot.meetings import queries
from townmoot.meetings.enums import LeaveState
from townmoot.record import now
from townmoot.rules.terms import ItemFacts
from townmoot.web.ground.words import day, local, moment

if TYPE_CHECKING:
    from townmoot.meetings.models import AgendaItem, Declaration, Dispensation
    from townmoot.rules import Profile
    from townmoot.rules.terms import Currency

Texts = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One thing noted: its title, what is told of it, how it stands, what can be pressed."""

    title: str
    texts: Texts = ()
    state: str = ""
    word: str = ""
    key: UUID | None = None
    steps: Texts = ()


@dataclass(frozen=True)
class Business:
    """All that is noted under an item; `sums` are label and amount."""

    line: str
    lines: tuple[Line, ...] = ()
    sums: tuple[tuple[str, str], ...] = ()


def of(item: AgendaItem, profile: Profile, *, inside: bool = False) -> Business | None:
    """What is noted under an item from `with_business`; None for an item of another kind."""
    if item.kind not in profile.agenda_kinds.codes:
        return None
    tell = _TELL.get(profile.agenda_kinds.find(item.kind).facts)
    return tell(item, profile, inside=inside) if tell else None


def line(item: AgendaItem, profile: Profile) -> str:
    """One line of it for a list; nothing where nothing is noted."""
    found = of(item, profile)
    return found.line if found and (found.lines or found.sums) else ""


def money(amount: int, currency: Currency) -> str:
    """An amount in the smallest unit as it is written: £1,234.50."""
    whole, part = divmod(amount, 10**currency.decimals)
    return f"{currency.sign}{whole:,}.{part:0{currency.decimals}d}"


def _count(lines: Iterable[Line], one: str, many: str) -> Business:
    listed = tuple(lines)
    words = (one if len(listed) == 1 else many) % {"n": len(listed)}
    return Business(words, listed)


def _apologies(item: AgendaItem, _profile: Profile, *, inside: bool) -> Business:
    told = {
        LeaveState.REQUESTED: ("waiting", _("not decided")),
        LeaveState.APPROVED: ("done", _("accepted")),
        LeaveState.REFUSED: ("withdrawn", _("not accepted")),
    }
    rows = queries.leaves_of(item.meeting)
    lines = [
        Line(
            str(row.participant.person),
            (row.reason,) if inside else (),
            *told[LeaveState(row.state)],
            key=row.pk,
        )
        for row in rows
        if row.state in told and (inside or row.state != LeaveState.REQUESTED)
    ]
    return _count(lines, _("%(n)d apology"), _("%(n)d apologies"))


def interest_words(row: Declaration, profile: Profile) -> str:
    """What follows from an interest, in words."""
    kind = queries.follows_from(profile, row)
    if kind is None:
        return _("stays, with a dispensation")
    speaks = _("may speak") if kind.may_speak else _("takes no part")
    votes = _("votes") if kind.may_vote else _("does not vote")
    room = _("leaves the room") if kind.must_leave else _("stays")
    return _("%(speaks)s, %(votes)s, %(room)s") % {"speaks": speaks, "votes": votes, "room": room}


def _interests(item: AgendaItem, profile: Profile, *, inside: bool) -> Business:
    rows = [row for row in item.declarations.all() if inside or row.about.public]
    return _count(
        (interest_line(row, profile, inside=inside) for row in rows),
        _("%(n)d interest declared"),
        _("%(n)d interests declared"),
    )


def interest_line(row: Declaration, profile: Profile, *, inside: bool) -> Line:
    """An interest: who, in which item, of which kind, and what follows from it."""
    kinds = profile.interests.kinds
    words = {"number": row.about.number, "name": row.about.name}
    texts = [
        _("Item %(number)s, %(name)s") % words,
        str(kinds.find(row.kind).label) if row.kind in kinds.codes else row.kind,
        row.nature if inside or not row.sensitive else _("a sensitive interest"),
        interest_words(row, profile),
    ]
    if row.left_at:
        texts.append(_("left %(time)s") % {"time": f"{local(row.left_at):%H:%M}"})
    if row.returned_at:
        texts.append(_("returned %(time)s") % {"time": f"{local(row.returned_at):%H:%M}"})
    kind = queries.follows_from(profile, row)
    leaves = kind is not None and kind.must_leave
    step = "leave" if row.left_at is None else "return"
    steps = (step,) if leaves and row.returned_at is None else ()
    return Line(str(row.person), tuple(texts), key=row.pk, steps=steps)


def dispensation_line(row: Dispensation, profile: Profile, *, inside: bool) -> Line:
    """A dispensation: who, in what, granted by whom until when."""
    asked = _("asked for %(day)s") % {"day": day(row.requested)}
    if row.refused_at:
        return Line(str(row.person), (asked, row.scope), "withdrawn", _("refused"))
    if row.until is None:
        steps = ("grant", "refuse") if inside else ()
        texts = (asked, row.scope)
        return Line(str(row.person), texts, "waiting", _("not decided"), row.pk, steps)
    granters = profile.council.dispensation_granters
    by = str(granters.find(row.granted_by).label) if row.granted_by in granters.codes else ""
    words = {"by": by, "until": day(row.until)}
    return Line(
        str(row.person),
        (asked, row.scope, _("granted by: %(by)s; until %(until)s") % words),
        "done",
        _("granted"),
    )


def _dispensations(item: AgendaItem, profile: Profile, *, inside: bool) -> Business:
    rows = list(item.dispensations.all())
    if inside:
        rows += [row for row in queries.dispensations_asked(item.body) if row not in rows]
    lines = [dispensation_line(row, profile, inside=inside) for row in rows]
    return _count(lines, _("%(n)d dispensation"), _("%(n)d dispensations"))


def _participation(item: AgendaItem, profile: Profile, *, inside: bool) -> Business:
    rules, slots = profile.council, list(item.public_slots.all())
    spent = int(queries.used(slots, now()).total_seconds())
    words = {"n": len(slots), "used": _clock(spent), "total": rules.participation_total.value}
    lines = []
    for place, slot in enumerate(slots, 1):
        seconds = int(((slot.end or now()) - slot.created_at).total_seconds())
        over = seconds > rules.participation_each.value * 60
        texts = [slot.topic] if slot.topic else []
        texts.append(_clock(seconds))
        texts += [_("longer than %(n)d minutes") % {"n": rules.participation_each.value}] * over
        title = slot.name if inside else _("Speaker %(n)d") % {"n": place}
        steps = () if slot.end else ("stop",)
        lines.append(Line(title, tuple(texts), key=slot.pk, steps=steps))
    told = _("%(n)d spoke; %(used)s of %(total)d minutes used")
    return Business(told % words, tuple(lines))


def _clock(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"


def _minutes(item: AgendaItem, _profile: Profile, **_inside: bool) -> Business:
    if not hasattr(item, "past_minutes"):
        return Business("")
    row: Any = item.past_minutes
    texts = [_("corrected: %(text)s") % {"text": row.corrections}] if row.corrections else []
    state, word = "waiting", _("not signed")
    if row.signed_at is not None:
        words = {"name": row.signed_by, "at": moment(row.signed_at)}
        texts.append(_("signed by %(name)s, %(at)s") % words)
        state, word = "done", _("signed")
    steps = () if row.signed_at else ("sign",)
    made = Line(row.of.name, tuple(texts), state, word, item.pk, steps)
    return Business(f"{row.of.name}: {word}", (made,))


def _report(item: AgendaItem, _profile: Profile, **_inside: bool) -> Business:
    lines = [Line(row.matter, (row.text,)) for row in item.report_lines.all()]
    return _count(lines, _("%(n)d matter"), _("%(n)d matters"))


def _planning(item: AgendaItem, profile: Profile, **_inside: bool) -> Business:
    answers = profile.council.planning_responses
    lines = []
    for row in item.plannings.all():
        texts = [row.address, row.proposal, row.authority]
        texts.append(_("to be answered by %(day)s") % {"day": day(row.respond_by)})
        texts += [row.comment] if row.comment else []
        texts += [_("answer sent %(day)s") % {"day": day(row.sent)}] if row.sent else []
        known = row.response in answers.codes
        word = str(answers.find(row.response).label) if known else _("not answered")
        state = "done" if row.response else "waiting"
        steps = ("respond", *(("send",) if row.response and row.sent is None else ()))
        lines.append(Line(row.reference, tuple(texts), state, word, row.pk, steps))
    return _count(lines, _("%(n)d application"), _("%(n)d applications"))


def _payments(item: AgendaItem, profile: Profile, **_inside: bool) -> Business:
    currency, rows = profile.council.currency.value, list(item.payments.all())
    sums = queries.totals(rows)
    decided = queries.outcome_of(item)
    lines = tuple(_payment(row, currency, open_=not decided) for row in rows)
    words = {"n": len(rows), "total": money(sums.total, currency)}
    told = ngettext("%(n)d payment, %(total)s", "%(n)d payments, %(total)s", len(rows)) % words
    told += f" · {_('approved')}" if decided == "adopted" else ""
    labels = ((_("Net"), sums.net), (_("VAT"), sums.vat), (_("Total"), sums.total))
    return Business(told, lines, tuple((label, money(n, currency)) for label, n in labels))


def _payment(row: Any, currency: Currency, *, open_: bool) -> Line:
    parts = {"net": money(row.net, currency), "vat": money(row.vat, currency)}
    texts = (row.purpose, row.power, _("%(net)s net, %(vat)s VAT") % parts)
    title = f"{row.payee} · {money(row.total, currency)}"
    return Line(title, texts, key=row.pk, steps=("drop",) if open_ else ())


def _letters(item: AgendaItem, _profile: Profile, **_inside: bool) -> Business:
    lines = [
        Line(row.subject, tuple(filter(None, (row.sender, day(row.received), row.action))))
        for row in item.letters.all()
    ]
    return _count(lines, _("%(n)d letter"), _("%(n)d letters"))


def _exclusion(item: AgendaItem, _profile: Profile, **_inside: bool) -> Business:
    if not hasattr(item, "exclusion"):
        return Business("")
    row: Any = item.exclusion
    texts = [_("excluded %(at)s") % {"at": moment(row.created_at)}]
    if row.readmitted_at:
        texts.append(_("admitted again %(at)s") % {"at": moment(row.readmitted_at)})
    steps = () if row.readmitted_at else ("readmit",)
    made = Line(row.reason, tuple(texts), key=item.meeting_id, steps=steps)
    return Business(row.reason, (made,))


def _next(item: AgendaItem, _profile: Profile, **_inside: bool) -> Business:
    if not hasattr(item, "next_meeting"):
        return Business("")
    row: Any = item.next_meeting
    told = f"{moment(row.start)}, {row.place}"
    return Business(told, (Line(moment(row.start), (row.place,)),))


_TELL: dict[ItemFacts, Callable[..., Business]] = {
    ItemFacts.APOLOGIES: _apologies,
    ItemFacts.INTERESTS: _interests,
    ItemFacts.DISPENSATIONS: _dispensations,
    ItemFacts.PARTICIPATION: _participation,
    ItemFacts.MINUTES: _minutes,
    ItemFacts.CLERK_REPORT: _report,
    ItemFacts.PLANNING: _planning,
    ItemFacts.PAYMENTS: _payments,
    ItemFacts.CORRESPONDENCE: _letters,
    ItemFacts.EXCLUSION: _exclusion,
    ItemFacts.NEXT_MEETING: _next,
}


def kinds(profile: Profile) -> set[str]:
    """The kinds of item under which a council notes something."""
    return {kind.code for kind in profile.agenda_kinds.value if kind.facts in _TELL}


def register(rows: Iterable[Declaration], profile: Profile) -> Iterator[Line]:
    """Interests declared, for the public register: with the meeting at which it was."""
    for row in rows:
        told = interest_line(row, profile, inside=False)
        where = (row.about.meeting.name, *told.texts)
        yield Line(told.title, where)
