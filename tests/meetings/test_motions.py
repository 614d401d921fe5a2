"""Motions of a congress: five signers, listed by the presidium, amended, decided, resolved."""

from __future__ import annotations

from copy import deepcopy
from uuid import UUID

import pytest

from townmoot.ballots.models import Question
from townmoot.meetings import queries
from townmoot.meetings.actions import motions_put
from townmoot.meetings.enums import MotionState
from townmoot.meetings.models import AgendaItem, Meeting, Motion, MotionSigner
from townmoot.meetings.queries import motions
from townmoot.record import Conflict, Denied, Invalid, NotFound, Refused, clock, leaf
from townmoot.record.models import Entry, new_id
from townmoot.search.finding import search

from .conftest import Moot, at

pytestmark = pytest.mark.django_db
LAST = "年底前建成。停车场向居民免费开放。"
TEXT = "在镇中心增设两处公共停车场，年底前建成。停车场向居民免费开放。"


@pytest.fixture(scope="module")
def founded(founded) -> Moot:
    """The town with six deputies, and a session on 22 July with an item for the vote."""
    clock.forget()
    founded.deputies += [founded.town.deputy(group=founded.group) for _ in range(3)]
    meeting = founded.plan("session", name="第五次会议")
    founded.items = [founded.item(meeting, kind="vote", name="表决议案")]
    founded.session = meeting
    founded.hall_key = founded.call(meeting)
    founded.do("meeting.publish", meeting=meeting)
    clock.forget()
    return founded


@pytest.fixture
def moot(founded, db) -> Moot:
    clock.forget()
    yield deepcopy(founded)
    clock.forget()


def refused(moot, words, act, /, by=None, error=Refused, **inputs) -> None:
    with pytest.raises(error) as raised:
        moot.do(act, by=by, **inputs)
    told = getattr(raised.value, "problems", [{"reason": str(raised.value.reason)}])
    assert words in told[0]["reason"]


def told(act: str) -> dict:
    """What the public record tells of the last act of that name."""
    entry = Entry.objects.filter(act=act).order_by("-position").first()
    return leaf.opened(entry.envelope).get("public", {}).get("data", {})


def state(key: UUID) -> MotionState:
    return queries.motion_state(Motion.objects.get(pk=key))


def draft(moot, title="关于增设停车场的议案", **more) -> UUID:
    given = {"grounds": "停车难。", "text": TEXT} | more
    return moot.make(
        "motion.draft", by=moot.deputies[0], meeting=moot.session, title=title, **given
    )


def sign(moot, key: UUID, *signers) -> None:
    """Ask deputies and let each sign."""
    mover = next(who for who in moot.deputies if who.person == Motion.objects.get(pk=key).mover_id)
    moot.do("signer.ask", by=mover, motion=key, persons=[who.person for who in signers])
    for who in signers:
        version = Motion.objects.get(pk=key).version
        moot.do("signer.confirm", by=who, motion=key, version=version)


def handed_in(moot, **more) -> UUID:
    key = draft(moot, **more)
    sign(moot, key, *moot.deputies[1:5])
    moot.do("motion.hand_in", by=moot.deputies[0], motion=key, version=1)
    return key


def listed(moot, **more) -> UUID:
    key = handed_in(moot, **more)
    moot.do("motion.list", by=moot.chair, motion=key, words="属于本级职权")
    moot.do("motion.put_under", motion=key, item=moot.items[0])
    return key


def amendment(moot, key, passage, text, by=1, admitted=True, **more) -> UUID:
    """An amendment with five signers, admitted."""
    mover = moot.deputies[by]
    made = moot.make("motion.amend", key="amendment", by=mover, motion=key, passage=passage,
                     text=text, **more)  # fmt: skip
    sign(moot, made, *[who for who in moot.deputies if who is not mover][:4])
    moot.do("motion.hand_in", by=mover, motion=made)
    if admitted:
        moot.do("motion.list", motion=made)
    return made


def in_session(moot) -> None:
    """Open the session with everybody in the hall, and come to the item."""
    moot.go("2026-07-22", "08:50")
    for who in moot.deputies:
        moot.sign_in(who, moot.hall_key)
    moot.do("meeting.open", meeting=moot.session)
    moot.adopt(moot.session)
    moot.do("item.start", item=moot.items[0])


