"""A server of somebody else: it answers what a test tells it to, badly where that is the point."""

import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from socket import AF_INET, AF_INET6, SOCK_STREAM, inet_aton, inet_ntoa
from types import TracebackType
from typing import Self

import pytest

Reply = Callable[[socket.socket], None]
HANGS = 30.0


class Foreign:
    """Listens on a port of 127.0.0.1. `asked` is what came in; `says` and `does` choose what goes out next."""

    def __init__(self, certificate: Path | None = None) -> None:
        self.asked: list[str] = []
        self._reply: list[Reply] = []
        self._tls = None
        if certificate is not None:
            self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._tls.load_cert_chain(certificate)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def here(self) -> str:
        return f"127.0.0.1:{self.port}"

    def does(self, *replies: Reply) -> None:
        """Answer with these, one for each request; the last one for all that follow."""
        self._reply = list(replies)

    def says(self, body: bytes = b"", status: str = "200 OK", **headers: str) -> None:
        """One plain answer; `content_encoding="gzip"` becomes a header."""
        self.does(answer(body, status, **headers))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()

    def _serve(self) -> None:
        while True:
            try:
                caller, _address = self._door.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(caller,), daemon=True).start()

    def _answer(self, caller: socket.socket) -> None:
        caller.settimeout(HANGS)
        try:
            with self._tls.wrap_socket(caller, server_side=True) if self._tls else caller as line:
                request = b""
                while b"\r\n\r\n" not in request and (piece := line.recv(4096)):
                    request += piece
                self.asked.append(request.decode())
                reply = self._reply.pop(0) if len(self._reply) > 1 else self._reply[0]
                reply(line)
        except OSError:
            caller.close()  # the caller had enough of it


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> Reply:
    said = {"content-length": str(len(body))} | {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value)
    return lambda line: line.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)


def resolving(monkeypatch: pytest.MonkeyPatch, **names: list[str]) -> list[str]:
    """Let names below .test stand for these addresses, and numbers for what the system makes of them.

    Returns what is looked up, in order. A name with several turns, `"10.0.0.1|127.0.0.1"`, is another each time.
    """
    looked_up: list[str] = []

    def look_up(host: str, port: int, **_how: object) -> list[tuple[object, ...]]:
        looked_up.append(host)
        turn = looked_up.count(host) - 1
        found = names.get(host.removesuffix(".test")) or [host if ":" in host else inet_ntoa(inet_aton(host))]
        addresses = [one.split("|")[min(turn, one.count("|"))] for one in found]
        return [(AF_INET6 if ":" in one else AF_INET, SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return looked_up
