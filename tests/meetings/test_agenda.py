"""The agenda: items in order, proposal, adoption, changes."""

import pytest

from tests.meetings.conftest import at
from townmoot.meetings import queries
from townmoot.meetings.enums import AgendaState
from townmoot.meetings.models import AgendaItem, AgendaStep
from townmoot.record import Conflict, Denied, Invalid, NotFound, Refused
from townmoot.record.models import new_id

HANDS = {"votes_for": 2, "votes_against": 1, "abstentions": 0}


def names(moot, meeting):
    return [(item.number, item.name) for item in queries.items_of(moot.meeting(meeting))]


def problem(error) -> str:
    return error.value.problems[0]["field"]


def state(moot, meeting):
    return queries.agenda_state(moot.meeting(meeting))


def test_items_are_numbered_as_they_are_added(moot):
    meeting = moot.plan()
    for name in ("甲", "乙"):
        moot.item(meeting, name=name)
    assert names(moot, meeting) == [("1", "甲"), ("2", "乙")]


def test_an_item_says_who_speaks_when_about_whom_and_for_whom(moot):
    meeting = moot.plan()
    unit = moot.town.unit()
    key = moot.item(
        meeting,
        kind="pass_on",
        speaker=moot.chair.person,
        unit=unit,
        planned_start=at("2026-07-22", "09:20"),
        recipients=[unit, moot.town.congress, unit],
    )
    row = AgendaItem.objects.get(pk=key)
    assert (row.speaker_id, row.unit_id) == (moot.chair.person, unit)
    assert row.planned_start == at("2026-07-22", "09:20")
    assert row.recipients.count() == 2


def test_an_item_that_is_not_public_says_why(moot):
    meeting = moot.plan()
    with pytest.raises(Invalid) as error:
        moot.item(meeting, public=False)
    assert problem(error) == "confidential_reason"
    key = moot.item(meeting, public=False, confidential_reason="上级文件未公开")
    assert AgendaItem.objects.get(pk=key).confidential_reason == "上级文件未公开"


def test_a_public_item_keeps_no_reason(moot):
    key = moot.item(moot.plan(), confidential_reason="误填")
    assert AgendaItem.objects.get(pk=key).confidential_reason == ""


@pytest.mark.parametrize(
    ("inputs", "field"),
    [
        ({"kind": "dance"}, "kind"),
        ({"kind": "vote"}, "kind"),
        ({"kind": "report", "recipients": [new_id()]}, "recipients"),
    ],
)
def test_an_item_that_does_not_fit_names_its_field(moot, inputs, field):
    with pytest.raises(Invalid) as error:
        moot.item(moot.plan(), **inputs)
    assert problem(error) == field


@pytest.mark.parametrize("field", ["speaker", "unit"])
def test_an_item_about_what_is_not_there_is_not_found(moot, field):
    with pytest.raises(NotFound):
        moot.item(moot.plan(), **{field: new_id()})


def test_an_item_is_corrected_and_the_second_editor_told(moot):
    meeting = moot.plan()
    item = moot.item(meeting)
    moot.do(
        "agenda.correct_item", item=item, revision=0, name="听取报告", speaker=moot.chair.person
    )
    row = AgendaItem.objects.get(pk=item)
    assert (row.name, row.speaker_id, row.public) == ("听取报告", moot.chair.person, True)
    with pytest.raises(Conflict):
        moot.do("agenda.correct_item", item=item, revision=0, name="别的")
    with pytest.raises(Invalid):
        moot.do("agenda.correct_item", item=item, public=False)
    moot.do(
        "agenda.correct_item",
        item=item,
        public=False,
        confidential_reason="不公开",
        planned_start=at("2026-07-22", "10:00"),
        unit=moot.town.unit(),
    )
    assert not AgendaItem.objects.get(pk=item).public


def test_an_item_moves_and_the_others_make_room(moot):
    meeting = moot.plan()
    items = [moot.item(meeting, name=name) for name in "甲乙丙"]
    moot.do("agenda.move_item", item=items[2], to=1)
    assert [name for _number, name in names(moot, meeting)] == ["丙", "甲", "乙"]
    moot.do("agenda.move_item", item=items[2], to=2)
    assert names(moot, meeting) == [("1", "甲"), ("2", "丙"), ("3", "乙")]


