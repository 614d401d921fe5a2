"""January's session and July's meeting: agendas, attendance, decisions, opinions."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest

from tests.samples.chengting import (
    FOLDER,
    Step,
    actors,
    deputies,
    moment,
    only,
    steps,
    town,
    units,
    venues,
)
from townmoot import rules

PROFILE = rules.load(town()["body"]["profile"], on=date(2026, 7, 22))
KINDS = {
    "通过": "adopt", "听取": "report", "传达": "pass_on", "审议": "deliberate",
    "评议": "review", "表决": "vote", "部署": "assign", "讲话": "speech",
    "分享": "sharing", "播放": "film", "颁奖": "award", "宣誓": "oath", "国歌": "anthem",
    "参观": "visit",
}  # fmt: skip
ITEM = re.compile(r"^(\d+)\. 【(.+?)】(.+)｜(\d+)月(\d+)日 (\d\d:\d\d)｜(.+)｜(公开|不公开：.+)$")


MEETINGS = ("s9", "c1", "w12", "j22")
OFFICIALS = {person["id"] for person in town()["persons"]}
CHECK_IN = {
    "attendance.check_in": "the deputy",
    "attendance.check_in_number": "the desk",
    "attendance.check_in_person": "the desk",
}


def agenda(meeting: str) -> list[tuple[str, ...]]:
    """The items of a meeting's agenda."""
    text = (FOLDER / only("meeting.plan", meeting=meeting)["agenda"]).read_text(encoding="utf-8")
    return [found.groups() for line in text.splitlines() if (found := ITEM.match(line))]


def check_ins(meeting: str) -> list[tuple[datetime, str, str]]:
    """When, which deputy and in which venue: spread steps laid out one by one."""
    found = []
    for step in steps(*CHECK_IN):
        if step["meeting"] != meeting or OFFICIALS & set(step.get("each", [])):
            continue
        cards = step.get("each") or [step["by"]]
        gap = timedelta(minutes=step.get("within", 0)) / len(cards)
        found += [(moment(step) + gap * at, card, step["venue"]) for at, card in enumerate(cards)]
    return found


def away(meeting: str) -> set[str]:
    return set(deputies()) - {card for _, card, _ in check_ins(meeting)}


@pytest.mark.parametrize("meeting", MEETINGS)
def test_the_agenda_is_numbered_timed_and_of_known_kinds(meeting: str) -> None:
    items = agenda(meeting)
    assert [int(item[0]) for item in items] == list(range(1, len(items) + 1))
    usual = PROFILE.meeting_kind(only("meeting.plan", meeting=meeting)["kind"]).agenda
    assert {KINDS[item[1]] for item in items} <= {one.kind for one in usual}
    assert {code.code for code in PROFILE.agenda_kinds.value} == set(KINDS.values())


@pytest.mark.parametrize("meeting", MEETINGS)
def test_each_item_is_opened_at_its_time_and_closed_before_the_next(meeting: str) -> None:
    turns = [s for s in steps("item.start", "item.finish") if s["meeting"] == meeting]
    items = agenda(meeting)
    expected = [(int(i[0]), name) for i in items for name in ("item.start", "item.finish")]
    assert [(turn["item"], turn["do"]) for turn in turns] == expected
    for number, _, _, month, on, time, *_ in items:
        opened = only("item.start", meeting=meeting, item=int(number))
        assert opened["at"] == f"2026-{int(month):02d}-{int(on):02d}T{time}"


@pytest.mark.parametrize("meeting", ["s9", "j22"])
def test_each_deputy_checks_in_once(meeting: str) -> None:
    cards = [card for _, card, _ in check_ins(meeting)]
    assert len(cards) == len(set(cards)) == 79
    assert set(cards) <= set(deputies())
    assert {s["do"] for s in steps(*CHECK_IN) if s["meeting"] == meeting} == set(CHECK_IN)


@pytest.mark.parametrize("meeting", ["s9", "j22"])
def test_the_desk_checks_in_only_for_the_own_venue(meeting: str) -> None:
    for step in steps(*CHECK_IN, "venue.link_lost", "venue.link_restored"):
        if step["meeting"] != meeting:
            continue
        venue = next(venue for venue in venues() if venue["id"] == step["venue"])
        by_deputy = CHECK_IN.get(step["do"]) == "the deputy"
        assert by_deputy == (step.get("by") != venue["steward"])
        assert not by_deputy or all(card.startswith("CT-") for card in actors(step))


@pytest.mark.parametrize("meeting", ["s9", "j22"])
def test_officials_are_invited_before_the_notice_and_come(meeting: str) -> None:
    invited = [s for s in steps("participant.add") if s["meeting"] == meeting]
    notice = only("meeting.give_notice", meeting=meeting)
    assert all(moment(step) < moment(notice) for step in invited)
    assert {step["capacity"] for step in invited} == {"invited", "attending"}
    listed = [person for step in invited for person in step["each"]]
    came = [
        person
        for step in steps("attendance.check_in_person")
        if step["meeting"] == meeting
        for person in step["each"]
        if person in OFFICIALS
    ]
    assert listed == came


