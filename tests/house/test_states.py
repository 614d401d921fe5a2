"""The diagrams in docs/states are drawn from the transition tables, and the tables hold."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tools import draw_states
from townmoot.record import ACTS

DRAWN = draw_states.pages()
TABLES = {
    f"{path.stem}/{name}": table
    for path in DRAWN
    for name, table in import_module(f"townmoot.{path.stem}.states").TABLES.items()
}


def reachable(table: draw_states.Table) -> set[str]:
    """Return the states that can be reached from the first."""
    found, ahead = set[str](), [next(iter(table))]
    while ahead:
        state = ahead.pop()
        if state not in found:
            found.add(state)
            ahead += [str(target) for target in table[state].values()]
    return found


def test_the_drawings_are_as_the_code_is():
    assert draw_states.drifted(DRAWN, draw_states.PAGES) == []


def test_there_is_something_to_draw():
    assert TABLES


@pytest.mark.parametrize("name", TABLES)
def test_every_transition_is_an_act(name: str):
    # Where one act can lead to two states, words in brackets say when.
    acts = {act.partition(" (")[0] for row in TABLES[name].values() for act in row}
    assert acts - ACTS.keys() == set()


@pytest.mark.parametrize("name", TABLES)
def test_every_state_can_be_reached_and_every_target_is_a_state(name: str):
    table = TABLES[name]
    assert {str(t) for row in table.values() for t in row.values()} <= set(map(str, table))
    assert reachable(table) == set(map(str, table))


@pytest.mark.parametrize("name", TABLES)
def test_every_state_of_the_list_is_in_the_table(name: str):
    table = TABLES[name]
    assert set(type(next(iter(table)))) == set(table)


def test_a_drawing_that_has_drifted_is_named(tmp_path: Path):
    old, new, stray = (tmp_path / f"{name}.md" for name in ("old", "new", "stray"))
    old.write_text("a")
    stray.write_text("")
    assert draw_states.drifted({old: "a"}, tmp_path) == ["stray.md"]
    assert draw_states.drifted({old: "b", new: ""}, tmp_path) == ["new.md", "old.md", "stray.md"]


def test_a_state_that_cannot_be_reached_is_noticed():
    assert reachable({"a": {"x.do": "b"}, "b": {}, "c": {"x.undo": "a"}}) == {"a", "b"}
