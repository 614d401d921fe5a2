"""The hub: nothing missed, nothing twice, nobody told who may not be, nothing without bound."""

from __future__ import annotations

import asyncio
import os
import time

import pytest
from django.db import OperationalError

from tests.live.wire import Wire, listen, on_loop, settled, until
from townmoot.live import ALL, Audience, Mark, frames, hub, marks, reading, shelf, streams, town
from townmoot.record.models import new_id

PERSON, OTHER = new_id(), new_id()


def test_who_listens_is_told_and_a_storm_of_acts_is_few_steps(book):
    async def run(here):
        wire = listen(here, book, "now")
        await settled(here)
        for number in range(50):
            book.tell("agenda", looks=f"<p>{number}</p>")
        await until(lambda: "1.50" in wire.said.decode())
        assert wire.events[-1] == "1.50 agenda <p>49</p>"
        assert len(book.rendered) < 25

    on_loop(run, book)


def test_pieces_of_one_step_carry_the_mark_once_a_position(book):
    async def run(here):
        wire = listen(here, book, "now")
        await settled(here)
        book.entries.clear()
        here.towns[book.body]._news = True
        book.tell("a", "b", "a", "nothing")
        book.looks["nothing"] = None
        await settled(here)
        assert [one.split()[0] for one in wire.events] in (["1.2", "1.4"], ["1.1", "1.2", "1.4"])

    book.looks["nothing"] = None
    on_loop(run, book)


def test_pieces_of_one_entry_carry_the_mark_once(book):
    async def run(here):
        wire = listen(here, book, "now")
        await settled(here)
        book.tell("a+b")
        await settled(here)
        assert wire.events == ["a <p>a 1</p>", "1.1 b <p>b 1</p>"]

    on_loop(run, book)


def test_who_comes_while_a_step_runs_waits_for_the_next(book):
    async def run(here):
        first = listen(here, book, "now")
        await asyncio.sleep(0)
        second = listen(here, book, "now", language="zh-hans")
        await settled(here)
        book.tell("a")
        await settled(here)
        assert first.events == second.events == ["1.1 a <p>a 1</p>"]
        assert book.rendered == [("en", "a"), ("zh-hans", "a")]

    on_loop(run, book)


def test_what_looks_as_before_is_not_told_but_to_who_saw_it_differ(book):
    async def run(here):
        book.tell("a", looks="<p>1</p>")
        first = listen(here, book, Mark(1, 0))
        await settled(here)
        book.tell("a")
        await settled(here)
        second = listen(here, book, Mark(1, 1))
        assert first.events == ["1.1 a <p>1</p>"]
        assert second.events == ["1.2 a <p>1</p>"]

    on_loop(run, book)


def test_after_a_restart_what_was_missed_is_rendered_once_for_all(book):
    async def run(here):
        wires = [listen(here, book, Mark(1, 2)) for _ in range(5)]
        await settled(here)
        late = listen(here, book, Mark(1, 3))
        assert [wire.events for wire in wires] == [["1.3 b <p>b 4</p>", "1.4 a <p>a 4</p>"]] * 5
        assert late.events == ["1.4 a <p>a 4</p>"]
        assert sorted(book.rendered) == [("en", "a"), ("en", "b")]
        await settled(here)
        early = listen(here, book, Mark(1, 0))
        await settled(here)
        assert [one.split()[1] for one in early.events] == ["c", "b", "a"]

    book.tell("a", "c", "b", "a")
    on_loop(run, book)


def test_a_page_newer_than_the_hub_waits_for_it(book):
    async def run(here):
        wire = listen(here, book, "now")
        await settled(here)
        book.entries.extend(book.entries[:1] * 0)
        book.tell("a")
        newer = listen(here, book, "now")
        await settled(here)
        assert wire.events == ["1.1 a <p>a 1</p>"]
        assert newer.events == []
        book.tell("b")
        await settled(here)
        assert newer.events == ["1.2 b <p>b 2</p>"]

    on_loop(run, book)


@pytest.mark.once
def test_nothing_is_read_where_nothing_is_new():
    assert list(reading.entries(PERSON, 7, 7)) == []


@pytest.mark.parametrize("after", [Mark(2, 0), Mark(1, 7), Mark(0, 0)])
def test_from_a_mark_that_leads_nowhere_the_page_is_fetched_anew(book, after):
    async def run(here):
        waited = listen(here, book, after)
        await settled(here)
        kept = listen(here, book, "now")
        at_once = listen(here, book, after)
        await settled(here)
        assert (waited.events, waited.end) == (["fresh"], "closed")
        assert (at_once.events, at_once.end) == (["fresh"], "closed")
        assert kept.end == ""

    book.tell("a")
    on_loop(run, book)


