"""The handbook's tables of who may do what are those of the code."""

from __future__ import annotations

import pytest

from tools.draw_handbook import HANDBOOK, NAMES, table


@pytest.mark.parametrize("language", sorted(NAMES))
def test_the_table_of_permissions_is_up_to_date(language):
    stored = (HANDBOOK / NAMES[language]).read_text(encoding="utf-8")
    assert stored == table(language), "run tools/draw_handbook.py"
