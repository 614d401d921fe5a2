"""One row of a ledger becomes a suggestion with its steps, each on its own day."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from townmoot.people.enums import OrganizationKind, Outcome
from townmoot.people.queries import the_one
from townmoot.record import Ctx
from townmoot.record.models import Domain
from townmoot.rules import Due
from townmoot.suggestions.actions.due import refresh
from townmoot.suggestions.actions.numbers import in_words
from townmoot.suggestions.enums import Addressee, ReplyStepKind, ServingWay, Share
from townmoot.suggestions.models import (
    Allotment,
    Assignment,
    Contact,
    Rating,
    RatingRelease,
    Reply,
    ReplyStep,
    Serving,
    Signature,
    Suggestion,
)
from townmoot.suggestions.queries.clocks import stored
from townmoot.suggestions.queries.ledger import PlannedItem
from townmoot.suggestions.queries.ledger_made import KINDS
from townmoot.suggestions.queries.ledger_rows import series_of
from townmoot.suggestions.queries.ledger_words import way_of
from townmoot.suggestions.queries.replies import rating_counts
from townmoot.suggestions.queries.rules import Procedure, on_the_day, procedure

_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})")


@dataclass
class Note:
    """What one row did, for the manifest and for the undoing."""

    planned: PlannedItem
    item: UUID
    made: list[Domain] = field(default_factory=list)
    before: list[tuple[Domain, dict[str, Any], int]] = field(default_factory=list)

    def as_row(self) -> dict[str, Any]:
        """The fields of a LedgerEntry, once all is done."""
        made: dict[str, dict[str, int]] = {}
        for row in self.made:
            made.setdefault(KINDS[type(row)], {})[str(row.pk)] = row.revision
        before = [
            {
                "kind": KINDS[type(row)],
                "id": str(row.pk),
                "fields": fields,
                "revision": revision,
                "after": row.revision,
            }
            for row, fields, revision in self.before
        ]
        return {
            "sheet": self.planned.sheet,
            "row": self.planned.row["row"],
            "outcome": self.planned.outcome,
            "suggestion": self.item,
            "made": made,
            "before": before,
        }


class Taker:
    """Takes over row after row; `promises` are the replies that promise something."""

    def __init__(self, ctx: Ctx, *, release_ratings: bool) -> None:
        self.ctx, self.release_ratings = ctx, release_ratings
        self.promises: list[UUID] = []
        self.government = the_one(ctx.body, OrganizationKind.GOVERNMENT, ctx.today)
        self._procedures: dict[date, Procedure] = {}

    def rules(self, day: date) -> Procedure:
        """The procedure of a day, read once."""
        if day not in self._procedures:
            self._procedures[day] = procedure(self.ctx.body, day)
        return self._procedures[day]

    def take(self, planned: PlannedItem) -> Note:
        """One row: a new suggestion, or what it adds to one that is there."""
        if planned.item is None:
            return self._steps(planned, *self._begin(planned))
        item = self.ctx.get(Suggestion, planned.item.pk)
        note = Note(planned, item.pk)
        if planned.outcome == Outcome.UNCHANGED:
            return note
        return self._steps(planned, note, item)

    def _begin(self, planned: PlannedItem) -> tuple[Note, Suggestion]:
        row, day = planned.row, planned.accepted_on
        item = self.ctx.create(
            Suggestion,
            title=row["title"][:200],
            lead_id=planned.lead,
            handed_in_on=day,
            addressee=Addressee.CONGRESS,
            accepted_on=day,
            series=series_of(day),
            number=planned.number,
            number_words=in_words(self.ctx, series_of(day), planned.number),
            subject_class=row["subject_class"][:100],
            public=row["public"],
        )
        note = Note(planned, item.pk, [item])
        signers = [planned.lead] if planned.lead else []
        for person in [*signers, *planned.co_signers]:
            told = {"lead": person == planned.lead, "confirmed_version": item.text_version}
            now = self.ctx.now
            self._make(note, Signature, suggestion=item, person_id=person, confirmed_at=now, **told)
        return note, item

    def _make(self, note: Note, model: Any, **fields: Any) -> Any:
        row = self.ctx.create(model, **fields)
        note.made.append(row)
        return row

    def _keep(self, note: Note, row: Domain, *names: str) -> None:
        """Remember how something that was there before this row is now."""
        if row not in note.made:
            values = {name: getattr(row, name) for name in names}
            fields = {name: value.isoformat() if value else None for name, value in values.items()}
            note.before.append((row, fields, row.revision))

    def _steps(self, planned: PlannedItem, note: Note, item: Suggestion) -> Note:
        self._keep(note, item, "assigned_on", "replied_on", "next_due")
        parts = [
            self.ctx.get(Allotment, row.pk)
            for row in Allotment._default_manager.filter(suggestion=item, ended_on=None)
        ]
        for part in parts:
            self._keep(note, part, "done_on", "ended_on", "next_due")
        assigned = planned.days["assigned_on"]
        if assigned is not None:
            parts = parts or self._allot(planned, note, item, assigned)
        leads = [part for part in parts if part.share == Share.LEAD]
        if leads:
            self._contact(planned, note, leads[0])
            self._reply(planned, note, item, leads)
            for part in parts:
                if part.share == Share.ASSIST and item.replied_on and part.ended_on is None:
                    self.ctx.save(part, ended_on=item.replied_on)
        refresh(self.ctx, item)
        return note

    def _assignment(
        self, planned: PlannedItem, note: Note, item: Suggestion, day: date
    ) -> Assignment:
        there = Assignment._default_manager.filter(suggestion=item, ended_on=None).first()
        if there is not None:
            return there
        rules = self.rules(day)
        told = planned.days["due_on"]
        rule = rules.rules.reply_period
        due = on_the_day(told, rule) if told else rules.due(rule, day)
        self.ctx.save(item, assigned_on=day)
        return self._make(  # type: ignore[no-any-return] # of the model that is named
            note,
            Assignment,
            suggestion=item,
            to=self.government,
            on=day,
            start=day,
            due=due.date,
            basis=stored(due),
            profile=rules.profile.ref,
        )

    def _allot(
        self, planned: PlannedItem, note: Note, item: Suggestion, day: date
    ) -> list[Allotment]:
        row = self._assignment(planned, note, item, day)
        rules = self.rules(day)
        shares = (
            (Share.LEAD, planned.leads, Due.model_validate(row.basis)),
            (Share.ASSIST, planned.assisting, rules.due(rules.rules.assisting_period, day)),
        )
        returned = stored(rules.due(rules.rules.return_window, day))
        return [
            self._make(
                note,
                Allotment,
                assignment=row,
                suggestion=item,
                unit_id=unit,
                share=share,
                on=day,
                due=due.date,
                basis=stored(due),
                return_due=returned,
            )
            for share, units, due in shares
            for unit in units
        ]

    def _contact(self, planned: PlannedItem, note: Note, part: Allotment) -> None:
        words = planned.row["contact"]
        way = way_of(words)
        if way is None or part.contacts.exists():
            return
        written = _DAY.search(words)
        on = planned.days["replied_on"] or part.on
        if written:
            on = date(*map(int, written.groups()))
        told = {"on": on, "noted_on": on, "way": way, "words": words}
        self._make(note, Contact, allotment=part, suggestion_id=note.item, **told)

    def _reply(
        self, planned: PlannedItem, note: Note, item: Suggestion, parts: list[Allotment]
    ) -> None:
        day = planned.days["replied_on"]
        if day is None:
            return
        for place, part in enumerate(parts):
            reply = part.replies.filter(round=1).first()
            if reply is None:
                reply = self._issue(planned, note, part, first=place == 0)
            if place == 0:
                self._rate(planned, note, item, reply)
        if item.replied_on is None:
            self.ctx.save(item, replied_on=day)

    def _issue(self, planned: PlannedItem, note: Note, part: Allotment, *, first: bool) -> Reply:
        row, day = planned.row, planned.days["replied_on"]
        kind = None
        if planned.reply_class:
            kind = self.rules(day or part.on).rules.classes.find(planned.reply_class)
        reply: Reply = self._make(
            note,
            Reply,
            allotment=part,
            suggestion_id=note.item,
            round=1,
            reply_class=planned.reply_class,
            promise=row["promise"] if first else "",
            deadline=planned.days["promise_due"] if first else None,
            issued_on=day,
            number=row["reply_number"][:60] if first else "",
            counts_resolved=kind is not None and kind.counts_resolved,
            tracked=kind is not None and kind.tracked,
        )
        self._make(note, ReplyStep, reply=reply, kind=ReplyStepKind.ISSUE, cycle=1, on=day)
        self.ctx.save(part, done_on=day)
        if reply.promise:
            self.promises.append(reply.pk)
        return reply

    def _rate(self, planned: PlannedItem, note: Note, item: Suggestion, reply: Reply) -> None:
        """The ledger tells one rating of a suggestion; a deputy who gave none may still give it."""
        day = reply.issued_on or planned.accepted_on
        serving = Serving._default_manager.filter(reply=reply).first()
        if serving is None and (planned.grade or item.lead_id):
            rules = self.rules(day)
            due = rules.due(rules.rules.rating_window, day)
            serving = self._make(
                note,
                Serving,
                reply=reply,
                suggestion=item,
                person_id=item.lead_id,
                on=day,
                way=ServingWay.LETTER,
                rating_due=due.date,
                basis=stored(due),
            )
        rated = Rating._default_manager.filter(serving=serving).exists()
        if planned.grade and not rated:
            self._grade(planned, note, reply, serving, day)

    def _grade(
        self, planned: PlannedItem, note: Note, reply: Reply, serving: Any, day: date
    ) -> None:
        grade = self.rules(day).rules.rating_scale.find(planned.grade)
        told = {"result": grade.code, "result_counts_as": grade.counts_as}
        self._make(note, Rating, serving=serving, on=day, reason="", **told)
        if self.release_ratings:
            counts = rating_counts(reply)
            self._make(note, RatingRelease, reply=reply, on=day, counts=counts)
