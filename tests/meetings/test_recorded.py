"""Meetings and papers of a council that is recorded here, and who may read them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import factories
from townmoot.meetings import queries
from townmoot.meetings.actions import recorded
from townmoot.meetings.enums import FileRole, MeetingState
from townmoot.meetings.models import (
    AgendaItem,
    Consultation,
    File,
    Meeting,
    MeetingStep,
    Paper,
    PaperParty,
    Venue,
)
from townmoot.record import OPERATOR
from townmoot.record.engine import context
from townmoot.record.guard import writing
from townmoot.record.models import Head, new_id
from townmoot.record.queries import looking


@pytest.fixture
def town(db):
    return factories.town()


@pytest.fixture
def ctx(town):
    with writing("test"):
        yield context(Head.objects.get(body=town.body), OPERATOR, new_id())


def told(ctx, town, **more):
    """A meeting as its source tells of it."""
    home = town.organizations["congress"]
    row = {"name": "Rat", "start": ctx.now, "end": None, "organizations": [home], "state": ""}
    return {**row, "place": "", "address": "", **more}


def take(ctx, kind, new=(), changed=None, gone=()):
    rows = [{"id": new_id(), **row} for row in new]
    write = getattr(recorded, f"take_over_{kind}")
    write(ctx, new=rows, changed=changed or {}, gone=list(gone))
    return [row["id"] for row in rows]


def test_a_meeting_is_public_at_once_and_stands_where_its_source_says(ctx, town):
    office = town.organizations["assembly_office"]
    rows = [
        told(ctx, town, state=state, place="Aula", address="Markt 1")
        for state in ("", "called", "held", "cancelled")
    ]
    rows[0]["organizations"].append(office)
    rows[1] |= {"place": "", "address": ""}
    keys = take(ctx, "meetings", rows)
    found = [Meeting.objects.get(pk=key) for key in keys]
    assert [queries.state_of(row) for row in found] == [
        MeetingState.PLANNED,
        MeetingState.CALLED,
        MeetingState.CLOSED,
        MeetingState.CANCELLED,
    ]
    assert queries.meetings_for(None, town.body).count() == 4
    assert [row.organization_id for row in found[0].joint.all()] == [office]
    assert Venue.objects.filter(meeting__in=keys).count() == 3
    assert found[0].last == found[0].start


def test_a_meeting_that_moves_on_gets_one_step_and_one_withdrawn_is_seen_by_nobody(ctx, town):
    key, other = take(ctx, "meetings", [told(ctx, town, state="called"), told(ctx, town)])
    end = ctx.now + timedelta(hours=1)
    take(ctx, "meetings", changed={key: told(ctx, town, state="held", end=end)}, gone=[other])
    take(ctx, "meetings", changed={key: told(ctx, town, state="held", place="Aula", end=end)})
    row = Meeting.objects.get(pk=key)
    assert (queries.state_of(row), row.last) == (MeetingState.CLOSED, end)
    assert MeetingStep.objects.filter(meeting=row).count() == 3
    assert [
        row.pk
        for row in queries.meetings_for(looking(town.body, town.clerk.account).actor, town.body)
    ] == [key]


def test_items_papers_and_consultations_are_written_and_withdrawn(ctx, town):
    [meeting] = take(ctx, "meetings", [told(ctx, town)])
    [item] = take(ctx, "items", [{"meeting_id": meeting, "name": "Bach", "order": 1}])
    home = town.organizations["congress"]
    party = {"part": "originator", "organization_id": home, "order": 1}
    paper = {"name": "Bach", "parties": [party], "relations": []}
    first, second = take(ctx, "papers", [paper, paper])
    dealt = {"paper_id": first, "item_id": item, "meeting_id": meeting, "order": 1}
    bodies = [{"organization_id": home, "order": 1}]
    [key] = take(ctx, "consultations", [{**dealt, "organizations": bodies}])
    take(ctx, "papers", changed={first: {"name": "Teich", "parties": [], "relations": []}})
    take(ctx, "papers", gone=[second])
    take(ctx, "consultations", gone=[key])
    take(ctx, "items", changed={item: {"name": "Teich"}})
    assert not PaperParty.objects.filter(paper=first).exists()
    assert [row.name for row in queries.papers_for(None, town.body)] == ["Teich"]
    assert str(Paper.objects.get(pk=first)) == "Teich"
    assert Consultation.objects.get(pk=key).withdrawn_at == ctx.now
    assert AgendaItem.objects.get(pk=item).name == "Teich"
    take(ctx, "items", gone=[item])
    assert not queries.items_for(None, town.body).exists()


def test_a_paper_that_is_not_public_is_for_insiders(ctx, town):
    paper = {"name": "Intern", "public": False, "parties": [], "relations": []}
    [key] = take(ctx, "papers", [paper])
    hung = {"paper_id": key, "name": "Intern", "role": FileRole.MAIN}
    [file] = take(ctx, "files", [hung])
    clerk = looking(town.body, town.clerk.account).actor
    assert not queries.papers_for(None, town.body).exists()
    assert queries.papers_for(clerk, town.body).exists()
    assert not queries.files_for(None, town.body).exists()
    assert queries.files_for(clerk, town.body).get().pk == file


def test_a_file_whose_bytes_lie_elsewhere_is_handed_out_by_nobody(ctx, town):
    [paper] = take(ctx, "papers", [{"name": "Bach", "parties": [], "relations": []}])
    where = "https://rat.example/bach.pdf"
    [key] = take(ctx, "files", [{"paper_id": paper, "name": "Bach", "access_url": where}])
    assert File.objects.get(pk=key).size is None
    assert queries.files_for(None, town.body).exists()
    assert queries.hanging_file(None, town.body, key) is None