def test_78_are_there_when_the_session_opens_and_one_comes_late() -> None:
    opened = only("meeting.open", meeting="s9")
    early = [card for at, card, _ in check_ins("s9") if at < moment(opened)]
    assert len(early) == opened["expect"]["present"] == 78
    assert opened["expect"]["quorum"] == 54
    assert [card for at, card, _ in check_ins("s9") if at > moment(opened)] == ["CT-039"]
    assert {venue for _, _, venue in check_ins("s9")} == {"main"}


def test_those_away_in_january_have_leave() -> None:
    asked = {s["by"] for s in steps("leave.request") if s["meeting"] == "s9"}
    assert away("s9") == asked
    assert len(asked) == 2


def test_in_july_one_has_leave_and_one_has_not() -> None:
    asked = {s["by"] for s in steps("leave.request") if s["meeting"] == "j22"}
    assert asked == {"CT-030"}
    assert away("j22") - asked == {"CT-045"}


def test_july_counts_by_venue_and_everyone_sits_with_the_own_group() -> None:
    expect = only("meeting.open", meeting="j22")["expect"]
    seen: dict[str, int] = {}
    groups = {item["id"]: item["name"] for item in town()["organizations"]}
    home = {venue["id"]: groups.get(venue["group"]) for venue in venues()}
    for at, card, venue in check_ins("j22"):
        assert at < moment(only("meeting.open", meeting="j22"))
        assert home[venue] in {None, deputies()[card]["代表小组"]}
        seen[venue] = seen.get(venue, 0) + 1
    assert seen == expect["by_venue"]
    assert sum(seen.values()) == expect["present"] == 79


def decided(item: int) -> Step:
    return only("agenda.adopt" if item == 1 else "item.decide", meeting="s9", item=item)


@pytest.mark.parametrize("item", [1, 2, 10, 11, 12])
def test_a_decision_has_no_more_votes_than_people_and_a_majority_of_all(item: int) -> None:
    step = decided(item)
    cast = step["votes_for"] + step["votes_against"] + step["abstentions"]
    assert cast <= len([card for at, card, _ in check_ins("s9") if at < moment(step)])
    assert step["votes_for"] >= step["expect"]["needed"] == 41
    assert step["expect"]["adopted"]


def test_only_items_to_adopt_or_vote_on_are_decided_the_last_of_them_a_motion() -> None:
    wanted = [int(i[0]) for i in agenda("s9") if KINDS[i[1]] in {"adopt", "vote"}]
    found = [s for s in steps("agenda.adopt", "item.decide") if s["meeting"] == "s9"]
    motion = only("motion.put_under", meeting="s9")
    assert only("poll.record")["subject"] == motion["motion"]
    assert [*(step["item"] for step in found), motion["item"]] == wanted
    assert all(step["way"] == "show_of_hands" for step in found)


def test_july_adopts_its_agenda_without_a_vote_before_the_first_item() -> None:
    adopted = only("agenda.adopt", meeting="j22")
    assert adopted["way"] == "acclamation"
    assert adopted["note"]
    opened = only("meeting.open", meeting="j22")
    assert moment(opened) < moment(adopted) < moment(only("item.start", meeting="j22", item=1))


def test_every_group_has_two_or_three_opinions_from_its_own_members_who_are_there() -> None:
    groups = {i["id"]: i for i in town()["organizations"] if i["kind"] == "group"}
    counts = dict.fromkeys(groups, 0)
    for step in steps("opinion.record"):
        group = groups[step["group"]]
        counts[step["group"]] += 1
        assert deputies()[step["speaker"]]["代表小组"] == group["name"]
        assert step["speaker"] not in away("j22")
        sat = only("group.sit", group=step["group"])
        assert moment(sat) < moment(step) < moment(only("group.rise", group=step["group"]))
        assert step["by"] == group["recorder"]
        assert step["unit"] in units()
        assert len(step["text"]) >= 20
    assert set(counts.values()) == {2, 3}


def test_heads_sign_after_the_last_opinion_and_before_they_are_sent() -> None:
    groups = {i["id"]: i["head"] for i in town()["organizations"] if i["kind"] == "group"}
    signed = {step["group"]: step["by"] for step in steps("opinion.release")}
    assert signed == groups
    last = max(moment(step) for step in steps("opinion.record"))
    sent = steps("opinion.send")
    assert all(last < moment(step) < moment(sent[0]) for step in steps("opinion.release"))
    noted = [(step["opinion"], step["unit"]) for step in steps("opinion.record")]
    assert [(step["opinion"], step["unit"]) for step in sent] == noted


def test_two_opinions_become_drafts_and_one_is_handed_in_by_its_deputy() -> None:
    drafts = steps("opinion.to_suggestion")
    assert [step["suggestion"] for step in drafts] == ["17", "18"]
    handed = [s for s in steps("suggestion.hand_in") if s["suggestion"] in {"17", "18"}]
    assert len(handed) == 1
    opinion = only("opinion.record", opinion=drafts[0]["opinion"])
    assert handed[0]["by"] == opinion["speaker"]
    assert handed[0]["suggestion"] == drafts[0]["suggestion"]


