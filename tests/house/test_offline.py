"""The suite reaches nothing beyond this machine."""

from __future__ import annotations

import socket

import pytest

from tests.offline import ForeignConnection, is_local


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost", "", None, b"::1"])
def test_this_machine_is_local(host: object):
    assert is_local(host)


@pytest.mark.parametrize("host", ["192.168.1.5", "2001:db8::1", "example.org", "8.8.8.8"])
def test_other_machines_are_not(host: str):
    assert not is_local(host)


def test_a_connection_to_another_host_is_refused():
    with socket.socket() as door, pytest.raises(ForeignConnection):
        door.connect(("192.0.2.1", 80))


def test_a_datagram_to_another_host_is_refused():
    with socket.socket(type=socket.SOCK_DGRAM) as door, pytest.raises(ForeignConnection):
        door.sendto(b"x", ("192.0.2.1", 53))


def test_a_foreign_name_is_not_even_looked_up():
    with pytest.raises(ForeignConnection):
        socket.getaddrinfo("example.org", 443)


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
