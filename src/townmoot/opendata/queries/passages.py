"""One paper's way: who brought it in, where it was dealt with and with what result."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F

from townmoot.meetings.models import ConsultationOrganization, File, PaperParty, PaperRelation
from townmoot.meetings.queries import files_for, meetings_for
from townmoot.opendata.queries.lists import consultations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from townmoot.meetings.models import Consultation, Meeting, Paper


def passage(paper: Paper) -> list[Consultation]:
    """Where a paper was dealt with, the earliest first; `bodies` are the organizations' names.

    A meeting or an item that is not public is None. Three queries.
    """
    rows = consultations(paper.body).filter(paper=paper)
    rows = rows.select_related("meeting", "item", "meeting__organization")
    found = list(rows.order_by(F("meeting__start").asc(nulls_last=True), "order", "pk"))
    seen = set(
        meetings_for(None, paper.body)
        .filter(pk__in=[row.meeting_id for row in found])
        .values_list("pk", flat=True)
    )
    names = _bodies([row.pk for row in found])
    for row in found:
        if row.meeting_id not in seen:
            row.meeting = row.item = None
        elif row.item is not None and (row.item.removed_at is not None or not row.item.public):
            row.item = None
        row.bodies = names[row.pk]  # type: ignore[attr-defined] # for the page
    return found


def _bodies(keys: list[UUID]) -> defaultdict[UUID, list[ConsultationOrganization]]:
    rows = ConsultationOrganization._default_manager.filter(
        consultation__in=keys, organization__withdrawn_at=None
    )
    found: defaultdict[UUID, list[ConsultationOrganization]] = defaultdict(list)
    for row in rows.select_related("organization").order_by("order"):
        found[row.consultation_id].append(row)
    return found


def parties(paper: Paper) -> list[PaperParty]:
    """Who brought a paper in, and under whose direction it was prepared."""
    rows = PaperParty._default_manager.filter(paper=paper).select_related("person", "organization")
    return [
        row
        for row in rows.order_by("order")
        if (row.organization is not None and row.organization.withdrawn_at is None)
        or (row.person is not None and row.person.withdrawn_at is None and row.person.name)
    ]


def relations(paper: Paper) -> list[PaperRelation]:
    """The public papers that a paper names."""
    rows = PaperRelation._default_manager.filter(
        paper=paper, other__withdrawn_at=None, other__public=True
    )
    return list(rows.select_related("other").order_by("link", "pk"))


def dealt_with(meeting: Meeting) -> Mapping[UUID | None, list[Consultation]]:
    """Item → the papers dealt with under it at a meeting (None: under none); one query."""
    rows = consultations(meeting.body).filter(meeting=meeting).select_related("paper")
    found: defaultdict[UUID | None, list[Consultation]] = defaultdict(list)
    for row in rows.order_by("order", "pk"):
        found[row.item_id].append(row)
    return found


def files_by(meeting: Meeting) -> Mapping[UUID | None, list[File]]:
    """Item → its public files at a meeting (None: of the whole); one query."""
    found: defaultdict[UUID | None, list[File]] = defaultdict(list)
    for row in files_for(None, meeting.body).filter(meeting=meeting):
        found[row.item_id].append(row)
    return found
