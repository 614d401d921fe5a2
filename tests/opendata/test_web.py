"""An OParl server as a source: its pages, its faults, and what is never asked."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.opendata.councils import BASE, LISTS, at, body, council, thing
from townmoot.opendata.reading import web
from townmoot.opendata.reading.faults import Faults, Unreadable
from townmoot.opendata.reading.oparl import read_oparl
from townmoot.opendata.reading.web import Fetcher, Missing, Server


class Host:
    """A server on loopback whose answers are written down: path → (status, headers, body)."""

    def __init__(self):
        self.answers, self.asked = {}, []
        host = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args):
                pass

            def do_GET(self):
                host.asked.append(self.path)
                status, headers, data = host.answers.get(self.path, (404, {}, b"{}"))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def put(self, path, told, status=200, **headers):
        """Write an answer down; ids are of this host."""
        data = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.answers[path] = (status, headers, data.replace(BASE.encode(), self.url.encode()))

    def council(self, told=None, of=None):
        """Write a whole council down."""
        self.put("/system", thing("System", "system", body=at("bodies")))
        self.put("/bodies", {"data": [of or body()]})
        self.put("/body", of or body())
        for name, things in (told or council()).items():
            self.put(f"/body/{name}", {"data": things})


@pytest.fixture(scope="module")
def served():
    host = Host()
    yield host
    host.server.shutdown()
    host.server.server_close()
    host.thread.join()


@pytest.fixture
def host(served):
    served.answers.clear()
    served.asked.clear()
    return served


def read(address, **more):
    faults = Faults()
    found = read_oparl(Server(address, faults, lambda *_step: None, timeout=5, **more))
    return found, [fault.code for fault in faults.found]


@pytest.mark.parametrize("path", ["/system", "/bodies", "/body"])
def test_a_council_is_read_from_system_list_or_body(host, path):
    host.council()
    found, faults = read(host.url + path)
    assert sum(found.counts().values()) == 19
    assert faults == []
    assert not any(".pdf" in asked for asked in host.asked)


def test_pages_are_followed_to_the_end_whatever_they_hold(host):
    host.council()
    papers = council()["paper"]
    first = {"data": papers[:1], "links": {"next": "/body/paper?page=2"}}
    host.put("/body/paper", {**first, "pagination": {"totalPages": 2}})
    host.put("/body/paper?page=2", {"data": papers[1], "links": {"next": at("body/paper")}})
    host.put("/body/person", council()["person"])
    found, faults = read(host.url + "/system")
    assert (found.counts()["paper"], found.counts()["person"]) == (2, 2)
    assert faults == ["not_a_list", "endless"]


def test_another_host_is_not_asked(host):
    told = council()
    told["person"][1]["membership"] = ["http://127.0.0.2:9/ms"]
    host.council(told)
    host.put("/body/paper", {"data": [], "links": {"next": "http://127.0.0.2:9/paper"}})
    _found, faults = read(host.url + "/system")
    assert faults == ["elsewhere", "dangling"]


def test_a_single_body_in_place_of_a_list_is_read(host):
    host.council()
    host.put("/bodies", body())
    found, faults = read(host.url + "/system")
    assert (found.counts()["paper"], faults) == (2, ["single_body"])


@pytest.mark.parametrize("told", [[at("body")], [body()], body()])
def test_bodies_may_stand_in_the_system_itself(host, told):
    host.council()
    host.put("/system", thing("System", "system", body=told))
    assert read(host.url + "/system")[0].counts()["paper"] == 2


def test_a_list_that_is_not_there_is_empty(host):
    of = body()
    del of["person"]
    host.council(of=of)
    del host.answers["/body/organization"]
    _found, faults = read(host.url + "/system")
    assert faults[:2] == ["list_not_found", "no_list"]


def test_what_was_deleted_is_asked_for_since_the_last_time(host):
    host.council()
    since = "?modified_since=2026-01-01T00%3A00%3A00%2B00%3A00"
    gone = thing("Paper", "paper/2", deleted=True)
    host.put(f"/body/paper{since}", {"data": [gone, council()["paper"][0], 7]})
    found, faults = read(host.url + "/system", since="2026-01-01T00:00:00+00:00")
    assert [each.id for each in found.things if each.gone] == [f"{host.url}/paper/2"]
    assert faults == ["list_not_found"] * 3


def test_the_lists_of_a_newer_server_are_read_too(host):
    told = council()
    person = told["person"][0]
    told["membership"] = [each | {"person": person["id"]} for each in person["membership"]]
    person["membership"] = [each["id"] for each in person["membership"]]
    host.council(told, of=body(membership=at("body/membership?a=b")))
    host.put("/body/membership?a=b", {"data": told["membership"]})
    since = "&modified_since=x"
    host.put(f"/body/membership?a=b{since}", {"data": []})
    found, _faults = read(host.url + "/system", since="x")
    assert found.counts()["membership"] == 3
    assert set(LISTS) == {name for name, _kind, _old in web.LISTS}


def test_a_thing_named_by_id_alone_is_asked_for_once(host):
    told = council()
    told["meeting"][0]["location"] = at("loc/1")
    told["meeting"][1]["location"] = at("loc/1")
    told["person"][1]["membership"] = [at("nothing"), at("html"), at("list")]
    host.council(told)
    host.put("/loc/1", thing("Location", "loc/1", room="Aula"))
    host.put("/html", b"<html>")
    host.put("/list", [])
    _found, faults = read(host.url + "/system")
    assert host.asked.count("/loc/1") == 1
    assert faults == ["dangling"] * 3


def test_what_is_no_council_is_said(host):
    host.put("/list", [])
    host.put("/nothing", {"data": []})
    host.put("/system", thing("System", "system", body=at("gone")))
    host.put("/broken", b"<html>", 500)
    for path, words in (
        ("/list", "no OParl body"),
        ("/nothing", "no OParl body"),
        ("/system", "404"),
        ("/missing", "404"),
        ("/broken", "HTTP 500"),
    ):
        with pytest.raises(Unreadable, match=words):
            read(host.url + path)
    with pytest.raises(Unreadable, match="no web address"):
        read("ftp://127.0.0.1/x")


def test_redirects_are_followed_on_the_same_host_and_not_for_ever(host):
    host.council()
    host.put("/old", b"", 301, Location="/system")
    host.put("/round", b"", 302, Location="/round")
    host.put("/away", b"", 302, Location="http://127.0.0.2:9/x")
    host.put("/nowhere", b"", 302)
    assert read(host.url + "/old")[0].counts()["paper"] == 2
    for path, words in (
        ("/round", "too often"),
        ("/away", "not on the host"),
        ("/nowhere", "HTTP 302"),
    ):
        with pytest.raises(Unreadable, match=words):
            read(host.url + path)


def test_size_is_bounded_and_silence_is_an_end(host, monkeypatch):
    host.council()
    monkeypatch.setattr(web, "LARGEST_PAGE", 10)
    with pytest.raises(Unreadable, match="too large"):
        read(host.url + "/system")
    with pytest.raises(Unreadable, match="does not answer"):
        Fetcher("http://127.0.0.1:9/", timeout=0.2).get("http://127.0.0.1:9/")
    with pytest.raises(Missing):
        Fetcher(host.url).get(host.url + "/missing")
