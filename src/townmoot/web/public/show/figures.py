"""Published numbers as pieces: n of N, what they count, the rows one click away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from townmoot import figures
from townmoot.commitments.queries import public_commitments, public_tasks
from townmoot.record import today_of
from townmoot.suggestions.queries.public import published, titles
from townmoot.web.ground import pieces


@dataclass(frozen=True)
class Counted:
    """A figure with its addresses; `beside` is the figure it must never stand without."""

    figure: figures.Figure
    piece: pieces.Figure
    beside: figures.Figure | None


@dataclass(frozen=True)
class Line:
    """A row behind a figure; `url` and its title only where the public may read the thing."""

    label: str
    counted: bool
    note: str
    url: str
    title: str

    @property
    def kept_back(self) -> bool:
        """Whether the public may not read the thing."""
        return not self.url


JUDGED = ("satisfaction", "attitude")
ANSWERED = ("reply_rate", "on_time_rate", "solved_rate", "face_to_face_rate", "published_rate")
WAY = (
    "return_rate",
    "extension_rate",
    "rehandled_rate",
    "referred_rate",
    "assisting_on_time_rate",
)
FRONT = (
    "reply_rate",
    "on_time_rate",
    "solved_rate",
    "face_to_face_rate",
    "satisfaction_final",
    "kept_promise_rate",
)


def sections(found: list[Counted]) -> list[tuple[str, list[Counted]]]:
    """The figures by what they tell; what belongs to no section stands last."""
    by_key = {one.figure.definition.key: one for one in found}
    judged = [key for key in by_key if key.startswith(JUDGED)]
    named = [
        (_("Answers"), ANSWERED),
        (_("How deputies judged them"), judged),
        (_("On the way"), WAY),
    ]
    made = [(title, [by_key.pop(key) for key in keys if key in by_key]) for title, keys in named]
    made.append((_("Promises and the rest"), list(by_key.values())))
    return [(title, ones) for title, ones in made if ones]


def foremost(found: list[Counted]) -> list[Counted]:
    """The figures of the front page, as far as there is something to count."""
    by_key = {one.figure.definition.key: one for one in found if one.figure.of}
    return [by_key[key] for key in FRONT if key in by_key]


def query(day: date | None, unit: UUID | None) -> str:
    """The query part of an address for a past day and a unit; empty for neither."""
    given = {"day": day.isoformat() if day else "", "unit": str(unit) if unit else ""}
    kept = urlencode({key: value for key, value in given.items() if value})
    return f"?{kept}" if kept else ""


def all_of(
    body: UUID,
    day: date,
    *,
    unit: UUID | None = None,
    past: bool = False,
    keys: tuple[str, ...] = (),
) -> list[Counted]:
    """Every figure (or those named) of the town or of one unit on a day, in their order."""
    asked = query(day if past else None, unit)
    counting = figures.Counting(body, day)
    found = {
        one.key: figures.counted(one.key, counting, unit)
        for one in figures.definitions_for(body, day)
        if not keys or one.key in keys
    }
    return [_counted(one, found, asked) for one in found.values()]


def one_of(body: UUID, key: str, day: date, *, unit: UUID | None, past: bool) -> Counted | None:
    """One figure with its companion; None for a key that nobody registered."""
    definition = figures.definition(key)
    if definition is None:
        return None
    keys = [key, *([definition.companion] if definition.companion else [])]
    counting = figures.Counting(body, day)
    found = {each: figures.counted(each, counting, unit) for each in keys}
    return _counted(found[key], found, query(day if past else None, unit))


def _counted(one: figures.Figure, others: dict[str, figures.Figure], asked: str) -> Counted:
    definition = one.definition
    companion = others.get(definition.companion)
    piece = pieces.Figure(
        label=definition.title,
        value=one.percent,
        unit="%" if one.of else "",
        n=one.counted,
        total=one.of,
        definition=definition.words,
        beside=_beside(one, companion),
        day=one.day,
        rows_url=reverse("public:figure", args=[definition.key]) + asked,
        csv_url=reverse("public:figure_csv", args=[definition.key]) + asked,
    )
    return Counted(one, piece, companion)


def _beside(one: figures.Figure, companion: figures.Figure | None) -> str:
    told = []
    if companion is not None:
        given = {"title": companion.definition.title, "fraction": companion.fraction}
        told.append(_("%(title)s: %(fraction)s") % given)
    if one.missing is not None:
        said = ngettext("%(n)s did not answer", "%(n)s did not answer", one.missing)
        told.append(said % {"n": one.missing})
    if one.withheld:
        kept = ngettext("%(n)s rating not released", "%(n)s ratings not released", one.withheld)
        told.append(kept % {"n": one.withheld})
    if not one.of:
        told.append(_("nothing to count yet"))
    return pgettext("between two remarks", "; ").join(told)


def lines(one: figures.Figure, body: UUID) -> list[Line]:
    """The rows of a figure; what is not published is named by its number alone."""
    known = _public(body, [row.subject for row in one.rows])
    found = []
    for row in one.rows:
        title, url = known.get(row.subject, ("", ""))
        found.append(Line(row.label, row.counted, str(row.note), url, title))
    return found


def _public(body: UUID, subjects: list[UUID]) -> dict[UUID, tuple[str, str]]:
    """Title and page of those subjects that the public may read: suggestions and promises."""
    items = published(body).prefetch_related(None).select_related(None).order_by()
    found = {
        key: (title, reverse("public:suggestion", args=[key]))
        for key, title in titles(items.filter(pk__in=subjects)).items()
    }
    wanted = set(subjects) - found.keys()
    day = today_of(body)
    made = [*public_commitments(body, day), *public_tasks(body, day)] if wanted else []
    return found | {
        row.id: (row.text, reverse("public:promise", args=[row.id]))
        for row in made
        if row.id in wanted
    }
