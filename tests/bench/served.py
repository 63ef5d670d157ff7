"""A WSGI application behind gunicorn, with the settings of deploy/, for as long as it is measured."""

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tests.support.network import free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Served:
    """An application that answers on this port of 127.0.0.1."""

    port: int
    process: subprocess.Popen[bytes]

    def memory(self) -> float:
        """What its largest worker holds, in megabytes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return max((_resident(int(child)) for child in children), default=0.0)


@contextmanager
def served(application: str, settings: Mapping[str, str], *, workers: int = 1) -> Iterator[Served]:
    """Run gunicorn; stop it afterwards. Raises RuntimeError, with what it said, when it does not come up."""
    with tempfile.TemporaryFile("w+b") as said, _served(application, settings, workers, said) as running:
        yield running


@contextmanager
def _served(application: str, settings: Mapping[str, str], workers: int, said: BinaryIO) -> Iterator[Served]:
    port = free_port()
    environment = {**os.environ, **settings, "PORT": str(port), "STELSEL_WORKERS": str(workers)}
    environment.pop("STELSEL_BIND", None)
    process = subprocess.Popen(
        [Path(sys.executable).with_name("gunicorn"), "--config", "deploy/gunicorn.conf.py", application],
        cwd=ROOT,
        env=environment,
        stdout=said,
        stderr=said,
    )
    try:
        _wait(port, process, said)
        yield Served(port, process)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(port: int, process: subprocess.Popen[bytes], said: BinaryIO) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    said.seek(0)
    raise RuntimeError(f"{process.args!r} did not come up: {said.read().decode(errors='replace')}")


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
