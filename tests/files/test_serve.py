"""Bytes are handed out through what they hang on, and never as a page."""

import io
from urllib.parse import quote

import pytest
from django.test import RequestFactory

from townmoot.files import serve, store
from townmoot.files.serve import Hanging
from townmoot.record import NotFound
from townmoot.record.models import new_id

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n..."


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA = tmp_path


def hang(data=PDF, name="报告.pdf", *, public=True, **more):
    found = store.store(io.BytesIO(data), name)
    fields = {"file_name": found.file_name, "mime_type": found.mime_type} | more
    return Hanging(sha256=found.sha256, public=public, **fields)


def ask(found, **headers):
    return serve.respond(RequestFactory().get("/", headers=headers), found)


def test_a_pdf_opens_in_the_browser_under_its_name_and_harmlessly():
    answer = ask(hang())
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        f"inline; filename=\"__.pdf\"; filename*=UTF-8''{quote('报告.pdf')}"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    answer.close()


def test_a_text_is_saved_and_not_shown():
    answer = ask(hang(b"text", "a.txt"))
    assert answer["Content-Disposition"].startswith("attachment;")
    answer.close()


def test_a_type_that_is_not_known_is_bytes_to_be_saved():
    answer = ask(hang(mime_type="text/html", file_name="a.html"))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith('attachment; filename="a.html.bin"')
    answer.close()


@pytest.mark.parametrize(
    ("public", "cache"),
    [(True, "public, no-cache"), (False, "private, no-cache")],
)
def test_only_what_is_public_is_kept_by_others(public, cache):
    answer = ask(hang(public=public))
    assert answer["Cache-Control"] == cache
    answer.close()


def test_who_has_the_bytes_is_told_so():
    found = hang()
    answer = ask(found, if_none_match=f'"{found.sha256}"')
    assert answer.status_code == 304
    assert answer["ETag"] == f'"{found.sha256}"'


def test_bytes_that_are_gone_are_not_found():
    found = hang()
    store.path_of(found.sha256).unlink()
    with pytest.raises(NotFound):
        ask(found)


def test_a_file_is_found_only_through_a_door_that_lets_one_in(monkeypatch):
    monkeypatch.setattr(serve, "_doors", {})
    found, body, thing = hang(), new_id(), new_id()
    with pytest.raises(NotFound):
        serve.hanging("letter", None, body, thing)
    serve.register(
        "letter", lambda actor, town, key: found if (town, key) == (body, thing) else None
    )
    assert serve.hanging("letter", None, body, thing) is found
    with pytest.raises(NotFound):
        serve.hanging("letter", None, body, new_id())
