"""The clerk's board with 100,000 suggestions beside the same board with 1,000."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator

from bench.stand import FOUND, Stand, served

FEW, MANY = 1_000, 100_000
ROUNDS = 15
PATH = "/clerk/suggestions/"

# One suggestion goes its way to a unit by acts; its rows are then copied, a day apart each hundred.
FILL = """
from datetime import timedelta
from uuid import UUID
from townmoot.people.enums import Role
from townmoot.record import guard
from townmoot.record.models import new_id
from townmoot.suggestions.models import Allotment, Assignment, Suggestion

deputy = town.deputy()
unit = town.unit()
town.person(role=Role.UNIT_HEAD, organization=unit)
chair = town.person(role=Role.CHAIR, organization=town.presidium)
officer = town.person(role=Role.TOWN_OFFICER, organization=town.town_office)
made = town.do("suggestion.draft", by=deputy, title="路灯", facts="路灯不亮", proposal="请修路灯")
one = {"suggestion": made.result["suggestion"]}
town.do("suggestion.hand_in", by=deputy, **one)
town.do("suggestion.accept", by=town.clerk, subject_class="城建", public=True, **one)
town.do("suggestion.assign", by=chair, to=town.government, **one)
town.do("suggestion.allot", by=officer, leads=[{"unit": unit}], assisting=[], **one)
first = Suggestion.objects.get(pk=one["suggestion"])
MODELS = (Suggestion, Assignment, Allotment)


def rows(model):
    key = "pk" if model is Suggestion else "suggestion"
    return list(model.objects.filter(**{key: first.pk}).values())


templates = [(model, row) for model in MODELS for row in rows(model)]
with guard.writing("migrate"):
    for start in range(0, COUNT, 500):
        batches = {model: [] for model in MODELS}
        for place in range(start, min(start + 500, COUNT)):
            ids = {row["id"]: new_id() for _model, row in templates}
            for model, row in templates:
                fresh = {name: ids.get(value, value) for name, value in row.items()
                         if not isinstance(value, (dict, list))}
                fresh |= {name: value for name, value in row.items()
                          if isinstance(value, (dict, list))}
                if model is Suggestion:
                    fresh["number"] = place + 2
                    fresh["next_due"] = row["next_due"] + timedelta(days=place // 100)
                batches[model].append(model(**fresh))
        for model, made in batches.items():
            model.objects.bulk_create(made)
print(client.cookies["sessionid"].value)
"""


def _page(stand: Stand) -> float:
    request = urllib.request.Request(
        f"http://127.0.0.1:{stand.port}{PATH}", headers={"Cookie": f"sessionid={stand.session}"}
    )
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 -- loopback
        answer.read()
    return time.perf_counter() - began


def measure() -> Iterator[tuple[str, float, str, float, str]]:
    """Median time of the first page with many, as a multiple of that with few; alternated."""
    few_code = FOUND + FILL.replace("COUNT", str(FEW))
    many_code = FOUND + FILL.replace("COUNT", str(MANY))
    with served(few_code) as few, served(many_code) as many:
        times: dict[int, list[float]] = {few.port: [], many.port: []}
        for stand in (few, many):
            _page(stand)
        for _ in range(ROUNDS):
            for stand in (few, many):
                times[stand.port].append(_page(stand))
    middle = {port: sorted(found)[ROUNDS // 2] for port, found in times.items()}
    ratio = middle[many.port] / middle[few.port]
    yield "board-growth", round(ratio, 2), "x", 1.5, "lower"
