"""The invented parish: founded from its files, and two meetings played act by act."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.conftest import ROOT
from townmoot.ballots.models import Ballot
from townmoot.cli.faults import CommandFaultError
from townmoot.cli.rehearsal.founding import read_town
from townmoot.cli.rehearsal.plain import NAMING
from townmoot.cli.rehearsal.player import Player
from townmoot.cli.rehearsal.plot import OWN, Plot, load
from townmoot.cli.rehearsal.setting import found_town, open_stage
from townmoot.cli.rehearsal.stage import Stage
from townmoot.meetings import queries
from townmoot.meetings.enums import MeetingState
from townmoot.meetings.models import LeaveRequest, Meeting, Motion, PastMinutes, Payment, Planning
from townmoot.people.models import Account
from townmoot.record import ACTS, clock
from townmoot.record.check import verify_body
from townmoot.record.engine import perform

FOLDER = ROOT / "samples" / "ashmoot"


class Inside(Stage):
    """A stage without a server: an act is done at once."""

    def act(self, who: str, name: str, /, **inputs: Any) -> dict[str, Any]:
        by = Account.objects.get(login=self.logins.get(who, who))
        body = self.founding.body
        return perform(name, body=body, account=by.pk, inputs=inputs).result

    def cast(self, who: str, poll: str, answers: dict[str, Any]) -> None:
        self.act(who, "ballot.cast", poll=poll, answers=answers)


def staged(plot: Plot) -> Inside:
    """The founded parish."""
    clock.forget()
    founding = found_town(read_town(FOLDER), plot)
    open_one = open_stage("", FOLDER, founding)
    return Inside(**vars(open_one))


def test_every_step_is_an_act_with_inputs_it_knows():
    own = {*NAMING, *OWN, "answer"}
    for step in load(FOLDER, []).steps:
        if step.verb != "town.found":
            known = own | set(ACTS[step.verb].schema.model_fields)
            assert set(step.inputs) - known == set(), step
            assert set(step.inputs.get("with", {})) <= set(ACTS[step.verb].schema.model_fields)


@pytest.mark.django_db
def test_the_parish_meets_from_its_summons_to_signed_minutes():
    plot = load(FOLDER, [])
    stage = staged(plot)
    player = Player(plot, stage)
    assert not player.play(until_pause=True)
    assert Ballot.objects.count() == 0  # it waits in the recorded vote
    assert player.play()
    may, june = (Meeting.objects.get(pk=stage.names["plain"][name]) for name in ("may", "june"))
    assert {queries.state_of(may), queries.state_of(june)} == {MeetingState.CLOSED}
    assert str(PastMinutes.objects.get().signed_by) == "Joan Marlow"
    assert LeaveRequest.objects.get().state == "approved"
    assert queries.totals(Payment.objects.all()).total == 32_400
    assert (Planning.objects.get().response, Planning.objects.get().sent) == (
        "object",
        date(2026, 6, 12),
    )
    twenty = Motion.objects.get(pk=stage.names["plain"]["twenty"])
    assert Ballot.objects.filter(poll__subject=twenty.pk, answers__contains="for").count() == 4
    public = queries.items_for(None, stage.founding.body).filter(meeting=june)
    assert list(public.filter(kind="motion").values_list("name", flat=True)) == [twenty.title]
    assert verify_body(stage.founding.body).holds
    clock.forget()


@pytest.mark.django_db
@pytest.mark.once
def test_a_name_that_is_not_there_yet_is_said():
    plot = load(FOLDER, [])
    early = next(step for step in plot.steps if step.verb == "motion.second")
    stage = staged(plot)
    with pytest.raises(CommandFaultError, match="@benches before it is there"):
        Player(Plot(FOLDER, plot.zone, [], [early], {}, plain=True), stage).play()
    clock.forget()
