"""A promise from the reply that makes it to the clerk's finding."""

from __future__ import annotations

import io
from datetime import date

import pytest

from townmoot.commitments import followups, queries, states
from townmoot.commitments.models import Commitment, Statement
from townmoot.commitments.queries.finding import promises
from townmoot.figures import figure
from townmoot.files import serve, store
from townmoot.record import NotFound, Refused, export
from townmoot.record.verify import verify_lines
from townmoot.search.finding import search
from townmoot.suggestions.recount import recount
from townmoot.suggestions.states import next_states


class Promise:
    """A promise to put up lamps by 1 December, made in the reply to a suggestion."""

    def __init__(self, desk):
        self.desk = desk
        self.suggestion, self.part, self.reply = desk.replied(reply_class="in_progress")
        desk.rate(self.reply)
        self.id = Commitment.objects.get(reply=self.reply).pk

    @property
    def row(self):
        return Commitment.objects.get(pk=self.id)

    @property
    def state(self):
        return queries.status(queries.facts_for(self.row), self.desk.today)

    def do(self, act, by=None, **inputs):
        """Do an act, held against the table of states."""
        before, name = self.state, f"commitment.{act}"
        told = self.desk.do(name, by=by, commitment=self.id, **inputs)
        assert self.state in next_states(states.COMMITMENT, before, name)
        return told

    def unit(self, act, **inputs):
        return self.do(act, by=self.desk.units[0].officer, **inputs)

    def kept_rate(self, unit=None):
        desk = self.desk
        return figure("kept_promise_rate", desk.body, desk.today, unit).fraction


@pytest.fixture
def promise(desk) -> Promise:
    return Promise(desk)


def test_a_reply_that_promises_makes_a_commitment(promise):
    desk, row = promise.desk, promise.row
    assert (row.unit_id, row.deadline) == (desk.units[0].id, date(2026, 12, 1))
    assert (row.text, promise.state) == ("装灯24盏", "open")


def test_a_reply_that_promises_nothing_makes_none(desk):
    desk.replied()
    assert not Commitment.objects.exists()


def test_a_suggestion_stays_open_until_its_promise_is_settled(promise):
    with pytest.raises(Refused, match="still open"):
        promise.desk.do("suggestion.close", suggestion=promise.suggestion)
    promise.unit("give_evidence", words="已亮灯")
    promise.do("verify", outcome="kept")
    promise.desk.do("suggestion.close", suggestion=promise.suggestion)


def test_a_kept_promise_has_its_evidence_and_a_witness(promise):
    desk = promise.desk
    promise.unit("progress", words="灯杆已立")
    with pytest.raises(Refused, match="State of the promise"):
        promise.do("verify", outcome="kept")
    promise.unit("give_evidence", words="24盏已亮")
    with pytest.raises(NotFound):
        promise.do("confirm", by=desk.deputies[1], words="看过")
    promise.do("confirm", by=desk.deputies[0], words="都亮")
    promise.do("send_back", words="请附验收单")
    assert promise.state == "open"
    promise.unit("give_evidence", words="验收单编号7")
    promise.do("verify", outcome="kept")
    assert (promise.state, promise.row.next_due) == ("kept", None)
    assert promise.kept_rate() == "1/1"
    assert promise.kept_rate(desk.units[1].id) == "0/0"


def test_a_promise_not_kept_is_explained_and_found_so(promise):
    desk = promise.desk
    desk.go("2026-12-02")
    assert promise.kept_rate() == "0/1"
    promise.unit("explain", words="材料未到")
    promise.unit("progress", words="材料在途")
    assert promise.state == "explained"
    with pytest.raises(Refused, match="no evidence"):
        promise.do("verify", outcome="kept")
    with pytest.raises(Refused, match="counts as not kept"):
        promise.do("verify", outcome="not_kept")
    promise.do("verify", outcome="not_kept", words="逾期未装")
    assert promise.state == "not_kept"
    told = recount(verify_lines(export.lines(desk.body)).public, desk.today)
    assert told.rates["kept_promise_rate"] == (0, 1)


def test_a_promise_kept_late_is_not_kept_in_time(promise):
    desk = promise.desk
    desk.go("2026-12-02")
    promise.unit("give_evidence", words="已亮")
    promise.do("verify", outcome="kept")
    (row,) = figure("kept_promise_rate", desk.body, desk.today).rows
    assert (row.counted, row.note) == (False, "kept late")
    told = recount(verify_lines(export.lines(desk.body)).public, desk.today)
    assert told.rates["kept_promise_rate"] == (0, 1)
    desk.go("2027-01-04")
    assert promise.kept_rate() == "0/0"
    past = figure("kept_promise_rate", desk.body, date(2026, 12, 1))
    assert past.fraction == "0/0"


def test_a_promise_that_is_not_due_yet_is_in_no_rate(promise):
    promise.desk.go("2026-12-01")
    assert promise.kept_rate() == "0/0"
    promise.unit("give_evidence", words="已亮")
    assert promise.state == "claimed"
    assert queries.status(queries.facts_for(promise.row), date(2026, 11, 30)) == "open"


