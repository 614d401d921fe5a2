"""A town that has published a meeting, a suggestion with its promise, and kept another back."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.suggestions.conftest import Desk, at, founded
from townmoot.commitments.models import Commitment
from townmoot.files import store
from townmoot.record import clock

__all__ = ["at", "founded"]

SECRET = "绝不公开的话"
LANGUAGES = ("zh-hans", "en")


@dataclass
class Public:
    """Somebody from the street, and what there is to read."""

    desk: Desk
    client: Client
    meeting: UUID
    closed_meeting: UUID
    item: UUID
    closed_item: UUID
    file: UUID
    suggestion: UUID
    reply: UUID
    promise: UUID
    unpublished: UUID

    def get(self, address: str, language: str = "en", **more: Any) -> Any:
        """A page in a language."""
        return self.client.get(address, headers={"Accept-Language": language}, **more)

    def text(self, address: str, language: str = "en") -> str:
        """The text of a page that must be there."""
        answer = self.get(address, language)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content.decode()


def hold(desk: Desk) -> tuple[UUID, UUID, list[UUID], UUID]:
    """A meeting in session with a public and a closed item, and one that nobody knows of."""
    plan = {
        "kind": "deputies_meeting",
        "organization": desk.town.congress,
        "start": at("2026-07-22"),
        "end": at("2026-07-22", "12:00"),
        "hybrid": True,
    }
    meeting = desk.make("meeting.plan", name="年中人大代表会议", **plan)
    hidden = desk.make("meeting.plan", name=SECRET, **plan)
    hall = desk.make("venue.add", meeting=meeting, name="镇人大会议厅")
    items = [
        desk.make("agenda.add_item", "item", meeting=meeting, kind=kind, name=name, **more)
        for kind, name, more in (
            ("report", "听取上半年工作报告", {}),
            ("review", SECRET, {"public": False, "confidential_reason": SECRET}),
        )
    ]
    stored = store.store(BytesIO("半年工作报告".encode()), "报告.txt")
    named = {"name": "半年工作报告", "sha256": stored.sha256, "file_name": stored.file_name}
    file = desk.make("file.attach", meeting=meeting, item=items[0], public=True, **named)
    desk.do("meeting.publish", meeting=meeting)
    desk.do("meeting.give_notice", meeting=meeting)
    desk.go("2026-07-22", "08:50")
    desk.do("attendance.check_in_person", venue=hall, person=desk.deputies[0].person)
    desk.do("meeting.open", meeting=meeting)
    desk.do("agenda.propose", meeting=meeting)
    desk.do("agenda.adopt", meeting=meeting, way="acclamation", note="没有不同意见")
    desk.do("item.start", item=items[0])
    return meeting, hidden, items, file


@pytest.fixture(scope="module")
def played(founded: Desk) -> Public:
    """Chengting on 22 July 2026 with its July meeting in session."""
    desk = deepcopy(founded)
    clock.forget()
    text = {"title": "关于修复照明的建议", "facts": f"{SECRET}，灯不亮。"}
    key, _part, reply = desk.replied(reply_class="in_progress", **text)
    spans = [{"document": "facts", "start": 0, "end": len(SECRET), "instead": ""}]
    desk.rate(reply, reason=SECRET)
    desk.publish(key, spans)
    hidden, _part = desk.handling(title=SECRET)
    desk.go("2026-07-10")
    meeting, closed, items, file = hold(desk)
    clock.forget()
    return Public(
        desk=desk,
        client=Client(),
        meeting=meeting,
        closed_meeting=closed,
        item=items[0],
        closed_item=items[1],
        file=file,
        suggestion=key,
        reply=reply,
        promise=Commitment.objects.get(suggestion=key).pk,
        unpublished=hidden,
    )


@pytest.fixture
def public(played: Public, db: None) -> Iterator[Public]:
    """What there is to read on that day, as it was when the day began."""
    clock.forget()
    yield replace(deepcopy(played), client=Client())
    clock.forget()
