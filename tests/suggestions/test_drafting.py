"""Drafts, co-signers and handing in."""

from __future__ import annotations

from datetime import date

import pytest

from tests.suggestions.conftest import at
from townmoot.record import Conflict, Denied, Invalid, NotFound, Refused
from townmoot.record.models import new_id
from townmoot.suggestions import queries
from townmoot.suggestions.models import Signature, Suggestion, Telling

TEXT = {"title": "建议", "facts": "情况", "proposal": "办法"}


def test_a_draft_belongs_to_its_deputy(desk):
    lead = desk.deputies[0]
    item = desk.item(desk.draft(lead))
    assert (item.lead_id, item.created_by) == (lead.person, lead.person)
    assert desk.state(item.pk) == "draft"


def test_a_resident_makes_no_suggestion(desk):
    with pytest.raises(Denied):
        desk.do("suggestion.draft", by=desk.town.somebody(), **TEXT)


def test_a_title_is_needed(desk):
    with pytest.raises(Invalid):
        desk.do("suggestion.draft", by=desk.deputies[0], title=" ")


def test_the_clerk_prepares_a_draft_that_only_the_deputy_hands_in(desk):
    lead = desk.deputies[1]
    key = desk.make("suggestion.prepare", lead=lead.person, **TEXT)
    assert desk.item(key).created_by == desk.clerk.person
    desk.do("suggestion.revise", suggestion=key, **(TEXT | {"facts": "更多情况"}))
    with pytest.raises(Denied):
        desk.do("suggestion.hand_in", suggestion=key)
    with pytest.raises(NotFound):
        desk.do("suggestion.hand_in", by=desk.deputies[0], suggestion=key)
    desk.do("suggestion.hand_in", by=lead, suggestion=key)
    assert desk.state(key) == "handed_in"
    with pytest.raises(NotFound):
        desk.do("suggestion.revise", suggestion=key, **TEXT)


def test_a_draft_is_prepared_for_deputies_only(desk):
    with pytest.raises(Refused, match="not a deputy"):
        desk.do("suggestion.prepare", lead=desk.chair.person, **TEXT)


def test_another_clerk_does_not_change_a_prepared_draft(desk):
    key = desk.make("suggestion.prepare", lead=desk.deputies[0].person, **TEXT)
    with pytest.raises(NotFound):
        desk.do("suggestion.revise", by=desk.clerk_head, suggestion=key, **TEXT)


def test_the_second_of_two_editors_is_told(desk):
    lead = desk.deputies[0]
    key = desk.draft(lead)
    desk.do("suggestion.revise", by=lead, suggestion=key, revision=0, **TEXT)
    with pytest.raises(Conflict):
        desk.do("suggestion.revise", by=lead, suggestion=key, revision=0, **TEXT)


def test_another_wording_voids_the_confirmations(desk):
    lead, other = desk.deputies[:2]
    key = desk.draft(lead, [other])
    desk.do("suggestion.revise", by=lead, suggestion=key, **TEXT)
    with pytest.raises(Refused, match="Not confirmed in this wording"):
        desk.do("suggestion.hand_in", by=lead, suggestion=key)
    with pytest.raises(Refused, match="text was changed"):
        desk.do("cosigner.confirm", by=other, suggestion=key, text_version=1)
    desk.do("cosigner.confirm", by=other, suggestion=key, text_version=2)
    desk.do("suggestion.hand_in", by=lead, suggestion=key)
    assert desk.item(key).text_version == 2


def test_the_same_wording_keeps_the_confirmations(desk):
    lead, other = desk.deputies[:2]
    key = desk.draft(lead, [other], **TEXT)
    unit = desk.units[0].id
    desk.do("suggestion.revise", by=lead, suggestion=key, proposed_unit=unit, **TEXT)
    desk.do("suggestion.hand_in", by=lead, suggestion=key)
    assert desk.item(key).proposed_unit_id == unit


def test_who_declines_or_is_released_does_not_sign(desk):
    lead, one, two, three = desk.deputies
    key = desk.draft(lead)
    persons = [one.person, two.person, three.person, one.person]
    desk.do("cosigner.ask", by=lead, suggestion=key, persons=persons)
    assert Signature.objects.filter(suggestion=key).count() == 4
    desk.do("cosigner.decline", by=one, suggestion=key, reason="先不联名")
    desk.do("cosigner.release", by=lead, suggestion=key, person=two.person)
    desk.do("cosigner.confirm", by=three, suggestion=key, text_version=1)
    with pytest.raises(NotFound):
        desk.do("cosigner.confirm", by=two, suggestion=key, text_version=1)
    desk.do("suggestion.hand_in", by=lead, suggestion=key)
    desk.do("suggestion.accept", suggestion=key)
    told = Telling.objects.filter(suggestion=key, about="accepted")
    assert {row.person_id for row in told} == {lead.person, three.person}


