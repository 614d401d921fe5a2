"""Facts of past meetings are taken over in one act; the same again changes nothing."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests import factories
from tests.people.sheets import workbook
from townmoot.meetings import queries, uploads
from townmoot.meetings.models import Meeting, MeetingFacts, MeetingImport, Venue
from townmoot.meetings.queries.taken import meeting_lists
from townmoot.people import reliance
from townmoot.people.models import Organization
from townmoot.record import Refused, export, guard
from townmoot.record.verify import verify_lines

HEADINGS = ["会议名称", "日期", "形式", "会场", "分会场", "小组数", "建议数", "办复数", "备注"]
HEARING = [
    "2022年人大代表会议",
    "2022.7.22",
    "线上+线下",
    "大礼堂",
    "一分会场、二分会场",
    2,
    16,
    16,
]
SESSION = ["一届一次人民代表大会会议", "2022-01-14", "", "大礼堂"]
PRESIDIUM = ["主席团第三次会议", "2022-03-01"]
TALK = ["座谈", "2022-04-01", "视频"]


@pytest.fixture
def town(db):
    return factories.town("cn-township-shanghai")


def receive(town, *rows):
    data = workbook([HEADINGS, *rows], "会议情况")
    return uploads.receive_meetings(town.body, town.clerk.account, data, "会议.xlsx")


def take(town, *rows):
    found = receive(town, *rows)
    assert found.upload, [str(problem) for problem in found.problems]
    given = {"upload": found.upload, "sha256": found.sha256}
    return town.do("meetings.import", by=town.clerk, **given).result


def undo(town, result):
    town.do("meetings.undo", by=town.clerk, source=UUID(result["import"]))


def problem(town, *rows):
    found = receive(town, *rows)
    assert found.upload is None
    (told,) = found.problems
    assert str(told)
    return told.code, told.column, told.row


def test_past_meetings_are_there_closed_with_their_halls_and_counts(town):
    result = take(town, HEARING, SESSION, PRESIDIUM, TALK)
    assert result["counts"] == {"new": 4, "changed": 0, "unchanged": 0}
    rows = {row.kind: row for row in Meeting.objects.all()}
    assert set(rows) == {"deputies_meeting", "session", "presidium_meeting", "other"}
    assert {queries.state_of(row) for row in rows.values()} == {"closed"}
    assert rows["presidium_meeting"].organization_id == town.presidium
    assert [row.kind for row in rows["deputies_meeting"].venues.all()] == [
        "main",
        "branch",
        "branch",
    ]
    assert rows["other"].hybrid
    facts = MeetingFacts.objects.get(meeting=rows["deputies_meeting"])
    assert (facts.groups, facts.suggestions, facts.replied) == (2, 16, 16)
    told = verify_lines(export.lines(town.body)).public[-1]["data"]["meetings"]
    assert (told[0]["on"], told[0]["venues"], told[0]["replied"]) == ("2022-07-22", 3, 16)


def test_the_same_list_again_changes_nothing_and_undoing_takes_the_meetings_back(town):
    first, again = take(town, HEARING, SESSION), take(town, HEARING, SESSION)
    assert again["counts"] == {"new": 0, "changed": 0, "unchanged": 2}
    undo(town, again)
    assert Meeting.objects.count() == 2
    undo(town, first)
    assert (Meeting.objects.count(), Venue.objects.count()) == (0, 0)
    assert [row.undone_at is None for row in meeting_lists(town.body)] == [False, False]
    with pytest.raises(Refused):
        undo(town, first)


def test_a_meeting_on_which_later_work_relies_is_not_undone(town):
    result = take(town, SESSION, HEARING)
    town.do("meeting.publish", by=town.clerk, meeting=Meeting.objects.get(kind="session").pk)
    with pytest.raises(Refused, match="rows 2"):
        undo(town, result)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["代表会议", "2099-01-01"]], ("not_past", "日期", 2)),
        ([[*SESSION, "一分会场"]], ("one_hall", "分会场", 2)),
        ([["人代会", "2022-01-14", "视频"]], ("one_hall", "形式", 2)),
        ([SESSION, SESSION], ("duplicate_name", "会议名称", 3)),
        ([["人代会", "昨天"]], ("not_a_date", "日期", 2)),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(town, rows, told):
    assert problem(town, *rows) == told


def test_what_was_taken_over_is_not_overwritten(town):
    take(town, HEARING)
    other = [*HEARING[:7], 15]
    assert problem(town, other) == ("told_otherwise", "办复数", 2)
    take(town, SESSION)
    assert problem(town, [*SESSION, "", 5])[0] == "told_otherwise"


def test_a_town_needs_a_congress_first(town):
    found = receive(town, SESSION)
    with guard.writing("migrate"):
        Organization.objects.filter(pk=town.congress).update(kind="outside")
    with pytest.raises(Refused, match="congress"):
        town.do("meetings.import", by=town.clerk, upload=found.upload, sha256=found.sha256)
    assert not MeetingImport.objects.exists()


def test_meetings_rely_on_who_made_them(town):
    take(town, SESSION)
    found = reliance.relied_on(town.body, frozenset([town.clerk.person]))
    assert "a meeting" in {str(each.words) for each in found}
