"""Search over 50,000 papers beside the bare FTS5 query on the same table."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.stand import FOUND, python

PAPERS = 50_000
ROUNDS = 21

# Titles of two to six words of two characters, some in every third paper, most in few; then, in
# turns, our search (counts of all kinds, years and organizations, one page read anew) and what
# SQLite does alone for the same words: the twenty best by its own rank, row ids only.
MEASURE = """
import json, random, sqlite3, time
from datetime import date, timedelta
from django.conf import settings
from townmoot.meetings.models import Paper
from townmoot.record import guard, now
from townmoot.record.models import new_id
from townmoot.search import index
from townmoot.search.finding import search

chance = random.Random(1)
letters = [chr(0x4E00 + n) for n in range(2000)]
words = ["".join(chance.sample(letters, 2)) for _ in range(4000)]
weights = [1 / (n + 2) for n in range(len(words))]
made = now()
with guard.writing("migrate"):
    for start in range(0, PAPERS, 1000):
        Paper.objects.bulk_create(
            Paper(
                id=new_id(),
                body=town.body,
                created_at=made,
                name="关于" + "".join(chance.choices(words, weights, k=chance.randint(3, 9))),
                reference=f"{place}/{place % 40}",
                date=date(1990, 1, 1) + timedelta(days=place // 4),
            )
            for place in range(start, start + 1000)
        )
began = time.perf_counter()
index.rebuild(town.body)
built = time.perf_counter() - began
bare = sqlite3.connect(settings.DATABASES["default"]["NAME"])
bare.execute("PRAGMA cache_size=-16000")
BARE = "SELECT rowid FROM search_tokens WHERE search_tokens MATCH ? ORDER BY rank LIMIT 20"


def ours(word):
    began = time.perf_counter()
    found = search(town.body, word)
    return time.perf_counter() - began, found.total


def theirs(word):
    began = time.perf_counter()
    bare.execute(BARE, (f'"{" ".join(word)}"',)).fetchall()
    return time.perf_counter() - began


told = {"built": built}
for name, word in (("common", words[0]), ("usual", words[40]), ("rare", words[3000])):
    times = [(ours(word)[0], theirs(word)) for _ in range(ROUNDS)]
    middle = [sorted(each)[ROUNDS // 2] for each in zip(*times)]
    told[name] = [*middle, ours(word)[1]]
print(json.dumps(told))
"""


def measure() -> Iterator[tuple[str, float, str, float, str]]:
    """Median time of a search, counted and read anew, as a multiple of the bare query."""
    code = f"PAPERS, ROUNDS = {PAPERS}, {ROUNDS}\n{FOUND}\n{MEASURE}"
    with tempfile.TemporaryDirectory(prefix="townmoot-bench-") as folder:
        told = json.loads(python(code, Path(folder)).splitlines()[-1])
    for name in ("common", "usual", "rare"):
        ours, bare, total = told[name]
        print(f"{name}: {ours * 1000:.2f} ms of {bare * 1000:.2f} ms, {total} found")
        yield f"search-{name}", round(ours / bare, 2), "x", 3, "lower"