def vote(moot, key, votes_for=6, votes_against=0, abstentions=0, **more) -> dict:
    """What `poll.record` takes: the hands shown on a motion."""
    hands = {"votes_for": votes_for, "votes_against": votes_against, "abstentions": abstentions}
    return {"context": moot.session, "subject": key, "name": "表决", **hands, **more}


def decide(moot, key, *hands) -> Motion:
    """Record the hands shown on a motion or an amendment; the motion with its decision."""
    moot.do("poll.record", by=moot.chair, **vote(moot, key, *hands))
    return Motion.objects.get(pk=key)


# ------------------------------------------------------------------ drafts and signers


def test_a_motion_is_written_by_a_deputy_and_each_wording_is_kept(moot):
    key = draft(moot, grounds="", text="")
    mine = moot.deputies[0]
    moot.do("motion.revise", by=mine, motion=key, title="停车场", grounds="停车难。\r\n",
            text="甲\r\n乙", revision=0)  # fmt: skip
    row = Motion.objects.get(pk=key)
    assert (row.title, row.text, row.version, str(row)) == ("停车场", "甲\n乙", 2, "停车场")
    assert [each.number for each in row.versions.all()] == [1, 2]
    moot.do("motion.revise", by=mine, motion=key, grounds="停车难。", text="甲\n乙")
    assert Motion.objects.get(pk=key).version == 2  # the same words again
    refused(moot, "Someone else", "motion.revise", by=mine, error=Conflict, motion=key, revision=0)
    refused(moot, "Only an amendment", "motion.revise", by=mine, error=Invalid, motion=key,
            passage="甲")  # fmt: skip
    with pytest.raises(NotFound):
        moot.do("motion.revise", by=moot.deputies[1], motion=key, text="x")
    with pytest.raises(Denied):
        moot.do("motion.draft", meeting=moot.session, title="x")
    moot.do("motion.discard", by=mine, motion=key)
    assert state(key) is MotionState.DISCARDED
    refused(moot, "put away", "motion.hand_in", by=mine, motion=key)


def test_no_motion_is_made_to_a_meeting_that_decides_nothing_or_is_over(moot):
    other = moot.plan("deputies_meeting", "2026-07-25")
    mine = moot.deputies[0]
    refused(moot, "no binding votes", "motion.draft", by=mine, meeting=other, title="x")
    moot.do("meeting.cancel", meeting=other, reason="x")
    refused(moot, "cancelled", "motion.draft", by=mine, meeting=other, title="x")
    refused(moot, "cancelled", "motion.set_deadline", meeting=other, until=at("2026-07-24"))


def test_signers_are_asked_answer_and_confirm_each_wording(moot):
    key = draft(moot)
    mine, anna, ben, *_others = moot.deputies
    refused(moot, "mover", "signer.ask", by=mine, error=Invalid, motion=key, persons=[mine.person])
    refused(moot, "Only deputies", "signer.ask", by=mine, error=Invalid, motion=key,
            persons=[moot.steward.person])  # fmt: skip
    moot.do("signer.ask", by=mine, motion=key, persons=[anna.person, ben.person, anna.person])
    assert [row.pk for row in queries.asked_to_sign(moot.actor(anna), moot.body)] == [key]
    refused(moot, "Read it again", "signer.confirm", by=anna, motion=key, version=7)
    moot.do("signer.confirm", by=anna, motion=key, version=1)
    moot.do("signer.decline", by=ben, motion=key, reason="不同意")
    assert not queries.asked_to_sign(moot.actor(anna), moot.body)
    row = Motion.objects.get(pk=key)
    assert [one.person_id for one in queries.signed(row)] == [mine.person, anna.person]
    moot.do("motion.revise", by=mine, motion=key, grounds="停车难。", text="新的文字。")
    assert len(queries.signed(Motion.objects.get(pk=key))) == 1  # anna read another wording
    moot.do("signer.ask", by=mine, motion=key, persons=[ben.person, anna.person])
    refused(moot, "Not confirmed in this wording", "motion.hand_in", by=mine, motion=key)
    refused(moot, "Read it again", "motion.hand_in", by=mine, motion=key, version=1)
    moot.do("signer.release", by=mine, motion=key, person=ben.person)
    refused(moot, "not asked", "signer.release", by=mine, error=Invalid, motion=key,
            person=ben.person)  # fmt: skip
    with pytest.raises(NotFound):
        moot.do("signer.confirm", by=ben, motion=key, version=2)
    moot.do("signer.ask", by=mine, motion=key, persons=[ben.person])
    assert MotionSigner.objects.get(motion=key, person=ben.person).released_at is None
    for who in (anna, ben):
        moot.do("signer.confirm", by=who, motion=key, version=2)
    refused(moot, "Signers needed: 5; there are 3.", "motion.hand_in", by=mine, motion=key)


