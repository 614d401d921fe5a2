"""The running order: cues given one after the other; honours by name with consent only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from townmoot.meetings.enums import VenueKind
from townmoot.meetings.models import AwardRecipient, Cue
from townmoot.meetings.queries import cues as running
from townmoot.record import Denied, Invalid, NotFound, Refused

pytestmark = pytest.mark.django_db


def cue(moot, meeting, what="奏唱国歌", **more):
    return moot.make("cue.add", key="cue", meeting=meeting, what=what, **more)


def order(moot, meeting) -> list[str]:
    return [row.what for row in running.cues_of(moot.meeting(meeting))]


@pytest.fixture
def held(moot):
    """A ceremony with an award to two, of whom one agreed to be named."""
    meeting = moot.plan("ceremony")
    item = moot.item(meeting, kind="award", name="颁奖")
    moot.do("award.set", item=item, honour="光荣在党50年", total=3)
    for who, consent in zip(moot.deputies, (True, False), strict=False):
        moot.do("award.add_recipient", item=item, person=who.person, consent=consent)
    return (
        meeting,
        item,
        list(AwardRecipient.objects.order_by("order").values_list("pk", flat=True)),
    )


def test_the_clerk_writes_the_running_order_and_moves_cues(moot, held):
    meeting, item, _recipients = held
    for what in ("国歌", "宣传片", "颁奖"):
        cue(moot, meeting, what, item=item)
    first, _second, last = running.cues_of(moot.meeting(meeting))
    assert str(first) == "国歌"
    moot.do("cue.move", cue=last.pk, to=1)
    assert order(moot, meeting) == ["颁奖", "国歌", "宣传片"]
    with pytest.raises(Invalid):
        moot.do("cue.move", cue=last.pk, to=4)
    moot.do("cue.remove", cue=first.pk)
    assert [(row.order, row.what) for row in running.cues_of(moot.meeting(meeting))] == [
        (1, "颁奖"), (2, "宣传片"),
    ]  # fmt: skip
    with pytest.raises(Denied):
        moot.do("cue.remove", by=moot.deputies[0], cue=last.pk)


def test_cues_are_of_one_meeting(moot, held):
    meeting, item, recipients = held
    other = moot.plan("session")
    with pytest.raises(NotFound):
        cue(moot, other, item=item)
    with pytest.raises(NotFound):
        cue(moot, other, recipients=recipients)
    honour = cue(moot, meeting, recipients=recipients)
    moot.do("cue.remove", cue=honour)
    assert not Cue.objects.exists()


def test_cues_are_given_one_after_the_other_and_one_can_go_back(moot, held):
    meeting, _item, recipients = held
    one = cue(moot, meeting, "国歌", seconds=120)
    two = cue(moot, meeting, "颁奖", recipients=recipients, screen="branches")
    with pytest.raises(Refused, match="being prepared"):
        moot.do("cue.next", meeting=meeting)
    moot.do("participant.add", meeting=meeting, person=moot.deputies[0].person, capacity="member")
    moot.call(meeting)
    moot.go("2026-07-22", "08:50")
    moot.do("meeting.open", meeting=meeting)
    row = moot.meeting(meeting)
    assert (running.running_cue(row), running.next_cue(row).pk) == (None, one)
    moot.do("cue.next", by=moot.chair, meeting=meeting)
    now_on = running.running_cue(row)
    assert now_on.pk == one
    assert running.due_end(now_on) - now_on.started_at == timedelta(minutes=2)
    assert running.honours_of(now_on) is None
    with pytest.raises(Refused, match="is on"):
        moot.do("cue.go", cue=one)
    with pytest.raises(Refused, match="given already"):
        moot.do("cue.remove", cue=one)
    moot.go("2026-07-22", "09:05")
    moot.do("cue.next", meeting=meeting)
    now_on = running.running_cue(row)
    assert (now_on.pk, running.due_end(now_on)) == (two, None)
    moot.go("2026-07-22", "09:06")
    moot.do("cue.go", cue=one)
    moot.go("2026-07-22", "09:07")
    moot.do("cue.next", meeting=meeting)
    moot.do("cue.next", meeting=meeting)
    assert (running.running_cue(row), running.next_cue(row)) == (None, None)
    with pytest.raises(Refused, match="no further cue"):
        moot.do("cue.next", meeting=meeting)


def test_an_honours_slide_names_who_agreed_and_counts_the_others(moot, held):
    meeting, _item, recipients = held
    key = cue(moot, meeting, "颁奖", recipients=recipients, screen="branches")
    row = running.cues_of(moot.meeting(meeting)).get(pk=key)
    told = running.honours_of(row)
    name = AwardRecipient.objects.get(pk=recipients[0]).person.name
    assert (told.honour, told.names, told.total, told.unnamed) == ("光荣在党50年", (name,), 2, 1)


@pytest.mark.parametrize(
    ("screen", "main", "branch"),
    [
        ("everywhere", True, True),
        ("main", True, False),
        ("branches", False, True),
        ("nowhere", False, False),
    ],
)
def test_a_cue_is_shown_on_the_screens_it_is_meant_for(screen, main, branch):
    row = Cue(screen=screen)
    assert running.is_shown_in(row, VenueKind.MAIN) is main
    assert running.is_shown_in(row, VenueKind.BRANCH) is branch


def test_a_cue_is_shown_in_the_halls_it_is_meant_for(moot, held):
    meeting, _item, recipients = held
    hall = moot.make("venue.add", meeting=meeting, name="大会议厅")
    for screen, seen in (("everywhere", [1, 1]), ("main", [1, 0]), ("branches", [0, 1])):
        row = Cue.objects.get(pk=cue(moot, meeting, screen=screen))
        kinds = (VenueKind.MAIN, VenueKind.BRANCH)
        assert [running.is_shown_in(row, kind) for kind in kinds] == seen
        assert running.shown_in(row, hall) == seen[0]
        assert not running.shown_in(row, meeting)
    assert [row.pk for row in running.recipients_at(moot.meeting(meeting))] == recipients
