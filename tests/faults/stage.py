"""A meeting under way in a town of its own, with many voters and a vote to be opened.

Tokens are made here with the town's own key, as its pages would make them: what is tried is what
happens after the door.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.test import override_settings

from tests.cli.houses import House
from tests.factories import Somebody
from tests.faults.lines import Voter
from townmoot.live import Audience, tokens
from townmoot.live.marks import Mark

SET_UP = """
from uuid import UUID
from django.contrib.sessions.models import Session
from townmoot.cli.schema import bring_up_to_date
bring_up_to_date()
from tests import factories
from tests.meetings.conftest import Moot, at
from townmoot.record import clock
clock.mark_rehearsal(at("2026-07-10"))
town = factories.town()
group = town.group()
chair, steward = town.person(role="chair"), town.person(role="steward")
moot = Moot(town=town, chair=chair, steward=steward, group=group)
login = factories.with_password(moot.clerk)
for n in range(int(sys.argv[1])):
    who = town.somebody(f"王{chr(0x4E00 + n)}")
    number = {"number": f"CT-{n:03d}", "role": "deputy", "voting_right": True}
    moot.deputies.append(town.join(who, town.congress, **number))
    Session.objects.create(session_key=f"s{n:04d}", session_data="", expire_date=at("2126-01-01"))
meeting, hall, (item, *_) = moot.hold(kind="session", items=("vote", *("report",) * 40))
moot.do("meeting.publish", meeting=meeting)
moot.do("item.start", item=item)
wanted = {"context": meeting, "subject": item, "name": "关于预算的决议", "kind": "named"}
poll = moot.make("poll.prepare", **wanted)
told = {"body": town.body, "meeting": meeting, "poll": poll, "login": login,
    "clerk": moot.clerk.account,
    "voters": [(who.account, who.person) for who in moot.deputies], "password": factories.PASSWORD}
print(json.dumps(told, default=str))
"""
DO = """
from uuid import UUID
from townmoot.record.engine import perform
body, clerk = map(UUID, sys.argv[1:3])
for name, inputs in json.loads(sys.argv[3]):
    done = perform(name, body=body, account=clerk, inputs=inputs)
print(json.dumps(done.result, default=str))
"""


@dataclass
class Stage:
    """The meeting, and who is at it."""

    house: House
    body: UUID
    meeting: UUID
    poll: UUID
    clerk: UUID
    voters: list[Somebody]
    login: str
    password: str
    sessions: dict[Somebody, str] = field(default_factory=dict)

    def at(self, house: House) -> Stage:
        """The same meeting in a copy of its town hall."""
        return replace(self, house=house, sessions={})

    def do(self, *acts: tuple[str, dict[str, Any]]) -> dict[str, Any]:
        """Do acts as the clerk; what the last one told."""
        given = json.dumps(acts, default=str)
        result: dict[str, Any] = self.house.python(DO, str(self.body), str(self.clerk), given)
        return result

    def open_poll(self) -> tuple[UUID, str]:
        """Open a vote by name among all who are here: the poll and what is asked."""
        self.do(("poll.open", {"poll": self.poll}))
        ((asked,),) = self.house.rows("SELECT id FROM ballots_question")
        return self.poll, str(UUID(str(asked)))

    def voter(self, base: str, poll: UUID, who: Somebody) -> Voter:
        """Somebody's device, with a session and a token of its own."""
        cookie = self.sessions.setdefault(who, f"s{len(self.sessions):04d}")
        mine = {"account": who.account, "person": who.person, "session_key": cookie}
        token = self._token(tokens.BALLOT, poll, Audience.FLOOR, **mine)
        return Voter(base, f"/ballots/{poll}", token, cookie)

    def stream_token(self, audience: Audience = Audience.PUBLIC, **more: Any) -> str:
        return self._token(tokens.STREAM, self.meeting, audience, **more)

    def _token(self, purpose: str, topic: UUID, audience: Audience, **more: Any) -> str:
        given = {"language": "zh-hans", "now": datetime.fromtimestamp(time.time(), UTC), **more}
        mark = Mark(*self.house.rows("SELECT epoch, size FROM record_head")[0])
        with override_settings(SECRET_KEY=(self.house.data / "secret.key").read_text()):
            return tokens.issue(
                purpose, body=self.body, topic=topic, audience=audience, mark=mark, **given
            )


def set_up(house: House, voters: int) -> Stage:
    """Hold a meeting with so many members in an empty town hall."""
    told = house.python(SET_UP, str(voters))
    keys = ("body", "meeting", "poll", "clerk")
    found = {name: UUID(told[name]) for name in keys}
    people = [Somebody(UUID(account), UUID(person)) for account, person in told["voters"]]
    return Stage(house, voters=people, login=told["login"], password=told["password"], **found)
