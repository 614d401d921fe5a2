"""The transition tables: whole, and spoken of by real acts."""

import pytest

from townmoot.meetings import enums
from townmoot.meetings.states import TABLES, targets
from townmoot.record import ACTS

ENUMS = {
    "meeting": enums.MeetingState,
    "agenda": enums.AgendaState,
    "agenda-item": enums.ItemState,
    "leave": enums.LeaveState,
    "opinion": enums.OpinionState,
    "request-to-speak": enums.RequestState,
    "list-of-speakers": enums.ListState,
    "group-report": enums.ReportState,
    "motion": enums.MotionState,
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_each_state_once_and_no_other(name):
    assert set(TABLES[name]) == set(ENUMS[name])


@pytest.mark.parametrize("name", TABLES)
def test_each_step_is_an_act_and_leads_to_a_state(name):
    steps = [(act, target) for acts in TABLES[name].values() for act, target in acts.items()]
    assert {act.partition(" (")[0] for act, _target in steps} <= set(ACTS)
    assert {target for _act, target in steps} <= set(ENUMS[name])


@pytest.mark.parametrize("name", ["meeting", "agenda"])
def test_an_act_always_leads_to_the_same_state(name):
    table = TABLES[name]
    found = {(act, target) for acts in table.values() for act, target in acts.items()}
    assert dict(found) == targets(table)
    assert len(found) == len(targets(table))


@pytest.mark.parametrize("name", TABLES)
def test_every_state_can_be_reached(name):
    table = TABLES[name]
    reached = {next(iter(table))}
    for _round in table:
        reached |= {target for state in reached for target in table[state].values()}
    assert reached == set(table)