def test_who_is_too_far_behind_fetches_the_page_anew(book, monkeypatch):
    monkeypatch.setattr(reading, "LIMIT", 3)

    async def run(here):
        wire = listen(here, book, Mark(1, 0))
        old = listen(here, book, Mark(1, 4), mark=Mark(1, 0))
        last = listen(here, book, Mark(1, 2))
        await settled(here)
        assert (wire.events, old.events) == (["fresh"], ["renew"])
        assert len(last.events) == 3
        await settled(here)
        book.entries.extend(book.entries * 2)
        book.tell("a")
        await settled(here)
        assert last.events[-1] == "fresh"

    book.tell("a", "b", "c", "d", "e")
    on_loop(run, book)


def test_a_restored_record_is_a_new_epoch_for_everybody(book):
    async def run(here):
        wire = listen(here, book, "now")
        await settled(here)
        book.epoch = 2
        book.tell("a")
        await settled(here)
        assert (wire.events, wire.end) == (["fresh"], "closed")
        old = listen(here, book, Mark(2, 1), mark=Mark(1, 1))
        new = listen(here, book, "now")
        await settled(here)
        assert (old.events, new.events) == (["renew"], [])

    on_loop(run, book)


def test_whose_rights_changed_is_told_nothing_more(book):
    async def run(here):
        mine = listen(here, book, "now", person=PERSON)
        account = listen(here, book, "now", account=PERSON)
        other = listen(here, book, "now", person=OTHER)
        public = listen(here, book, "now")
        await settled(here)
        before = book.mark
        book.tell("a", rights=[PERSON])
        await settled(here)
        assert (mine.events, account.events) == (["renew"], ["renew"])
        assert len(other.events) == len(public.events) == 1
        # A token of before opens nothing, at once or after a step; a new one does.
        assert listen(here, book, "now", person=PERSON, mark=before).events == ["renew"]
        new = listen(here, book, "now", person=PERSON)
        book.tell("b", rights=ALL)
        await settled(here)
        assert {one.events[-1] for one in (new, other, public)} == {"renew"}

    on_loop(run, book)


def test_rights_that_changed_before_a_restart_close_as_well(book):
    async def run(here):
        first = listen(here, book, "now", person=OTHER)
        await settled(here)
        mine = listen(here, book, "now", person=PERSON, mark=Mark(1, 0))
        await settled(here)
        assert (mine.events, first.events) == (["renew"], [])

    book.tell("a", rights=[PERSON])
    on_loop(run, book)


def test_an_entry_that_cannot_be_routed_makes_everybody_ask_anew(book, caplog):
    async def run(here):
        wire = listen(here, book, "now")
        await settled(here)
        book.tell("fault")
        await settled(here)
        assert wire.events == ["renew"]

    on_loop(run, book)
    assert "cannot be routed" in caplog.text


def test_a_piece_that_cannot_be_rendered_keeps_no_other(book, caplog):
    async def run(here):
        wire = listen(here, book, "now")
        await settled(here)
        book.tell("broken", "a")
        await until(lambda: wire.events)
        assert [one.split()[1] for one in wire.events] == ["a"]

    on_loop(run, book)
    assert "cannot be rendered" in caplog.text


@pytest.mark.parametrize("where", ["_here", "_route", "_render"])
def test_a_database_that_refuses_is_asked_again(book, monkeypatch, caplog, where):
    monkeypatch.setattr(town, "PAUSE", 0.01)

    async def run(here):
        wire = listen(here, book, "now")
        await settled(here)
        real, left = getattr(book, where), [1]

        def refuse(*words):
            if left:
                left.clear()
                raise OperationalError("busy")
            return real(*words)

        if where == "_here":
            monkeypatch.setattr(marks, "here", refuse)
        else:
            name = {"_route": "news_of", "_render": "rendered"}[where]
            monkeypatch.setattr(reading.ports, name, refuse)
        book.tell("a")
        await until(lambda: wire.events)
        assert wire.events == ["1.1 a <p>a 1</p>"]

    on_loop(run, book)
    assert "cannot be read" in caplog.text


def test_who_does_not_read_is_cut_off_and_the_others_are_told(book, monkeypatch):
    monkeypatch.setattr(streams, "AT_ONCE", 2)

    async def run(here):
        wires = [listen(here, book, "now") for _ in range(5)]
        await settled(here)
        wires[1].behind = streams.BEHIND + 1
        book.tell("a")
        await settled(here)
        assert wires[1].end == "cut off"
        assert [len(wire.events) for wire in wires] == [1, 0, 1, 1, 1]

    on_loop(run, book)