def test_a_motion_needs_its_parts_and_its_deadline(moot):
    mine = moot.deputies[0]
    bare, plain = draft(moot, grounds=""), draft(moot, text="")
    refused(moot, "grounds", "motion.hand_in", by=mine, motion=bare)
    refused(moot, "what the meeting is to resolve", "motion.hand_in", by=mine, motion=plain)
    assert queries.deadline_of(moot.meeting(moot.session)) == (None, None)
    moot.do("motion.set_deadline", meeting=moot.session, until=at("2026-07-12"))
    moot.do("motion.set_deadline", by=moot.chair, meeting=moot.session, until=at("2026-07-11"))
    assert told("motion.set_deadline") == {
        "meeting": str(moot.session), "until": "2026-07-11T09:00:00+08:00",
    }  # fmt: skip
    late = draft(moot)
    sign(moot, late, *moot.deputies[1:5])
    moot.go("2026-07-11", "09:01")
    refused(moot, "until then: July 11, 2026, 9 a.m.", "motion.hand_in", by=mine, motion=late)
    other = moot.plan("session", "2026-09-01")
    moot.do("motion.set_deadline", meeting=other, until=at("2026-08-30"))
    assert told("motion.set_deadline") == {}


def test_a_signer_who_withdraws_may_end_the_motion(moot):
    key = handed_in(moot)
    mine, anna = moot.deputies[0], moot.deputies[1]
    refused(moot, "withdraw the motion itself", "signer.withdraw", by=mine, motion=key)
    with pytest.raises(NotFound):
        moot.do("signer.withdraw", by=moot.deputies[5], motion=key)
    assert moot.do("signer.withdraw", by=anna, motion=key)["lapsed"] is True
    assert state(key) is MotionState.LAPSED
    refused(moot, "too few signers", "motion.list", motion=key)
    more = draft(moot)
    sign(moot, more, *moot.deputies[1:6])
    moot.do("motion.hand_in", by=mine, motion=more)
    assert moot.do("signer.withdraw", by=anna, motion=more)["lapsed"] is False
    assert state(more) is MotionState.HANDED_IN


# ------------------------------------------------------------------ the list


def test_the_presidium_lists_a_motion_or_says_why_not(moot):
    key, other = handed_in(moot), handed_in(moot, title="另一件")
    with pytest.raises(Denied):
        moot.do("motion.list", by=moot.deputies[0], motion=key)
    refused(moot, "outside_competence", "motion.refuse", error=Invalid, motion=other, reason="x")
    moot.do("motion.refuse", by=moot.chair, motion=other, reason="as_suggestion", words="另行办理")
    assert state(other) is MotionState.NOT_LISTED
    assert told("motion.refuse") == {}
    moot.do("motion.list", motion=key)
    assert told("motion.list") == {
        "meeting": str(moot.session), "motion": str(key), "item": None, "amends": None,
        "withdrawn": False,
    }  # fmt: skip
    assert [row.pk for row in queries.motions_for(None, moot.body)] == [key]
    refused(moot, "listed", "motion.list", motion=key)


def test_a_motion_goes_under_an_item_where_something_is_decided(moot):
    key = handed_in(moot)
    moot.do("motion.list", motion=key)
    report = moot.item(moot.session)
    refused(moot, "Nothing is put", "motion.put_under", error=Invalid, motion=key, item=report)
    other = moot.plan("session", "2026-09-01")
    strange = moot.item(other, kind="vote", name="x")
    refused(moot, "this meeting", "motion.put_under", error=Invalid, motion=key, item=strange)
    moot.do("motion.put_under", motion=key, item=moot.items[0])
    change = amendment(moot, key, "两处", "三处")
    refused(moot, "goes with its motion", "motion.put_under", motion=change, item=moot.items[0])
    assert Motion.objects.get(pk=change).item_id == moot.items[0]
    more = moot.item(moot.session, kind="vote", name="其他议案")
    moot.do("motion.put_under", motion=key, item=more)
    assert Motion.objects.get(pk=change).item_id == more
    in_session(moot)
    refused(moot, "while the item is being dealt with", "poll.record", **vote(moot, change))
    moot.do("item.finish", item=moot.items[0])
    refused(moot, "dealt with", "motion.put_under", motion=key, item=moot.items[0])


