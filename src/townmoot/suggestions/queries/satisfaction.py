"""How content the signers were: by round, by aspect, with and without "basically".

Ratings are internal until they are released, so only the released counts of each reply are read
here: a rating that was not released is in no row, and how many there are is printed beside it.
A row is one released rating of one reply; it does not name the signer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from townmoot.figures import Counting, Definition, Row
from townmoot.rules.terms import CountsAs
from townmoot.suggestions.models import RatingRelease, Serving
from townmoot.suggestions.queries.delivery import counted
from townmoot.suggestions.queries.facts import PartFact, ReplyFact

SATISFIED = frozenset({CountsAs.SATISFIED.value})
BASICALLY = frozenset({CountsAs.BASICALLY.value})
BROADLY = SATISFIED | BASICALLY


Pick = Callable[[PartFact, date], ReplyFact | None]  # the first reply of a part, or its last
Tallies = dict[UUID, dict[str, dict[str, int]]]


def _replies(counting: Counting, unit: UUID | None, pick: Pick) -> list[UUID]:
    """The picked reply of each lead part that counts, in the order of their issue."""
    parts = {part.id: part for item in counted(counting, unit) for part in item.parts}
    picked = (pick(part, counting.day) for part in parts.values())
    found = [reply for reply in picked if reply is not None]
    return [reply.id for reply in sorted(found, key=lambda each: (each.on, each.id))]


def _tallies(counting: Counting, unit: UUID | None, pick: Pick) -> Tallies:
    """What the last release made by the day tells of each reply, where there is one."""
    replies = counting.read(_replies, unit, pick)
    rows = RatingRelease._default_manager.filter(reply__in=replies, on__lte=counting.day)
    found: Tallies = {}
    for key, counts in rows.order_by("created_at", "pk").values_list("reply_id", "counts"):
        found[key] = counts["tally"]
    return found


def _asked(counting: Counting, unit: UUID | None, pick: Pick) -> tuple[int, int]:
    """How many were served with these replies, and how many had rated them by the day."""
    rows = Serving._default_manager.filter(reply__in=counting.read(_replies, unit, pick))
    return rows.count(), rows.filter(rating__on__lte=counting.day).count()


def _released(
    counting: Counting, unit: UUID | None, pick: Pick, aspect: str
) -> Iterator[tuple[UUID, str]]:
    """Each released rating: of which reply, and what it counts as."""
    tallies = counting.read(_tallies, unit, pick)
    for key in counting.read(_replies, unit, pick):
        for counts_as, times in sorted(tallies.get(key, {}).get(aspect, {}).items()):
            yield from [(key, counts_as)] * times


def _count(
    counting: Counting,
    unit: UUID | None = None,
    *,
    pick: Pick,
    aspect: str,
    grades: frozenset[str],
) -> list[Row]:
    label = gettext("one signer's rating")
    return [
        Row(key, label, counts_as in grades)
        for key, counts_as in _released(counting, unit, pick, aspect)
    ]


def _missing(counting: Counting, unit: UUID | None = None, *, pick: Pick) -> int:
    served, given = counting.read(_asked, unit, pick)
    return served - given


def _withheld(counting: Counting, unit: UUID | None = None, *, pick: Pick) -> int:
    _served, given = counting.read(_asked, unit, pick)
    return given - sum(1 for _each in _released(counting, unit, pick, "result"))


def _definition(
    key: str, title: object, words: object, aspect: str, *, pick: Pick, grades: frozenset[str]
) -> Definition:
    return Definition(
        key=key,
        title=title,  # type: ignore[arg-type] # a lazy text, like any title
        words=words,  # type: ignore[arg-type] # likewise
        count=partial(_count, pick=pick, aspect=aspect, grades=grades),
        companion="reply_rate",
        missing=partial(_missing, pick=pick),
        withheld=partial(_withheld, pick=pick),
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
        pick=PartFact.reply_by,
        grades=SATISFIED,
    ),
    _definition(
        "satisfaction_first_broad",
        _("Satisfied or basically satisfied with the result, first round"),
        _WORDS_FIRST,
        "result",
        pick=PartFact.reply_by,
        grades=BROADLY,
    ),
    _definition(
        "satisfaction_first_basically",
        _("Basically satisfied with the result, first round"),
        _WORDS_FIRST,
        "result",
        pick=PartFact.reply_by,
        grades=BASICALLY,
    ),
    _definition(
        "satisfaction_final",
        _("Satisfied with the result, last round"),
        _WORDS_FINAL,
        "result",
        pick=PartFact.last_reply_by,
        grades=SATISFIED,
    ),
    _definition(
        "satisfaction_final_broad",
        _("Satisfied or basically satisfied with the result, last round"),
        _WORDS_FINAL,
        "result",
        pick=PartFact.last_reply_by,
        grades=BROADLY,
    ),
    _definition(
        "satisfaction_final_basically",
        _("Basically satisfied with the result, last round"),
        _WORDS_FINAL,
        "result",
        pick=PartFact.last_reply_by,
        grades=BASICALLY,
    ),
    _definition(
        "attitude_first",
        _("Satisfied with the attitude, first round"),
        _WORDS_FIRST,
        "attitude",
        pick=PartFact.reply_by,
        grades=SATISFIED,
    ),
    _definition(
        "attitude_final",
        _("Satisfied with the attitude, last round"),
        _WORDS_FINAL,
        "attitude",
        pick=PartFact.last_reply_by,
        grades=SATISFIED,
    ),
)
