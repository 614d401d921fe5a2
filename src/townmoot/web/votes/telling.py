"""A poll in words: what is asked, how far the vote is, what it came to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from townmoot.ballots import describe, queries
from townmoot.ballots.enums import (
    HALL_KINDS,
    Choice,
    PollKind,
    PollMethod,
    PollState,
)
from townmoot.ballots.methods.outcomes import Verdict
from townmoot.meetings import queries as meetings
from townmoot.web.ground import charts
from townmoot.web.ground.words import titled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from townmoot.ballots.methods.outcomes import Outcome
    from townmoot.ballots.models import HallCount, Poll
    from townmoot.meetings.models import Venue
    from townmoot.people.models import Person

RUNNING = (PollState.OPEN, PollState.CLOSED, PollState.COUNTED)
ORDER = (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)


@dataclass(frozen=True)
class Bar:
    """One answer or candidate of a result: votes, and whether it was chosen."""

    name: str
    votes: int
    share: float
    chosen: bool


@dataclass(frozen=True)
class Answered:
    """What one question came to: the sentence first, then dots or bars."""

    sentence: str
    state: str
    dots: charts.Result | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Hall:
    """A hall in which votes are counted, and how far it is."""

    venue: Venue
    electors: int
    count: HallCount | None
    done: bool

    @property
    def name(self) -> str:
        """The hall's name in the language of the reader."""
        return titled(self.venue)


@dataclass(frozen=True)
class Told:
    """All that a page says of a poll."""

    poll: Poll
    state: PollState
    how: str
    majority: str
    questions: tuple[str, ...]
    electors: int
    voted: int | None
    answers: tuple[Answered, ...]
    close: bool


def tell(poll: Poll, *, result: bool) -> Told:
    """A poll; with `result` what was counted, for those who may know it now."""
    state = queries.state_of(poll)
    outcomes = queries.outcome_of(poll) if result else []
    rows = [str(row.name) for row in poll.questions.all()]
    return Told(
        poll=poll,
        state=state,
        how=poll.get_kind_display(),
        majority="" if poll.method == PollMethod.RANKED else describe.majority(poll),
        questions=tuple(rows) if rows != [poll.name] else (),
        electors=poll.electors.count(),
        voted=_voted(poll, state),
        answers=tuple(_answered(poll, one) for one in outcomes),
        close=any(one.close for one in outcomes),
    )


def _voted(poll: Poll, state: PollState) -> int | None:
    """How many have voted; of a secret vote what may be shown while it is open."""
    if poll.kind == PollKind.NAMED and state in RUNNING:
        return poll.ballots.count()
    if poll.kind == PollKind.SECRET and state == PollState.OPEN:
        return queries.shown_turnout(poll)
    return None


def halls(poll: Poll, venues: Iterable[Venue]) -> list[Hall]:
    """The halls of a poll whose votes are counted hall by hall, in order."""
    if poll.kind not in HALL_KINDS:
        return []
    known = {venue.pk: venue for venue in venues}
    counts = {row.hall: row for row in queries.standing_counts(poll)}
    done = queries.counted_halls(poll)
    return [
        Hall(known[row.hall], row.electors, counts.get(row.hall), row.hall in done)
        for row in poll.halls.all()
        if row.hall in known
    ]


def _answered(poll: Poll, outcome: Outcome) -> Answered:
    states = {
        Verdict.CARRIED: "adopted",
        Verdict.REJECTED: "not_adopted",
        Verdict.NOBODY: "not_adopted",
        Verdict.TIED: "due",
    }
    return Answered(
        sentence=describe.sentence(poll, outcome),
        state=states.get(outcome.verdict, "adopted"),
        dots=_dots(poll, outcome),
        bars=_bars(poll, outcome),
    )


def _bars(poll: Poll, outcome: Outcome) -> tuple[Bar, ...]:
    if poll.method == PollMethod.MOTION:
        return ()
    lines = [
        (outcome.asked.names.get(line.key, line.key.removeprefix("+")), line.votes, line.chosen)
        for line in outcome.lines
    ]
    if poll.method == PollMethod.ASSESSMENT:
        lines = [
            (describe.grade_word(code).capitalize(), n, code == outcome.grade)
            for code in (*poll.terms.grades, str(Choice.ABSTAIN))
            if (n := outcome.counts.get(code, 0)) or code != Choice.ABSTAIN
        ]
    most = max([1, poll.present or 0, *(votes for _name, votes, _chosen in lines)])
    return tuple(Bar(name, n, round(100 * n / most, 2), chosen) for name, n, chosen in lines)


def _dots(poll: Poll, outcome: Outcome) -> charts.Result | None:
    """One dot for each who could vote: by group where it was taken by name, else by hall."""
    if poll.method != PollMethod.MOTION:
        return None
    return charts.result(
        _groups(poll, outcome),
        sentence=describe.sums(poll, outcome),
        state="adopted" if outcome.carried else "not_adopted",
        needed=outcome.why[0].needed,
        words=(
            *(one.label.capitalize() for one in ORDER),
            pgettext("vote", "Did not vote"),
        ),
    )


def _groups(poll: Poll, outcome: Outcome) -> list[tuple[str, tuple[int, ...]]]:
    if poll.kind == PollKind.NAMED and poll.questions.count() == 1:
        return _by_group(poll, outcome.asked.key)
    if poll.kind == PollKind.HANDS:
        found = _by_hall(poll, outcome.asked.key)
        if found:
            return found
    return [(_("All members here"), _row(outcome.counts, poll.present or 0))]


def _row(counts: Mapping[str, int], out_of: int) -> tuple[int, ...]:
    given = [counts.get(one, 0) for one in ORDER]
    return (*given, max(0, out_of - sum(given)))


def _by_hall(poll: Poll, question: str) -> list[tuple[str, tuple[int, ...]]]:
    names = meetings.venues_at(poll.context)
    counts = {row.hall: row.totals.get(question, {}) for row in queries.standing_counts(poll)}
    return [
        (str(titled(names[row.hall])), _row(counts.get(row.hall, {}), row.electors))
        for row in poll.halls.all()
        if row.hall in names and counts
    ]


def _by_group(poll: Poll, question: str) -> list[tuple[str, tuple[int, ...]]]:
    groups = meetings.groups_at(poll.context)
    cast = queries.votes_by_person(poll, question)
    found: dict[str, Counter[str]] = {}
    for person in queries.persons_of(poll):
        name = groups.get(person) or pgettext("vote", "Members")
        found.setdefault(name, Counter())[cast.get(person, "")] += 1
    return [(name, _row(counts, counts.total())) for name, counts in sorted(found.items())]


def names(poll: Poll) -> list[tuple[str, list[Person]]]:
    """Who voted how, where the rules tell it: for each answer those who gave it, by name."""
    if poll.kind != PollKind.NAMED or not poll.terms.names_public:
        return []
    if poll.method != PollMethod.MOTION or poll.questions.count() != 1:
        return []
    cast = queries.votes_by_person(poll, str(poll.questions.all()[0].pk))
    rows = poll.electors.select_related("person").order_by("pk")
    labels = {str(one): one.label.capitalize() for one in ORDER}
    labels[""] = pgettext("vote", "Did not vote")
    found: dict[str, list[Person]] = {label: [] for label in labels.values()}
    for row in rows:
        found[labels[cast.get(row.person_id, "")]].append(row.person)
    return [(label, rows) for label, rows in found.items() if rows]