# ------------------------------------------------------------------ amendments


def test_an_amendment_quotes_what_stands_in_the_text(moot):
    key = listed(moot)
    mine = moot.deputies[1]
    ask = {"by": mine, "error": Invalid, "motion": key}
    refused(moot, "do not stand in the text", "motion.amend", **ask, passage="四处")
    refused(moot, "2 times", "motion.amend", **ask, passage="停车场")
    refused(moot, "at this place", "motion.amend", **ask, passage="停车场", start=3)
    with pytest.raises(NotFound):
        moot.do("motion.amend", by=mine, motion=draft(moot), passage="两处")
    made = moot.make("motion.amend", key="amendment", by=mine, motion=key, passage="停车场",
                     text="停车楼", start=TEXT.rindex("停车场"))  # fmt: skip
    row = Motion.objects.get(pk=made)
    assert (row.start, row.end) == (TEXT.rindex("停车场"), TEXT.rindex("停车场") + 3)
    assert queries.motion_title(row) == "An amendment"
    refused(moot, "do not stand", "motion.revise", by=mine, error=Invalid, motion=made,
            passage="四处")  # fmt: skip
    moot.do("motion.revise", by=mine, motion=made, passage="年底前", text="")
    assert Motion.objects.get(pk=made).start == TEXT.index("年底前")
    sign(moot, made, *moot.deputies[2:6])
    moot.do("motion.hand_in", by=mine, motion=made)
    moot.do("motion.list", motion=made)
    row = Motion.objects.get(pk=made)
    assert (queries.motion_title(row), row.item_id) == ("Amendment 1", moot.items[0])
    refused(moot, "not amended itself", "motion.amend", by=moot.deputies[2], motion=made,
            passage="年")  # fmt: skip


def test_the_chair_orders_amendments_and_they_are_put_first(moot):
    key = listed(moot)
    small, great = amendment(moot, key, "两处", "三处"), amendment(moot, key, LAST, "不建。", by=2)
    left_out = amendment(moot, key, "免费", "", by=3, admitted=False)
    refused(moot, "Name each", "motion.order", error=Invalid, motion=key, amendments=[great])
    assert queries.to_be_put(moot.meeting(moot.session).items.get()).pk == small
    moot.do("motion.order", by=moot.chair, motion=key, amendments=[great, small])
    in_session(moot)
    item = moot.meeting(moot.session).items.get()
    assert queries.to_be_put(item).pk == great
    refused(moot, "next is “Amendment 2”", "poll.record", **vote(moot, small, 1))
    refused(moot, "next is “Amendment 2”", "poll.record", **vote(moot, key, 1))
    assert decide(moot, great, 2, 4).decision.carried is False
    assert decide(moot, small).decision.carried is True
    assert queries.text_now(Motion.objects.get(pk=key)) == TEXT.replace("两处", "三处")
    made = decide(moot, key, 4, 1, 1).resolution
    assert (made.text, made.number, made.year) == (TEXT.replace("两处", "三处"), 1, 2026)
    assert made.serial == "Resolution 1 of 2026"
    poll = Motion.objects.get(pk=key).decision.poll_id
    assert told("motion.decide") == {
        "meeting": str(moot.session), "motion": str(key), "item": str(moot.items[0]),
        "amends": None, "withdrawn": False, "poll": str(poll), "carried": True,
        "resolution": str(made.pk), "year": 2026, "number": 1,
    }  # fmt: skip
    assert [row.pk for row in queries.resolutions_of(moot.body)] == [key]
    assert queries.to_be_put(item) is None
    assert state(left_out) is MotionState.HANDED_IN
    refused(moot, "no longer before", "motion.list", motion=left_out)
    hands = {"votes_for": 6, "votes_against": 0, "abstentions": 0}
    refused(moot, "one by one", "item.decide", item=moot.items[0], **hands)


