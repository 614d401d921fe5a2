"""Dealing with items one after the other; passing documents on; files."""

import io

import pytest

from tests.meetings.conftest import at
from townmoot.files import store
from townmoot.meetings import queries
from townmoot.meetings.enums import ItemState
from townmoot.meetings.models import AgendaItem, File
from townmoot.record import Denied, Invalid, NotFound, Refused


def state(item):
    return queries.item_state(AgendaItem.objects.get(pk=item))


def test_an_item_is_begun_and_finished_at_its_time(moot):
    _meeting, _hall, (item,) = moot.hold()
    assert state(item) == ItemState.PLANNED
    moot.go("2026-07-22", "09:20")
    moot.do("item.start", by=moot.chair, item=item)
    assert state(item) == ItemState.RUNNING
    moot.go("2026-07-22", "09:50")
    moot.do("item.finish", by=moot.chair, item=item)
    row = AgendaItem.objects.get(pk=item)
    assert state(item) == ItemState.DONE
    assert row.start >= at("2026-07-22", "09:20")
    assert row.end >= at("2026-07-22", "09:50")


def test_coming_to_the_next_item_finishes_the_one_before(moot):
    meeting, _hall, (first, second) = moot.hold(items=("report", "review"))
    moot.do("item.start", item=first)
    moot.do("item.start", item=second)
    assert (state(first), state(second)) == (ItemState.DONE, ItemState.RUNNING)
    assert queries.running_item(moot.meeting(meeting)).pk == second


def test_an_item_may_be_taken_up_again_and_keeps_its_beginning(moot):
    _meeting, _hall, (item,) = moot.hold()
    moot.do("item.start", item=item)
    begun = AgendaItem.objects.get(pk=item).start
    moot.do("item.finish", item=item)
    moot.do("item.start", item=item)
    row = AgendaItem.objects.get(pk=item)
    assert (row.start, row.end) == (begun, None)


def test_an_item_that_runs_is_not_begun_and_one_that_does_not_is_not_finished(moot):
    _meeting, _hall, (item,) = moot.hold()
    with pytest.raises(Refused, match="still to come"):
        moot.do("item.finish", item=item)
    moot.do("item.start", item=item)
    with pytest.raises(Refused, match="now being dealt with"):
        moot.do("item.start", item=item)


def test_nothing_is_dealt_with_before_the_agenda_is_adopted_but_its_adoption(moot):
    meeting = moot.plan("session")
    adopt = moot.item(meeting, kind="adopt", name="通过议程")
    report = moot.item(meeting)
    hall = moot.call(meeting)
    moot.go("2026-07-22", "08:50")
    for who in moot.deputies:
        moot.sign_in(who, hall)
    with pytest.raises(Refused, match="called"):
        moot.do("item.start", item=adopt)
    moot.do("meeting.open", meeting=meeting)
    with pytest.raises(Refused, match="adopted first"):
        moot.do("item.start", item=report)
    moot.do("item.start", item=adopt)
    moot.adopt(meeting)
    moot.do("item.start", item=report)


def test_nothing_is_dealt_with_while_the_meeting_is_interrupted(moot):
    meeting, _hall, (item,) = moot.hold()
    moot.do("meeting.pause", meeting=meeting)
    with pytest.raises(Refused, match="interrupted"):
        moot.do("item.start", item=item)


@pytest.fixture
def passed(moot):
    """(meeting, item) passed on to the congress, the group, a unit and the government."""
    unit = moot.town.unit()
    meeting = moot.plan()
    item = moot.item(
        meeting,
        kind="pass_on",
        recipients=[moot.town.congress, moot.group, unit],
        public=False,
        confidential_reason="区里未公开",
    )
    moot.call(meeting)
    moot.go("2026-07-22")
    moot.do("meeting.open", meeting=meeting)
    moot.adopt(meeting)
    moot.officer = moot.town.person(role="unit_officer", organization=unit)
    moot.unit = unit
    return meeting, item


def progress(item):
    row = AgendaItem.objects.get(pk=item)
    rows = queries.passing_on(row.meeting)[row.pk]
    return {row.organization.name: (row.received, row.needed, row.complete) for row in rows}


def test_what_is_passed_on_is_received_by_each_member_and_once_by_a_unit(moot, passed):
    _meeting, item = passed
    moot.do("item.start", item=item)
    first = moot.deputies[0]
    moot.do("item.receive", by=first, item=item)
    moot.do("item.receive", by=first, item=item)
    moot.do("item.receive", by=moot.officer, item=item)
    assert progress(item) == {
        "澄汀镇人民代表大会": (1, 3, False),
        "第一代表小组": (1, 3, False),
        "规划建设办公室": (1, 1, True),
    }
    for who in (first, moot.officer):
        with pytest.raises(Refused, match="before"):
            moot.do("item.receive", by=who, item=item)


def test_a_deputy_can_name_for_whom(moot, passed):
    _meeting, item = passed
    moot.do("item.start", item=item)
    moot.do("item.receive", by=moot.deputies[0], item=item, organization=moot.group)
    assert progress(item)["第一代表小组"] == (1, 3, False)


def test_nothing_is_received_before_it_was_passed_on(moot, passed):
    _meeting, item = passed
    with pytest.raises(Refused, match="not been passed on"):
        moot.do("item.receive", by=moot.deputies[0], item=item)


