"""What is not published is not there."""

from __future__ import annotations

from django.urls import reverse

from tests.web.public.conftest import SECRET

NOWHERE = "01890000-0000-7000-8000-000000000000"


def test_what_is_not_published_is_not_there(public):
    for name, args in (
        ("meeting", [public.closed_meeting]),
        ("item", [public.meeting, public.closed_item]),
        ("item", [public.closed_meeting, public.item]),
        ("suggestion", [public.unpublished]),
        ("letter", [public.unpublished, 1]),
        ("promise", [NOWHERE]),
        ("file", [NOWHERE]),
        ("person", [public.desk.units[0].officer.person]),
        ("unit", [NOWHERE]),
        ("figure", ["nonsense"]),
        ("entry", [10_000]),
    ):
        address = reverse(f"public:{name}", args=args)
        assert public.get(address).status_code == 404, address


def test_a_promise_of_what_is_not_published_is_not_there(public):
    desk = public.desk
    key, _part, _reply = desk.replied(reply_class="planned")
    found = desk.item(key).commitments.get()
    assert public.get(f"/commitments/{found.pk}/").status_code == 404


def test_a_closed_item_is_counted_but_not_named(public):
    text = public.text(f"/meetings/{public.meeting}/")
    assert "1 item is not public." in text
    assert SECRET not in text


def test_a_file_is_handed_out_as_such(public):
    answer = public.get(f"/files/{public.file}/")
    assert b"".join(answer.streaming_content).decode() == "半年工作报告"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    public.desk.do("file.withdraw", file=public.file, reason="有误")
    assert public.get(f"/files/{public.file}/").status_code == 404
