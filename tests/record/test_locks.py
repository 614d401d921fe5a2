"""The fair lock."""

import threading
import time

import pytest

from townmoot.record.locks import FairLock


def test_who_came_first_goes_first():
    lock, order, started = FairLock(), [], []

    def wait(number):
        with lock.held():
            order.append(number)

    with lock.held():
        for number in range(8):
            thread = threading.Thread(target=wait, args=(number,))
            thread.start()
            started.append(thread)
            while len(lock._waiting) <= number:
                time.sleep(0.001)
    for thread in started:
        thread.join(10)
    assert order == list(range(8))


def test_an_error_inside_hands_the_lock_on():
    lock = FairLock()
    with pytest.raises(KeyError), lock.held():
        raise KeyError
    with lock.held():
        assert lock._held
    assert not lock._held


def test_a_lock_is_held_at_once_or_not_at_all():
    lock = FairLock()
    with lock.held_at_once() as first:
        with lock.held_at_once() as second:
            assert (first, second) == (True, False)
        assert lock._held
    assert not lock._held
