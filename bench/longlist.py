"""One name changes on a live list of 1,000 participants, and on one of three.

Real pages, through everything: the act, the record, the hub, the line of the list rendered anew,
1,000 who watch each list. What is measured is the time from the commit to the last who has it.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from typing import Any

from bench.acts import post
from bench.fanout import MILLION, WINDOW
from bench.load import LOAD_CORE, SERVER_CORE, Program
from bench.pairs import alternated, ratio
from bench.stand import FOUND, Stand, copied, founded, serving

LISTED, LISTEN = 1_000, 1_000
CHANGES = 5
WORDS = {"list-change": "a name changes on a list of 1,000 that 1,000 watch, beside one of three"}

# Two meetings with three deputies each; a thousand more are put on the list of the first, and the
# one who will be renamed on the second is taken off it.
SETUP = """
import json, secrets
from datetime import datetime, timedelta, timezone
from django.conf import settings
from bench.load import write_requests
from townmoot.live import Audience, tokens
from townmoot.live.marks import here
from townmoot.meetings.models import Participant
from townmoot.people.models import Account, Person
from townmoot.record import guard
from townmoot.record.models import new_id

group, begin = town.group(), datetime.now(timezone.utc) + timedelta(days=20)
deputies = [town.deputy(group=group) for _ in range(3)]


def meeting():
    made = town.do("meeting.plan", by=town.clerk, kind="deputies_meeting", name="年中人大代表会议",
        organization=town.congress, start=begin, end=begin + timedelta(hours=3), hybrid=True)
    key = made.result["meeting"]
    town.do("venue.add", by=town.clerk, meeting=key, name="镇人大会议厅")
    town.do("meeting.give_notice", by=town.clerk, meeting=key)
    return key


long, short = meeting(), meeting()
person, row = (model.objects.filter(**key).values().first() for model, key in
    ((Person, {"pk": deputies[1].person}), (Participant, {"meeting": long})))
people = [Person(**{**person, "id": new_id()}) for _ in range(LISTED)]
with guard.writing("migrate"):
    Participant.objects.filter(meeting=long, person=deputies[0].person).delete()
    Person.objects.bulk_create(people)
    Participant.objects.bulk_create(
        Participant(**{**row, "id": new_id(), "person_id": one.pk, "number": str(place)})
        for place, one in enumerate(people))
clerk, mark = Account.objects.get(pk=town.clerk.account), here(town.body)
key = client.cookies["sessionid"].value


def request(topic):
    token = tokens.issue(tokens.STREAM, body=town.body, topic=topic, audience=Audience.CLERK,
        language="zh-hans", account=clerk.pk, person=clerk.person_id, session_key=key,
        now=datetime.now(timezone.utc), mark=mark)
    return (f"GET /live/stream?token={token} HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n"
            f"Accept: text/event-stream\\r\\nCookie: sessionid={key}\\r\\n").encode()


from uuid import UUID
write_requests(settings.DATA / "long", [request(UUID(long))] * LISTEN)
write_requests(settings.DATA / "short", [request(UUID(short))] * LISTEN)
print(json.dumps({"session": key, "long": str(people[7].pk), "short": str(deputies[0].person)}))
"""


@dataclass(frozen=True)
class Change:
    """The middle of some changes: nanoseconds from the commit to the last, and the bytes sent."""

    path: float
    size: int


def _change(stand: Stand, crowd: Program, person: str, names: Iterator[str]) -> Change:
    commits, paths, size = stand.data / "commits", [], 0
    for _ in range(CHANGES + 1):
        post(stand, "person.correct", person=person, name=next(names))
        event: dict[str, Any] = crowd.line("event")
        paths.append(event["last"] - int(commits.read_text().split()[-1]))
        size = event["bytes"]
    return Change(statistics.median(paths[1:]), size)


def measure() -> Iterator[tuple[str, float, str, float, str]]:
    """The median of the pairwise ratios of long list to short."""
    code = f"{FOUND}\nLISTED, LISTEN = {LISTED}, {LISTEN}\n{SETUP}"
    with founded(code) as (data, line), copied(data) as own:
        told = json.loads(line)
        more = {"COMMITS": str(own / "commits"), "PAGES": "real"}
        stood = serving(own, told["session"], core=SERVER_CORE, module="bench.plain", more=more)
        with (
            stood as stand,
            Program("listen", stand.port, own / "short", WINDOW, core=LOAD_CORE) as short,
            Program("listen", stand.port, own / "long", WINDOW, core=LOAD_CORE) as long,
        ):
            short.line("opened")
            long.line("opened")
            few = partial(_change, stand, short, told["short"], cycle(("王芳", "王方")))
            many = partial(_change, stand, long, told["long"], cycle(("王芳", "王方")))
            pairs = list(alternated(few, many))
    for one, other in pairs:
        words = f"{one.path / MILLION:.1f} ms ({one.size} B) | {other.path / MILLION:.1f} ms"
        print(f"list: {words} ({other.size} B)", flush=True)
    change = ratio((one.path, other.path) for one, other in pairs)
    yield "list-change", round(change, 2), "x", 1.3, "lower"