def test_only_the_unit_that_promised_speaks_for_it(promise):
    with pytest.raises(NotFound):
        promise.do("progress", by=promise.desk.units[1].officer, words="进展")


def test_the_clerk_notes_a_promise_made_elsewhere(desk):
    unit = desk.units[0].id
    add = {"unit": unit, "text": "修桥"}
    with pytest.raises(Refused, match="has passed"):
        desk.do("commitment.add", deadline="2026-01-11", **add)
    for on in ("2026-12-31", "2026-01-09"):
        with pytest.raises(Refused, match="on the day it is made"):
            desk.do("commitment.add", deadline="2027-01-11", on=on, **add)
    key = desk.make("commitment.add", deadline="2026-01-20", **add)
    with pytest.raises(NotFound):
        desk.do("commitment.confirm", by=desk.deputies[0], commitment=key, words="看过")
    desk.go("2026-01-21")
    (row,) = figure("kept_promise_rate", desk.body, desk.today).rows
    assert row.label.startswith("promise of")
    assert queries.public_commitments(desk.body, desk.today) == []


def test_evidence_may_be_a_file_that_arrived_before(promise, settings, tmp_path):
    settings.DATA = tmp_path
    with pytest.raises(Refused, match="has not arrived"):
        promise.unit("give_evidence", words="照片", sha256="0" * 64)
    kept = store.store(io.BytesIO("验收单：24盏".encode()), "验收单.txt")
    told = promise.unit("give_evidence", words="照片", sha256=kept.sha256, file_name="验收单.txt")
    row = Statement.objects.get(pk=told["statement"])
    desk = promise.desk
    found = serve.hanging("evidence", desk.actor(desk.clerk), desk.body, row.pk)
    assert (found.file_name, found.public) == ("验收单.txt", False)
    bare = promise.unit("give_evidence", words="又一份")["statement"]
    for actor, thing in (
        (None, row.pk),
        (desk.actor(desk.deputies[1]), row.pk),
        (desk.actor(desk.clerk), bare),
    ):
        with pytest.raises(NotFound):
            serve.hanging("evidence", actor, desk.body, thing)


def test_each_sees_the_promises_that_are_theirs(promise):
    desk = promise.desk

    def seen(who):
        return queries.commitments_for(desk.actor(who), desk.body).count()

    people = (desk.clerk, desk.office, desk.units[0].head, desk.deputies[0])
    assert [seen(who) for who in people] == [1, 1, 1, 1]
    assert [seen(who) for who in (desk.units[1].head, desk.deputies[1])] == [0, 0]
    nobody = desk.actor(desk.clerk).__class__(account=None, person=None, roles=frozenset())
    assert not queries.commitments_for(nobody, desk.body).exists()
    assert not queries.commitments_for(None, desk.body).exists()
    rows = queries.commitments_for(desk.actor(desk.clerk), desk.body)
    assert queries.open_commitments(rows).count() == 1


def test_the_public_reads_promises_in_the_reviewed_words(promise):
    desk = promise.desk
    promise.unit("give_evidence", words="已亮")
    promise.do("verify", outcome="kept")
    desk.do("suggestion.close", suggestion=promise.suggestion)
    covered = {"document": f"p-{promise.reply}", "start": 0, "end": 2, "instead": "安装"}
    desk.publish(promise.suggestion, [covered])
    (told,) = queries.public_commitments(desk.body, desk.today)
    assert (told.text, told.state, told.clock.word) == ("安装24盏", "kept", "done_on_time")
    assert str(told.clock.why)


def test_an_open_promise_has_a_clock(promise):
    clock = queries.clock_of(promise.row, date(2026, 11, 20), soon=15)
    assert (clock.kind, clock.word, clock.days_left) == ("commitment", "soon", 11)


def test_every_state_of_a_promise_is_in_the_table():
    ends = {end for acts in states.COMMITMENT.values() for end in acts.values()}
    assert ends <= set(states.COMMITMENT)


def test_being_asked_before_closing_is_noted_once(promise):
    followups.register()
    with pytest.raises(Refused, match="still open"):
        promise.desk.do("suggestion.close", suggestion=promise.suggestion)
    assert Commitment.objects.count() == 1


def test_a_promise_is_found_while_its_suggestion_is_public(promise):
    desk = promise.desk

    def found(typed):
        return [hit.document for hit in search(desk.body, typed).hits if hit.kind == "promise"]

    assert found("装灯") == []
    desk.publish(promise.suggestion)
    (one,) = found("装灯24盏")
    assert (one.key, one.within) == (promise.id, promise.suggestion)
    assert one.organizations == (desk.units[0].id,)
    assert list(promises(desk.body, desk.today, [promise.suggestion])) == []
    keep = {"result": "internal", "spans": [], "reason": "漏了姓名"}
    desk.do("disclosure.review", suggestion=promise.suggestion, **keep)
    assert found("装灯") == []