def test_who_declined_is_asked_again(desk):
    lead, other = desk.deputies[:2]
    key = desk.draft(lead)
    ask = {"by": lead, "suggestion": key, "persons": [other.person]}
    desk.do("cosigner.ask", **ask)
    desk.do("cosigner.decline", by=other, suggestion=key)
    desk.do("cosigner.ask", **ask)
    desk.do("cosigner.ask", **ask)  # still waiting: nothing changes
    desk.do("cosigner.confirm", by=other, suggestion=key, text_version=1)
    desk.do("cosigner.ask", **ask)
    assert Signature.objects.get(suggestion=key, lead=False).confirmed_version == 1


def test_a_draft_whose_last_cosigner_is_released_is_a_plain_draft(desk):
    lead, other = desk.deputies[:2]
    key = desk.draft(lead, [other])
    assert desk.state(key) == "seeking_cosigners"
    desk.do("cosigner.release", by=lead, suggestion=key, person=other.person)
    assert desk.state(key) == "draft"
    with pytest.raises(Refused, match="cannot be done now"):
        desk.do("cosigner.release", by=lead, suggestion=key, person=other.person)


def test_only_who_was_asked_is_released(desk):
    key = desk.draft(cosigners=[desk.deputies[1]])
    with pytest.raises(Refused, match="not asked"):
        desk.do(
            "cosigner.release",
            by=desk.deputies[0],
            suggestion=key,
            person=desk.deputies[2].person,
        )


@pytest.mark.parametrize(("who", "words"), [("lead", "need not"), ("chair", "Only deputies")])
def test_only_other_deputies_are_asked(desk, who, words):
    lead = desk.deputies[0]
    asked = {"lead": lead, "chair": desk.chair}[who].person
    key = desk.draft(lead)
    with pytest.raises(Refused, match=words):
        desk.do("cosigner.ask", by=lead, suggestion=key, persons=[asked])


def test_who_was_not_asked_cannot_confirm(desk):
    key = desk.draft()
    for who in (desk.deputies[0], desk.deputies[1]):
        with pytest.raises(NotFound):
            desk.do("cosigner.confirm", by=who, suggestion=key, text_version=1)


@pytest.mark.parametrize("missing", ["facts", "proposal"])
def test_a_suggestion_needs_facts_and_a_proposal(desk, missing):
    key = desk.draft(**{missing: ""})
    with pytest.raises(Refused, match="Write both"):
        desk.do("suggestion.hand_in", by=desk.deputies[0], suggestion=key)


def test_out_of_session_it_goes_to_the_presidium_with_seven_working_days(desk):
    item = desk.item(desk.handed_in())
    assert (item.addressee, item.meeting) == ("presidium", None)
    assert item.next_due == date(2026, 1, 21)  # from Monday the 12th


def test_in_session_it_goes_to_the_congress_to_be_assigned_by_its_close(desk):
    deputies = list(desk.deputies)
    meeting = desk.make(
        "meeting.plan",
        kind="session",
        name="第九次会议",
        organization=desk.town.congress,
        start=at("2026-01-25"),
        end=at("2026-01-26", "15:00"),
    )
    hall = desk.make("venue.add", meeting=meeting, name="议事厅")
    desk.do("meeting.give_notice", meeting=meeting)
    desk.go("2026-01-25", "08:50")
    for who in deputies:
        desk.do("attendance.check_in_person", venue=hall, person=who.person)
    desk.do("meeting.open", meeting=meeting)
    item = desk.item(desk.handed_in())
    assert (item.addressee, item.meeting) == ("congress", meeting)
    assert item.next_due == date(2026, 1, 26)
    desk.do("suggestion.accept", suggestion=item.pk)
    assert desk.item(item.pk).series == "session-2026-1"
    desk.do("meeting.close", meeting=meeting)
    assert desk.item(desk.handed_in()).addressee == "presidium"


def test_a_draft_is_put_away_by_its_deputy(desk):
    key = desk.draft()
    desk.do("suggestion.discard", by=desk.deputies[0], suggestion=key)
    assert desk.state(key) == "withdrawn"
    with pytest.raises(Refused):
        desk.do("suggestion.hand_in", by=desk.deputies[0], suggestion=key)


def test_nothing_is_found_under_a_wrong_id(desk):
    with pytest.raises(NotFound):
        desk.town.do("suggestion.accept", by=desk.clerk, suggestion=new_id())
    assert not Suggestion.objects.exists()


@pytest.fixture
def opinion(desk):
    """What a deputy said in a group at the July meeting; (speaker, recorder, opinion)."""
    group = desk.town.group()
    speaker = desk.town.deputy(group=group)
    recorder = desk.town.person("recorder", organization=group)
    start, end = at("2026-01-20"), at("2026-01-20", "12:00")
    meeting = desk.make(
        "meeting.plan",
        kind="deputies_meeting",
        name="代表会议",
        organization=desk.town.congress,
        start=start,
        end=end,
        hybrid=True,
    )
    item = desk.make(
        "agenda.add_item", key="item", meeting=meeting, kind="review", name="评议半年工作"
    )
    hall = desk.make("venue.add", meeting=meeting, name="议事厅")
    desk.do("meeting.give_notice", meeting=meeting)
    desk.go("2026-01-20", "08:50")
    desk.do("attendance.check_in_person", venue=hall, person=speaker.person)
    desk.do("meeting.open", meeting=meeting)
    desk.do("agenda.propose", meeting=meeting)
    desk.do("agenda.adopt", meeting=meeting, way="acclamation", note="没有不同意见")
    desk.do("item.start", item=item)
    desk.do("group.sit", by=recorder, meeting=meeting, group=group)
    key = desk.make(
        "opinion.record",
        by=recorder,
        item=item,
        group=group,
        speaker=speaker.person,
        text="菜场改造时要有个过渡早市。",
        unit=desk.units[0].id,
    )
    return speaker, recorder, key