def test_a_document_is_acknowledged_by_all_to_whom_it_is_passed_on() -> None:
    wanted = only("meeting.plan", meeting="j22")["recipients"][1]
    groups = {i["head"]: i["id"] for i in town()["organizations"] if i["kind"] == "group"}
    receipt = only("item.receive")
    assert [groups.get(who) or who.removesuffix(".head") for who in receipt["each"]] == wanted
    assert set(wanted) == set(groups.values()) | set(units())
    assert agenda("j22")[receipt["item"] - 1][1] == "传达"


def test_each_unit_acknowledges_the_opinions_sent_to_it() -> None:
    sent = {step["opinion"]: step["unit"] for step in steps("opinion.record")}
    assert {s["opinion"]: s["by"] for s in steps("opinion.acknowledge")} == {
        opinion: f"{unit}.officer" for opinion, unit in sent.items()
    }


def test_three_events_of_july_follow_one_another() -> None:
    plans = {meeting: only("meeting.plan", meeting=meeting) for meeting in MEETINGS[1:]}
    assert [plan["start"][:10] for plan in plans.values()] == [
        "2026-07-01",
        "2026-07-12",
        "2026-07-22",
    ]
    assert [plan["kind"] for plan in plans.values()] == [
        "ceremony",
        "work_meeting",
        "deputies_meeting",
    ]


def test_those_on_stage_and_those_of_the_branches_are_all_who_are_honoured() -> None:
    total = only("award.set")["total"]
    on_stage = steps("award.add_recipient")
    assert (len(on_stage), only("award.deliver")["count"], total) == (6, 106, 112)
    told = only("award.deliver")["expect"]
    assert told == {"total": 112, "on_stage": 6, "branch": 106, "left": 0}
    assert {step["presenter"] for step in on_stage} == {"lu-zhenchuan", "CT-001", "CT-003"}
    assert sum(not step.get("consent") for step in on_stage) == 1


def test_branches_are_planned_and_counted_with_no_list() -> None:
    planned = only("meeting.plan", meeting="c1")["planned"]
    seen = {step["venue"]: step["watching"] for step in steps("venue.count_watching")}
    assert set(seen) == set(planned)
    assert all(seen[venue] <= planned[venue] for venue in planned)
    assert sum(seen.values()) == 141


def test_a_work_meeting_has_requirements_areas_and_tasks_of_units() -> None:
    tasks = steps("task.set")
    areas = {step["area"] for step in steps("area.name")}
    assert (len(steps("requirement.state")), len(areas), len(tasks)) == (3, 6, 5)
    for task in tasks:
        assert task["area"] in areas
        assert task["unit"] in units()
        assert task["post"] == f"{task['unit']}-head"
        assert re.search(r"\d", task["measure"])
        assert task["deadline"] > moment(task).date()
    (due,) = [task for task in tasks if task["deadline"] < date(2026, 7, 22)]
    assert only("commitment.decide", task=due["task"])["outcome"] == "kept"


def test_the_demo_pauses_once_while_the_groups_review() -> None:
    (pause,) = [step for step in steps() if step.get("pause")]
    assert pause["item"] == 4
    assert moment(only("item.start", meeting="j22", item=4)) < moment(pause)
    assert moment(pause) < moment(only("item.finish", meeting="j22", item=4))


def test_every_sentence_is_in_both_languages() -> None:
    told = [step["say"] for step in steps() if "say" in step]
    assert len(told) > 30
    for say in told:
        assert set(say) == {"zh", "en"}
        assert re.search(r"[\u4e00-\u9fff]", say["zh"])
        assert not re.search(r"[\u4e00-\u9fff]", say["en"])


def test_every_thing_done_is_explained_in_the_readme() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    table = text.split("| `do` | input |")[1].split("\n\n")[0]
    explained = set(re.findall(r"`([a-z]+\.[a-z_]+)`", table))
    assert explained == {step["do"] for step in steps()}


def test_every_file_named_in_the_plot_exists() -> None:
    named = {step[key] for step in steps() for key in ("file", "agenda") if key in step}
    assert len(named) > 35
    assert not [name for name in named if not (FOLDER / name).is_file()]


def test_every_card_and_person_named_in_the_plot_exists() -> None:
    known = deputies().keys() | {person["id"] for person in town()["persons"]}
    known |= {account["login"] for account in town()["accounts"]} | {"deputies"}
    for step in steps():
        each = step.get("each", [])
        named = {each} if isinstance(each, str) else set(each)
        named |= {*step.get("deputies", []), *step.get("told", [])}
        named |= {step[key] for key in ("speaker", "presiding") if key in step}
        assert named <= known
        assert {step["unit"]} <= units().keys() if "unit" in step else True
