"""What suggestions rely on in people is told before an import is undone."""

from __future__ import annotations

from townmoot.people import reliance


def test_suggestions_rely_on_who_made_and_accepted_them(desk):
    desk.accepted()
    found = reliance.relied_on(desk.body, frozenset([desk.clerk.person]))
    assert {str(each.words) for each in found} == {"a suggestion that was accepted"}
    mine = reliance.relied_on(desk.body, frozenset([desk.deputies[0].person]))
    assert {str(each.words) for each in mine} == {"a suggestion"}
