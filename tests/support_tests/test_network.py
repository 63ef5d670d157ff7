"""No test reaches another machine."""

import socket
import urllib.request

import pytest

from tests.support import network

ELSEWHERE = "192.0.2.1"  # kept for documentation (RFC 5737): no machine has it


def test_another_machine_is_refused_and_this_one_is_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as here:
        with socket.create_connection(here.getsockname(), timeout=5):
            pass
        with pytest.raises(network.NoNetwork), socket.socket() as door:
            door.connect((ELSEWHERE, 80))


def test_names_are_not_looked_up_elsewhere() -> None:
    with pytest.raises(network.NoNetwork):
        socket.getaddrinfo("stelsel.example", 443)
    with pytest.raises(network.NoNetwork):
        urllib.request.urlopen("http://stelsel.example/")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", b"::1", "", None], ids=repr)
def test_this_machine_has_many_names(host: object) -> None:
    assert network.is_here(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "stelsel.example", "localhost.example", "::ffff:192.0.2.1"])
def test_other_machines_do_not_pass_for_this_one(host: object) -> None:
    assert not network.is_here(host)
