"""Figures are registered once and counted for a day."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from tests import factories
from townmoot import figures
from townmoot.figures import Definition, Row

BODY = UUID(int=1)
DAY = date(2026, 7, 22)


@pytest.fixture
def of_three():
    key = f"test-{uuid4()}"
    rows = [Row(UUID(int=n), label, n < 3, "") for n, label in enumerate(["路灯", "=1+1", "x"], 1)]
    made = Definition(key=key, title="t", words="w", count=lambda *_: rows, missing=lambda *_: 4)
    figures.register(made)
    return made


def test_a_figure_counts_its_rows(of_three):
    figure = figures.figure(of_three.key, BODY, DAY)
    assert (figure.fraction, figure.percent, figure.missing) == ("2/3", "66.67", 4)
    assert figure.unit is None


def test_the_csv_has_every_row_and_no_formula(of_three):
    lines = figures.figure(of_three.key, BODY, DAY).as_csv().splitlines()
    assert lines[0] == "figure,day,subject,label,counted,note"
    assert lines[1] == f"{of_three.key},2026-07-22,{UUID(int=1)},路灯,1,"
    assert lines[2].split(",")[3] == "'=1+1"
    assert len(lines) == 4


def test_registering_the_same_definition_twice_is_harmless(of_three):
    assert figures.register(of_three) is of_three
    assert figures.definition(of_three.key) is of_three
    assert of_three in figures.all_definitions()


def test_a_second_definition_of_a_key_is_refused(of_three):
    other = Definition(key=of_three.key, title="u", words="v", count=lambda *_: [])
    with pytest.raises(ValueError, match="defined twice"):
        figures.register(other)


@pytest.mark.django_db
def test_a_figure_that_does_not_apply_is_not_counted(of_three):
    shut = Definition(
        key=f"test-{uuid4()}", title="t", words="w", count=lambda *_: [], applies=lambda *_: False
    )
    figures.register(shut)
    there = figures.definitions_for(factories.town().body, DAY)
    assert shut not in there
    assert of_three in there


def test_a_figure_without_missing_says_none():
    made = Definition(key=f"test-{uuid4()}", title="t", words="w", count=lambda *_: [])
    figures.register(made)
    figure = figures.figure(made.key, BODY, DAY)
    assert (figure.fraction, figure.percent, figure.missing) == ("0/0", "—", None)
