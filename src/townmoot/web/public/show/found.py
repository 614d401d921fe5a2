"""What was found, for a page and for machines: where it stands, and what fits in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from townmoot.opendata.enums import Kind
from townmoot.opendata.queries import taken_over
from townmoot.people.queries.finding import names_of
from townmoot.search import Document, kinds
from townmoot.search.finding import LAST_PAGE, PAGE, Found, Hit
from townmoot.search.marks import Looking, Piece
from townmoot.web.framing import profile_of
from townmoot.web.ground import pieces
from townmoot.web.ground.words import language_of, titled
from townmoot.web.modules import is_there
from townmoot.web.public.show.recorded import tongue_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, QueryDict
    from django.utils.safestring import SafeString

    from townmoot.people.models import Organization
    from townmoot.rules import Profile

MOST_UNITS = 50

# Where the page of each kind is, and what its address asks for.
PAGES: dict[str, Callable[[Document], tuple[str, *tuple[UUID | None, ...]]]] = {
    "meeting": lambda one: ("public:meeting", one.key),
    "item": lambda one: ("public:item", one.within, one.key),
    "motion": lambda one: ("public:motion", one.key),
    "paper": lambda one: ("public:paper", one.key),
    "file": lambda one: ("public:meeting", one.within) if one.within else ("public:file", one.key),
    "suggestion": lambda one: ("public:suggestion", one.key),
    "promise": lambda one: ("public:promise", one.key),
    "task": lambda one: ("public:promise", one.key),
    "person": lambda one: ("public:person", one.key),
    "member": lambda one: ("public:person", one.key),
    "organization": lambda one: ("public:unit", one.key),
}


def marked(found: list[Piece], tongue: str = "") -> SafeString:
    """Pieces of text with what fits in <mark>, all else escaped; `tongue`: their language."""
    told = format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", p.text) if p.found else p.text,) for p in found)
    )
    tag = tongue or language_of("".join(piece.text for piece in found))
    return format_html('<span lang="{}">{}</span>', tag, told) if tag else told


@dataclass(frozen=True)
class Town:
    """What decides where a page is and how it is read: the procedure, what was taken over."""

    profile: Profile | None
    recorded: frozenset[UUID]
    tongue: str


@dataclass(frozen=True)
class Line:
    """One thing that was found."""

    hit: Hit
    looking: Looking
    names: dict[UUID, Organization]
    town: Town

    @property
    def kind(self) -> str:
        """What it is."""
        return str(kinds()[self.hit.kind].one)

    @property
    def url(self) -> str:
        """Its page; empty where the town has none of its kind."""
        name, *place = PAGES[self.hit.kind](self.hit.document)
        if self.hit.kind == "organization" and self.hit.document.key in self.town.recorded:
            name = "public:organization"
        return reverse(name, args=place) if is_there(self.town.profile, name) else ""

    @property
    def plain(self) -> str:
        """Its title in the reader's language, where it has one there."""
        one = self.hit.document
        return titled(self.names[one.key]) if one.key in self.names else one.title

    @property
    def title(self) -> SafeString:
        """Its title with what fits."""
        return marked(self.looking.pieces(self.plain), self.town.tongue)

    @property
    def excerpts(self) -> list[SafeString]:
        """What fits in its surroundings."""
        texts, tongue = self.hit.document.texts, self.town.tongue
        return [marked(each, tongue) for each in self.looking.excerpts(texts)]

    @property
    def units(self) -> list[str]:
        """The organizations it belongs to."""
        one = self.hit.document
        return [titled(self.names[key]) for key in one.organizations if key in self.names]


@dataclass(frozen=True)
class Choice:
    """A way to narrow what was found, and how many would remain."""

    value: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True)
class Results:
    """A page of what was found."""

    found: Found
    query: QueryDict
    names: dict[UUID, Organization]
    town: Town

    @cached_property
    def lines(self) -> list[Line]:
        """What stands on this page."""
        looking = {way: Looking(self.found.asked, similar=way) for way in (False, True)}
        names, town = self.names, self.town
        return [Line(hit, looking[hit.similar], names, town) for hit in self.found.hits]

    @property
    def kinds(self) -> list[Choice]:
        """The kinds that there are."""
        now, known = self.found.narrowed.kind, kinds()
        return [
            Choice(code, str(known[code].label), n, code == now)
            for code, n in self.found.kinds.items()
        ]

    @property
    def years(self) -> list[Choice]:
        """The years that there are."""
        now = self.found.narrowed.year
        return [Choice(str(y), str(y), n, y == now) for y, n in self.found.years.items()]

    @property
    def organizations(self) -> list[Choice]:
        """The organizations with the most, and the one that was chosen."""
        now = self.found.narrowed.organization
        rows = [(key, n) for key, n in self.found.organizations.items() if key in self.names]
        return [
            Choice(str(key), titled(self.names[key]), n, key == now)
            for place, (key, n) in enumerate(rows)
            if place < MOST_UNITS or key == now
        ]

    @property
    def tabs(self) -> list[pieces.Crumb]:
        """The kinds as views of one list."""
        everything = self._tab(_("Everything"), "", sum(choice.count for choice in self.kinds))
        return [everything, *(self._tab(one.label, one.value, one.count) for one in self.kinds)]

    def _tab(self, label: str, kind: str, count: int) -> pieces.Crumb:
        query = self.query.copy()
        for name in ("page", "kind"):
            query.pop(name, None)
        if kind:
            query["kind"] = kind
        url = f"?{query.urlencode()}" if query else reverse("public:search")
        now = kind == self.found.narrowed.kind
        return pieces.Crumb(label=label, url=url, count=count, current=now)

    @property
    def page(self) -> Page[int]:
        """The page among the others."""
        return Paginator(range(min(self.found.total, LAST_PAGE * PAGE)), PAGE).page(self.found.page)


def results(found: Found, request: HttpRequest, body: UUID) -> Results:
    """What was found in a town, with the names of its organizations."""
    wanted: set[UUID] = set(found.organizations)
    for hit in found.hits:
        wanted |= {hit.document.key, *hit.document.organizations}
    rows = taken_over(body, Kind.ORGANIZATION).filter(target__in=wanted)
    recorded = frozenset(rows.values_list("target", flat=True))
    town = Town(profile_of(request), recorded, tongue_of(body))
    return Results(found, request.GET, names_of(body, wanted), town)
