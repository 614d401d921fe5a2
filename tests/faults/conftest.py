"""Towns in folders of their own, founded once and copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.founded import Builder, bare, builder, closing, founded, house
from tests.faults import lines
from tests.faults.stage import Stage, set_up

__all__ = ["bare", "builder", "closing", "founded", "house"]
VOTERS = 60


@pytest.fixture(autouse=True)
def hanging_up() -> Iterator[None]:
    """Close the streams that a test opened."""
    yield
    while lines.OPENED:
        lines.OPENED.pop().close()


@pytest.fixture(scope="session")
def held(builder: Builder, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A meeting under way; tests copy it (see `stage`)."""
    return set_up(builder.empty(tmp_path_factory.mktemp("held")), VOTERS)


@pytest.fixture
def stage(builder: Builder, held: Stage, tmp_path: Path) -> Stage:
    """A meeting of the test's own."""
    return held.at(builder.copy(held.house, tmp_path / "stage"))
