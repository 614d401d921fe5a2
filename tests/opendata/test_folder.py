"""A folder of JSON files as a source."""

from __future__ import annotations

import json

import pytest

from tests.opendata.councils import at, body, council, thing, write
from townmoot.opendata.reading import folder as folders
from townmoot.opendata.reading.faults import Faults, Unreadable
from townmoot.opendata.reading.folder import Folder
from townmoot.opendata.reading.oparl import read_oparl


def read(path, only=""):
    faults = Faults()
    told = []
    source = Folder(path, faults, lambda *step: told.append(step), only)
    return read_oparl(source), [fault.code for fault in faults.found], told


def test_the_pages_of_a_server_are_read_with_progress(tmp_path):
    found, faults, told = read(write(tmp_path))
    assert sum(found.counts().values()) == 19
    assert faults == []
    assert told[-1][1:] == (6, 6)


def test_deleted_entries_without_type_are_known_by_the_page_they_stand_on(tmp_path):
    write(tmp_path)
    page = {"data": [{"id": at("paper/1"), "deleted": True}], "links": {"self": at("paper?page=2")}}
    (tmp_path / "page-2.json").write_text(json.dumps(page))
    page = {"data": [{"id": at("meeting/1"), "deleted": True}], "links": None}
    (tmp_path / "meeting?page=2.json").write_text(json.dumps(page))
    found, faults, _told = read(tmp_path)
    assert {each.id for each in found.things if each.gone} == {at("paper/1"), at("meeting/1")}
    assert faults == ["deleted_without_type", "deleted_without_type"]


def test_a_folder_may_hold_one_file_a_thing(tmp_path):
    for name, things in council().items():
        for place, raw in enumerate(things):
            (tmp_path / f"{place}-{name}.json").write_text(json.dumps(raw))
    (tmp_path / "it.json").write_text(json.dumps(body()))
    (tmp_path / "place.json").write_text(json.dumps(thing("Location", "loc/7", room="Aula")))
    (tmp_path / "list.json").write_text("[]")
    told = council()["meeting"][1] | {"location": at("loc/7")}
    (tmp_path / "1-meeting.json").write_text(json.dumps(told))
    found, faults, _told = read(tmp_path)
    assert sum(found.counts().values()) == 19
    assert faults == []


def test_one_of_several_bodies_is_chosen(tmp_path):
    told = council()
    told["paper"].append(thing("Paper", "paper/8", name="Fremd", body=at("other")))
    told["paper"][0]["body"] = at("body")
    write(tmp_path, told)
    other = thing("Body", "other", name="Andere")
    (tmp_path / "other.json").write_text(json.dumps(other))
    with pytest.raises(Unreadable, match="--of"):
        read(tmp_path)
    found, _faults, _told = read(tmp_path, at("body"))
    assert found.counts()["paper"] == 2
    with pytest.raises(Unreadable):
        read(tmp_path, "x")


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    write(tmp_path / "a")
    (tmp_path / "secret.json").write_text(json.dumps(thing("Paper", "paper/9", name="Geheim")))
    (tmp_path / "a" / "link.json").symlink_to(tmp_path / "secret.json")
    found, _faults, _told = read(tmp_path / "a")
    assert found.counts()["paper"] == 2


def test_what_cannot_be_read_is_said(tmp_path, monkeypatch):
    with pytest.raises(Unreadable, match="no JSON files"):
        read(tmp_path)
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(Unreadable, match="no OParl body"):
        read(tmp_path)
    monkeypatch.setattr(folders, "LARGEST_FILE", 1)
    with pytest.raises(Unreadable, match="too large"):
        read(tmp_path)


def test_a_folder_that_may_not_be_read_is_said(tmp_path, monkeypatch):
    def refuse(*_args):
        raise PermissionError("no")

    monkeypatch.setattr(type(tmp_path), "rglob", refuse)
    with pytest.raises(Unreadable, match="no"):
        read(tmp_path)
