"""The invented parish: founded from its files, and two meetings played act by act."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from tests.conftest import ROOT
from townmoot.cli.rehearsal.founding import Founding, read_town
from townmoot.meetings import queries
from townmoot.meetings.enums import MeetingState
from townmoot.meetings.models import LeaveRequest, Meeting, PastMinutes, Payment, Planning
from townmoot.people.models import Account
from townmoot.record import ACTS, OPERATOR, clock
from townmoot.record.check import verify_body
from townmoot.record.engine import perform

FOLDER = ROOT / "samples" / "ashmoot"
LONDON = ZoneInfo("Europe/London")
TOLD = {"when", "act", "as", "key", "by"}


def moment(text: str | datetime) -> datetime:
    found = text if isinstance(text, datetime) else datetime.fromisoformat(text)
    return found.replace(tzinfo=LONDON)


def script(folder: Path) -> dict[str, Any]:
    return yaml.safe_load((folder / "meetings.yaml").read_text("utf-8"))


class Player:
    """Plays the steps of a script in a founded body."""

    def __init__(self, founding: Founding) -> None:
        self.body = founding.body
        self.known: dict[str, Any] = {**founding.persons, **founding.organizations}

    def value(self, given: Any) -> Any:
        if isinstance(given, list):
            return [self.value(one) for one in given]
        if isinstance(given, str) and given.startswith("@"):
            return self.known[given[1:]]
        return moment(given) if isinstance(given, datetime) else given

    def play(self, step: dict[str, Any]) -> None:
        act = step["act"]
        if "when" in step:
            self.clock(step["when"])
        fields = ACTS[act].schema.model_fields
        inputs = {k: self.value(v) for k, v in step.items() if k in fields}
        by = Account.objects.get(login=step.get("by", "clerk"))
        result = perform(act, body=self.body, account=by.pk, inputs=inputs).result
        if "as" in step:
            self.known[step["as"]] = result[step.get("key") or act.partition(".")[0]]

    def clock(self, at: Any) -> None:
        perform("clock.move", body=self.body, account=OPERATOR, inputs={"to": moment(at)})


def test_every_step_is_an_act_with_inputs_it_knows():
    for step in script(FOLDER)["steps"]:
        unknown = set(step) - TOLD - set(ACTS[step["act"]].schema.model_fields)
        assert unknown == set(), step


@pytest.mark.django_db
def test_the_parish_meets_from_its_summons_to_signed_minutes():
    plot = script(FOLDER)
    clock.forget()
    clock.mark_rehearsal(moment(plot["start"]))
    founding = Founding(read_town(FOLDER))
    founding.found()
    player = Player(founding)
    for step in plot["steps"]:
        player.play(step)
    may, june = (Meeting.objects.get(pk=player.known[name]) for name in ("may", "june"))
    assert {queries.state_of(may), queries.state_of(june)} == {MeetingState.CLOSED}
    assert str(PastMinutes.objects.get().signed_by) == "Joan Marlow"
    assert LeaveRequest.objects.get().state == "approved"
    assert queries.totals(Payment.objects.all()).total == 32_400
    assert (Planning.objects.get().response, Planning.objects.get().sent) == (
        "object",
        date(2026, 6, 12),
    )
    public = (
        queries.items_for(None, player.body).filter(meeting=june).values_list("kind", flat=True)
    )
    assert "motion" not in public
    assert verify_body(player.body).holds
    clock.forget()
