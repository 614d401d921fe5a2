"""Where in the record something stands."""

from __future__ import annotations

import pytest

from townmoot.live import Mark, marks
from townmoot.record.models import Head, new_id


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1.41", Mark(1, 41)),
        ("0.0", Mark(0, 0)),
        ("", None),
        ("1", None),
        ("1.", None),
        (".1", None),
        ("1.-1", None),
        ("1.２", None),
        ("1.1.1", None),
        ("1." + "9" * 40, None),
    ],
)
def test_a_mark_is_read_as_it_is_written(text, mark):
    assert marks.parse(text) == mark
    assert mark is None or str(mark) == text


@pytest.mark.django_db
def test_a_body_stands_where_its_head_stands():
    from townmoot.record import guard

    body = new_id()
    assert marks.here(body) == Mark(0, 0)
    with guard.writing("test"):
        Head.objects.create(body=body, timezone="UTC", size=7, epoch=3)
    assert marks.here(body) == Mark(3, 7)
