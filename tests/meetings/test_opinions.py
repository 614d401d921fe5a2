"""Opinions of groups: noted, signed, sent, received; and the way to a suggestion."""

import pytest

from townmoot.meetings import queries
from townmoot.meetings.enums import OpinionState
from townmoot.meetings.models import Opinion, OpinionSending
from townmoot.record import Conflict, Denied, Invalid, NotFound, Refused


class Group:
    """A meeting that reviews, and a group with head and recorder."""

    def __init__(self, moot):
        self.moot = moot
        self.meeting, self.hall, items = moot.hold(items=("review", "report", "review"))
        self.item, self.report, self.later = items
        moot.do("item.start", item=self.item)
        self.group = moot.group
        self.head = moot.town.join(moot.deputies[0], self.group, role="group_head")
        self.recorder = moot.town.join(moot.deputies[1], self.group, role="recorder")
        self.speaker = moot.deputies[2]
        self.unit = moot.town.unit()
        self.officer = moot.town.person(role="unit_officer", organization=self.unit)

    def note(self, **more):
        """Note what the speaker said."""
        defaults = {
            "item": self.item,
            "group": self.group,
            "speaker": self.speaker.person,
            "text": "步道的灯修好了，请把西段也装上。",
            "unit": self.unit,
        }
        by = more.pop("by", self.recorder)
        return self.moot.make("opinion.record", by=by, **(defaults | more))

    def sign(self):
        return self.moot.do("opinion.release", by=self.head, meeting=self.meeting, group=self.group)

    def send(self, opinion, **more):
        return self.moot.do("opinion.send", opinion=opinion, **more)

    def seen(self, who):
        actor = self.moot.actor(who) if who else None
        return [row.pk for row in queries.opinions_for(actor, self.moot.body)]

    def state(self, opinion):
        return queries.opinion_state(Opinion.objects.get(pk=opinion))


@pytest.fixture
def group(moot):
    return Group(moot)


def test_an_opinion_goes_from_the_group_to_the_unit_and_is_received(moot, group):
    opinion = group.note()
    assert group.state(opinion) == OpinionState.RECORDED
    group.sign()
    assert group.state(opinion) == OpinionState.RELEASED
    assert Opinion.objects.get().release.signed_by_id == group.head.person
    result = group.send(opinion)
    assert result["unit"] == str(group.unit)
    assert group.state(opinion) == OpinionState.SENT
    moot.do("opinion.acknowledge", by=group.officer, opinion=opinion, unit=group.unit)
    assert group.state(opinion) == OpinionState.ACKNOWLEDGED
    assert OpinionSending.objects.get().acknowledged_by_id == group.officer.person


def test_an_opinion_may_go_to_a_second_unit(moot, group):
    opinion = group.note()
    group.sign()
    group.send(opinion)
    other = moot.town.unit("生态环境办公室")
    group.send(opinion, unit=other)
    with pytest.raises(Refused, match="sent to this unit before"):
        group.send(opinion, unit=other)
    moot.do("opinion.acknowledge", by=group.officer, opinion=opinion, unit=group.unit)
    assert group.state(opinion) == OpinionState.SENT
    with pytest.raises(Refused, match="confirmed before"):
        moot.do("opinion.acknowledge", by=group.officer, opinion=opinion, unit=group.unit)


def test_a_group_sits_and_rises(moot, group):
    moot.do("group.sit", by=group.recorder, meeting=group.meeting, group=group.group)
    with pytest.raises(Refused, match="sitting already"):
        moot.do("group.sit", by=group.recorder, meeting=group.meeting, group=group.group)
    moot.do("group.rise", by=group.head, meeting=group.meeting, group=group.group)
    with pytest.raises(Refused, match="not sitting"):
        moot.do("group.rise", by=group.head, meeting=group.meeting, group=group.group)
    moot.do("group.sit", by=group.head, meeting=group.meeting, group=group.group, venue=group.hall)


def test_a_group_does_not_sit_elsewhere_or_where_it_is_no_group(moot, group):
    elsewhere = moot.hall(moot.plan())
    with pytest.raises(NotFound):
        moot.do("group.sit", meeting=group.meeting, group=group.group, venue=elsewhere)
    with pytest.raises(NotFound):
        moot.do("group.sit", meeting=group.meeting, group=moot.town.congress)


def test_only_the_own_group_and_the_clerk_note_opinions(moot, group):
    other = moot.town.group("第二代表小组")
    stranger = moot.town.person(role="recorder", organization=other)
    with pytest.raises(Denied):
        group.note(by=stranger)
    with pytest.raises(Denied):
        group.note(by=group.speaker)
    group.note(by=moot.clerk)
    group.note(by=group.head)


def test_only_the_head_signs(moot, group):
    group.note()
    for who in (group.recorder, moot.clerk):
        with pytest.raises(Denied):
            moot.do("opinion.release", by=who, meeting=group.meeting, group=group.group)


def test_there_must_be_something_to_sign(moot, group):
    with pytest.raises(Refused, match="nothing to sign"):
        group.sign()
    opinion = group.note()
    assert group.sign()["opinions"] == [str(opinion)]
    with pytest.raises(Refused, match="nothing to sign"):
        group.sign()


@pytest.mark.parametrize(
    ("field", "value"),
    [("item", "report"), ("speaker", "clerk"), ("unit", "congress"), ("item", "later")],
)
def test_an_opinion_that_does_not_fit_names_its_field(moot, group, field, value):
    wrong = {
        "report": group.report,
        "clerk": moot.clerk.person,
        "congress": moot.town.congress,
        "later": group.later,
    }[value]
    with pytest.raises(Invalid) as error:
        group.note(**{field: wrong})
    assert error.value.problems[0]["field"] == field


