"""What pages ask before they offer an act: only references at hand, none of the form's fields."""

import pytest

from townmoot.record import ACTS, refusal
from townmoot.record.queries import looking


def offered(moot, act, by=None, **inputs):
    ctx = looking(moot.body, (by or moot.clerk).account)
    return refusal(ACTS[act], ctx, **inputs) is None


PREPARED = {"correct", "preside", "publish", "cancel", "give_notice"}
SITTING = {"preside", "publish", "pause", "close"}
STEPS = (*PREPARED, "open", "pause", "resume", "close")


def steps(moot, meeting):
    return {name for name in STEPS if offered(moot, f"meeting.{name}", meeting=meeting)}


def test_a_meeting_offers_what_can_follow(moot):
    meeting = moot.plan()
    moot.hall(meeting)
    assert steps(moot, meeting) == PREPARED
    sitting, _hall, _items = moot.hold()
    assert steps(moot, sitting) == SITTING


def test_an_agenda_offers_what_can_follow(moot):
    acts = ("agenda.propose", "agenda.adopt", "agenda.reject", "agenda.reopen")

    def bar(meeting):
        return {act for act in acts if offered(moot, act, meeting=meeting)}

    meeting = moot.plan()
    item = moot.item(meeting)
    moot.call(meeting)
    assert bar(meeting) == {"agenda.propose"}
    assert offered(moot, "agenda.correct_item", item=item)
    assert offered(moot, "agenda.remove_item", item=item)
    moot.do("agenda.propose", meeting=meeting)
    assert bar(meeting) == {"agenda.adopt", "agenda.reject", "agenda.reopen"}


@pytest.mark.parametrize(
    "act",
    [
        "venue.correct",
        "venue.renew_code",
        "venue.link_lost",
        "venue.close_check_in",
    ],
)
def test_a_desk_offers_what_the_steward_can_do(moot, act):
    hall = moot.call(moot.plan())
    assert offered(moot, act, venue=hall)
    assert offered(moot, act, by=moot.steward, venue=hall) == (act != "venue.correct")
    assert not offered(moot, act, by=moot.deputies[0], venue=hall)


def test_a_deputy_is_offered_leave_and_the_receipt(moot):
    meeting = moot.plan()
    moot.call(meeting)
    for act in ("leave.request", "notice.acknowledge"):
        assert offered(moot, act, by=moot.deputies[0], meeting=meeting)
        assert not offered(moot, act, by=moot.clerk, meeting=meeting)


def test_only_the_head_of_the_same_group_is_offered_to_sign(moot):
    meeting, _hall, (item,) = moot.hold(items=("review",))
    moot.do("item.start", item=item)
    head = moot.town.join(moot.deputies[0], moot.group, role="group_head")
    other = moot.town.group("第二代表小组")
    stranger = moot.town.person(role="group_head", organization=other)
    words = {"item": item, "group": moot.group, "speaker": moot.deputies[0].person}
    assert offered(moot, "opinion.record", by=head, **words)
    opinion = moot.make("opinion.record", by=head, text="原话", **words)
    sign = {"meeting": meeting, "group": moot.group}
    assert offered(moot, "opinion.correct", by=head, opinion=opinion)
    assert offered(moot, "opinion.release", by=head, **sign)
    assert not offered(moot, "opinion.release", by=stranger, **sign)
