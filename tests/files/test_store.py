"""Bytes are kept once, whole, and found by their checksum."""

import hashlib
import io

import pytest

from townmoot.files import store, types
from townmoot.files.models import Blob
from townmoot.record import Refused

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n..."


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path / "files"


def put(data=PDF, name="报告.pdf"):
    return store.store(io.BytesIO(data), name)


def left_over(folder):
    return [path.name for path in folder.glob("incoming-*")]


def test_what_is_stored_lies_under_its_checksum(folder):
    found = put()
    assert found.sha256 == hashlib.sha256(PDF).hexdigest()
    assert store.path_of(found.sha256).read_bytes() == PDF
    assert (found.size, found.mime_type, found.file_name) == (12, "application/pdf", "报告.pdf")
    blob = store.find(found.sha256)
    assert (blob.size, blob.mime_type) == (12, "application/pdf")
    assert left_over(folder) == []


def test_the_same_bytes_lie_there_once(folder):
    put()
    put(name="另一个.pdf")
    assert Blob.objects.count() == 1
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_what_was_never_stored_is_not_found():
    assert store.find("0" * 64) is None


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b"MZ\x90\x00", "a.pdf", "not taken"),
        (b"<html>", "a.html", "not taken"),
        (PDF, "a.docx", "ends in .docx"),
        (b"text", "a.html", "ends in .html"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(folder, data, name, reason):
    with pytest.raises(Refused, match=reason) as error:
        put(data, name)
    assert error.value.field == "file"
    assert left_over(folder) == []
    assert Blob.objects.count() == 0


def test_a_text_larger_than_texts_may_be_is_refused():
    with pytest.raises(Refused, match="at most 5 MiB"):
        put(b"x" * (types.TEXT.limit + 1), "a.txt")


def test_an_endless_upload_is_cut_off(folder):
    class Endless:
        """Gives bytes for ever."""

        given = 0

        def read(self, size=-1):
            self.given += size
            return b"x" * size

    endless = Endless()
    with pytest.raises(Refused, match="at most 50 MiB"):
        store.store(endless, "a.txt")
    assert endless.given <= types.LARGEST + types.CHUNK
    assert left_over(folder) == []


def test_what_is_gone_or_altered_on_disk_is_named():
    kept, gone, altered = put(), put(b"one", "a.txt"), put(b"two", "a.txt")
    store.path_of(gone.sha256).unlink()
    store.path_of(altered.sha256).write_bytes(b"too")
    found = store.missing([kept.sha256, gone.sha256, altered.sha256])
    assert found == [gone.sha256, altered.sha256]


def test_storing_again_heals_what_was_altered():
    found = put()
    store.path_of(found.sha256).write_bytes(b"altered")
    put()
    assert store.missing([found.sha256]) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_words_of_a_plain_text(encoding, monkeypatch):
    found = put("电梯加装".encode(encoding), "报告.txt")
    assert store.text_of(found.sha256, found.mime_type) == "电梯加装"
    monkeypatch.setattr(store, "SEARCHED", 10)  # in the midst of a character
    assert store.text_of(found.sha256, found.mime_type).startswith("电梯")


def test_only_a_plain_text_that_is_there_has_words():
    found = put()
    assert store.text_of(found.sha256, found.mime_type) == ""
    assert store.text_of("0" * 64, "text/plain") == ""
    store.path_of(found.sha256).write_bytes(b"\xff\xff\xff")
    assert store.text_of(found.sha256, "text/plain") == ""
