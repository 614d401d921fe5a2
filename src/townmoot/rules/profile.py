"""A profile: the procedure of one kind of body, as it stood from one day to another."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from townmoot.rules.calendars import Calendar
from townmoot.rules.days import Due, compute_due, extend
from townmoot.rules.founding import Founding
from townmoot.rules.labels import Label
from townmoot.rules.modules import RESTS_ON, RULES_OF, Module
from townmoot.rules.sections import PeriodRule, Rule, Rules
from townmoot.rules.terms import MeetingKind, NoticeKind, Quorum, QuorumKind

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)]
Vocabulary = Annotated[str, Field(pattern=r"^[a-z]{1,20}$")]


class Profile(Rules):
    """The rules of one kind of body, in force from `valid_from` to `valid_to`, both included."""

    profile: Key
    version: date
    valid_from: date
    valid_to: date | None = None
    label: Label
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    calendar: str  # the key of its holiday calendar
    note: Label | None = None
    founding: Founding | None = None  # for `townmoot init`
    footer: Label | None = None  # under every page
    strokes: bool = False  # names may be put in order by strokes of the surname, or pinyin
    vocabulary: Vocabulary | None = (
        None  # a folder of `vocabularies`; the house's own words without
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        known = set(self.agenda_kinds.codes)
        for code, rule in self.meeting_kinds.items():
            unknown = [usual.kind for usual in rule.value.agenda if usual.kind not in known]
            if unknown:
                raise ValueError(f"meeting kind {code} names no agenda kind: {', '.join(unknown)}")
        return self

    @model_validator(mode="after")
    def _modules_have_their_rules(self) -> Self:
        have = self.modules.codes
        for module in have:
            lacking = [needed for needed in RESTS_ON.get(Module(module), ()) if needed not in have]
            if lacking:
                raise ValueError(f"the module {module} needs {', '.join(lacking)}")
        for key, module in RULES_OF.items():
            if (module in have) is not self._has(key):
                what = "is missing" if module in have else "stands there without"
                raise ValueError(f"{key} {what}: the module {module}")
        return self

    def _has(self, key: str) -> bool:
        found: Any = self
        for name in key.split("."):
            found = getattr(found, name, None)
        return found is not None

    @property
    def ref(self) -> str:
        """What a body points at: "cn-township@2025-03-12"."""
        return f"{self.profile}@{self.version.isoformat()}"

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def rule(self, key: str) -> Rule[Any]:
        """The rule named "section.rule"; KeyError where there is none."""
        for rule in self.rules():
            if rule.key == key:
                return rule
        raise KeyError(key)

    def rules(self) -> Iterator[Rule[Any]]:
        """Every rule with its source and status, in the order of the schema."""
        for name in Rules.model_fields:
            section = getattr(self, name)
            if isinstance(section, Rule):
                yield section
            elif section is not None:
                parts = section if isinstance(section, dict) else dict(section)
                yield from (part for part in parts.values() if isinstance(part, Rule))

    def has_module(self, code: str) -> bool:
        """Whether a body of this kind has that part of the house."""
        return code in self.modules.codes

    def meeting_kind(self, code: str) -> MeetingKind:
        """The template of a kind of meeting; KeyError where there is none."""
        return self.meeting_kinds[code].value

    def quorum_for(self, meeting_kind: str) -> Rule[Quorum] | None:
        """The quorum of a kind of meeting; None where none is asked."""
        return {
            QuorumKind.ASSEMBLY: self.decisions.quorum,
            QuorumKind.PRESIDIUM: self.decisions.presidium_quorum,
            QuorumKind.NONE: None,
        }[self.meeting_kind(meeting_kind).quorum]

    def notice_for(self, meeting_kind: str) -> PeriodRule | None:
        """How early a kind of meeting is called; None where no rule says."""
        return {
            NoticeKind.SESSION: self.sessions.notice,
            NoticeKind.MEETING: self.sessions.notice_meeting,
            NoticeKind.NONE: None,
        }[self.meeting_kind(meeting_kind).notice]

    def due(self, rule: PeriodRule, start: date, calendar: Calendar) -> Due:
        """The last day of a rule's period from `start`, moved as this profile says."""
        return compute_due(start, rule, calendar, move=self.periods.move_end)

    def extended(self, due: Due, rule: PeriodRule, calendar: Calendar) -> Due:
        """The end after a further period, moved as this profile says."""
        return extend(due, rule, calendar, move=self.periods.move_end)

    def remote_counts(self, meeting_kind: str) -> bool:
        """Whether those at a branch venue or online count as present."""
        kind = self.meeting_kind(meeting_kind)
        return kind.remote_counts or (
            kind.hybrid and kind.binding_votes and self.sessions.remote_counts_for_quorum.value
        )
