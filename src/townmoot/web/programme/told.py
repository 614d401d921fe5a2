"""Talks, film, award, oath, anthem and visit of an item, as a line for lists and in full.

Who shares or is honoured is named in public only with consent; else the number stands alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from townmoot.meetings.queries import award_tally
from townmoot.web.ground.words import local, moment, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from townmoot.meetings.models import (
        AgendaItem,
        Anthem,
        Award,
        AwardRecipient,
        Film,
        Oath,
        Talk,
        Visit,
    )


@dataclass(frozen=True)
class Person:
    """Somebody in the order of appearance: who, on what or by whom, whether it is done."""

    key: UUID
    order: int
    name: str
    about: str
    done: bool


@dataclass(frozen=True)
class Told:
    """One line; facts as label and text; who appears; where the film lies."""

    line: str
    facts: tuple[tuple[str, str], ...] = ()
    people: tuple[Person, ...] = ()
    people_title: str = ""
    link: str = ""


def of(item: AgendaItem, *, everybody: bool = False) -> Told | None:
    """What is noted under an item from `with_programme`; None where nothing is.

    `everybody`: with the names of those who did not agree to be named in public.
    """
    talks = list(item.talks.all())
    if talks:
        return _sharing(talks, everybody=everybody)
    if hasattr(item, "award"):
        return _award(item.award, everybody=everybody)
    for name, tell in _ONE_EACH.items():
        if hasattr(item, name):
            return tell(getattr(item, name))
    return None


def line(item: AgendaItem, *, everybody: bool = False) -> str:
    """The line of an item; nothing where nothing is noted."""
    found = of(item, everybody=everybody)
    return found.line if found else ""


def _sharing(talks: list[Talk], *, everybody: bool) -> Told:
    people = tuple(
        Person(row.pk, row.order, _name(row, everybody=everybody), row.theme, bool(row.spoke_at))
        for row in talks
    )
    count = len(talks)
    spoke = sum(row.done for row in people)
    words = ngettext("%(n)d speaker", "%(n)d speakers", count) % {"n": count}
    if 0 < spoke < count:
        words = _("%(spoke)d of %(n)d have spoken") % {"spoke": spoke, "n": count}
    coming = next((row for row in people if not row.done), None) if spoke else None
    if coming is not None and (coming.name or coming.about):
        words = _("%(words)s; next: %(who)s") % {"words": words, "who": coming.name or coming.about}
    return Told(words, people=people, people_title=_("Who shares"))


def _name(row: Talk, *, everybody: bool) -> str:
    return str(row.speaker) if row.consent or everybody else ""


def _film(film: Film) -> Told:
    words = {"title": film.title, "n": film.minutes}
    line = ngettext("“%(title)s”, %(n)d minute", "“%(title)s”, %(n)d minutes", film.minutes) % words
    length = ngettext("%(n)d minute", "%(n)d minutes", film.minutes) % words
    facts = [(_("Film"), film.title), (_("Length"), length)]
    if film.started_at is None:
        facts.append((_("State"), _("cued")))
    else:
        ends = f"{local(film.started_at + timedelta(minutes=film.minutes)):%H:%M}"
        facts.append((_("Started"), moment(film.started_at)))
        line = _("%(film)s, until %(ends)s") % {"film": line, "ends": ends}
    return Told(line, tuple(facts), link=film.link)


def _award(award: Award, *, everybody: bool) -> Told:
    rows = list(award.recipients.all())
    count = award_tally(award)
    people = tuple(_recipient(row, everybody=everybody) for row in rows)
    handed = pgettext("between groups of names", "; ").join(_pairs(rows, everybody=everybody))
    sums = _sums(award)
    facts = [
        (_("Honour"), award.honour),
        (_("Honoured in all"), number(count.total)),
        (_("On stage"), number(count.listed)),
        (_("By the branches"), number(count.branch)),
    ]
    facts += [(_("At home"), number(count.home))] if count.home else []
    facts.append((_("The numbers"), sums))
    line = _("%(honour)s: %(sums)s") % {"honour": award.honour, "sums": sums}
    if handed:
        line = _("%(first)s. %(handed)s") % {"first": line, "handed": handed}
    return Told(line, tuple(facts), people=people, people_title=_("Honoured on stage"))


def _sums(award: Award) -> str:
    """112 = 6 on stage + 106 by their branches; and how many of whom nothing is known yet."""
    count = award_tally(award)
    parts = [_("%(n)s on stage") % {"n": number(count.listed)}]
    for told, words in (
        (count.branch, _("%(n)s by their branches")),
        (count.home, _("%(n)s at home")),
        (count.left, _("%(n)s not told yet")),
    ):
        parts += [words % {"n": number(told)}] if told else []
    return f"{number(count.total)} = {' + '.join(parts)}"


def _recipient(row: AwardRecipient, *, everybody: bool) -> Person:
    by = _("from %(name)s") % {"name": row.presenter} if row.presenter else ""
    name = str(row.person) if row.consent or everybody else ""
    return Person(row.pk, row.order, name, by, row.presented_at is not None)


def _pairs(rows: list[AwardRecipient], *, everybody: bool) -> Iterator[str]:
    """Presenter → recipients, each presenter once; those not to be named are counted."""
    by_presenter: dict[str, list[AwardRecipient]] = {}
    for row in rows:
        by_presenter.setdefault(str(row.presenter or ""), []).append(row)
    for presenter, honoured in by_presenter.items():
        named = [str(row.person) for row in honoured if row.consent or everybody]
        silent = len(honoured) - len(named)
        if silent:
            words = ngettext("%(n)d recipient", "%(n)d recipients", silent)
            if named:
                words = ngettext("%(n)d more", "%(n)d more", silent)
            named.append(words % {"n": silent})
        told = pgettext("between names", ", ").join(named)
        yield f"{presenter} → {told}" if presenter else told


def _oath(oath: Oath) -> Told:
    facts = [(_("Oath"), oath.name)]
    facts += [(_("Led by"), str(oath.leader))] if oath.leader else []
    facts += [(_("Sworn by"), oath.swearers)] if oath.swearers else []
    facts += [(_("How many swore"), number(oath.sworn))] if oath.sworn is not None else []
    parts = [oath.name]
    parts += (
        [pgettext("oath or visit", "led by %(name)s") % {"name": oath.leader}]
        if oath.leader
        else []
    )
    parts += [oath.swearers] if oath.swearers else []
    return Told(_joined(parts), tuple(facts))


def _anthem(anthem: Anthem) -> Told:
    way = str(anthem.get_way_display())
    facts = ((_("Anthem"), anthem.title), (_("How"), capfirst(way)))
    return Told(_joined([anthem.title, way]), facts)


def _visit(visit: Visit) -> Told:
    facts = [(_("Place"), visit.place)]
    facts += [(_("From"), moment(visit.at))] if visit.at else []
    facts += [(_("Led by"), str(visit.leader))] if visit.leader else []
    facts += [(_("Planned for"), _people(visit.planned))] if visit.planned is not None else []
    facts += [(pgettext("visit", "Went"), _people(visit.went))] if visit.went is not None else []
    parts = [visit.place]
    parts += [moment(visit.at, "short")] if visit.at else []
    parts += (
        [pgettext("oath or visit", "led by %(name)s") % {"name": visit.leader}]
        if visit.leader
        else []
    )
    return Told(_joined(parts), tuple(facts))


def _people(count: int) -> str:
    return ngettext("%(n)d person", "%(n)d people", count) % {"n": count}


def _joined(parts: list[str]) -> str:
    return pgettext("between parts of a line", ", ").join(parts)


_ONE_EACH: dict[str, Callable[..., Told]] = {
    "film": _film,
    "oath": _oath,
    "anthem": _anthem,
    "visit": _visit,
}
