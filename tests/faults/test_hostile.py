"""Hostile input over HTTP: refused with a clear status, never a fault of the server's own."""

from __future__ import annotations

import io
import json
import socket
import threading
import zipfile
from uuid import uuid4

import pytest

from tests.cli.houses import House, act, client
from tests.people.sheets import deputy, roster

pytestmark = pytest.mark.slow
MIB = 1024 * 1024


@pytest.fixture(scope="module")
def served(founded: House, builder, tmp_path_factory):
    """A server of a town, for all tests here."""
    town = builder.copy(founded, tmp_path_factory.mktemp("served"))
    with town.serving() as (base, _):
        yield town, base
        assert town.verdicts() == [""]


@pytest.fixture
def http(served):
    town, base = served
    return client(base, "clerk", town.password)


def post(http, content, **headers):
    token = {"X-CSRFToken": http.cookies["csrftoken"], "Content-Type": "application/json"}
    return http.post("/api/acts/person.add", content=content, headers={**token, **headers})


@pytest.mark.parametrize(
    "name", ["王\x00芳", "\ud800", "王" * 10_000, "", "   ", 7, None, ["x"], {}]
)
def test_a_hostile_value_is_refused_by_its_field(http, name):
    answer = post(http, json.dumps({"input": {"name": name}}))
    assert answer.status_code in {400, 422}, answer.text
    assert answer.json()["reason"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"input": NaN}',
        b"[" * 100_000,
        b'{"input":' * 50_000,
        b'{"input": {"name": "x"}, "input": 1}',
        b'{"input": {"name": "x", "name_en": ' + b"9" * 10_000 + b"}}",
    ],
    ids=range(10),
)
def test_a_body_that_is_no_act_is_refused(http, content):
    answer = post(http, content)
    assert answer.status_code in {400, 422}, answer.text[:500]
    assert answer.headers["content-type"].startswith("application/json")


@pytest.mark.once
def test_a_body_too_large_is_refused(http):
    answer = post(http, json.dumps({"input": {"name": "x" * (5 * MIB + 1)}}))
    assert answer.status_code in {400, 413, 422}


@pytest.mark.parametrize(
    "kind", ["text/plain", "multipart/form-data", "x" * 4000, "application/xml"]
)
@pytest.mark.once
def test_another_content_type_is_no_fault_of_the_server(http, kind):
    answer = post(http, b'{"input": {"name": "x"}}', **{"Content-Type": kind})
    assert answer.status_code < 500


def raw(base, request):
    port = int(base.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=10) as there:
        there.sendall(request)
        answer = there.recv(65536)
    return int(answer.split()[1]) if answer else 0


@pytest.mark.once
def test_headers_and_hosts_that_are_not_ours_are_refused(served):
    _, base = served
    assert raw(base, b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n") == 200
    assert raw(base, b"GET / HTTP/1.0\r\nHost: evil.example\r\n\r\n") == 400
    assert raw(
        base, b"GET / HTTP/1.0\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n"
    ) in {
        0,
        400,
        431,
    }
    assert raw(base, b"\x16\x03\x01\x00\xff" * 10 + b"\r\n\r\n") in {0, 400}


def test_html_in_a_name_is_shown_as_text(http):
    name = "<script>alert(1)</script>王"
    made = act(http, "person.add", {"name": name}).json()["result"]["person"]
    page = http.get(f"/clerk/people/{made}/")
    assert page.status_code == 200
    assert "&lt;script&gt;alert(1)" in page.text
    assert "<script>alert(1)" not in page.text


def test_the_same_act_id_eight_times_at_once_is_done_once(served):
    town, base = served
    people = [client(base, "clerk", town.password) for _ in range(8)]
    act_id, answers, start = str(uuid4()), [], threading.Barrier(8)

    def once(mine):
        start.wait(20)
        answers.append(act(mine, "person.add", {"name": "邹晓"}, act_id=act_id))

    workers = [threading.Thread(target=once, args=[mine]) for mine in people]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert [answer.status_code for answer in answers] == [200] * 8
    told = [answer.json() for answer in answers]
    assert sum(not one["repeated"] for one in told) == 1
    assert len({one["position"] for one in told}) == 1
    assert len({one["result"]["person"] for one in told}) == 1
    other = act(people[0], "person.add", {"name": "别人"}, act_id=act_id)
    assert other.status_code == 409


def test_the_second_of_two_clerks_is_told_and_keeps_the_text(served):
    from tests.web.pages import Forms

    town, base = served
    first, second = (client(base, "clerk", town.password) for _ in range(2))
    person = act(first, "person.add", {"name": "邹晓"}).json()["result"]["person"]
    address = f"/clerk/people/{person}/correct/"

    def opened(mine):
        reader = Forms()
        reader.feed(mine.get(address).text)
        return next(form for form in reader.found if "revision" in form.values).values

    one, two = opened(first), opened(second)
    one["name"], two["name"] = ["邹晓一"], ["邹晓二"]
    assert first.post(address, data=one, follow_redirects=False).status_code in {302, 303}
    refused = second.post(address, data=two)
    assert refused.status_code == 409
    assert "邹晓二" in refused.text
    assert "邹晓一" in first.get(f"/clerk/people/{person}/").text


def bomb() -> bytes:
    """A workbook whose sheet unpacks to far more than it weighs."""
    kept = io.BytesIO(roster(deputy(1)))
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/media/zeros.bin", bytes(600 * MIB))
    return kept.getvalue()


LISTS = {
    "bomb": ("名册.xlsx", bomb),
    "executable": ("名册.xlsx", lambda: b"MZ" + bytes(5000)),
    "html": ("名册.xlsx", lambda: b"<html><script>alert(1)</script></html>"),
    "nothing": ("名册.csv", lambda: b""),
    "bytes": ("名册.csv", lambda: bytes(range(256)) * 50),
    "cell": ("名册.csv", lambda: "姓名,代表证号\n".encode() + b"x" * (10 * MIB) + b",CT-1\n"),
    "cut": ("名册.xlsx", lambda: roster(deputy(1))[:900]),
}


@pytest.mark.parametrize("case", LISTS)
@pytest.mark.once
def test_a_hostile_list_is_refused_on_its_page(http, case):
    name, make = LISTS[case]
    token = {"csrfmiddlewaretoken": http.cookies["csrftoken"]}
    answer = http.post("/clerk/lists/roster/", data=token, files={"file": (name, make())})
    assert answer.status_code in {200, 400, 413, 422}, answer.text[:500]
    assert "<script>alert" not in answer.text
    assert "/clerk/lists/roster/take/" not in answer.text


@pytest.mark.parametrize(("proxies", "seen"), [("", "127.0.0.1"), ("127.0.0.1", "203.0.113.7")])
@pytest.mark.once
def test_a_forwarded_address_is_believed_of_configured_proxies_only(house, proxies, seen):
    with house.serving(TOWNMOOT_PROXIES=proxies) as (base, _):
        asked = client(base)
        asked.headers["X-Forwarded-For"] = "203.0.113.7"
        asked.get("/account/login/")
        form = {"csrfmiddlewaretoken": asked.cookies["csrftoken"]}
        form |= {"login": "clerk", "password": house.password}
        asked.post("/account/login/", data=form)
        asked.get("/")
        addresses = house.python(
            "from allauth.usersessions.models import UserSession\n"
            "print(json.dumps([one.ip for one in UserSession.objects.all()]))"
        )
    assert addresses == [seen]
