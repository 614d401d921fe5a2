"""A parish’s motion through the pages: seconded at the meeting, withdrawn with consent."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import parish
from tests.doors import signed_in
from tests.web.pages import fill, press
from townmoot.meetings.models import Motion
from townmoot.record import clock

pytestmark = pytest.mark.django_db


def test_a_parish_seconds_at_the_meeting_and_a_casting_vote_is_given():
    made = parish.parish("2026-04-20")
    meeting = made.plan("2026-05-14")
    item = made.item(meeting, "motion")
    ruth, askew = made.councillors[2], made.councillors[1]
    key = made.make("motion.draft", by=ruth, meeting=meeting, title="Benches", text="Two benches.")
    made.do("motion.hand_in", by=ruth, motion=key)
    made.do("motion.list", motion=key)
    made.do("motion.put_under", motion=key, item=item)
    made.go("2026-05-08", "10:00")
    made.summon(meeting, "2026-05-08")
    made.open(meeting, "2026-05-14")
    made.do("item.start", item=item)
    chair, clerk = signed_in(made.chair), signed_in(made.town.clerk)
    assert "7 clear days" in clerk.get(reverse("clerk:motions", args=[meeting])).content.decode()
    fill(chair, reverse("clerk:motion_step", args=[key, "second"]), person=askew.person)
    equal = {"votes_for": "2", "votes_against": "2", "abstentions": "0", "casting": "for"}
    chair.post(reverse("votes:hands", args=[key]), equal)
    assert Motion.objects.get(pk=key).decision.carried is True
    own = reverse("floor:motion", args=[key])
    assert "Resolution 1/2026" in signed_in(ruth).get(own).content.decode()
    clock.forget()


def test_a_parish_mover_withdraws_with_the_seconders_consent():
    made = parish.parish("2026-04-20")
    meeting = made.plan("2026-05-14")
    ruth, askew = made.councillors[2], made.councillors[1]
    key = made.make("motion.draft", by=ruth, meeting=meeting, title="Benches", text="Two benches.")
    made.do("signer.ask", by=ruth, motion=key, persons=[askew.person])
    made.do("signer.confirm", by=askew, motion=key, version=1)
    made.do("motion.hand_in", by=ruth, motion=key)
    made.do("motion.list", motion=key)
    made.do("motion.withdraw", by=ruth, motion=key)
    own = reverse("floor:motion", args=[key])
    press(signed_in(askew), own, reverse("floor:motion_step", args=[key, "consent"]))
    assert Motion.objects.get(pk=key).withdrawn_at is not None
    clock.forget()
