"""What can be put to the vote, and how; elections; recorded votes on request; the roll."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from tests import factories
from tests.ballots.conftest import Votes
from townmoot.ballots import queries
from townmoot.ballots.models import Ballot, Poll
from townmoot.ballots.policies.counting import check_count
from townmoot.ballots.policies.recording import check_record
from townmoot.record import ACTS, Conflict, Denied, Invalid, NotFound, Refused, guard, refusal
from townmoot.record.engine import perform
from townmoot.record.models import new_id
from townmoot.record.queries import looking
from townmoot.rules import Share
from townmoot.rules.terms import TieRule

TWO = [{"name": "王静"}, {"name": "李文"}]


def rule(poll, **changes):
    """Give a poll rules that the town's profile does not have."""
    row = Poll.objects.get(pk=poll)
    with guard.writing("test"):
        Poll.objects.filter(pk=poll).update(rules=row.rules | changes)


def question(*options, **more):
    return [{"name": "副镇长", "options": list(options), **more}]


@pytest.mark.parametrize(
    "given",
    [
        {"method": "election"},
        {"questions": question(*TWO)},
        {"method": "election", "questions": question()},
        {"method": "election", "questions": question(*TWO, seats=3)},
        {"method": "election", "questions": question(TWO[0], TWO[0])},
        {"method": "approval", "questions": question(*TWO, seats=1, least=2)},
        {"method": "ranked", "kind": "named", "questions": question(*TWO, seats=2)},
        {"method": "ranked", "questions": question(*TWO)},
        {"majority": "unanimous"},
    ],
)
def test_what_does_not_fit_together_is_named(votes, given):
    with pytest.raises(Invalid):
        votes.prepare(**({"kind": "hands"} | given))


def test_an_uncontested_election_by_hands_is_counted(votes):
    poll = votes.open("hands", method="election", questions=question(TWO[0]))
    (option,) = queries.options_of(votes.poll(poll))
    votes.counted(poll, {f"{option.pk}:for": 2, f"{option.pk}:against": 1})
    assert votes.outcome(poll).chosen == (str(option.pk),)
    assert (str(option), str(votes.question(poll)), str(votes.poll(poll))) == (
        "王静",
        "副镇长",
        "关于预算的决议",
    )
    assert votes.poll(poll).results.get().ballots == 3


def test_projects_are_chosen_with_what_they_cost(votes):
    option = {"name": "口袋公园", "content": "改造", "cost": 900_000, "due": date(2027, 6, 30)}
    poll = votes.prepare("hands", method="projects", questions=question(option, TWO[1]))
    assert queries.options_of(votes.poll(poll))[0].due == date(2027, 6, 30)


def test_two_votes_on_one_thing_are_not_taken_at_once(votes):
    poll = votes.prepare()
    assert queries.outcome_of(votes.poll(poll)) == []
    with pytest.raises(Refused, match="being taken"):
        votes.prepare()
    ask = looking(votes.moot.body, votes.moot.chair.account)
    votes.do("poll.cancel", poll=poll, reason="wrong words")
    more = {"context": votes.meeting, "subject": votes.item}
    assert refusal(ACTS["poll.prepare"], ask, **more) is None
    assert refusal(ACTS["poll.count"], ask, poll=poll, hall=votes.hall) is not None


def test_a_hall_can_be_asked_without_totals(votes):
    poll = votes.open()
    ctx = looking(votes.moot.body, votes.moot.clerk.account)
    check_count(ctx, poll=poll, hall=votes.hall)
    votes.count(poll, {"for": 3})
    votes.do("poll.close", poll=poll)
    votes.do("poll.confirm", poll=poll)
    votes.do("poll.publish", poll=poll)
    with pytest.raises(Refused, match="decided"):
        votes.prepare()
    assert votes.moot.meeting(votes.meeting).items.get(pk=votes.item).decision.carried
    with pytest.raises(Refused, match="decided"):
        votes.do("item.note_decision", item=votes.item, poll=poll)


def test_a_decision_is_noted_of_an_announced_vote_on_the_item(votes):
    poll = votes.open()
    with pytest.raises(Refused, match="not announced"):
        votes.do("item.note_decision", item=votes.item, poll=poll)
    with pytest.raises(NotFound):
        votes.do("item.note_decision", item=votes.other, poll=poll)


def test_several_questions_at_once_decide_no_item_as_it_stands(votes):
    poll = votes.open("hands", questions=[{"name": "议案一"}, {"name": "议案二"}])
    votes.counted(poll, {"for": 3}, {"for": 1, "against": 2})
    votes.do("poll.publish", poll=poll)
    first, second = queries.outcome_of(votes.poll(poll))
    assert (first.carried, second.carried) == (True, False)
    assert not hasattr(votes.moot.meeting(votes.meeting).items.get(pk=votes.item), "decision")


