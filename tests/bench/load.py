"""A small load generator: so many requests over so many connections, and never longer than so many seconds."""

import socket
import statistics
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

LONGEST_HEAD = 65_536


@dataclass(slots=True)
class Result:
    """What a run measured. `rate` is in requests a second, times in milliseconds."""

    rate: float
    median: float
    slowest: float
    """The 95th percentile."""
    statuses: Counter[int]
    length: int


@dataclass(slots=True)
class _Tally:
    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    length: int = 0


def get(port: int, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
    """One request: status, headers with small letters, body."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        return _ask(connection, _request(path, headers or {}))


def run(
    port: int,
    path: str,
    *,
    headers: Mapping[str, str] | None = None,
    requests: int = 2000,
    connections: int = 4,
    seconds: float = 15,
) -> Result:
    """Ask `path` of 127.0.0.1 until `requests` or `seconds` are used up."""
    request = _request(path, headers or {})
    tallies = [_Tally() for _ in range(connections)]
    start = threading.Barrier(connections + 1)
    end = time.perf_counter() + seconds
    workers = [
        threading.Thread(target=_work, args=(port, request, requests // connections, end, tally, start))
        for tally in tallies
    ]
    for worker in workers:
        worker.start()
    start.wait()
    began = time.perf_counter()
    for worker in workers:
        worker.join()
    took = time.perf_counter() - began
    times = sorted(1000 * one for tally in tallies for one in tally.times)
    statuses = sum((tally.statuses for tally in tallies), Counter[int]())
    return Result(
        rate=len(times) / took,
        median=statistics.median(times) if times else 0,
        slowest=times[int(len(times) * 0.95)] if times else 0,
        statuses=statuses,
        length=max(tally.length for tally in tallies),
    )


def _work(port: int, request: bytes, count: int, end: float, tally: _Tally, start: threading.Barrier) -> None:
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    start.wait()
    for _ in range(count):
        began = time.perf_counter()
        if began > end:
            break
        try:
            status, headers, body = _ask(connection, request)
        except ConnectionError:
            # The server ended a connection that had served its number of requests.
            connection.close()
            connection = socket.create_connection(("127.0.0.1", port), timeout=30)
            continue
        tally.times.append(time.perf_counter() - began)
        tally.statuses[status] += 1
        tally.length = len(body)
        if headers.get("connection") == "close":
            connection.close()
            connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.close()


def _request(path: str, headers: Mapping[str, str]) -> bytes:
    lines = [f"GET {path} HTTP/1.1", "Host: localhost", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _ask(connection: socket.socket, request: bytes) -> tuple[int, dict[str, str], bytes]:
    connection.sendall(request)
    received = b""
    while b"\r\n\r\n" not in received:
        received += _receive(connection)
        if len(received) > LONGEST_HEAD:
            raise ValueError("this is no answer")
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    status = int(first.split()[1])
    length = 0 if status in {204, 304} else int(headers.get("content-length", "0"))
    while len(body) < length:
        body += _receive(connection)
    return status, headers, body


def _receive(connection: socket.socket) -> bytes:
    part = connection.recv(65_536)
    if not part:
        raise ConnectionResetError("the server ended the connection")
    return part
