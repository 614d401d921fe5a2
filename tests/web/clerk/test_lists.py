"""Bring your own mess: lists are read, shown row by row, taken over, and undone."""

from __future__ import annotations

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.people.importing.made import workbook
from tests.people.sheets import deputy, roster
from townmoot.meetings.models import Meeting
from townmoot.people.models import Import, Person
from townmoot.rules.models import CalendarDay
from townmoot.suggestions.models import LedgerImport


def at(name: str, *args) -> str:
    return reverse(f"clerk:{name}", args=args)


def hand_in(desk, data: bytes, name: str = "代表名册.xlsx", kind: str = "roster"):
    return desk.post(at("import", kind), file=SimpleUploadedFile(name, data))


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def take(desk, data: bytes) -> Import:
    page = hand_in(desk, data).text
    fields = hidden(page)
    answer = desk.post(at("import_take", "roster"), **fields, open_accounts="on")
    assert answer.status_code == 302, answer.text
    return Import.objects.order_by("-created_at").first()


def test_a_roster_is_shown_taken_over_and_undone(desk):
    good = roster(deputy(71, "邹晓"), deputy(72, "卓玛·次仁"))
    page = hand_in(desk, good)
    assert page.status_code == 200
    assert "邹晓" in page.text
    assert not Person.objects.filter(name="邹晓").exists()
    source = take(desk, good)
    assert Person.objects.filter(name="邹晓").exists()
    assert "邹晓" in desk.get(at("import_result", "roster", source.pk)).text
    assert desk.post(at("import_undo", "roster", source.pk)).status_code == 302
    assert not Person.objects.filter(name="邹晓").exists()
    assert desk.get(at("import_result", "roster", source.pk)).status_code == 200


def test_errors_name_the_place_and_nothing_is_written(desk):
    desk.speak("en")
    bad = roster(deputy(71, "邹晓"), deputy(72, "吴二", group="没有的小组"))
    answer = hand_in(desk, bad)
    assert answer.status_code == 422
    assert "没有的小组" in answer.text
    assert "cell-error" in answer.text
    assert "row 4" in answer.text
    assert "upload" not in hidden(answer.text)


def test_errors_far_down_are_shown_and_many_are_counted(desk):
    desk.speak("en")
    rows = [f"代表{chr(0x4E00 + n)},{'x' if n > 310 else ''}" for n in range(430)]
    page = hand_in(desk, "\n".join(["姓名,联系电话", *rows]).encode(), "名册.csv")
    assert page.status_code == 422
    assert "119 things must be put right" in page.text
    assert "The first 100 are named here." in page.text
    assert 'href="#row-313"' in page.text
    assert 'id="row-313"' in page.text
    assert 'id="row-302"' not in page.text


def test_one_of_several_sheets_can_be_named(desk):
    book = workbook(
        ("姓名", "代表证号"), ("邹晓", "71"), more=[("二", [("姓名", "职务"), ("吴二", "")])]
    )
    assert "吴二" not in hand_in(desk, book).text
    file = SimpleUploadedFile("名册.xlsx", book)
    assert "吴二" in desk.post(at("import", "roster"), file=file, sheet="二").text
    file = SimpleUploadedFile("名册.xlsx", book)
    refused = desk.post(at("import", "roster"), file=file, sheet="三")
    assert refused.status_code == 422
    assert "名册, 二" in refused.text


def test_a_file_beyond_the_limit_is_refused(desk, monkeypatch):
    monkeypatch.setattr("townmoot.web.clerk.views.lists.MAX_FILE", 100)
    monkeypatch.setattr("townmoot.people.importing.tables.MAX_FILE", 100)
    assert hand_in(desk, b"x" * 1000, "名册.csv").status_code == 422


def test_a_file_that_is_no_list_is_refused_with_a_remedy(desk):
    assert hand_in(desk, b"%PDF-1.7 nothing", "名册.pdf").status_code == 422


def test_no_file_is_said_so(desk):
    assert desk.post(at("import", "roster")).status_code == 422


def test_an_unknown_kind_of_list_is_not_there(desk):
    assert desk.get(at("import", "ledgers")).status_code == 404


