"""Check this: what is downloaded verifies, and each public entry has its words."""

from __future__ import annotations

import pytest

from tests.web.public.conftest import LANGUAGES, SECRET
from townmoot.record.models import Entry
from townmoot.record.queries import head_of
from townmoot.record.verify import verify_lines
from townmoot.web.public.show.sentences import PLAIN
from townmoot.web.public.show.timeline import SENTENCES, public_part


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path) -> None:
    settings.DATA = tmp_path


def download(public) -> str:
    return b"".join(public.get("/record/export.jsonl").streaming_content).decode()


def test_the_download_verifies_and_ends_in_the_root_on_the_page(public):
    text = download(public)
    verdict = verify_lines(text.splitlines())
    assert verdict.holds, verdict.fault
    assert verdict.size == head_of(public.desk.body).size
    assert verdict.root in public.text("/record/")
    assert SECRET not in text
    answer = public.get("/record/export.jsonl")
    assert b"".join(answer.streaming_content).decode() == text
    name = answer["Content-Disposition"].partition('filename="')[2].rstrip('"')
    assert f"townmoot verify {name}<" in public.text("/record/")


def test_a_grown_record_is_written_anew_and_the_old_file_goes(public, tmp_path):
    first = download(public)
    assert download(public) == first
    public.desk.make("meeting.plan", **plan(public))
    assert len(download(public).splitlines()) == len(first.splitlines()) + 1
    assert len(list((tmp_path / "export").iterdir())) == 1


def plan(public) -> dict:
    moments = {"start": "2026-09-01T09:00", "end": "2026-09-01T10:00"}
    return {
        "kind": "deputies_meeting",
        "name": "九月会议",
        "organization": public.desk.town.congress,
        **moments,
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_has_a_page_and_only_public_ones_have_words(public, language):
    sealed = "A sealed entry" if language == "en" else "不公开的一条记录"
    newest = head_of(public.desk.body).size
    for position in (1, newest // 2, newest):
        row = Entry.objects.get(body=public.desk.body, position=position)
        text = public.text(f"/record/{position}/", language)
        assert (sealed in text) == (public_part(row) is None)
        assert row.root in text
        assert SECRET not in text


def test_every_public_entry_of_the_town_has_its_sentence(public):
    entries = Entry.objects.filter(body=public.desk.body)
    told = {entry.act for entry in entries if public_part(entry) is not None}
    about = {act for act in told if act.split(".")[0] not in HOUSEKEEPING}
    assert about - SENTENCES.keys() - PLAIN.keys() == set()


# What founds a town and fills its lists: shown as an entry, in no timeline.
HOUSEKEEPING = {
    "body",
    "clock",
    "membership",
    "organization",
    "person",
    "portfolio",
    "post",
    "profile",
    "term",
}
