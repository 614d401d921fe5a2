"""What a list of past meetings (会议情况) would do, row by row; and what relies on one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from townmoot.meetings.models import Meeting, MeetingFacts, MeetingImport, MeetingStep, Venue
from townmoot.meetings.queries.rules import profile_of, zone_of
from townmoot.people.enums import Outcome
from townmoot.people.importing.messages import MESSAGES
from townmoot.people.importing.problems import Problem, shown
from townmoot.people.queries import Change

if TYPE_CHECKING:
    from townmoot.rules import Profile

Row = dict[str, Any]
Wrong = tuple[str, str, dict[str, Any]]
CLOSE = "meeting.close"
# What a meeting's name says of its kind; the first that fits. A kind the profile lacks is another.
KINDS = (
    ("presidium_meeting", ("主席团", "presidium")),
    ("deputies_meeting", ("人大代表会议", "代表会议", "deputies")),
    ("session", ("人民代表大会", "人代会", "次会议", "session", "congress")),
)
OTHER = "other"
_REMOTE = ("线上", "视频", "hybrid", "online", "video")
FACTS = ("form", "groups", "suggestions", "replied")

MESSAGES.update(
    {
        "not_past": (
            _("This meeting is not over yet."),
            _("Plan it as a new meeting; only past ones are taken over."),
        ),
        "one_hall": (
            _("By the rules of that day a meeting of this kind is held in one hall."),
            _("Check the name of the meeting and its venues."),
        ),
        "told_otherwise": (
            _("This meeting was taken over before, with “%(before)s” here."),
            _("Undo that import first, or write what was told then."),
        ),
    }
)


@dataclass(frozen=True)
class PlannedMeeting:
    """What one row does: the kind understood, and the facts that are there already."""

    row: Row
    kind: str
    hybrid: bool
    outcome: Outcome
    facts: MeetingFacts | None = None
    changes: tuple[Change, ...] = ()

    @property
    def on(self) -> date:
        """The day of the meeting."""
        return date.fromisoformat(self.row["date"])


@dataclass(frozen=True)
class MeetingPlan:
    """What a list of meetings does."""

    rows: list[PlannedMeeting]
    problems: list[Problem]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are new and unchanged."""
        found = Counter(row.outcome.value for row in self.rows)
        return {outcome.value: found[outcome.value] for outcome in Outcome}


def bounds(body: UUID, day: date) -> tuple[datetime, datetime]:
    """The first and last moment of a day on the town's clocks."""
    zone = zone_of(body)
    return datetime.combine(day, time.min, zone), datetime.combine(day, time(23, 59), zone)


def kind_of(profile: Profile, name: str) -> str:
    """The kind of meeting that a name means."""
    plain = name.casefold()
    found = next((kind for kind, words in KINDS if any(word in plain for word in words)), OTHER)
    return found if found in profile.meeting_kinds else OTHER


def plan_meetings(body: UUID, day: date, staged: Mapping[str, Any]) -> MeetingPlan:
    """What the rows of a list that was read and staged would do today."""
    there = {
        (facts.on, facts.meeting.name): facts
        for facts in MeetingFacts._default_manager.filter(body=body).select_related("meeting")
    }
    seen: dict[tuple[date, str], int] = {}
    plan = MeetingPlan([], [])
    for row in staged["rows"]:
        if row["date"]:
            found, wrong = _planned(body, day, row, there, seen)
            plan.rows.append(found)
            plan.problems.extend(_problem(staged, row, *each) for each in wrong)
    return plan


def _problem(
    staged: Mapping[str, Any], row: Row, key: str, code: str, params: dict[str, Any]
) -> Problem:
    return Problem(
        code,
        file=staged["file"],
        sheet=staged["sheet"],
        row=row["row"],
        column=staged["written"].get(key, key),
        value=shown(row[key] or ""),
        params=params,
    )


def _planned(
    body: UUID,
    day: date,
    row: Row,
    there: Mapping[tuple[date, str], MeetingFacts],
    seen: dict[tuple[date, str], int],
) -> tuple[PlannedMeeting, list[Wrong]]:
    found: list[Wrong] = []

    def wrong(key: str, code: str, **params: object) -> None:
        found.append((key, code, params))

    on = date.fromisoformat(row["date"])
    profile = profile_of(body, on)
    kind = kind_of(profile, row["name"])
    remote = any(word in row["form"].casefold() for word in _REMOTE)
    hybrid = bool(row["venues"]) or remote
    if on > day:
        wrong("date", "not_past")
    if hybrid and not profile.meeting_kind(kind).hybrid:
        wrong("venues" if row["venues"] else "form", "one_hall")
    facts = there.get((on, row["name"][:200]))
    other = seen.setdefault((on, row["name"][:200]), row["row"])
    if other != row["row"]:
        wrong("name", "duplicate_name", name=row["name"], other=other)
    for key in FACTS if facts else ():
        before = getattr(facts, key)
        if row[key] not in ("", None, before):
            wrong(key, "told_otherwise", before="" if before is None else before)
    outcome = Outcome.UNCHANGED if facts else Outcome.NEW
    return PlannedMeeting(row, kind, hybrid, outcome, facts), found


def meeting_lists(body: UUID) -> list[MeetingImport]:
    """The lists of meetings that were taken over, newest first."""
    rows = MeetingImport._default_manager.filter(body=body)
    return list(rows.order_by("-created_at", "-id"))


def made_by(source: MeetingImport) -> dict[type[Any], set[UUID]]:
    """What an import of meetings made."""
    facts = list(source.facts.all())
    meetings = {row.meeting_id for row in facts}
    steps = MeetingStep._default_manager.filter(meeting__in=meetings, number=1, act=CLOSE)
    venues = Venue._default_manager.filter(meeting__in=meetings, created_at=source.created_at)
    return {
        MeetingFacts: {row.pk for row in facts},
        MeetingStep: set(steps.values_list("pk", flat=True)),
        Venue: set(venues.values_list("pk", flat=True)),
        Meeting: meetings,
    }


def relied_on(source: MeetingImport) -> list[MeetingFacts]:
    """The rows of a list of meetings on which later work relies."""
    made = made_by(source)
    touched = set(_used(made))
    venues = Venue._default_manager.filter(pk__in=touched).values_list("meeting_id", flat=True)
    touched |= set(venues)
    changed = Meeting._default_manager.filter(pk__in=made[Meeting], revision__gt=0)
    touched |= set(changed.values_list("pk", flat=True))
    return [row for row in source.facts.all() if row.meeting_id in touched]


def _used(made: Mapping[type[Any], set[UUID]]) -> Iterator[UUID]:
    for model, keys in made.items():
        for relation in model._meta.related_objects:
            other: Any = relation.related_model
            rows = other._default_manager.filter(**{f"{relation.field.name}__in": keys})
            own = made.get(other, set())
            pairs = rows.values_list("pk", relation.field.attname)
            yield from (key for pk, key in pairs if pk not in own)
