"""What a meeting requires, the areas it names and the tasks it sets: four things kept apart."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

import pytest

from tests.suggestions.conftest import at
from townmoot.commitments import queries
from townmoot.commitments.enums import State, word_of
from townmoot.commitments.models import Area, Commitment, Requirement
from townmoot.figures import figure
from townmoot.record import Denied, NotFound, Refused, export
from townmoot.record.models import Entry, new_id
from townmoot.record.verify import verify_lines
from townmoot.search.finding import search
from townmoot.suggestions.recount import recount

DAY = "2026-03-10"


class Meeting:
    """A work meeting that has begun, with a public item and one that is not."""

    def __init__(self, desk):
        self.desk = desk
        self.id = desk.do(
            "meeting.plan",
            kind="work_meeting",
            name="半年度工作会议",
            organization=desk.town.government,
            start=at(DAY, "14:00"),
            end=at(DAY, "16:00"),
        )["meeting"]
        self.item = self.add_item()
        self.closed = self.add_item(public=False, confidential_reason="人事")

    def add_item(self, **more):
        told = {"meeting": self.id, "kind": "assign", "name": "部署下半年重点任务"}
        return self.desk.do("agenda.add_item", **told, **more)["item"]

    def open(self):
        desk, mayor = self.desk, self.desk.office
        desk.do("participant.add", meeting=self.id, person=mayor.person, capacity="member")
        desk.do("venue.add", meeting=self.id, name="二楼会议室")
        desk.do("meeting.give_notice", meeting=self.id)
        desk.go(DAY, "14:00")
        desk.do("meeting.open", meeting=self.id)
        return self

    def task(self, **more):
        told = {
            "unit": self.desk.units[0].id,
            "text": "修好北汀路路灯",
            "measure": "24盏全部亮",
            "deadline": date(2026, 6, 30),
        }
        return self.desk.do("task.set", meeting=self.id, **(told | more))["commitment"]

    def publish(self):
        self.desk.do("meeting.publish", meeting=self.id)


@pytest.fixture
def meeting(desk) -> Meeting:
    return Meeting(desk).open()


def public_of(act):
    entry = Entry.objects.filter(act=act).latest("position")
    public = json.loads(entry.envelope).get("public")
    return public and public["data"]


def test_nothing_is_noted_before_the_meeting_sits(desk):
    waiting = Meeting(desk)
    with pytest.raises(Refused, match="not begun"):
        waiting.task()
    with pytest.raises(Refused, match="not begun"):
        desk.do("area.name", meeting=waiting.id, name="路灯")


def test_requirements_are_numbered_for_each_who_states_them(meeting):
    desk = meeting.desk
    mayor, chair = desk.office.person, desk.chair.person
    for by, text in ((mayor, "目标不变"), (chair, "接受监督"), (mayor, "按月报进度")):
        desk.do("requirement.state", meeting=meeting.id, stated_by=by, text=text)
    said, _areas = queries.said_for(desk.actor(desk.clerk), desk.body, meeting.id)
    told = [(one.by.pk, [(row.number, row.text) for row in one.requirements]) for one in said]
    assert told == [(mayor, [(1, "目标不变"), (2, "按月报进度")]), (chair, [(1, "接受监督")])]
    first = Requirement.objects.get(text="目标不变")
    desk.do("requirement.strike", requirement=first.pk, reason="记错了")
    with pytest.raises(Refused, match="struck before"):
        desk.do("requirement.strike", requirement=first.pk, reason="记错了")
    assert not hasattr(Requirement, "deadline")


def test_an_area_is_a_heading_until_a_task_is_set_in_it(meeting):
    desk = meeting.desk
    lamps, roads = (
        desk.do("area.name", meeting=meeting.id, name=name)["area"] for name in ("路灯", "道路")
    )
    assert list(Area.objects.values_list("number", flat=True)) == [1, 2]
    meeting.task(area=lamps)
    with pytest.raises(Refused, match="Tasks were set"):
        desk.do("area.strike", area=lamps, reason="记错了")
    desk.do("area.strike", area=roads, reason="记错了")
    with pytest.raises(Refused, match="struck before"):
        desk.do("area.strike", area=roads, reason="记错了")
    with pytest.raises(Refused, match="not named at this meeting"):
        meeting.task(area=roads)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"deadline": date(2026, 3, 9)}, "day has passed"),
        ({"unit": "government"}, "Choose a unit"),
        ({"item": "other"}, "another meeting"),
    ],
)
def test_a_task_that_does_not_fit_is_refused(meeting, change, words):
    desk = meeting.desk
    others = {"government": desk.town.government, "other": None}
    if change.get("item") == "other":
        others["other"] = Meeting(desk).item
    given = {name: others.get(value, value) for name, value in change.items()}
    with pytest.raises(Refused, match=words):
        meeting.task(**given)


def test_a_task_names_only_what_is_there(meeting):
    for name in ("area", "post", "unit", "item"):
        with pytest.raises(NotFound):
            meeting.task(**{name: new_id()})
    with pytest.raises(Denied):
        meeting.desk.do("task.set", by=meeting.desk.office, meeting=meeting.id,
                        unit=meeting.desk.units[0].id, text="修灯", measure="24盏",
                        deadline=date(2026, 6, 30))  # fmt: skip


def test_a_task_is_reported_proved_and_found_done_like_a_promise_but_counted_apart(meeting):
    desk, unit = meeting.desk, meeting.desk.units[0]
    key = meeting.task(item=meeting.item)
    desk.do("commitment.progress", by=unit.officer, commitment=key, words="已装12盏")
    with pytest.raises(Refused, match="to be done"):
        desk.do("commitment.verify", commitment=key, outcome="kept")
    with pytest.raises(NotFound):
        desk.do("commitment.confirm", by=desk.deputies[0], commitment=key, words="看过")
    desk.do("commitment.give_evidence", by=unit.officer, commitment=key, words="24盏已亮")
    desk.do("commitment.verify", commitment=key, outcome="kept")
    rates = {name: figure(name, desk.body, desk.today).fraction for name in RATES}
    assert rates == {"kept_promise_rate": "0/0", "task_done_rate": "1/1"}
    told = recount(verify_lines(export.lines(desk.body)).public, desk.today)
    assert told.rates["kept_promise_rate"] == (0, 0)
    (row,) = figure("task_done_rate", desk.body, desk.today, unit.id).rows
    assert (row.note, row.label) == ("task done", "规划建设办公室 · 修好北汀路路灯")


RATES = ("kept_promise_rate", "task_done_rate")


def test_a_late_task_and_one_not_done_are_told_so(meeting):
    desk, unit = meeting.desk, meeting.desk.units[0]
    late, never = meeting.task(), meeting.task()
    desk.go("2026-07-01")
    desk.do("commitment.give_evidence", by=unit.officer, commitment=late, words="已亮")
    desk.do("commitment.verify", commitment=late, outcome="kept")
    desk.do("commitment.explain", by=unit.officer, commitment=never, words="材料未到")
    rows = figure("task_done_rate", desk.body, desk.today).rows
    assert [(row.counted, row.note) for row in rows] == [
        (False, "done late"),
        (False, "task not done"),
    ]
    assert word_of("task", State.EXPLAINED) != word_of("promise", State.EXPLAINED)
    assert word_of("task", State.CLAIMED) == word_of("promise", State.CLAIMED)


def test_the_public_reads_what_was_set_under_a_public_item_of_a_public_meeting(meeting):
    desk = meeting.desk
    post = desk.town.post(desk.units[0].id, "主任")
    area = desk.do("area.name", meeting=meeting.id, name="路灯", item=meeting.item)["area"]
    meeting.task(item=meeting.item, area=area, post=post)
    assert public_of("task.set") is None
    assert public_of("area.name") is None
    assert queries.public_tasks(desk.body, desk.today) == []
    meeting.publish()
    hidden = meeting.task(item=meeting.closed)
    assert public_of("task.set") is None
    unit = desk.units[0].officer
    desk.do("commitment.give_evidence", by=unit, commitment=hidden, words="已办")
    desk.do("commitment.verify", commitment=hidden, outcome="kept")
    assert public_of("commitment.give_evidence") is None
    assert public_of("commitment.verify") is None
    desk.do("requirement.state", meeting=meeting.id, stated_by=desk.chair.person, text="抓紧")
    assert public_of("requirement.state") == {"meeting": meeting.id, "item": None}
    (told,) = queries.public_tasks(desk.body, desk.today)
    assert (told.area, told.post, told.measure, told.state) == (
        "路灯",
        "主任",
        "24盏全部亮",
        "open",
    )
    assert str(told.meeting) == meeting.id
    said, areas = queries.said_for(None, desk.body, meeting.id)
    assert ([one.by.pk for one in said], len(areas)) == ([desk.chair.person], 1)
    plain = meeting.task()
    assert public_of("task.set") == {
        "on": DAY,
        "due": "2026-06-30",
        "unit": str(desk.units[0].id),
        "meeting": meeting.id,
        "item": None,
    }
    desk.do("commitment.give_evidence", by=unit, commitment=plain, words="已办")
    desk.do("commitment.verify", commitment=plain, outcome="kept")
    told = public_of("commitment.verify")
    assert (told["outcome"], told["kind"]) == ("kept", "task")
    assert len(queries.public_tasks(desk.body, desk.today)) == 2


def test_a_task_is_the_units_own_work(meeting):
    desk, key = meeting.desk, meeting.task()
    own, other = desk.units[0].head, desk.units[1].head
    assert (
        queries.commitments_for(desk.actor(own), desk.body).get().pk == Commitment.objects.get().pk
    )
    assert not queries.commitments_for(desk.actor(other), desk.body).exists()
    with pytest.raises(NotFound):
        desk.do("commitment.progress", by=other, commitment=key, words="进展")


def test_a_task_is_found_where_its_item_is_public(meeting):
    desk = meeting.desk
    area = desk.do("area.name", meeting=meeting.id, name="照明设施")["area"]
    open_one = meeting.task(item=meeting.item, area=area)
    meeting.task(item=meeting.closed)

    def found(typed):
        return [hit.document.key for hit in search(desk.body, typed).hits if hit.kind == "task"]

    assert found("路灯") == []
    meeting.publish()
    expected = [UUID(str(open_one))]
    assert found("路灯") == found("24盏") == found("照明设施") == expected
    closed = {"public": False, "confidential_reason": "人事"}
    desk.do("agenda.correct_item", item=meeting.item, **closed)
    assert found("路灯") == []
