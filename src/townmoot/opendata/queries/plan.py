"""What an import would do."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from townmoot.meetings.queries import zone_of
from townmoot.opendata.enums import Kind
from townmoot.opendata.models import Source, SourceImport, SourceRow
from townmoot.opendata.reading.faults import Fault
from townmoot.opendata.reading.form import EMBEDDED, Thing
from townmoot.opendata.rows import moment
from townmoot.record.clock import now

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

Staged = dict[str, Any]


@dataclass(frozen=True)
class Tie:
    """A thing of an earlier import: its row here, and what it said."""

    pk: UUID
    target: UUID
    digest: str
    parent: str
    withdrawn: bool
    deleted: bool


@dataclass
class Plan:
    """What an import does: things by what becomes of them, and the ties from before.

    `gone` are keys with whether the source said that it was deleted; `missing` counts what is no
    longer listed, and is kept.
    """

    source: Source | None
    ties: dict[tuple[str, str], Tie]
    new: list[Thing] = field(default_factory=list)
    changed: list[Thing] = field(default_factory=list)
    gone: dict[tuple[str, str], bool] = field(default_factory=dict)
    unchanged: list[Thing] = field(default_factory=list)
    missing: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def changes(self) -> bool:
        """Whether anything is new, changed or gone."""
        return bool(self.new or self.changed or self.gone)

    def counts(self) -> dict[str, dict[str, int]]:
        """Kind → how many things are new, changed, withdrawn and unchanged."""
        found = {
            kind.value: dict.fromkeys(("new", "changed", "withdrawn", "unchanged"), 0)
            for kind in Kind
        }
        for name, things in (
            ("new", self.new),
            ("changed", self.changed),
            ("unchanged", self.unchanged),
        ):
            for thing in things:
                found[thing.kind.value][name] += 1
        for kind, _id in self.gone:
            found[kind]["withdrawn"] += 1
        return found


def source_of(body: UUID, form: str, address: str) -> Source | None:
    """The source with that form and address, where it was taken over before."""
    return Source._default_manager.filter(body=body, format=form, address=address).first()


def last_read(body: UUID, form: str = "") -> datetime | None:
    """When a source (of that form) was read last and had changed."""
    rows = SourceImport._default_manager.filter(body=body, source__format__startswith=form)
    return rows.values_list("read_at", flat=True).order_by("-read_at").first()


def _ties(source: Source | None) -> dict[tuple[str, str], Tie]:
    if source is None:
        return {}
    rows = SourceRow._default_manager.filter(source=source).values_list(
        "kind", "foreign", "pk", "target", "digest", "parent", "withdrawn_at", "deleted"
    )
    return {
        (kind, foreign): Tie(pk, target, digest, parent, withdrawn is not None, deleted)
        for kind, foreign, pk, target, digest, parent, withdrawn, deleted in rows
    }


def plan_import(body: UUID, staged: Staged) -> Plan:
    """What a council that was read and staged would do now."""
    source = source_of(body, staged["format"], staged["address"])
    plan = Plan(source, _ties(source))
    things = [Thing.of_json(told) for told in staged["things"]]
    _settle_meetings(body, things)
    shut: set[str] = set()
    for thing in things:
        _place(plan, thing, shut)
    _sweep(plan, {thing.key for thing in things}, {thing.id for thing in things})
    return plan


def _settle_meetings(body: UUID, things: Iterable[Thing]) -> None:
    """A meeting whose time has passed was held, unless its source says otherwise."""
    zone, present = zone_of(body), now()
    for thing in things:
        if thing.kind is Kind.MEETING and not thing.gone and thing.fields["state"] != "cancelled":
            last = moment(thing.fields["end"] or thing.fields["start"], zone)
            if last is not None and last < present and thing.fields["state"] != "held":
                thing.fields, thing.sealed = {**thing.fields, "state": "held"}, ""


def _place(plan: Plan, thing: Thing, shut: set[str]) -> None:
    """What becomes of a thing; `shut` are the ids of what was deleted before and all it holds."""
    tie = plan.ties.get(thing.key)
    if thing.parent in shut:
        shut.add(thing.id)
    elif thing.gone:
        if tie is not None and not tie.deleted:
            plan.gone[thing.key] = True
    elif tie is None:
        plan.new.append(thing)
    elif tie.deleted:
        shut.add(thing.id)
        plan.faults.append(Fault(thing.id, "deleted", "deleted_before"))
    elif tie.withdrawn or tie.digest != thing.digest():
        plan.changed.append(thing)
    else:
        plan.unchanged.append(thing)


def _sweep(plan: Plan, told: set[tuple[str, str]], ids: set[str]) -> None:
    """Withdraw what its parent no longer holds, and what that held; what stands alone is kept."""
    for kind in Kind:
        for key, tie in plan.ties.items():
            if key[0] != kind or key in told or tie.withdrawn:
                continue
            if kind in EMBEDDED and tie.parent in ids:
                plan.gone[key] = False
                ids.add(key[1])
            else:
                plan.missing += 1


def of_kind(things: Iterable[Thing]) -> Mapping[Kind, list[Thing]]:
    """Things by their kind."""
    found: defaultdict[Kind, list[Thing]] = defaultdict(list)
    for thing in things:
        found[thing.kind].append(thing)
    return found
