"""What a meeting tells its votes: who conducts, who votes where, by which majority."""

from __future__ import annotations

from uuid import uuid4

import pytest

from townmoot.ballots.enums import PollKind, PollMethod
from townmoot.meetings import queries
from townmoot.meetings.policies import polls
from townmoot.record import Denied, Invalid, NotFound, Refused
from townmoot.record.queries import looking
from townmoot.rules import Profile
from townmoot.rules.queries import profile_for


def ctx_of(moot, who=None):
    return looking(moot.body, (who or moot.clerk).account)


@pytest.fixture
def hybrid(moot):
    """A meeting in three halls, one member in each: main hall, branch, at home."""
    meeting = moot.plan()
    item = moot.item(meeting, kind="review", name="测评")
    main = moot.hall(meeting)
    branch, home = (
        moot.make("venue.add", meeting=meeting, name=kind, kind=kind, steward=moot.steward.person)
        for kind in ("branch", "online")
    )
    moot.do("meeting.give_notice", meeting=meeting)
    moot.go("2026-07-22", "08:50")
    for who, hall in zip(moot.deputies, (main, branch, home), strict=True):
        moot.sign_in(who, hall)
    return meeting, item, (main, branch, home)


@pytest.fixture
def session(moot):
    """A session that is planned, with something to vote on."""
    meeting = moot.plan("session")
    return meeting, moot.item(meeting, kind="vote", name="表决")


def far(monkeypatch, *, counts, secret):
    """Let members elsewhere count, and vote secretly, as no built-in profile does."""
    found = polls.profile_at

    def changed(meeting):
        profile = found(meeting)
        rule = profile.sessions.remote_secret_ballot.model_copy(update={"value": secret})
        sessions = profile.sessions.model_copy(update={"remote_secret_ballot": rule})
        return profile.model_copy(update={"sessions": sessions})

    monkeypatch.setattr(polls, "profile_at", changed)
    monkeypatch.setattr(Profile, "remote_counts", lambda _profile, _kind: counts)


@pytest.mark.parametrize(
    ("kind", "counts", "secret", "halls"),
    [
        ("hands", False, False, 1),
        ("hands", True, False, 2),  # nobody counts hands at home
        ("paper", True, True, 2),
        ("named", True, False, 3),
        ("secret", True, False, 1),
        ("secret", True, True, 3),
    ],
)
def test_who_is_elsewhere_votes_as_the_rules_allow(
    moot, hybrid, monkeypatch, kind, counts, secret, halls
):
    meeting, item, venues = hybrid
    far(monkeypatch, counts=counts, secret=secret)
    found = polls.electorate(ctx_of(moot), meeting, item, PollKind(kind))
    assert found.halls == venues[:halls]
    assert [voter.hall for voter in found.voters] == list(venues[:halls])
    assert (found.assembly.incumbents, found.assembly.present) == (3, halls)


def test_a_hall_belongs_to_its_meeting(moot, hybrid):
    meeting, _item, (main, *_others) = hybrid
    polls.serves(ctx_of(moot, moot.steward), meeting, main)
    with pytest.raises(Denied):
        polls.serves(ctx_of(moot, moot.deputies[0]), meeting, main)
    with pytest.raises(NotFound):
        polls.serves(ctx_of(moot), uuid4(), main)


def test_only_members_who_are_here_belong_to_it(moot, hybrid):
    meeting, *_rest = hybrid
    polls.belongs(ctx_of(moot, moot.deputies[0]), meeting)
    with pytest.raises(Denied):
        polls.belongs(ctx_of(moot, moot.chair), meeting)


def test_what_can_be_put_to_the_vote(moot, session):
    meeting, item = session
    ctx, motion = ctx_of(moot), PollMethod.MOTION
    report = moot.item(meeting, kind="report", name="报告")
    polls.check_subject(ctx, meeting, item, motion)
    polls.check_subject(ctx, meeting, report, PollMethod.ASSESSMENT)
    with pytest.raises(Refused, match="Nothing is put"):
        polls.check_subject(ctx, meeting, report, motion)
    with pytest.raises(NotFound):
        polls.check_subject(ctx, uuid4(), item, motion)
    with pytest.raises(NotFound):  # a question about what is dealt with elsewhere
        polls.check_subject(ctx, meeting, item, motion, [report])
    moot.do("agenda.remove_item", item=report, reason="postponed")
    with pytest.raises(Refused, match="taken off"):
        polls.check_subject(ctx_of(moot), meeting, report, motion)