def asked(votes, who):
    return votes.do("poll.ask_recorded", by=who, context=votes.meeting, subject=votes.item)


def test_where_the_rules_know_no_request_nobody_asks(votes):
    with pytest.raises(Refused, match="nobody can ask"):
        asked(votes, votes.moot.deputies[0])
    with pytest.raises(Denied):
        asked(votes, votes.moot.town.deputy())


@pytest.fixture
def on_request(votes, monkeypatch) -> Votes:
    """As in a parish, where any member may ask for a recorded vote."""
    from townmoot.meetings.policies import polls

    monkeypatch.setattr(polls, "recorded_on_request", lambda ctx, context: True)
    return votes


@pytest.mark.parametrize("published", [True, False])
def test_on_request_the_vote_is_recorded_by_name(on_request, published):
    votes = on_request
    if published:
        votes.moot.do("meeting.publish", meeting=votes.meeting)
    poll = votes.prepare()
    asked(votes, votes.moot.deputies[0])
    with pytest.raises(Refused, match="asked for before"):
        asked(votes, votes.moot.deputies[1])
    with pytest.raises(Refused, match="by name"):
        votes.do("poll.open", poll=poll)
    votes.do("poll.cancel", poll=poll, reason="by name")
    with pytest.raises(Refused, match="by name"):
        votes.prepare("hands")
    assert votes.state(votes.open("named")) == "open"


def test_once_the_vote_has_begun_it_is_too_late_to_ask(on_request):
    on_request.open()
    with pytest.raises(Refused, match="has begun"):
        asked(on_request, on_request.moot.deputies[0])


def roll(votes, poll, *pairs):
    key = str(votes.question(poll).pk)
    calls = [{"elector": elector, "answers": {key: choice}} for elector, choice in pairs]
    return votes.do("poll.call_roll", poll=poll, calls=calls)


@pytest.mark.parametrize("published", [True, False])
def test_the_roll_is_called_by_name(votes, published):
    if published:
        votes.moot.do("meeting.publish", meeting=votes.meeting)
    poll = votes.open("named")
    one, two, three = (votes.elector(poll, who).pk for who in votes.moot.deputies)
    roll(votes, poll, (one, "for"), (two, "against"))
    assert Ballot.objects.filter(way="roll").count() == 2
    for pair, error in (
        ((one, "for"), Refused),
        ((three, "maybe"), Invalid),
        ((uuid4(), "for"), NotFound),
    ):
        with pytest.raises(error):
            roll(votes, poll, pair)
    with pytest.raises(Refused):
        roll(votes, poll, (three, "for"), (three, "for"))
    votes.do("poll.cancel", poll=poll, reason="again")
    with pytest.raises(NotFound):
        roll(votes, votes.open("named"), (three, "for"))


def test_hands_are_not_called_by_name(votes):
    poll = votes.open()
    with pytest.raises(Refused, match="called by name"):
        roll(votes, poll, (votes.elector(poll, votes.moot.deputies[0]).pk, "for"))


def test_hands_recorded_in_one_step_must_add_up(votes):
    held = {"context": votes.meeting, "subject": votes.item}
    ctx = looking(votes.moot.body, votes.moot.chair.account)
    check_record(ctx, **held)
    with pytest.raises(Invalid):
        check_record(ctx, **held, votes_for=1)
    hands = {"votes_for": 1, "votes_against": 1, "abstentions": 0}
    with pytest.raises(Invalid):
        check_record(ctx, **held, **hands, casting=True)  # nobody casts one in this town
    with pytest.raises(Invalid):
        check_record(ctx, **held, **(hands | {"abstentions": 2}))
    done = votes.do("poll.record", **held, name="预算", **hands)
    assert not done["carried"]


def test_hands_recorded_in_one_step_take_the_casting_vote(votes, monkeypatch):
    from townmoot.meetings.policies import polls

    found, cast = polls.rules, Share(base="cast", fraction="1/2", more_than=True)
    casting = {"share": cast, "tie": TieRule.CHAIR_CASTS}
    monkeypatch.setattr(polls, "rules", lambda *given: found(*given).model_copy(update=casting))
    hands = {"votes_for": 1, "votes_against": 1, "abstentions": 0}
    with pytest.raises(Invalid):
        votes.do("item.decide", item=votes.item, **hands)
    votes.do("item.decide", item=votes.item, **hands, casting=False)
    decision = votes.moot.meeting(votes.meeting).items.get(pk=votes.item).decision
    assert (decision.casting, decision.carried) == (False, False)