def test_an_opinion_becomes_a_draft_in_the_speakers_own_account(desk, opinion):
    speaker, recorder, said = opinion
    make = {"opinion": said, "title": "关于过渡早市的建议", "proposal": "开过渡早市。"}
    with pytest.raises(NotFound):
        desk.do("suggestion.draft_from_opinion", by=desk.deputies[0], **make)
    key = desk.make("suggestion.draft_from_opinion", key="suggestion", by=recorder, **make)
    row = desk.item(key)
    assert (row.lead_id, row.created_by, row.opinion) == (speaker.person, recorder.person, said)
    assert (row.facts, row.proposed_unit_id) == ("菜场改造时要有个过渡早市。", desk.units[0].id)
    with pytest.raises(Refused, match="a draft of this opinion"):
        desk.do("suggestion.draft_from_opinion", by=speaker, **make)
    with pytest.raises(Denied):
        desk.do("suggestion.hand_in", by=recorder, suggestion=key)
    desk.do("suggestion.hand_in", by=speaker, suggestion=key)
    assert desk.item(key).opinion == said


def test_a_wording_that_the_deputy_did_not_read_is_not_handed_in(desk):
    lead = desk.deputies[0]
    text = {"title": "关于路灯的建议", "facts": "路灯不亮。", "proposal": "修好。"}
    key = desk.make("suggestion.prepare", lead=lead.person, **text)
    read = desk.item(key).text_version
    desk.do("suggestion.revise", suggestion=key, **(text | {"proposal": "拆除。"}))
    with pytest.raises(Refused, match="was changed since you opened it"):
        desk.do("suggestion.hand_in", by=lead, suggestion=key, text_version=read)
    desk.do("suggestion.hand_in", by=lead, suggestion=key, text_version=read + 1)
    assert desk.state(key) == "handed_in"


def unlisted(desk, listed=False):
    """A motion of five deputies that was not listed."""
    signers = [desk.town.deputy() for _ in range(4)]
    meeting = desk.make(
        "meeting.plan",
        kind="session",
        name="第三次会议",
        organization=desk.town.congress,
        start=at("2026-03-10"),
        end=at("2026-03-10", "17:00"),
    )
    mover = desk.deputies[0]
    given = {"title": "议" * 220, "grounds": "停车难。", "text": "增设停车场。"}
    key = desk.make("motion.draft", by=mover, meeting=meeting, **given)
    desk.do("signer.ask", by=mover, motion=key, persons=[who.person for who in signers])
    for who in signers:
        desk.do("signer.confirm", by=who, motion=key, version=1)
    desk.do("motion.hand_in", by=mover, motion=key)
    if not listed:
        desk.do("motion.refuse", motion=key, reason="as_suggestion")
    return key, mover, signers


def test_a_motion_that_was_not_listed_becomes_a_draft_of_its_movers_when_the_mover_wishes(desk):
    key, mover, signers = unlisted(desk)
    with pytest.raises(NotFound):
        desk.do("suggestion.draft_from_motion", by=signers[0], motion=key)
    desk.town.do("membership.end", membership=signers[3].membership, reason="x")
    desk.town.do("clock.move", to=at("2026-02-10"))
    made = desk.make("suggestion.draft_from_motion", key="suggestion", by=mover, motion=key)
    row = desk.item(made)
    assert (row.lead_id, row.motion, len(row.title)) == (mover.person, key, 200)
    assert (row.facts, row.proposal) == ("停车难。", "增设停车场。")
    asked = set(row.signatures.filter(lead=False).values_list("person", flat=True))
    assert asked == {who.person for who in signers[:3]}
    assert queries.made_of_motions(desk.town.body, [key])[key].pk == made
    with pytest.raises(Refused, match="a draft of this motion"):
        desk.do("suggestion.draft_from_motion", by=mover, motion=key)


def test_a_motion_before_the_meeting_becomes_no_suggestion(desk):
    key, mover, signers = unlisted(desk, listed=True)
    with pytest.raises(Refused, match="not listed"):
        desk.do("suggestion.draft_from_motion", by=mover, motion=key)
    for who in signers:
        desk.town.do("membership.end", membership=who.membership, reason="x")
    desk.town.do("clock.move", to=at("2026-02-10"))
    desk.do("motion.refuse", motion=key, reason="late")
    made = desk.make("suggestion.draft_from_motion", key="suggestion", by=mover, motion=key)
    assert desk.item(made).signatures.count() == 1