def test_an_amendment_that_is_carried_lets_others_to_the_same_words_fall(moot):
    key = listed(moot)
    one, two = amendment(moot, key, "两处", "三处"), amendment(moot, key, "增设两处", "不设", by=2)
    three = amendment(moot, key, "两处公共", "一处", by=3, admitted=False)
    assert [row.pk for row in queries.same_words(Motion.objects.get(pk=one))] == [two]
    moot.do("motion.order", motion=key, amendments=[one, two])
    in_session(moot)
    decide(moot, one)
    assert state(two) is MotionState.FALLEN
    refused(moot, "amended otherwise already", "motion.list", motion=three)
    late = moot.make("motion.amend", key="amendment", by=moot.deputies[4], motion=key,
                     passage="两处", text="四处")  # fmt: skip
    refused(moot, "amended otherwise already", "motion.hand_in", by=moot.deputies[4], motion=late)
    assert "".join(part.words for part in queries.text_parts(Motion.objects.get(pk=key))) != TEXT
    assert not hasattr(decide(moot, key, 3, 3), "resolution")
    assert state(key) is MotionState.NOT_CARRIED


def test_a_text_that_reads_otherwise_cannot_be_amended_as_quoted(moot):
    key = listed(moot)
    change = amendment(moot, key, "两处", "三处", admitted=False)
    from townmoot.record import guard

    with guard.writing("migration"):
        Motion.objects.filter(pk=key).update(text="别的。")
    refused(moot, "no longer reads", "motion.list", motion=change)


# ------------------------------------------------------------------ withdrawal


def test_a_listed_motion_is_withdrawn_with_the_presidiums_consent(moot):
    mine = moot.deputies[0]
    free = handed_in(moot)
    assert moot.do("motion.withdraw", by=mine, motion=free)["withdrawn"] is True
    key = listed(moot)
    refused(moot, "Nobody asks", "motion.consent", by=moot.chair, motion=key)
    refused(moot, "Nobody asks", "motion.keep", by=mine, motion=key)
    assert moot.do("motion.withdraw", by=mine, motion=key)["withdrawn"] is False
    refused(moot, "asked for already", "motion.withdraw", by=mine, motion=key)
    in_session(moot)
    refused(moot, "settled first", "poll.record", **vote(moot, key))
    moot.do("motion.keep", by=mine, motion=key)
    moot.do("motion.withdraw", by=mine, motion=key)
    with pytest.raises(Denied):
        moot.do("motion.consent", by=moot.deputies[1], motion=key)
    assert moot.do("motion.consent", by=moot.chair, motion=key)["withdrawn"] is True
    assert state(key) is MotionState.WITHDRAWN
    assert told("motion.consent")["withdrawn"] is True


# ------------------------------------------------------------------ the vote


def test_a_motion_is_put_only_once_it_is_listed_and_under_an_item(moot):
    key = handed_in(moot)
    refused(moot, "under an item", "poll.record", **vote(moot, key))
    moot.do("motion.list", motion=key)
    moot.do("motion.put_under", motion=key, item=moot.items[0])
    in_session(moot)
    held = {"context": moot.session, "subject": key, "name": "表决", "kind": "hands"}
    poll = moot.make("poll.prepare", method="motion", questions=[{"name": "表决"}], **held)
    refused(moot, "No result", "motion.decide", motion=key, poll=poll)
    moot.do("poll.open", poll=poll)
    refused(moot, "being put", "motion.withdraw", by=moot.deputies[0], motion=key)
    moot.do("poll.cancel", poll=poll, reason="x")
    decide(moot, key, 1, 5)
    refused(moot, "not carried", "poll.record", **vote(moot, key))
    assert queries.polls_for(None, moot.body).filter(subject=key).count() == 2


def test_several_motions_are_decided_by_one_poll_each_by_its_own_question(moot):
    one, two = listed(moot), listed(moot, title="另一件")
    in_session(moot)
    questions = [{"name": "一", "about": str(one)}, {"name": "二", "about": str(two)}]
    poll = moot.make("poll.prepare", context=moot.session, subject=moot.items[0], name="表决",
                     kind="hands", method="motion", questions=questions)  # fmt: skip
    moot.do("poll.open", poll=poll)
    moot.do("poll.close", poll=poll)
    rows = list(Question.objects.filter(poll=poll).order_by("order"))
    totals = [
        {"question": str(row.pk), "counts": {"for": votes, "against": 6 - votes, "abstain": 0}}
        for row, votes in zip(rows, (6, 2), strict=True)
    ]
    moot.do("poll.count", poll=poll, hall=moot.hall_key, totals=totals)
    moot.do("poll.confirm", by=moot.chair, poll=poll)
    assert state(one) is MotionState.LISTED
    moot.do("poll.publish", by=moot.chair, poll=poll)
    assert (state(one), state(two)) == (MotionState.CARRIED, MotionState.NOT_CARRIED)