def test_a_list_that_is_relied_on_is_not_undone_and_says_by_what(desk):
    source = take(desk, roster(deputy(71, "邹晓")))
    person = Person.objects.get(name="邹晓")
    desk.post(at("person_correct", person.pk), name="邹晓晓", revision=person.revision)
    page = desk.get(at("import_result", "roster", source.pk)).text
    assert at("import_undo", "roster", source.pk) not in page
    answer = desk.post(at("import_undo", "roster", source.pk))
    assert answer.status_code == 409
    assert "邹晓晓" in answer.text


def test_a_list_that_was_not_looked_at_is_not_taken_over(desk):
    nobody = "01890000-0000-7000-8000-000000000000"
    answer = desk.post(at("import_take", "roster"), upload=nobody, sha256="0" * 64)
    assert answer.status_code == 409


def test_units_are_shown_too(desk):
    data = "单位名称,负责人\n河埠村,刘洋\n".encode()
    answer = hand_in(desk, data, "单位名册.csv", "units")
    assert answer.status_code == 200
    assert "河埠村" in answer.text


DAYS = "日期,安排,名称,依据\n2026-09-11,休息,开渡节,澄府办〔2026〕11号\n2026.9.12,上班,补班,\n"


def test_a_table_of_days_is_shown_and_taken_over(desk):
    page = desk.post(at("days_import"), file=SimpleUploadedFile("节假日.csv", DAYS.encode()))
    assert page.status_code == 200
    rows = hidden(page.text)["rows"].replace("&quot;", '"')
    assert desk.post(at("days_take"), rows=rows).status_code == 302
    assert CalendarDay.objects.filter(ended_at=None).count() == 2


def test_a_wrong_table_of_days_names_row_and_value(desk):
    desk.speak("en")
    bad = DAYS + "2026-13-40,休息,,\n,休息,,\n2026-10-12,也许,,\n"
    page = desk.post(at("days_import"), file=SimpleUploadedFile("节假日.csv", bad.encode()))
    assert page.status_code == 422
    for text in ("Row 4", "Row 5", "Row 6", "也许"):
        assert text in page.text


def test_a_table_without_headings_is_refused(desk):
    page = desk.post(at("days_import"), file=SimpleUploadedFile("x.csv", b"a,b\n1,2\n"))
    assert page.status_code == 422


def test_rows_that_are_no_table_are_refused(desk):
    assert desk.post(at("days_take"), rows="[").status_code == 422


MEETINGS = "会议名称,日期,主会场\n第一次人大代表会议,2026-07-08,镇人大会议厅\n"
LEDGER = "编号,标题,领衔代表,提出时间\n1,关于增设路灯的建议,没有此人,2026-07-10\n"


def test_past_meetings_are_taken_over_and_undone(desk):
    page = hand_in(desk, MEETINGS.encode(), "会议情况.csv", "meetings")
    assert page.status_code == 200, page.text
    assert desk.post(at("import_take", "meetings"), **hidden(page.text)).status_code == 302
    row = Meeting.objects.get(name="第一次人大代表会议")
    source = row.facts.source_id
    assert row.name in desk.get(at("import_result", "meetings", source)).text
    assert "会议情况.csv" in desk.get(at("imports")).text
    assert desk.post(at("import_undo", "meetings", source)).status_code == 302
    assert not Meeting.objects.filter(name=row.name).exists()


def test_a_ledger_with_an_unknown_deputy_is_shown_with_the_remedy(desk):
    page = hand_in(desk, LEDGER.encode(), "建议台账.csv", "ledger")
    assert page.status_code == 422
    assert "没有此人" in page.text


def test_a_ledger_is_taken_over_and_undone(desk):
    name = Person.objects.get(pk=desk.moot.deputies[0].person).name
    page = hand_in(desk, LEDGER.replace("没有此人", name).encode(), "建议台账.csv", "ledger")
    assert page.status_code == 200, page.text
    assert desk.post(at("import_take", "ledger"), **hidden(page.text)).status_code == 302
    source = LedgerImport.objects.get()
    assert "关于增设路灯的建议" in desk.get(at("import_result", "ledger", source.pk)).text
    assert desk.post(at("import_undo", "ledger", source.pk)).status_code == 302
    source.refresh_from_db()
    assert source.undone_at is not None


def test_a_form_for_a_file_is_clean_before_anything_is_sent(desk):
    for page in (at("import", "roster"), at("days_import")):
        assert 'role="alert"' not in desk.get(page).text
