"""Rates that governments published, against the true ones from ledgers with the same counts."""

from __future__ import annotations

import csv
from datetime import date
from itertools import chain, repeat

import pytest

from tests import factories
from tests.people.sheets import workbook
from townmoot.cli.main import main
from townmoot.figures import figure
from townmoot.meetings import uploads as meeting_lists
from townmoot.meetings.models import Meeting, MeetingFacts
from townmoot.record import export
from townmoot.record.check import verify_body
from townmoot.record.verify import verify_lines
from townmoot.suggestions import uploads
from townmoot.suggestions.models import Suggestion
from townmoot.suggestions.recount import recount

HEADINGS = ["编号", "标题", "提出时间", "交办时间", "主办单位", "答复时间", "办理结果", "满意度"]
CASES = ("city-6th-2nd-session", "city-2020", "district-2021")


def counts_of(real_samples, case):
    with (real_samples / "published-rates.csv").open(encoding="utf-8-sig", newline="") as source:
        return next(row for row in csv.DictReader(source) if row["case"] == case)


def told(row, words, rest):
    """A word as often as it was counted, then what is left over."""
    pairs = [repeat(word, int(row[key] or 0)) for key, word in words.items()]
    return chain(*pairs, repeat(rest))


def ledger_of(row, year):
    """The ledger that has these counts."""
    results = told(row, {f"class_{letter.lower()}": letter for letter in "ABCD"}, "D")
    grades = told(
        row,
        {
            "rated_satisfied": "满意",
            "rated_basically": "基本满意",
            "rated_dissatisfied": "不满意",
        },
        "",
    )
    days = [f"{year}-01-15", f"{year}-01-20", "党政办公室", f"{year}-04-10"]
    numbers = range(1, int(row["assigned"]) + 1)
    lines = [
        [number, f"第{number}号建议", *days, result, grade]
        for number, result, grade in zip(numbers, results, grades, strict=False)
    ]
    return workbook([["建议台账"], HEADINGS, *lines], "台账")


def take(town, data):
    found = uploads.receive_ledger(town.body, town.clerk.account, data, "台账.xlsx")
    assert found.upload, [str(problem) for problem in found.problems]
    given = {"upload": found.upload, "sha256": found.sha256, "release_ratings": True}
    return town.do("ledger.import", by=town.clerk, **given).result


def shown(town, key, day):
    found = figure(key, town.body, day)
    return found.fraction, found.percent


def counted_again(town, day):
    """The rates from the exported public record alone."""
    verify_body(town.body)
    verdict = verify_lines(export.lines(town.body))
    assert verdict.holds, verdict.fault
    return recount(verdict.public, day).rates


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "year", "solved", "satisfied", "broadly"),
    [
        (CASES[0], 2023, ("54/93", "58.06"), ("86/93", "92.47"), ("93/93", "100")),
        (CASES[1], 2020, ("64/128", "50"), ("128/128", "100"), ("128/128", "100")),
        (CASES[2], 2021, ("62/67", "92.54"), ("0/0", "—"), ("0/0", "—")),
    ],
)
def test_a_ledger_with_published_counts_gives_the_true_rates(
    real_samples, case, year, solved, satisfied, broadly
):
    town = factories.town("cn-township")
    row = counts_of(real_samples, case)
    take(town, ledger_of(row, year))
    day = date(year, 12, 31)
    assert shown(town, "reply_rate", day) == (f"{row['assigned']}/{row['assigned']}", "100")
    assert shown(town, "solved_rate", day) == solved
    assert shown(town, "satisfaction_final", day) == satisfied
    assert shown(town, "satisfaction_final_broad", day) == broadly
    again = counted_again(town, day)
    assert "{}/{}".format(*again["solved_rate"]) == solved[0]
    assert "{}/{}".format(*again["satisfaction_final"]) == satisfied[0]


def test_only_the_nudged_percentage_does_not_follow(real_samples, capsys):
    assert main(["figures", "check", str(real_samples / "published-rates.csv")]) == 1
    wrong = [line for line in capsys.readouterr().out.splitlines() if "does not follow" in line]
    (line,) = wrong
    assert "58.07" in line
    assert "54/93 is 58.06" in line


def meetings_of_july_2022():
    """The facts that the page tells, as a clerk would write them down.

    The day of January's session is not on the page; this one is supposed.
    """
    headings = ["会议名称", "日期", "形式", "会场", "分会场", "小组数", "建议数", "办复数"]
    venues = "、".join(f"第{n}视频分会场" for n in "一二三四五")
    return workbook(
        [
            headings,
            ["镇二十届一次人代会", "2022-01-14", "线下", "主会场", "", "", 16, 16],
            [
                "2022年人大代表会议",
                "2022年7月22日",
                "线上＋线下",
                "主会场",
                venues,
                5,
                16,
                16,
            ],
        ],
        "会议情况",
    )


@pytest.mark.django_db
def test_the_facts_of_july_2022_give_sixteen_of_sixteen(real_samples, tmp_path, capsys):
    page = "".join((real_samples / "newspaper-page.txt").read_text(encoding="utf-8").split())
    for words in ("7月22日", "分五个小组在各视频分会场", "二十届一次人代会", "16件建议"):
        assert words in page
    town = factories.town("cn-township-shanghai@2022-03-12")
    data = meetings_of_july_2022()
    found = meeting_lists.receive_meetings(town.body, town.clerk.account, data, "会议.xlsx")
    assert found.upload, [str(problem) for problem in found.problems]
    town.do("meetings.import", by=town.clerk, upload=found.upload, sha256=found.sha256)
    lines = [
        [n, f"第{n}件建议", "2022-01-14", "2022-01-20", "党政办公室", "2022-07-20", "", ""]
        for n in range(1, 17)
    ]
    take(town, workbook([HEADINGS, *lines]))
    hearing = Meeting.objects.get(kind="deputies_meeting")
    facts = MeetingFacts.objects.get(meeting=hearing)
    assert (hearing.hybrid, facts.on, facts.groups) == (True, date(2022, 7, 22), 5)
    assert [hall.kind for hall in hearing.venues.all()] == ["main", *["branch"] * 5]
    day = date(2022, 7, 22)
    assert shown(town, "reply_rate", day) == ("16/16", "100")
    assert (facts.replied, facts.suggestions) == (16, Suggestion.objects.count())
    record = tmp_path / "record.jsonl"
    verify_body(town.body)
    record.write_text("".join(f"{line}\n" for line in export.lines(town.body)), encoding="utf-8")
    assert main(["verify", str(record), "--day", "2022-07-22"]) == 0
    told = capsys.readouterr().out
    assert "reply_rate" in told
    assert "16/16" in told
