"""Whoever takes the database without the key finds no word of what is internal."""

from __future__ import annotations

import pytest
from django.db import connection

from tests.people import sheets
from townmoot.meetings.models import LeaveRequest
from townmoot.people import uploads
from townmoot.people.models import ImportRow, Upload
from townmoot.record import keys

WORDS = {
    "13800001234": "a telephone of a roster",
    "13900005678": "the one that came after it",
    "家人住院": "why somebody asked for leave",
    "不宜公开": "what the chair noted about it",
    "1971-07": "a birth",
    "体弱多病": "a remark",
}


def everything():
    """All that is in the database's tables, as it lies there."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += [bytes(v) if isinstance(v, memoryview) else v for r in cursor for v in r]
    return "".join(v.decode("utf-8", "replace") if isinstance(v, bytes) else str(v) for v in rows)


def told(moot):
    """Take two rosters over, the second with another telephone; ask for leave; hand one more in."""
    for phone in ("13800001234", "13900005678"):
        row = sheets.deputy(9, "欧阳文静", phone=phone, note="体弱多病")
        found = uploads.receive_roster(moot.body, None, sheets.roster(row), "名册.xlsx")
        moot.do("roster.import", upload=found.upload, sha256=found.sha256)
    row = sheets.deputy(10, "司马相", phone="13800001234", note="体弱多病")
    uploads.receive_roster(moot.body, None, sheets.roster(row), "名册.xlsx")
    meeting = moot.plan()
    moot.call(meeting)
    leave = moot.make("leave.request", by=moot.deputies[0], meeting=meeting, reason="家人住院")
    moot.do("leave.approve", by=moot.chair, leave=leave, note="不宜公开")
    return leave


@pytest.mark.parametrize("sealing", [True, False])
def test_a_stolen_database_tells_nothing_internal_without_its_key(moot, settings, sealing):
    settings.FIELD_KEYS = (keys.new_key(),) if sealing else ()
    leave = told(moot)
    lying = everything()
    assert [what for word, what in WORDS.items() if (word in lying) is sealing] == []
    assert LeaveRequest.objects.get(pk=leave).reason == "家人住院"
    assert any("13800001234" in str(row.before) for row in ImportRow.objects.all())
    assert "体弱多病" in str(Upload.objects.latest("made_at").rows)
