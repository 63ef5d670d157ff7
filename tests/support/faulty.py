"""A way to a server that can be broken: a TCP proxy before the database or the mail server.

with Proxy(target) as way:
    way.fault = Fault.SILENT    # for open connections and for new ones
    way.fault = None            # mended; what was silent is cut, as packets that were lost do not come again
"""

import enum
import socket
import struct
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self

DELAY = 2.0
BYTE = 1.0
"""Seconds that a message is late, and between two bytes that trickle."""
AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER: closing says so with a reset, as a host that went down and came back does."""


class Fault(enum.StrEnum):
    CUT = "cut"
    SLOW = "slow"
    SILENT = "silent"
    TRICKLE = "trickle"


class Proxy:
    """Listens on a port of 127.0.0.1 and passes on to `target`: (host, port), or the path of a Unix socket."""

    def __init__(self, target: tuple[str, int] | str) -> None:
        self._target = target
        self._state: tuple[Fault | None, threading.Event] = (None, threading.Event())
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._door = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._door.getsockname()[1]

    @property
    def fault(self) -> Fault | None:
        return self._state[0]

    @fault.setter
    def fault(self, fault: Fault | None) -> None:
        # Both at once: who saw the old fault with the new event would wait until the next one.
        (_before, over), self._state = self._state, (fault, threading.Event())
        over.set()
        if fault is Fault.CUT:
            self._hang_up()

    def __enter__(self) -> Self:
        threading.Thread(target=self._receive, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self.fault = None
        self._hang_up()

    def _receive(self) -> None:
        with suppress(OSError):  # the door was closed
            while True:
                caller, _ = self._door.accept()
                threading.Thread(target=self._connect, args=(caller,), daemon=True).start()

    def _connect(self, caller: socket.socket) -> None:
        fault, mended = self._state
        self._hold(caller)
        if fault is Fault.SILENT:
            mended.wait()
            return self._drop(caller)
        if fault is Fault.CUT:
            return self._drop(caller)
        kind = socket.AF_UNIX if isinstance(self._target, str) else socket.AF_INET
        server = socket.socket(kind, socket.SOCK_STREAM)
        self._hold(server)
        try:
            server.connect(self._target)
        except OSError:
            return self._drop(caller, server)
        threading.Thread(target=self._pass_on, args=(caller, server, False), daemon=True).start()
        return self._pass_on(server, caller, True)

    def _pass_on(self, source: socket.socket, sink: socket.socket, late: bool) -> None:
        """Pass on what `source` says until one of the two hangs up. `late`: in this direction a delay counts."""
        with suppress(OSError):
            while said := source.recv(65536):
                fault, mended = self._state
                match fault:
                    case Fault.CUT:
                        break
                    case Fault.SILENT:
                        mended.wait()
                        break
                    case Fault.TRICKLE:
                        said = self._trickle(said, sink, mended)
                    case Fault.SLOW if late:
                        mended.wait(DELAY)
                sink.sendall(said)
        self._drop(source, sink)

    @staticmethod
    def _trickle(said: bytes, sink: socket.socket, mended: threading.Event) -> bytes:
        """Pass on byte for byte; what is left when the fault is over."""
        while said and not mended.is_set():
            sink.sendall(said[:1])
            said = said[1:]
            mended.wait(BYTE)
        return said

    def _hold(self, one: socket.socket) -> None:
        with self._lock:
            self._open.add(one)

    def _hang_up(self) -> None:
        with self._lock:
            every = list(self._open)
        self._drop(*every)

    def _drop(self, *sockets: socket.socket) -> None:
        for one in sockets:
            with self._lock:
                self._open.discard(one)
            with suppress(OSError):
                if one.family == socket.AF_INET:
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
                one.shutdown(socket.SHUT_RDWR)
            one.close()
