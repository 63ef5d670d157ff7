"""`stelsel serve` as an operator starts it: real processes, real signals."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from stelsel.db import schema
from tests.support.network import free_port

PATIENCE = 90.0


def until(condition: Callable[[], object], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.1)


@dataclass
class Served:
    process: subprocess.Popen[str]
    port: int

    def get(self, path: str) -> tuple[int, str]:
        """Status and text; (0, "") when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": "localhost"})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            return 0, ""
        finally:
            connection.close()

    def children(self, of: int | None = None) -> dict[int, str]:
        """Process ids and command lines of the processes that `of` (the watching one) started."""
        parent, found = str(of or self.process.pid), {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                is_child = (folder / "stat").read_text().rpartition(")")[2].split()[1] == parent
                if is_child:
                    found[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue  # it ended while we looked
        return found

    def child(self, name: str) -> int:
        return next((pid for pid, command in self.children().items() if name in command), 0)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    schema.upgrade(f"sqlite:///{tmp_path / 'stelsel.sqlite'}")
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STELSEL_")}
    environment = {**kept, "STELSEL_DATA_DIR": str(tmp_path), "STELSEL_BASE_URL": "http://localhost", "PORT": str(port)}
    with (tmp_path / "log").open("w") as log:
        command = [sys.executable, "-m", "stelsel", "serve"]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, text=True)
    serving = Served(process, port)
    try:
        until(lambda: serving.get("/readyz")[0] == 200 or process.poll() is not None, "the first page")
        yield serving
    finally:
        started = serving.children()
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            for pid in started:
                os.kill(pid, signal.SIGKILL)
            process.wait()


def test_it_serves_works_survives_and_stops(served: Served, tmp_path: Path) -> None:
    assert served.get("/healthz") == (200, "ok\n")

    # one worker, however many web processes
    until(lambda: served.child("stelsel worker"), "the worker")
    web, worker = served.child("stelsel.serve web"), served.child("stelsel worker")
    assert len(served.children()) == 2
    assert len(served.children(web)) == 2

    # figures of all processes are one sum, whichever of them answers
    before = counted(served.get("/metrics")[1])
    for _ in range(10):
        served.get("/robots.txt")
    until(lambda: counted(served.get("/metrics")[1]) == before + 10, "the sum of all processes")

    # killed, both are there again; the pages meanwhile
    os.kill(worker, signal.SIGKILL)
    until(lambda: served.child("stelsel worker") not in {0, worker}, "another worker")
    for pid in served.children(web):
        os.kill(pid, signal.SIGKILL)
    until(lambda: served.get("/healthz")[0] == 200, "another web process")

    # told to stop, nothing stays behind
    started = [*served.children(), *served.children(web)]
    served.process.terminate()
    assert served.process.wait(PATIENCE) == 0
    assert served.get("/healthz") == (0, "")
    said = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    assert ("request", "health.robots") in [(line["event"], line.get("endpoint")) for line in said]
    until(lambda: not [pid for pid in started if Path(f"/proc/{pid}").exists()], "the end of all")


def counted(figures: str) -> float:
    name = 'stelsel_requests_total{endpoint="health.robots",method="GET",status="200"} '
    return sum(float(line.removeprefix(name)) for line in figures.splitlines() if line.startswith(name))