def test_who_leaves_while_others_are_told_is_told_nothing(book, monkeypatch):
    monkeypatch.setattr(streams, "AT_ONCE", 1)

    async def run(here):
        wires = [Wire() for _ in range(2)]
        first, second = (here.open(wire, book.grant(), book.mark) for wire in wires)
        await settled(here)
        write = wires[0].write
        monkeypatch.setattr(wires[0], "write", lambda data: (write(data), here.leave(second)))
        book.tell("a")
        await settled(here)
        assert [len(wire.events) for wire in wires] == [1, 0]
        assert first.line is not None

    on_loop(run, book)


def test_what_the_kernel_does_not_take_the_wire_keeps(book):
    async def run(here):
        read, write = os.pipe()
        wires = [Wire() for _ in range(3)]
        full, broken, well = (here.open(wire, book.grant(), book.mark) for wire in wires)
        await settled(here)
        os.set_blocking(write, False)
        other = os.pipe()
        full.fd, broken.fd, well.fd = write, read, other[1]
        while True:
            try:
                os.write(write, b"x" * 4096)
            except BlockingIOError:
                break
        os.read(read, 4096)
        book.tell("a", looks="y" * 6000)
        await settled(here)
        assert len(wires[0].said) == 6000 + 37 - 4096
        assert wires[1].events == ["1.1 a " + "y" * 6000]
        assert os.read(other[0], 8000).startswith(b"id: 1.1\n")
        assert wires[2].said == b""
        for fd in (read, write, *other):
            os.close(fd)

    on_loop(run, book)


def test_too_much_missed_is_fetched_with_the_page(book, monkeypatch):
    monkeypatch.setattr(streams, "REPLAY", 10)

    async def run(here):
        wire = listen(here, book, Mark(1, 0))
        await settled(here)
        assert (wire.events, wire.end) == (["fresh"], "closed")

    book.tell("a")
    on_loop(run, book)


def test_a_sign_of_life_tells_the_mark_and_time_ends_a_stream(book):
    async def run(here):
        wire = listen(here, book, "now")
        waiting = listen(here, book, "now")
        slot = set().union(*here._slots)
        here._beat(slot, here.loop.time())
        assert waiting.said == frames.BEAT
        await settled(here)
        here._beat(slot, here.loop.time())
        assert wire.events[-1] == "1.1"
        for line in here.towns[book.body].lines.values():
            line.sending = True
        here._beat(slot, here.loop.time())
        assert wire.said.endswith(frames.BEAT)
        waiting.behind = streams.BEHIND + 1
        here._beat(slot, here.loop.time())
        assert waiting.end == "cut off"
        here._beat(slot, here.loop.time() + 700)
        assert wire.events[-1] == "renew"
        here._beat(slot, here.loop.time())
        assert slot == set()

    book.tell("a")
    on_loop(run, book)


def test_who_is_far_behind_gets_no_last_word(book):
    async def run(here):
        wire = listen(here, book, "now")
        wire.behind = streams.BEHIND + 1
        here.stop()
        assert (wire.said, wire.end) == (b"", "cut off")

    on_loop(run, book)


def test_a_session_that_ends_takes_its_streams_along(book):
    async def run(here):
        mine = listen(here, book, "now", session_key="abc")
        other = listen(here, book, "now", session_key="abd")
        await settled(here)
        hub.session_ended(book.grant("abc").session)
        await until(lambda: mine.end)
        assert (mine.events, other.end) == (["renew"], "")
        assert listen(here, book, "now", session_key="abc").events == ["renew"]

    on_loop(run, book)


def test_a_halls_line_is_cut_without_a_word(book):
    async def run(here):
        hall = new_id()
        mine = listen(here, book, "now", audience=Audience.VENUE, hall=hall)
        other = listen(here, book, "now", audience=Audience.VENUE, hall=new_id())
        await settled(here)
        hub.cut(hall)
        await until(lambda: mine.end)
        assert (mine.events, other.end) == ([], "")

    on_loop(run, book)


def test_a_stop_is_told(book):
    async def run(here):
        wire = listen(here, book, "now")
        here.stop()
        assert (wire.events, wire.end) == (["bye"], "closed")
        assert listen(here, book, "now").events == ["bye"]

    on_loop(run, book)


