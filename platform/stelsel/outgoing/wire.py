"""The connection itself: to an address that was looked up once and judged, and never longer than its time."""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as LookupTooSlow
from dataclasses import dataclass
from typing import Any

from stelsel.outgoing.addresses import Target, is_open
from stelsel.outgoing.failures import ClosedAddress, NoAnswer, NotTrusted, TooSlow

CONNECTING = 5.0
IN_ALL = 10.0


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment at which all of it must be over, on the monotonic clock."""

    ends: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        return cls(time.monotonic() + seconds)

    def left(self, most: float = IN_ALL) -> float:
        """Seconds that are left. Raises TooSlow when there are none."""
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TooSlow
        return min(left, most)


class Connection(http.client.HTTPConnection):
    """A connection to one judged address: the name is not looked up again, so it cannot turn into another."""

    def __init__(self, target: Target, deadline: Deadline, *, unchecked: bool) -> None:
        super().__init__(target.host, target.port)
        self.target, self.deadline, self.unchecked = target, deadline, unchecked
        self.plain: socket.socket | None = None

    def connect(self) -> None:
        """Raises Failed."""
        plain = _connected(_addresses(self.target, self.deadline, unchecked=self.unchecked), self.deadline)
        try:
            if self.target.scheme == "https":
                plain.settimeout(self.deadline.left(CONNECTING))
                plain = ssl.create_default_context().wrap_socket(plain, server_hostname=self.target.host)
        except ssl.SSLError as error:
            plain.close()
            raise NotTrusted from error
        except OSError as error:
            plain.close()
            raise NoAnswer from error
        self.sock: Any = _Timed(plain, self.deadline)
        self.plain = plain

    def hang_up(self) -> None:
        """End it for good. `close` is what the library calls while the answer is still read."""
        self.close()
        if self.plain is not None:
            self.plain.close()


class _Timed:
    """What `http.client` asks of a socket, with each wait no longer than what is left of the whole."""

    def __init__(self, plain: socket.socket, deadline: Deadline) -> None:
        self.plain, self.deadline = plain, deadline

    def sendall(self, data: bytes) -> None:
        self.plain.settimeout(self.deadline.left())
        self.plain.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Stream(self.plain, self.deadline))

    def close(self) -> None:
        """Not yet: see `Connection.hang_up`."""


class _Stream(io.RawIOBase):
    def __init__(self, plain: socket.socket, deadline: Deadline) -> None:
        self.plain, self.deadline = plain, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.plain.settimeout(self.deadline.left())
        return self.plain.recv_into(buffer)


def _addresses(target: Target, deadline: Deadline, *, unchecked: bool) -> list[tuple[Any, ...]]:
    """What the name stands for, looked up once. One closed address among them closes them all."""
    found = _within(lambda: socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM), deadline)
    if not found:
        raise NoAnswer
    if not unchecked and not all(is_open(str(one[4][0])) for one in found):
        raise ClosedAddress
    return found


def _within(look_up: Callable[[], list[Any]], deadline: Deadline) -> list[Any]:
    """A lookup has no time limit of its own; one that hangs is left behind in its thread."""
    pool = ThreadPoolExecutor(1, thread_name_prefix="lookup")
    try:
        return pool.submit(look_up).result(deadline.left(CONNECTING))
    except LookupTooSlow as error:
        raise TooSlow from error
    except (OSError, UnicodeError) as error:
        raise NoAnswer from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _connected(addresses: list[tuple[Any, ...]], deadline: Deadline) -> socket.socket:
    """A connection to the first of the addresses that answers."""
    connecting = Deadline(min(deadline.ends, time.monotonic() + CONNECTING))
    for family, kind, protocol, _name, address in addresses:
        plain = socket.socket(family, kind, protocol)
        try:
            plain.settimeout(connecting.left())
            plain.connect(address)
        except OSError:
            plain.close()
        except BaseException:
            plain.close()
            raise
        else:
            return plain
    raise NoAnswer