@pytest.mark.parametrize("to", [0, 3])
def test_an_item_cannot_move_off_the_agenda(moot, to):
    meeting = moot.plan()
    item = moot.item(meeting)
    moot.item(meeting)
    with pytest.raises(Invalid, match="corrected"):
        moot.do("agenda.move_item", item=item, to=to)


def test_an_item_taken_off_leaves_no_gap(moot):
    meeting = moot.plan()
    items = [moot.item(meeting, name=name) for name in "甲乙丙"]
    moot.do("agenda.remove_item", item=items[0], reason="并入乙项")
    assert names(moot, meeting) == [("1", "乙"), ("2", "丙")]
    moot.item(meeting, name="丁")
    assert names(moot, meeting)[-1] == ("3", "丁")
    with pytest.raises(Refused, match="taken off"):
        moot.do("agenda.remove_item", item=items[0], reason="再来")


def test_the_agenda_is_proposed_and_adopted_by_acclamation(moot):
    meeting = moot.plan()
    moot.item(meeting)
    moot.call(meeting)
    assert state(moot, meeting) == AgendaState.DRAFT
    moot.do("agenda.propose", by=moot.chair, meeting=meeting)
    assert state(moot, meeting) == AgendaState.PROPOSED
    moot.do("agenda.adopt", meeting=meeting, way="acclamation", note="主席提议，没有不同意见")
    assert state(moot, meeting) == AgendaState.ADOPTED
    assert AgendaStep.objects.get(act="agenda.adopt").items == 1


def test_an_empty_agenda_is_not_proposed(moot):
    with pytest.raises(Refused, match="empty"):
        moot.do("agenda.propose", meeting=moot.plan())


def test_acclamation_needs_a_note(moot):
    meeting = moot.plan()
    moot.item(meeting)
    moot.call(meeting)
    moot.do("agenda.propose", meeting=meeting)
    with pytest.raises(Invalid) as error:
        moot.do("agenda.adopt", meeting=meeting, way="acclamation")
    assert problem(error) == "note"


def test_an_agenda_not_called_for_yet_is_not_adopted(moot):
    meeting = moot.plan()
    moot.item(meeting)
    moot.do("agenda.propose", meeting=meeting)
    with pytest.raises(Refused, match="being prepared"):
        moot.do("agenda.adopt", meeting=meeting, way="acclamation", note="同意")


def test_a_draft_is_not_adopted(moot):
    meeting = moot.plan()
    moot.item(meeting)
    with pytest.raises(Refused, match="draft"):
        moot.do("agenda.adopt", meeting=meeting, way="acclamation", note="同意")


def sitting(moot, kind="session"):
    """A meeting of three that sits, its agenda proposed."""
    meeting = moot.plan(kind)
    moot.item(meeting)
    hall = moot.call(meeting)
    moot.go("2026-07-22", "08:50")
    for who in moot.deputies:
        moot.sign_in(who, hall)
    moot.do("meeting.open", meeting=meeting)
    moot.do("agenda.propose", meeting=meeting)
    return meeting


def test_a_session_adopts_its_agenda_by_the_majority_of_all_deputies(moot):
    meeting = sitting(moot)
    moot.do("agenda.adopt", meeting=meeting, way="show_of_hands", **HANDS)
    step = AgendaStep.objects.get(act="agenda.adopt")
    assert (step.votes_for, step.votes_against, step.abstentions, step.needed) == (2, 1, 0, 2)


def test_too_few_hands_do_not_adopt_and_the_arithmetic_is_given(moot):
    meeting = sitting(moot)
    with pytest.raises(Refused, match="not adopted: More than 1/2 of 3"):
        moot.do(
            "agenda.adopt",
            meeting=meeting,
            way="show_of_hands",
            votes_for=1,
            votes_against=0,
            abstentions=2,
        )
    moot.do("agenda.reject", meeting=meeting, votes_for=1, votes_against=0, abstentions=2)
    assert state(moot, meeting) == AgendaState.DRAFT


