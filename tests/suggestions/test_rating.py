"""Rating, reminding, releasing, and the second round."""

from __future__ import annotations

from datetime import date

import pytest

from townmoot.record import NotFound, Refused
from townmoot.suggestions.models import Rating, Rehandling, Serving, Telling


def test_attitude_and_result_are_rated_apart_and_once(desk):
    _key, _part, reply = desk.replied()
    desk.rate(reply, attitude="satisfied", result="basically")
    with pytest.raises(Refused, match="You have rated"):
        desk.rate(reply)
    row = Rating.objects.get()
    assert (row.attitude, row.result_counts_as) == ("satisfied", "basically")


@pytest.mark.parametrize(
    ("grades", "field"),
    [
        ({"result": "dissatisfied"}, "reason"),
        ({"attitude": "dissatisfied"}, "reason"),
        ({"result": "superb"}, "result"),
        ({"attitude": "superb"}, "attitude"),
    ],
)
def test_a_rating_follows_the_profiles_scale(desk, grades, field):
    _key, _part, reply = desk.replied()
    with pytest.raises(Refused) as refused:
        desk.rate(reply, **grades)
    assert refused.value.field == field


def test_only_signers_rate(desk):
    _key, _part, reply = desk.replied()
    with pytest.raises(NotFound):
        desk.rate(reply, desk.deputies[1])


def test_nothing_is_rated_before_it_is_issued(desk):
    _key, part = desk.handling()
    reply = desk.drafted(part, desk.units[0])
    with pytest.raises(NotFound):
        desk.rate(reply)


def test_who_has_not_rated_is_reminded(desk):
    lead, other = desk.deputies[:2]
    key, part = desk.handling(cosigners=[other])
    reply = desk.reply(part)
    desk.rate(reply, lead)
    desk.do("rating.urge", reply=reply)
    assert Serving.objects.get(urged_on__isnull=False).person_id == other.person
    assert Telling.objects.get(suggestion=key, about="urged").person_id == other.person
    desk.rate(reply, other)
    with pytest.raises(Refused, match="Everybody has rated"):
        desk.do("rating.urge", reply=reply)


def test_ratings_are_released_as_counts(desk):
    lead, other = desk.deputies[:2]
    _key, part = desk.handling(cosigners=[other])
    reply = desk.reply(part)
    with pytest.raises(Refused, match="Nobody has rated"):
        desk.do("rating.release", reply=reply)
    desk.rate(reply, lead, result="basically")
    counts = desk.do("rating.release", reply=reply)["counts"]
    assert counts == {
        "counts": {"attitude": {"satisfied": 1}, "result": {"basically": 1}},
        "tally": {"attitude": {"satisfied": 1}, "result": {"basically": 1}},
        "asked": 2,
    }


def test_only_dissatisfaction_reopens(desk):
    _key, part, reply = desk.replied()
    desk.rate(reply, result="basically")
    with pytest.raises(Refused, match="No signer was dissatisfied"):
        desk.do("suggestion.rehandle", by=desk.office, allotment=part, words="再研究")


def test_a_third_round_is_for_a_meeting(desk):
    key, part, reply = desk.replied()
    desk.rate(reply, attitude="dissatisfied", reason="没有联系")
    with pytest.raises(Refused, match="have it handled again"):
        desk.do("suggestion.close", suggestion=key)
    desk.do("suggestion.rehandle", by=desk.office, allotment=part, words="再研究")
    desk.contact(part, desk.units[0])
    assert desk.part_state(part) == "rehandling"
    assert Rehandling.objects.get().due == date(2026, 2, 12)
    second = desk.reply(part, contact=False)
    desk.rate(second, result="dissatisfied", reason="仍未回应")
    with pytest.raises(Refused, match="before a meeting"):
        desk.do("suggestion.rehandle", by=desk.office, allotment=part, words="再研究")
    desk.do("suggestion.close", suggestion=key)


def test_of_two_leads_one_handles_again(desk):
    key = desk.assigned()
    one, two = desk.units[:2]
    parts = desk.allot(key, (one, "划线"), (two, "油烟"))
    for part, unit in zip(parts, (one, two), strict=True):
        desk.receive(part, unit)
    replies = [desk.reply(parts[0], one), desk.reply(parts[1], two, mark="澄环复")]
    desk.rate(replies[0], result="dissatisfied", reason="没有回应")
    desk.rate(replies[1], result="dissatisfied", reason="没有回应")
    desk.do("suggestion.rehandle", by=desk.office, allotment=parts[0], words="再研究")
    desk.do("suggestion.rehandle", by=desk.office, allotment=parts[1], words="再研究")
    desk.reply(parts[0], one)
    assert desk.state(key) == "rehandling"
    desk.reply(parts[1], two)
    assert desk.state(key) == "replied"