def test_a_meeting_that_binds_nobody_may_still_be_satisfied(moot):
    meeting, _hall, (item,) = moot.hold()
    polls.check_subject(ctx_of(moot), meeting, item, PollMethod.ASSESSMENT)
    with pytest.raises(Refused, match="no binding votes"):
        polls.check_subject(ctx_of(moot), meeting, item, PollMethod.MOTION)


@pytest.mark.parametrize(
    ("method", "majority", "rule", "fraction"),
    [
        ("motion", "ordinary", "decisions.majority", "1/2"),
        ("election", "ordinary", "decisions.election_majority", "1/2"),
        ("assessment", "ordinary", "decisions.assessment", "1/2"),
        ("motion", "two_thirds", "polls.special.two_thirds", "2/3"),
        ("motion", "three_quarters", "polls.special.three_quarters", "3/4"),
    ],
)
def test_each_vote_has_its_majority(moot, session, method, majority, rule, fraction):
    found = polls.rules(ctx_of(moot), session[0], PollMethod(method), majority)
    assert (found.rule, str(found.share.fraction)) == (rule, fraction)
    assert found.write_ins == (method == "election")
    assert bool(found.grades) == (method == "assessment")


def test_an_unknown_majority_is_named(moot, session):
    with pytest.raises(Invalid):
        polls.rules(ctx_of(moot), session[0], PollMethod.MOTION, "unanimous")


def test_the_presidium_has_a_majority_of_its_own(moot):
    profile = profile_for(moot.body, ctx_of(moot).today)
    kind = next(
        code for code, rule in profile.meeting_kinds.items() if rule.value.quorum == "presidium"
    )
    meeting = moot.plan(kind, organization=moot.town.presidium, hybrid=False)
    found = polls.rules(ctx_of(moot), meeting, PollMethod.MOTION, "ordinary")
    assert found.rule == "decisions.presidium_majority"


def test_where_no_scale_is_known_nobody_is_assessed(moot, session, monkeypatch):
    found = polls.profile_at

    def without(meeting):
        profile = found(meeting)
        decisions = profile.decisions.model_copy(update={"assessment": None})
        return profile.model_copy(update={"decisions": decisions})

    monkeypatch.setattr(polls, "profile_at", without)
    with pytest.raises(Refused, match="no vote of satisfaction"):
        polls.rules(ctx_of(moot), session[0], PollMethod.ASSESSMENT, "ordinary")


def test_nobody_is_asked_for_a_vote_by_name_where_the_rules_know_none(moot, session):
    assert polls.recorded_on_request(ctx_of(moot), session[0]) is False


def test_a_poll_is_seen_by_who_sees_its_item(moot, hybrid):
    meeting, item, (main, *_others) = hybrid
    poll = moot.make(
        "poll.prepare",
        context=meeting,
        subject=item,
        name="测评",
        kind="hands",
        method="assessment",
        by=moot.chair,
    )
    actor = moot.actor(moot.deputies[0])
    assert [row.pk for row in queries.polls_for(actor, moot.body)] == [poll]
    assert not queries.polls_for(None, moot.body).exists()
    assert next(iter(queries.venues_at(meeting))) == main
    assert set(queries.groups_at(meeting)) == {who.person for who in moot.deputies}


def test_where_nobody_declares_interests_nobody_must_be_out(moot, monkeypatch):
    meeting, _hall, (item,) = moot.hold(kind="session", items=("vote",))
    moot.do("item.start", item=item)
    monkeypatch.setattr(Profile, "has_module", lambda _profile, _code: False)
    polls.check_open(ctx_of(moot), meeting, item)