def test_the_presidium_adopts_by_its_own_majority(moot):
    moot.town.join(moot.deputies[0], moot.town.presidium, role="presidium")
    meeting = moot.plan("presidium_meeting", organization=moot.town.presidium)
    moot.item(meeting)
    hall = moot.call(meeting)
    moot.go("2026-07-22", "08:50")
    for who in (moot.chair, moot.deputies[0]):
        moot.sign_in(who, hall)
    moot.do("meeting.open", meeting=meeting)
    moot.do("agenda.propose", meeting=meeting)
    moot.do(
        "agenda.adopt",
        meeting=meeting,
        way="show_of_hands",
        votes_for=2,
        votes_against=0,
        abstentions=0,
    )
    assert AgendaStep.objects.get(act="agenda.adopt").needed == 2


def test_a_meeting_without_binding_votes_takes_the_hands_as_they_are(moot):
    meeting = sitting(moot, "deputies_meeting")
    moot.do(
        "agenda.adopt",
        meeting=meeting,
        way="show_of_hands",
        votes_for=1,
        votes_against=0,
        abstentions=1,
    )
    assert state(moot, meeting) == AgendaState.ADOPTED


@pytest.mark.parametrize(
    ("counts", "field"),
    [
        ({"votes_for": 3, "votes_against": 0}, "abstentions"),
        ({"votes_for": 3, "votes_against": 1, "abstentions": 0}, "votes_for"),
    ],
)
def test_counts_must_be_whole_and_no_more_than_are_here(moot, counts, field):
    meeting = sitting(moot)
    with pytest.raises(Invalid) as error:
        moot.do("agenda.adopt", meeting=meeting, way="show_of_hands", **counts)
    assert problem(error) == field


def test_an_adopted_agenda_is_fixed_until_it_is_reopened(moot):
    meeting, _hall, (item,) = moot.hold()
    for act, inputs in (
        ("agenda.add_item", {"meeting": meeting, "kind": "report", "name": "加"}),
        ("agenda.correct_item", {"item": item, "name": "改"}),
        ("agenda.move_item", {"item": item, "to": 1}),
        ("agenda.remove_item", {"item": item, "reason": "减"}),
    ):
        with pytest.raises(Refused, match="adopted"):
            moot.do(act, **inputs)
    moot.do("agenda.reopen", by=moot.chair, meeting=meeting, note="增加一项")
    moot.item(meeting, name="加")
    moot.adopt(meeting)
    assert len(names(moot, meeting)) == 2
    assert AgendaStep.objects.filter(act="agenda.adopt").count() == 2


def test_a_draft_is_not_reopened_or_rejected(moot):
    meeting = moot.plan()
    with pytest.raises(Refused):
        moot.do("agenda.reopen", meeting=meeting, note="改")
    with pytest.raises(Refused):
        moot.do("agenda.reject", meeting=meeting)


def test_a_deputy_does_not_conduct(moot):
    meeting = moot.plan()
    moot.item(meeting)
    with pytest.raises(Denied):
        moot.do("agenda.propose", by=moot.deputies[0], meeting=meeting)


def test_what_is_passed_on_says_to_whom_and_that_can_be_corrected(moot):
    meeting = moot.plan()
    with pytest.raises(Invalid) as error:
        moot.item(meeting, kind="pass_on")
    assert problem(error) == "recipients"
    item = moot.item(meeting, kind="pass_on", recipients=[moot.town.congress])
    moot.do("agenda.correct_item", item=item, recipients=[moot.group])
    rows = AgendaItem.objects.get(pk=item).recipients
    assert [row.organization_id for row in rows.all()] == [moot.group]
    with pytest.raises(Invalid) as error:
        moot.do("agenda.correct_item", item=item, recipients=[])
    assert problem(error) == "recipients"
    with pytest.raises(Invalid):
        moot.do("agenda.correct_item", item=moot.item(meeting), recipients=[moot.group])


def test_a_correction_can_empty_what_was_named(moot):
    meeting = moot.plan()
    item = moot.item(
        meeting, speaker=moot.chair.person, unit=moot.town.unit(), public=False,
        confidential_reason="未公开", planned_start=at("2026-07-22"),
    )  # fmt: skip
    moot.do("agenda.correct_item", item=item, public=True, clear=["speaker", "planned_start"])
    row = AgendaItem.objects.get(pk=item)
    assert (row.speaker_id, row.planned_start, row.confidential_reason) == (None, None, "")
    assert row.unit_id is not None
