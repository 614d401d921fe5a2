"""What the public record tells of a meeting: references and numbers, and never more."""

import json

import pytest

from townmoot.meetings import queries
from townmoot.record.models import Entry


def told(moot, act):
    """The public data of the last entry of an act; None where it has none."""
    entry = Entry.objects.filter(body=moot.body, act=act).order_by("-position").first()
    public = json.loads(entry.envelope).get("public")
    return public and public["data"]


@pytest.fixture
def held(moot):
    """A published meeting with a recorder, a guest and everything that can happen to it."""
    moot.head = moot.town.join(moot.deputies[0], moot.group, role="group_head")
    moot.unit = moot.town.unit()
    return moot


def hold(moot, *, publish):
    meeting = moot.plan()
    if publish:
        moot.do("meeting.publish", meeting=meeting)
    moot.do("meeting.correct", meeting=meeting, note="改")
    item = moot.item(meeting, kind="review")
    secret = moot.item(meeting, public=False, confidential_reason="人事")
    hall = moot.call(meeting)
    guest = moot.town.somebody()
    moot.do("participant.add", meeting=meeting, person=guest.person, capacity="observer")
    moot.go("2026-07-22", "08:50")
    moot.sign_in(guest, hall)
    moot.guest_told = told(moot, "attendance.check_in_person")
    moot.sign_in(moot.deputies[0], hall)
    moot.do("venue.link_lost", by=moot.steward, venue=hall, note="断线")
    moot.do("meeting.open", meeting=meeting)
    moot.adopt(meeting)
    moot.do("item.start", item=secret)
    moot.secret_told = told(moot, "item.start")
    moot.do("item.start", item=item)
    opinion = moot.make(
        "opinion.record",
        item=item,
        group=moot.group,
        speaker=moot.deputies[0].person,
        text="原话",
        unit=moot.unit,
    )
    moot.do("opinion.release", by=moot.head, meeting=meeting, group=moot.group)
    moot.do("opinion.send", opinion=opinion)
    moot.do("meeting.pause", meeting=meeting, reason="午休")
    return meeting, hall, item


def test_nothing_is_told_of_a_meeting_that_is_not_published(held):
    hold(held, publish=False)
    entries = Entry.objects.filter(
        act__regex=r"^(meeting|venue|agenda|item|file|attendance|opinion)\."
    )
    assert entries.count() > 15
    assert [entry.act for entry in entries if "public" in json.loads(entry.envelope)] == []


def test_a_published_meeting_tells_its_numbers_step_by_step(held):
    meeting, hall, _item = hold(held, publish=True)
    person = str(held.deputies[0].person)
    assert told(held, "meeting.correct")["hybrid"] is True
    assert told(held, "venue.add") == {"venue": str(hall), "kind": "main"}
    assert told(held, "meeting.give_notice") == {
        "given": "2026-07-10",
        "latest": "2026-07-19",
        "expected": 3,
    }
    assert told(held, "attendance.check_in_person") == {
        "meeting": str(meeting),
        "person": person,
        "venue": str(hall),
    }
    assert told(held, "venue.link_lost") == {"meeting": str(meeting)}
    assert told(held, "meeting.open") == {"present": 1, "needed": None}
    assert told(held, "agenda.adopt") == {"items": 2, "way": "acclamation"}
    assert told(held, "item.start") == {"meeting": str(meeting), "number": "1", "kind": "review"}
    assert told(held, "opinion.release") == {
        "meeting": str(meeting),
        "group": str(held.group),
        "opinions": 1,
    }
    assert told(held, "opinion.send") == {"meeting": str(meeting), "unit": str(held.unit)}
    assert told(held, "meeting.pause") == {}


def test_neither_observers_nor_secret_items_are_told(held):
    hold(held, publish=True)
    assert held.guest_told is None
    assert held.secret_told is None