def test_an_official_in_attendance_may_speak(moot, group):
    official = moot.town.somebody()
    moot.do("participant.add", meeting=group.meeting, person=official.person, capacity="attending")
    assert group.note(speaker=official.person, unit=None)


def test_what_was_noted_is_corrected_until_it_is_signed(moot, group):
    opinion = group.note()
    correct = {"opinion": opinion, "by": group.recorder, "text": "西段也要装灯。"}
    moot.do("opinion.correct", revision=0, unit=group.unit, **correct)
    with pytest.raises(Conflict):
        moot.do("opinion.correct", revision=0, **correct)
    moot.do("opinion.correct", **correct)
    assert (Opinion.objects.get().text, Opinion.objects.get().unit) == ("西段也要装灯。", None)
    group.sign()
    with pytest.raises(Refused, match="signed"):
        moot.do("opinion.correct", **correct)
    with pytest.raises(Refused, match="signed"):
        moot.do("opinion.strike", by=group.recorder, opinion=opinion, reason="记错")


def test_what_was_struck_is_neither_signed_nor_sent_nor_seen(moot, group):
    opinion = group.note()
    moot.do("opinion.strike", by=group.recorder, opinion=opinion, reason="记错")
    assert group.state(opinion) == OpinionState.STRUCK
    assert group.seen(moot.clerk) == []
    with pytest.raises(Refused, match="nothing to sign"):
        group.sign()
    with pytest.raises(Refused, match="struck out"):
        group.send(opinion)


def test_nothing_is_sent_before_it_is_signed(group):
    opinion = group.note()
    with pytest.raises(Refused, match="not signed"):
        group.send(opinion)


def test_an_opinion_without_unit_needs_one_to_be_sent(moot, group):
    opinion = group.note(unit=None)
    group.sign()
    with pytest.raises(Invalid) as error:
        group.send(opinion)
    assert error.value.problems[0]["field"] == "unit"
    group.send(opinion, unit=group.unit)


def test_a_unit_receives_only_what_was_sent_to_it(moot, group):
    opinion = group.note()
    group.sign()
    with pytest.raises(NotFound):
        moot.do("opinion.acknowledge", by=group.officer, opinion=opinion, unit=group.unit)
    other = moot.town.unit("生态环境办公室")
    with pytest.raises(NotFound):
        moot.do("opinion.acknowledge", by=group.officer, opinion=opinion, unit=other)


def test_opinions_may_be_noted_after_the_close_until_the_head_has_signed(moot, group):
    moot.do("meeting.close", meeting=group.meeting)
    group.note()
    group.note()
    group.sign()
    with pytest.raises(Refused, match="head of the group has signed"):
        group.note()


def test_an_opinion_is_internal_until_its_head_signs_and_the_units_when_sent(moot, group):
    opinion = group.note()
    auditor = moot.town.person(role="auditor", organization=moot.town.office)
    other = moot.town.person(role="recorder", organization=moot.town.group("第二代表小组"))
    inside = (moot.clerk, auditor, group.head, group.recorder, group.speaker)
    assert all(group.seen(who) == [opinion] for who in inside)
    outside = (moot.chair, group.officer, other, moot.town.somebody(), None)
    assert all(group.seen(who) == [] for who in outside)
    group.sign()
    assert group.seen(moot.chair) == [opinion]
    assert group.seen(group.officer) == []
    group.send(opinion)
    assert group.seen(group.officer) == [opinion]


def test_an_inbox_holds_what_was_sent_to_the_unit(moot, group):
    opinion = group.note()
    group.sign()
    group.send(opinion)

    def inbox(who):
        actor = moot.actor(who) if who else None
        return [row.opinion_id for row in queries.sendings_for(actor, moot.body)]

    assert inbox(group.officer) == inbox(moot.clerk) == [opinion]
    assert inbox(group.speaker) == inbox(None) == []


def test_the_speaker_the_recorder_and_the_clerk_may_make_it_a_suggestion(moot, group):
    opinion = group.note()
    for who in (group.speaker, group.recorder, moot.clerk):
        found = queries.opinion_to_suggest(moot.actor(who), moot.body, opinion)
        assert found.speaker_id == group.speaker.person
    for who in (group.head, moot.chair, moot.town.somebody()):
        with pytest.raises(NotFound):
            queries.opinion_to_suggest(moot.actor(who), moot.body, opinion)


def test_what_an_official_said_becomes_no_suggestion(moot, group):
    official = moot.town.somebody()
    moot.do("participant.add", meeting=group.meeting, person=official.person, capacity="attending")
    opinion = group.note(speaker=official.person)
    with pytest.raises(NotFound):
        queries.opinion_to_suggest(moot.actor(moot.clerk), moot.body, opinion)


def test_an_account_without_person_reads_no_opinion(moot, group):
    from townmoot.record import Actor

    group.note()
    nobody = Actor(account=None, person=None, roles=frozenset({"resident"}))
    assert not queries.opinions_for(nobody, moot.body).exists()


def test_a_deputy_speaks_in_the_own_group(moot, group):
    elsewhere = moot.town.group("第二代表小组")
    stranger = moot.town.deputy(group=elsewhere)
    moot.do("participant.add", meeting=group.meeting, person=stranger.person, capacity="member")
    with pytest.raises(Invalid) as error:
        group.note(speaker=stranger.person)
    assert error.value.problems[0]["field"] == "speaker"
