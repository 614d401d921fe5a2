"""How content the signers were: by round, by aspect, with and without "basically".

Ratings are internal until they are released, so only the released counts of each reply are read
here: a rating that was not released is in no row, and how many there are is printed beside it.
A row is one released rating of one reply; it does not name the signer.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from townmoot.figures import Definition, Row
from townmoot.rules.terms import CountsAs
from townmoot.suggestions.models import RatingRelease, Serving
from townmoot.suggestions.queries.delivery import counted
from townmoot.suggestions.queries.facts import ReplyFact

SATISFIED = frozenset({CountsAs.SATISFIED.value})
BASICALLY = frozenset({CountsAs.BASICALLY.value})
BROADLY = SATISFIED | BASICALLY


def _replies(body: UUID, day: date, unit: UUID | None, *, final: bool) -> list[UUID]:
    """The first reply of each lead part that counts, or its last, in the order of their issue."""
    parts = {part.id: part for item in counted(body, day, unit) for part in item.parts}
    found: list[ReplyFact] = [
        reply
        for part in parts.values()
        if (reply := part.last_reply_by(day) if final else part.reply_by(day)) is not None
    ]
    return [reply.id for reply in sorted(found, key=lambda each: (each.on, each.id))]


def _tallies(replies: list[UUID], day: date) -> dict[UUID, dict[str, dict[str, int]]]:
    """What the last release made by the day tells of each reply, where there is one."""
    rows = RatingRelease._default_manager.filter(reply__in=replies, on__lte=day)
    found: dict[UUID, Any] = {}
    for key, counts in rows.order_by("created_at", "pk").values_list("reply_id", "counts"):
        found[key] = counts["tally"]
    return found


def _released(
    body: UUID, day: date, unit: UUID | None, aspect: str, *, final: bool
) -> Iterator[tuple[UUID, str]]:
    """Each released rating: of which reply, and what it counts as."""
    replies = _replies(body, day, unit, final=final)
    tallies = _tallies(replies, day)
    for key in replies:
        for counts_as, times in sorted(tallies.get(key, {}).get(aspect, {}).items()):
            yield from [(key, counts_as)] * times


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
        Row(key, label, counts_as in grades)
        for key, counts_as in _released(body, day, unit, aspect, final=final)
    ]


def _asked(body: UUID, day: date, unit: UUID | None, *, final: bool, rated: bool) -> int:
    """How many were served with these replies and had rated them by the day, or had not."""
    rows = Serving._default_manager.filter(reply__in=_replies(body, day, unit, final=final))
    given = rows.filter(rating__on__lte=day).count()
    return given if rated else rows.count() - given


def _missing(body: UUID, day: date, unit: UUID | None = None, *, final: bool) -> int:
    return _asked(body, day, unit, final=final, rated=False)


def _withheld(body: UUID, day: date, unit: UUID | None = None, *, final: bool) -> int:
    given = _asked(body, day, unit, final=final, rated=True)
    return given - sum(1 for _each in _released(body, day, unit, "result", final=final))


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
        withheld=partial(_withheld, final=final),
    )


_WORDS_FIRST = _(
    "Ratings of first replies with this grade, of all ratings released; who did not rate is "
    "printed beside it."
)
_WORDS_FINAL = _(
    "Ratings of last replies with this grade, of all ratings released; who did not rate is "
    "printed beside it."
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