def test_no_name_reason_or_word_is_told(held):
    hold(held, publish=True)
    text = "\n".join(Entry.objects.values_list("envelope", flat=True))
    for word in ("断线", "午休", "原话", "年中", "镇人大会议厅", "人事", "评议", "没有不同意见"):
        assert word not in text


def test_who_left_or_was_struck_is_told_so_that_the_count_can_be_followed(held):
    _meeting, hall, _item = hold(held, publish=True)
    first = held.sign_in(held.deputies[1], hall)
    held.do("attendance.leave_early", by=held.steward, check_in=first, reason="头痛")
    assert told(held, "attendance.leave_early")["person"] == str(held.deputies[1].person)
    second = held.sign_in(held.deputies[2], hall)
    held.do("attendance.strike", by=held.steward, check_in=second, reason="认错人")
    assert told(held, "attendance.strike")["person"] == str(held.deputies[2].person)


def test_what_is_published_late_brings_its_numbers_so_far(held):
    meeting, hall, _item = hold(held, publish=False)
    held.do("meeting.publish", meeting=meeting)
    data = told(held, "meeting.publish")
    assert (data["kind"], data["state"], data["notice"]) == (
        "deputies_meeting",
        "paused",
        "2026-07-10",
    )
    assert (data["expected"], data["present"]) == (3, 1)
    assert data["venues"] == [{"venue": str(hall), "present": 1}]


def test_a_meeting_published_before_its_notice_tells_of_none(held):
    meeting = held.plan()
    held.do("meeting.publish", meeting=meeting)
    assert told(held, "meeting.publish")["notice"] is None


def test_the_hands_shown_are_told(held):
    meeting = held.plan()
    held.do("meeting.publish", meeting=meeting)
    held.item(meeting)
    hall = held.call(meeting)
    held.go("2026-07-22", "08:50")
    held.sign_in(held.deputies[0], hall)
    held.do("agenda.propose", meeting=meeting)
    held.do(
        "agenda.adopt",
        meeting=meeting,
        way="show_of_hands",
        votes_for=1,
        votes_against=0,
        abstentions=0,
    )
    assert told(held, "agenda.adopt") == {
        "items": 1,
        "way": "show_of_hands",
        "for": 1,
        "against": 0,
        "abstain": 0,
        "needed": 2,
    }


def test_a_notice_without_rule_tells_no_last_day(held):
    meeting = held.plan("other", "2026-07-11")
    held.do("meeting.publish", meeting=meeting)
    held.call(meeting)
    assert told(held, "meeting.give_notice")["latest"] is None


@pytest.mark.parametrize("way", ["public", "internal", "secret item"])
def test_a_public_file_is_told_by_its_checksum(held, settings, tmp_path, way):
    import io

    from townmoot.files import store

    settings.DATA = tmp_path
    sha256 = store.store(io.BytesIO(b"text"), "a.txt").sha256
    meeting = held.plan()
    held.do("meeting.publish", meeting=meeting)
    public = way != "secret item"
    item = held.item(meeting, public=public, confidential_reason="" if public else "人事")
    held.do(
        "file.attach",
        meeting=meeting,
        item=item,
        sha256=sha256,
        name="文件",
        public=way != "internal",
    )
    expected = {"meeting": str(meeting), "item": str(item), "sha256": sha256}
    assert told(held, "file.attach") == (expected if way == "public" else None)


def test_the_public_count_can_be_recounted_from_the_record(held):
    meeting, hall, _item = hold(held, publish=True)
    held.sign_in(held.deputies[1], hall)
    left = held.sign_in(held.deputies[2], hall)
    held.do("attendance.leave_early", by=held.steward, check_in=left)
    here = set()
    for entry in Entry.objects.filter(act__startswith="attendance.").order_by("position"):
        public = json.loads(entry.envelope).get("public")
        if public:
            change = here.discard if entry.act == "attendance.leave_early" else here.add
            change(public["data"]["person"])
    assert len(here) == queries.tally(held.meeting(meeting)).present == 2