def test_nobody_listening_costs_nothing(book, monkeypatch):
    monkeypatch.setattr(hub, "TICK", 0.001)

    async def run(here):
        wire = Wire()
        stream = here.open(wire, book.grant(), None)
        await settled(here)
        assert here._timer is not None
        here.leave(stream)
        await until(lambda: here._timer is None)
        assert here.towns == {}
        book.tell("a")
        assert book.rendered == []

    on_loop(run, book)


def test_what_another_process_wrote_is_seen(book, monkeypatch):
    monkeypatch.setattr(hub, "TICK", 0.001)

    async def run(here):
        wire = listen(here, book, "now")
        await settled(here)
        monkeypatch.setattr(hub, "record_grew", lambda body, position: None)
        book.tell("a")
        book.changed = True
        await until(lambda: wire.events)
        here._heard("record", str(new_id()))
        book.changed = False
        book.tell("b")
        here._heard("record", str(book.body))
        await until(lambda: len(wire.events) > 1)
        here._heard("session", "x")
        assert "x" in here._signed_out

    on_loop(run, book)


def test_other_processes_are_listened_to_while_somebody_listens(book, monkeypatch):
    from townmoot.live import wakes

    monkeypatch.setattr(hub, "TICK", 0.001)
    begun = []

    async def hearing(way, hear, again):
        begun.append(way)
        again()
        await asyncio.sleep(60)

    monkeypatch.setattr(wakes, "way", lambda: "a way")
    monkeypatch.setattr(wakes, "listen", hearing)

    async def run(here):
        stream = here.open(Wire(), book.grant(), None)
        await until(lambda: begun)
        here.leave(stream)
        await until(lambda: here._listening is None)
        here.open(Wire(), book.grant(), None)
        await until(lambda: len(begun) == 2)

    on_loop(run, book)


def test_a_town_that_all_left_while_a_step_ran_is_forgotten(book):
    async def run(here):
        stream = here.open(Wire(), book.grant(), None)
        place = here.towns[book.body]
        here.leave(stream)
        here._second(1)
        assert here.towns == {}
        await until(lambda: place._pump is None or place._pump.done())
        here._woken(book.body)

    on_loop(run, book)


def test_a_loop_that_has_ended_is_no_fault(book):
    async def leak():
        return hub.current()

    here = asyncio.run(leak())
    here.towns[book.body] = None
    book.tell("a")
    hub.session_ended("x")
    here.towns.clear()
    hub.stop()
    hub.stop()


def test_streams_end_a_little_before_their_tokens_and_not_all_at_once(book):
    async def run(here):
        ends = [here.open(Wire(), book.grant(), None).until for _ in range(50)]
        now = here.loop.time()
        assert max(ends) <= now + 600
        assert min(ends) >= now + 500
        assert max(ends) - min(ends) > 10

    on_loop(run, book)


def test_a_shelf_is_bounded_and_forgets_the_oldest(monkeypatch):
    monkeypatch.setattr(shelf, "PIECES", 4)
    monkeypatch.setattr(shelf, "REPLAYS", 1)
    kept = shelf.Shelf(1, 0, 0)
    for position in range(1, 6):
        kept.add({str(position): (position, b"x")}, position - 1, position)
    assert kept.since == 3
    assert not kept.knows(Mark(1, 2))
    assert kept.replay(3) == b"id: 1.4\nxid: 1.5\nx"
    assert kept.replay(4) == b"id: 1.5\nx"
    monkeypatch.setattr(shelf, "BYTES", 3)
    kept.add({"6": (6, b"xx")}, 5, 6)
    assert kept.since == 6
    # What is older than what is kept changes nothing.
    kept.add({"7": (7, b"z")}, 6, 7)
    kept.add({"7": (5, b"y")}, 4, 7)
    assert kept.replay(4) == b"id: 1.7\nz"


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("", ["n"]),
        ("<p>a</p>", ["n", "<p>a</p>"]),
        ("a\r\nb\rc\nd", ["n", "a", "b", "c", "d"]),
        ("a\u2028b\n", ["n", "a\u2028b", ""]),
    ],
)
def test_a_piece_is_written_line_by_line(html, lines):
    told = "".join(f"data: {line}\n" for line in lines)
    assert frames.piece("n", html) == f"event: piece\n{told}\n".encode()


def test_a_guest_has_its_time(book, monkeypatch):
    monkeypatch.setattr(hub, "TICK", 0.001)
    called = []

    class Guest:
        def overdue(self):
            called.append(time.monotonic())

    async def run(here):
        here.expect(guest := Guest(), 0.01)
        here.expect(excused := Guest(), 0.01)
        here.excuse(excused)
        here.excuse(excused)
        await until(lambda: called)
        assert len(called) == 1
        assert guest not in here._lobby

    on_loop(run, book)