def test_who_is_no_recipient_receives_nothing(moot, passed):
    _meeting, item = passed
    moot.do("item.start", item=item)
    other = moot.town.unit("生态环境办公室")
    stranger = moot.town.person(role="unit_head", organization=other)
    late = moot.town.deputy()
    for who in (stranger, late):
        with pytest.raises(NotFound):
            moot.do("item.receive", by=who, item=item)
    with pytest.raises(NotFound):
        moot.do("item.receive", by=moot.deputies[0], item=item, organization=moot.unit)
    with pytest.raises(Denied):
        moot.do("item.receive", by=moot.town.somebody(), item=item)


def test_what_is_passed_on_is_seen_by_the_unit_and_not_by_the_public(moot, passed):
    _meeting, item = passed

    def seen(actor):
        return [row.pk for row in queries.items_for(actor, moot.body)]

    assert seen(moot.actor(moot.officer)) == [item]
    assert seen(moot.actor(moot.deputies[0])) == [item]
    assert seen(None) == []


@pytest.fixture
def pdf(settings, tmp_path, db):
    """The checksum of a stored PDF."""
    settings.DATA = tmp_path
    return store.store(io.BytesIO(b"%PDF-1.7\n..."), "报告.pdf").sha256


def test_a_file_hangs_on_an_item_under_a_harmless_name(moot, pdf):
    meeting = moot.plan()
    item = moot.item(meeting)
    moot.do(
        "file.attach",
        meeting=meeting,
        item=item,
        sha256=pdf,
        name="半年报告",
        file_name="../a/报告",
    )
    row = File.objects.get()
    assert (row.item_id, row.file_name, row.mime_type, row.size) == (
        item,
        "报告.pdf",
        "application/pdf",
        12,
    )


def test_a_file_without_file_name_is_called_by_its_title(moot, pdf):
    moot.do("file.attach", meeting=moot.plan(), sha256=pdf, name="会议须知")
    assert File.objects.get().file_name == "会议须知.pdf"


def test_a_file_that_never_arrived_is_not_attached(moot):
    with pytest.raises(Invalid, match="corrected"):
        moot.do("file.attach", meeting=moot.plan(), sha256="0" * 64, name="会议须知")


def test_a_file_stands_once_where_it_stands(moot, pdf):
    meeting = moot.plan()
    moot.do("file.attach", meeting=meeting, sha256=pdf, name="须知")
    with pytest.raises(Refused, match="there already"):
        moot.do("file.attach", meeting=meeting, sha256=pdf, name="须知二")


def test_a_file_hangs_on_no_item_of_another_meeting(moot, pdf):
    item = moot.item(moot.plan())
    with pytest.raises(NotFound):
        moot.do("file.attach", meeting=moot.plan(), item=item, sha256=pdf, name="须知")


def test_a_meeting_that_was_called_off_takes_no_files(moot, pdf):
    meeting = moot.plan()
    moot.do("meeting.cancel", meeting=meeting, reason="台风")
    with pytest.raises(Refused, match="cancelled"):
        moot.do("file.attach", meeting=meeting, sha256=pdf, name="须知")


def test_a_file_is_withdrawn_once(moot, pdf):
    meeting = moot.plan()
    file = moot.make("file.attach", meeting=meeting, sha256=pdf, name="须知")
    moot.do("file.withdraw", file=file, reason="版本有误")
    assert not queries.files_for(moot.actor(moot.clerk), moot.body).exists()
    with pytest.raises(Refused, match="withdrawn before"):
        moot.do("file.withdraw", file=file, reason="版本有误")
    moot.do("file.attach", meeting=meeting, sha256=pdf, name="须知")


def test_bytes_are_handed_out_only_through_a_file_one_may_read(moot, pdf):
    from townmoot.files import serve

    meeting = moot.plan()
    internal = moot.make("file.attach", meeting=meeting, sha256=pdf, name="内部", public=False)
    item = moot.item(meeting)
    shown = moot.make("file.attach", meeting=meeting, item=item, sha256=pdf, name="公开")
    with pytest.raises(NotFound):
        serve.hanging("file", None, moot.body, shown)
    moot.do("meeting.publish", meeting=meeting)
    assert serve.hanging("file", None, moot.body, shown).public
    with pytest.raises(NotFound):
        serve.hanging("file", None, moot.body, internal)
    assert not serve.hanging("file", moot.actor(moot.clerk), moot.body, internal).public


def test_a_unit_sees_what_was_passed_on_to_it_with_its_files_once_the_meeting_came_to_it(
    moot, passed
):
    meeting, item = passed
    sha256 = store.store(io.BytesIO("区里的文件".encode()), "文件.txt").sha256
    file = moot.make(
        "file.attach", meeting=meeting, item=item, sha256=sha256, name="文件", public=False
    )
    stranger = moot.town.person(role="unit_officer", organization=moot.town.unit("文化站"))

    def seen(who):
        return queries.passed_on_to(moot.actor(who), moot.body)

    assert not seen(moot.officer).exists()
    moot.do("item.start", item=item)
    assert [(row.item_id, row.received_at) for row in seen(moot.officer)] == [(item, None)]
    assert not seen(stranger).exists()
    assert queries.hanging_file(moot.actor(moot.officer), moot.body, file) is not None
    assert queries.hanging_file(moot.actor(stranger), moot.body, file) is None
    moot.do("item.receive", by=moot.officer, item=item)
    assert seen(moot.officer).get().received_at is not None
