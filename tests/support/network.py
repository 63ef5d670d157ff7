"""No test reaches another machine. Whatever in this process opens a socket to one gets an error that says so."""

import socket
import sys
from ipaddress import ip_address
from typing import Any

WATCHED = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"})


class NoNetwork(RuntimeError):
    """A test tried to reach another machine."""


def is_here(host: object) -> bool:
    """True for this machine: no host (a listening socket), localhost or a loopback address."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host is None or host in {"", "localhost"}:
        return True
    try:
        return ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _watch(happening: str, arguments: tuple[Any, ...]) -> None:
    if happening not in WATCHED:
        return
    about = arguments[0] if happening.startswith("socket.get") else arguments[1]
    if happening.startswith("socket.get"):
        host = about
    elif isinstance(about, tuple):
        host = about[0]
    else:
        return  # the path of a Unix socket
    if not is_here(host):
        raise NoNetwork(f"tests stay on this machine, and this one asked for {host!r}")


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on, for a program that cannot choose one itself and tell which."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def close() -> None:
    """Shut the door for the rest of this process: an audit hook cannot be taken away."""
    sys.addaudithook(_watch)