def test_what_can_be_put_at_once_under_an_item(moot):
    one, two = listed(moot), listed(moot, title="另一件")
    handed_in(moot, title="未列入")
    other = amendment(moot, two, "年底前", "明年")
    item = AgendaItem.objects.get(pk=moot.items[0])
    assert [row.pk for row in motions.to_be_put_at_once(item)] == [one]  # the other is amended
    assert set(motions.keys_under(item)) == {item.pk, one, two, other}
    names = [queries.put_as(Motion.objects.get(pk=key)) for key in (one, other)]
    assert names == ["关于增设停车场的议案", "Amendment 1 to “另一件”"]


def test_the_motions_before_a_meeting_are_listed_for_who_may_see_them(moot):
    one, two = listed(moot), handed_in(moot, title="未列入")
    meeting = Meeting.objects.get(pk=moot.session)

    def seen(**asked) -> list[UUID]:
        return [row.pk for row in motions.motions_before(meeting, **asked)]

    assert seen(public=False, waiting=True) == [one, two]
    assert seen(public=False, waiting=False) == [one]
    assert seen(public=True, waiting=False) == [one]


def test_a_vote_of_another_kind_decides_no_motion(moot):
    key = listed(moot)
    in_session(moot)
    poll = moot.make("poll.prepare", context=moot.session, subject=moot.items[0], name="测评",
                     kind="hands", method="assessment", questions=[{"name": "测评"}])  # fmt: skip
    assert motions_put.follow_poll(_Ctx(poll), {"poll": poll}, {}) is None
    assert state(key) is MotionState.LISTED


class _Ctx:
    """Enough of a running act to ask what follows."""

    def __init__(self, poll):
        self.poll = poll

    def get(self, model, key):
        return model.objects.get(pk=key)


# ------------------------------------------------------------------ who sees what


def test_a_motion_is_seen_by_its_signers_the_presidium_and_when_listed_by_all(moot):
    key = draft(moot)
    mine, anna, *_others, last = moot.deputies

    def sees(who) -> bool:
        actor = moot.actor(who) if who else None
        return queries.motions_for(actor, moot.body).filter(pk=key).exists()

    assert [sees(who) for who in (mine, anna, moot.clerk, None)] == [True, False, False, False]
    sign(moot, key, *moot.deputies[1:5])
    moot.do("motion.hand_in", by=mine, motion=key)
    presidium = moot.town.person(role="presidium")
    seen = [sees(who) for who in (anna, last, moot.clerk, moot.chair, presidium, None)]
    assert seen == [True, False, True, True, True, False]
    moot.do("motion.list", motion=key)
    assert [sees(who) for who in (last, None)] == [True, True]
    closed = moot.item(moot.session, kind="vote", name="人事", public=False,
                       confidential_reason="人事")  # fmt: skip
    moot.do("motion.put_under", motion=key, item=closed)
    assert [sees(who) for who in (last, moot.clerk, None)] == [True, True, False]
    assert told("motion.put_under") == {}
    moot.do("motion.withdraw", by=mine, motion=key)
    assert told("motion.withdraw") == {}


def test_what_is_decided_behind_closed_doors_is_not_told(moot):
    key = handed_in(moot)
    moot.do("motion.list", motion=key)
    closed = moot.item(moot.session, kind="vote", name="人事", public=False,
                       confidential_reason="人事")  # fmt: skip
    moot.do("motion.put_under", motion=key, item=closed)
    in_session(moot)
    moot.do("item.finish", item=moot.items[0])
    moot.do("item.start", item=closed)
    row = decide(moot, key)
    assert (row.decision.carried, told("motion.decide")) == (True, {})
    assert queries.motion_title(row) == row.title


def test_an_unknown_motion_is_not_found(moot):
    for act in ("motion.list", "motion.discard", "motion.consent"):
        with pytest.raises(NotFound):
            moot.do(act, by=moot.chair if act == "motion.list" else moot.deputies[0],
                    motion=new_id())  # fmt: skip


def test_a_listed_motion_is_found_and_its_resolution_by_number(moot):
    def found(typed):
        return [hit.kind for hit in search(moot.body, typed).hits if hit.kind == "motion"]

    key = handed_in(moot)
    assert found("停车场") == []
    moot.do("motion.list", motion=key)
    moot.do("motion.put_under", motion=key, item=moot.items[0])
    assert found("停车场") == ["motion"]
    in_session(moot)
    decide(moot, key)
    assert found("2026年第1号决议") == ["motion"]
