"""Many at once: no gap, no double, nothing lost, on both databases."""

import threading

import pytest
from django.db import connection

from townmoot.record import Conflict, clock
from townmoot.record.check import verify_body
from townmoot.record.engine import perform
from townmoot.record.models import Entry, Head, new_id
from townmoot.record.ports import OPERATOR

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8
EACH = 12


@pytest.fixture
def committed(found):
    clock.forget()
    yield found()
    clock.forget()


def at_once(*works):
    """Run the functions in threads that start together; returns what each raised or answered."""
    start, answers = threading.Barrier(len(works)), [None] * len(works)

    def run(index, work):
        start.wait(10)
        try:
            answers[index] = work()
        except Exception as error:  # noqa: BLE001 -- the answer under test
            answers[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def add(body, name, act_id=None):
    return perform("person.add", body=body, account=OPERATOR, act_id=act_id, inputs={"name": name})


def test_positions_have_no_gap_under_concurrency(committed):
    def many():
        return [add(committed.body, "x").position for _ in range(EACH)]

    answers = at_once(*[many] * THREADS)
    first = committed.start + 1
    positions = sorted(position for answer in answers for position in answer)
    assert positions == list(range(first, first + THREADS * EACH))
    assert Head.objects.get(body=committed.body).size == committed.start + THREADS * EACH
    assert verify_body(committed.body).holds


def test_two_bodies_have_their_own_sequence(committed, found):
    other = found()
    answers = at_once(*(lambda b=b: add(b, "x").position for b in (committed.body, other.body)))
    assert answers == [committed.start + 1, other.start + 1]


def test_the_same_act_id_at_once_is_done_once(committed):
    act_id = new_id()
    answers = at_once(*[lambda: add(committed.body, "x", act_id)] * THREADS)
    assert len({str(answer.result) for answer in answers}) == 1
    assert sorted(answer.repeated for answer in answers) == [False] + [True] * (THREADS - 1)
    assert Entry.objects.filter(body=committed.body, act="person.add").count() == 1


def test_the_same_act_id_for_two_things_at_once_is_a_conflict_for_one(committed):
    act_id = new_id()
    answers = at_once(*(lambda n=n: add(committed.body, n, act_id) for n in ("a", "b")))
    assert sorted(isinstance(answer, Conflict) for answer in answers) == [False, True]
