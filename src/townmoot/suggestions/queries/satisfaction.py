"""How content the signers were: by round, by aspect, with and without "basically".

A row is one reply as it went to one signer; it names neither, since ratings are internal until
they are released.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from townmoot.figures import Definition, Row
from townmoot.rules.terms import CountsAs
from townmoot.suggestions.models import Serving
from townmoot.suggestions.queries.delivery import counted

SATISFIED = frozenset({CountsAs.SATISFIED.value})
BASICALLY = frozenset({CountsAs.BASICALLY.value})
BROADLY = SATISFIED | BASICALLY


def servings(body: UUID, day: date, unit: UUID | None, *, final: bool) -> Iterator[Serving]:
    """The replies of the first round as they went to signers; or of the last round of each."""
    items = [item.own.id for item in counted(body, day, unit)]
    rows = Serving._default_manager.filter(suggestion__in=items, on__lte=day)
    if unit is not None:
        rows = rows.filter(reply__allotment__unit=unit)
    last: dict[tuple[UUID, UUID, UUID], Serving] = {}
    for row in rows.select_related("reply", "rating").order_by("reply__round", "created_at", "pk"):
        key = (row.reply.allotment_id, row.suggestion_id, row.person_id or row.pk)
        if final or key not in last:
            last[key] = row
    yield from last.values()


def _answer(row: Serving, day: date, aspect: str) -> str | None:
    rating = getattr(row, "rating", None)
    if rating is None or rating.on > day:
        return None
    answer: str = getattr(rating, f"{aspect}_counts_as")
    return answer or None  # a ledger tells nothing of the attitude


def _count(
    body: UUID,
    day: date,
    unit: UUID | None = None,
    *,
    final: bool,
    aspect: str,
    grades: frozenset[str],
) -> list[Row]:
    label = gettext("one signer's rating")
    return [
        Row(row.pk, label, answer in grades)
        for row in servings(body, day, unit, final=final)
        if (answer := _answer(row, day, aspect)) is not None
    ]


def _missing(body: UUID, day: date, unit: UUID | None = None, *, final: bool) -> int:
    rows = servings(body, day, unit, final=final)
    return sum(_answer(row, day, "result") is None for row in rows)


def _definition(
    key: str, title: object, words: object, aspect: str, *, final: bool, grades: frozenset[str]
) -> Definition:
    return Definition(
        key=key,
        title=title,  # type: ignore[arg-type] # a lazy text, like any title
        words=words,  # type: ignore[arg-type] # likewise
        count=partial(_count, final=final, aspect=aspect, grades=grades),
        companion="reply_rate",
        missing=partial(_missing, final=final),
    )


_WORDS_FIRST = _(
    "Ratings of first replies with this grade, of all ratings given; who did not rate is "
    "printed beside it."
)
_WORDS_FINAL = _(
    "Ratings of each signer's last reply with this grade, of all ratings given; who did not "
    "rate is printed beside it."
)

SATISFACTION = (
    _definition(
        "satisfaction_first",
        _("Satisfied with the result, first round"),
        _WORDS_FIRST,
        "result",
        final=False,
        grades=SATISFIED,
    ),
    _definition(
        "satisfaction_first_broad",
        _("Satisfied or basically satisfied with the result, first round"),
        _WORDS_FIRST,
        "result",
        final=False,
        grades=BROADLY,
    ),
    _definition(
        "satisfaction_first_basically",
        _("Basically satisfied with the result, first round"),
        _WORDS_FIRST,
        "result",
        final=False,
        grades=BASICALLY,
    ),
    _definition(
        "satisfaction_final",
        _("Satisfied with the result, last round"),
        _WORDS_FINAL,
        "result",
        final=True,
        grades=SATISFIED,
    ),
    _definition(
        "satisfaction_final_broad",
        _("Satisfied or basically satisfied with the result, last round"),
        _WORDS_FINAL,
        "result",
        final=True,
        grades=BROADLY,
    ),
    _definition(
        "satisfaction_final_basically",
        _("Basically satisfied with the result, last round"),
        _WORDS_FINAL,
        "result",
        final=True,
        grades=BASICALLY,
    ),
    _definition(
        "attitude_first",
        _("Satisfied with the attitude, first round"),
        _WORDS_FIRST,
        "attitude",
        final=False,
        grades=SATISFIED,
    ),
    _definition(
        "attitude_final",
        _("Satisfied with the attitude, last round"),
        _WORDS_FINAL,
        "attitude",
        final=True,
        grades=SATISFIED,
    ),
)