@pytest.fixture
def tied(votes):
    """Two hands against one another, where whoever presides has a casting vote."""
    poll = votes.open()
    rule(
        poll, tie=TieRule.CHAIR_CASTS, share={"base": "cast", "fraction": "1/2", "more_than": True}
    )
    votes.counted(poll, {"for": 1, "against": 1, "abstain": 1})
    return poll


def settle(votes, poll, **more):
    given = {"question": votes.question(poll).pk, "by": "chair", "choice": "for"} | more
    account = votes.moot.chair.account
    return perform(
        "poll.settle", body=votes.moot.body, account=account, inputs={"poll": poll, **given}
    )


def test_equal_votes_wait_for_the_casting_vote(votes, tied):
    with pytest.raises(Refused, match="votes are equal"):
        votes.do("poll.publish", poll=tied)
    for wrong in ({"by": "lot"}, {"choice": "abstain"}):
        with pytest.raises(Invalid):
            settle(votes, tied, **wrong)
    settle(votes, tied)
    with pytest.raises(Refused, match="no equal votes"):
        settle(votes, tied)
    votes.do("poll.publish", poll=tied)
    assert votes.outcome(tied).settled
    assert votes.moot.meeting(votes.meeting).items.get(pk=votes.item).decision.casting is True


def test_a_lot_settles_where_the_rules_say_so(votes, tied):
    rule(tied, tie=TieRule.LOT)
    settle(votes, tied, by="lot", choice="against")
    assert not votes.outcome(tied).carried
    with pytest.raises(NotFound):
        settle(votes, tied, question=uuid4())


def test_a_question_of_another_vote_is_not_settled(votes, tied):
    other = votes.prepare(subject=votes.other)
    with pytest.raises(NotFound):
        settle(votes, tied, question=votes.question(other).pk)


def test_nobody_votes_where_nobody_may(votes, monkeypatch):
    from townmoot.meetings.policies import polls

    poll = votes.prepare()
    found = polls.electorate
    monkeypatch.setattr(
        polls,
        "electorate",
        lambda *given: type(found(*given))((), (), found(*given).assembly, None),
    )
    with pytest.raises(Refused, match="Nobody is here"):
        votes.do("poll.open", poll=poll)


def test_a_second_thought_replaces_the_first_where_the_rules_allow_it(votes):
    poll, who, first = votes.open("named"), votes.moot.deputies[0], new_id()
    rule(poll, revisable=True)
    key = str(votes.question(poll).pk)

    def cast(choice, act_id):
        return votes.moot.town.do(
            "ballot.cast", by=who, poll=poll, answers={key: choice}, act_id=act_id
        )

    ctx = looking(votes.moot.body, who.account)
    cast("for", first)
    second = new_id()
    cast("against", second)
    assert refusal(ACTS["ballot.cast"], ctx, poll=poll, answers={}) is None
    with pytest.raises(Refused, match="replaced by a later one"):
        cast("for", first)
    with pytest.raises(Conflict):
        cast("for", second)
    assert queries.totals_of(votes.poll(poll)) == {key: {"against": 1}}


def test_pages_know_who_may_cast(votes):
    poll, (one, two, three) = votes.open("named"), votes.moot.deputies
    key = str(votes.question(poll).pk)

    def why(who):
        ctx = looking(votes.moot.body, who.account)
        found = refusal(ACTS["ballot.cast"], ctx, poll=poll, answers={})
        return found.code if found else ""

    votes.moot.town.do("ballot.cast", by=one, poll=poll, answers={key: "for"})
    votes.do("elector.strike", elector=votes.elector(poll, two).pk, reason="left")
    assert [why(who) for who in (one, two, three, votes.moot.chair)] == [
        "refused",
        "refused",
        "",
        "denied",
    ]
    votes.do("poll.cancel", poll=poll, reason="again")
    assert "ballot by device" in str(
        refusal(
            ACTS["ballot.cast"],
            looking(votes.moot.body, one.account),
            poll=votes.open(),
            answers={},
        ).reason
    )


def test_the_operator_casts_no_ballot(votes):
    from townmoot.record import OPERATOR

    with pytest.raises(Denied):
        votes.moot.town.do("ballot.cast", by=OPERATOR, poll=votes.open("named"), answers={})


def test_a_ballot_for_another_town_or_for_hands_finds_nothing(votes):
    poll, who = votes.open("named"), votes.moot.deputies[0]
    inputs = {"poll": poll, "answers": {}}
    other = factories.town()
    with pytest.raises(NotFound):
        perform("ballot.cast", body=other.body, account=other.clerk.account, inputs=inputs)
    votes.do("poll.cancel", poll=poll, reason="by hands")
    with pytest.raises(Refused, match="by device"):
        votes.moot.town.do("ballot.cast", by=who, poll=votes.open(), answers={})
