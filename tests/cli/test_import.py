"""townmoot import: a clerk's list from the command line, previewed, all or nothing, undone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests import factories
from tests.meetings.test_taken import HEADINGS, HEARING
from tests.people.sheets import deputy, roster, workbook
from tests.suggestions.ledgers import ledger, replied
from townmoot.cli import import_command
from townmoot.cli.main import main
from townmoot.meetings.models import Meeting
from townmoot.people.models import Person
from townmoot.rules.queries import days_of
from townmoot.suggestions.models import RatingRelease, Suggestion

CHENGTING = Path(__file__).resolve().parents[2] / "samples" / "chengting"


@pytest.fixture
def town(db, monkeypatch):
    monkeypatch.setattr(import_command, "set_up", lambda **_how: None)
    made = factories.town("cn-township-shanghai")
    made.unit("规划建设办公室")
    return made


@pytest.fixture
def give(tmp_path):
    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return str(path)

    return write


def answer(capsys):
    return json.loads(capsys.readouterr().out)


def test_a_roster_is_taken_over_and_taken_back(town, give, capsys):
    path = give("名册.xlsx", roster(deputy(1, name="王一")))
    assert main(["import", "roster", path, "--json"]) == 0
    told = answer(capsys)
    assert told["counts"] == {"new": 1}
    assert main(["import", "undo", told["import"]]) == 0
    assert not Person.objects.filter(name="王一").exists()
    assert main(["import", "undo", told["import"]]) == 1


def test_units_are_taken_over_by_a_clerk(town, capsys):
    login = factories.with_password(town.clerk)
    path = str(CHENGTING / "单位名册.csv")
    assert main(["import", "units", path, "--as", login]) == 0
    assert "import " in capsys.readouterr().out


def test_a_ledger_is_taken_over_with_its_ratings_and_taken_back(town, give, capsys):
    path = give("台账.xlsx", ledger([replied(1, rating="满意")]))
    assert main(["import", "ledger", path, "--release-ratings", "--json"]) == 0
    assert RatingRelease.objects.count() == 1
    told = answer(capsys)
    assert main(["import", "undo", told["import"]]) == 0
    assert not Suggestion.objects.exists()


def test_a_dry_run_writes_nothing_and_tells_what_would_change(town, give, capsys):
    main(["import", "ledger", give("台账.xlsx", ledger([replied(1)]))])
    path = give("台账2.xlsx", ledger([replied(1, rating="满意")]))
    assert main(["import", "ledger", path, "--dry-run"]) == 0
    assert "rating: — → satisfied" in capsys.readouterr().out
    assert not RatingRelease.objects.exists()


def test_what_is_wrong_is_told_with_its_place_and_remedy(town, give, capsys):
    path = give("台账.xlsx", ledger([replied(1), replied(2, result="很好")]))
    assert main(["import", "ledger", path]) == 1
    told = capsys.readouterr().err
    for words in ("row 4", "办理结果", "很好", "Write one of"):
        assert words in told
    assert not Suggestion.objects.exists()


def test_meetings_are_taken_over_and_taken_back(town, give, capsys):
    path = give("会议.xlsx", workbook([HEADINGS, HEARING]))
    assert main(["import", "meetings", path, "--json"]) == 0
    key = answer(capsys)["import"]
    assert main(["import", "undo", key]) == 0
    assert not Meeting.objects.exists()


def test_holidays_are_taken_over(town, capsys):
    path = str(CHENGTING / "节假日.csv")
    assert main(["import", "holidays", path, "--dry-run"]) == 0
    assert not days_of(town.body).exists()
    assert main(["import", "holidays", path]) == 0
    assert days_of(town.body).count() == 7


def test_wrong_holidays_are_told_by_row(town, give, capsys):
    path = give("节假日.csv", "日期,安排,名称\n昨天,休息,节\n".encode())
    assert main(["import", "holidays", path]) == 1
    assert "row 2" in capsys.readouterr().err


def test_who_may_not_is_refused(town, give, capsys):
    login = factories.with_password(town.deputy())
    path = give("台账.xlsx", ledger([replied(1)]))
    assert main(["import", "ledger", path, "--as", login]) == 1
    assert "denied" in capsys.readouterr().err


def test_a_table_that_names_a_day_twice_is_refused_with_its_field(town, give, capsys):
    path = give("节假日.csv", "日期,安排\n2026-03-12,休息\n2026-03-12,上班\n".encode())
    assert main(["import", "holidays", path]) == 1


@pytest.mark.parametrize("what", ["ledger", "holidays"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04rubbish", b"\xff\xd8\xff\xe0picture"])
def test_a_hopeless_file_is_a_wrong_call(town, give, what, data):
    assert main(["import", what, give("台账.xlsx", data)]) == 2


def test_a_missing_or_giant_file_is_a_wrong_call(town, tmp_path, monkeypatch, give):
    assert main(["import", "ledger", str(tmp_path / "none.xlsx")]) == 2
    monkeypatch.setattr(import_command, "LARGEST", 3)
    assert main(["import", "ledger", give("台账.xlsx", b"four")]) == 2


@pytest.mark.parametrize("key", ["seven", "01890000-0000-7000-8000-000000000000"])
def test_only_an_import_that_is_there_is_undone(town, key):
    assert main(["import", "undo", key]) == 2


def test_a_dry_run_tells_each_row_and_what_would_be_refused(town, give, capsys):
    path = give("名册.xlsx", roster(deputy(1, name="王一"), deputy(2, name="王二")))
    assert main(["import", "roster", path, "--dry-run"]) == 0
    assert capsys.readouterr().out.count(": new") == 2
    assert not Person.objects.filter(name="王一").exists()
    login = factories.with_password(town.deputy())
    assert main(["import", "roster", path, "--dry-run", "--as", login]) == 1
    told = capsys.readouterr().err
    assert "denied: " in told
    assert "none of the rows is taken over" in told


@pytest.mark.parametrize(
    ("words", "environment", "said"),
    [
        ((), {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "没有写入任何内容"),
        ((), {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "nothing was written"),
        (("--language", "zh-hans"), {"LC_ALL": "en_GB.UTF-8"}, "3行：新增"),
        (("--language", "en"), {"LC_ALL": "zh_CN.UTF-8"}, "nothing was written"),
    ],
)
def test_it_speaks_the_language_of_the_terminal(
    town, give, capsys, monkeypatch, words, environment, said
):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    path = give("名册.xlsx", roster(deputy(1, name="王一")))
    assert main(["import", "roster", path, "--dry-run", *words]) == 0
    assert said in capsys.readouterr().out
    gone = give("空.csv", b"")
    assert main(["import", "roster", gone, *words]) == 2
    chinese = "没有" in said or "新增" in said
    assert ("文件是空的" in capsys.readouterr().err) == chinese
