"""`stelsel serve`: the web processes, and in the embedded default the worker beside them.

A small process starts both, starts the worker again when it ends, and stops both when it is told to or when the web
ends. It replaces the command that calls it (`exec`), so that nothing loaded before, such as an open database, is
inherited by the web processes, and so that figures of all processes are added up from their very first import.
"""

import gc
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import click
from gunicorn.app.base import BaseApplication
from gunicorn.util import import_app

from stelsel.config import Settings

GRACE = 25.0
WORKER_AGAIN_AFTER = 2.0
METRICS = "metrics"
MEMORY = Path("/dev/shm")  # noqa: S108 - only a place to make a private folder in


@click.command("serve")
@click.option("--worker/--no-worker", default=None, help="Also do jobs here; by default with SQLite only.")
def serve(worker: bool | None) -> None:
    """Serve the pages on PORT (8000)."""
    run(worker=worker)


def run(*, worker: bool | None = None, port: int | None = None) -> NoReturn:
    """Replace this process by the one that serves. Returns to nobody."""
    settings = Settings()
    if worker is None:
        worker = settings.url.startswith("sqlite")
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(_figures(settings.data_dir.absolute()))}
    if port is not None:
        environment["PORT"] = str(port)
    sys.stdout.flush()
    sys.stderr.flush()
    arguments = [sys.executable, "-m", "stelsel.serve", "watch", *(["--worker"] if worker else [])]
    os.execve(sys.executable, arguments, environment)  # noqa: S606 - our own module, no words from outside


def _figures(data_dir: Path) -> Path:
    """An empty folder for the figures of this run: in memory where there is such a place.

    They are written through a memory map. On a disk that is full that ends the process (SIGBUS), pages and all.
    """
    if os.access(MEMORY, os.W_OK):
        return Path(tempfile.mkdtemp(prefix="stelsel-figures-", dir=MEMORY))
    folder = data_dir / METRICS
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _settled(_worker: object) -> None:
    """What the application is made of lives as long as the worker: it is not searched for rubbish again and again.

    A feed of 2,000 sessions takes a fifth less time.
    """
    gc.collect()
    gc.freeze()


def gunicorn_settings() -> dict[str, Any]:
    """How gunicorn runs the pages, in its own names. `deploy/gunicorn.conf.py` is made of these too."""
    return {
        "bind": os.environ.get("STELSEL_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}"),
        "workers": Settings().workers,
        "worker_class": "gthread",
        "threads": 4,
        # A statement ends after five seconds and a wait for a connection after two: a request that takes longer hangs.
        "timeout": 30,
        "graceful_timeout": 20,
        "keepalive": 5,
        # A worker is renewed now and then, not all at once.
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
        "post_worker_init": _settled,
        # What the application bounds as well, refused before it is reached.
        "limit_request_line": 4094,
        "limit_request_fields": 60,
        "limit_request_field_size": 8190,
        # The front server's address; it alone may say who the visitor is.
        "forwarded_allow_ips": os.environ.get("STELSEL_FRONT", "127.0.0.1,::1"),
        "loglevel": os.environ.get("STELSEL_LOG_LEVEL", "warning"),
        "proc_name": "stelsel",
        "child_exit": _count_out,
    }


class Web(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn for one machine."""

    def load_config(self) -> None:
        here = {
            "preload_app": True,  # once loaded, a process that takes another's place is there at once
            "post_fork": _own_connections,
        }
        for name, value in {**gunicorn_settings(), **here}.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        # By name: the process that watches need not hold it, and this module stands below the composition.
        self.application = import_app("stelsel.app:create_app")()
        return import_app("stelsel.wsgi:application")(self.application)


def _own_connections(arbiter: Any, _process: Any) -> None:
    """A connection that was opened before the fork is the parent's; it is left alone, not closed."""
    from stelsel.db import db

    with arbiter.app.application.app_context():
        for engine in db.engines.values():
            engine.dispose(close=False)


def _count_out(_server: Any, process: Any) -> None:
    """A web process's figures stay in the sum after it has gone; its gauges do not."""
    from prometheus_client import multiprocess  # not before the web is loaded: it looks at its setting on import

    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(process.pid)  # type: ignore[no-untyped-call]  # it ships no types


class Watch:
    """The process that watches over the web and the worker."""

    def __init__(self, *, worker: bool) -> None:
        self._commands = {"web": [sys.executable, "-m", "stelsel.serve", "web"]}
        if worker:
            self._commands["worker"] = [sys.executable, "-m", "stelsel", "worker"]
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._began: dict[str, float] = {}
        self._told = False

    def run(self) -> int:
        """Returns the exit code of the web, 0 when we were told to stop."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
                signal.signal(number, self._tell)
        for name in self._commands:
            self._start(name)
        while not self._told and self._running["web"].poll() is None:
            self._keep_worker()
            time.sleep(0.2)
        self._stop()
        return 0 if self._told else self._running["web"].returncode or 1

    def _start(self, name: str) -> None:
        # A group of its own: Ctrl-C in a terminal reaches this process only, which stops the others in order.
        self._running[name] = subprocess.Popen(self._commands[name], start_new_session=True)  # noqa: S603 - ours
        self._began[name] = time.monotonic()

    def _keep_worker(self) -> None:
        worker = self._running.get("worker")
        if worker is not None and worker.poll() is not None and self._age("worker") > WORKER_AGAIN_AFTER:
            self._start("worker")

    def _age(self, name: str) -> float:
        return time.monotonic() - self._began[name]

    def _tell(self, _number: int, _frame: FrameType | None) -> None:
        self._told = True

    def _stop(self) -> None:
        """Ask all to finish what they have in hand, and wait for a while."""
        for process in self._running.values():
            if process.poll() is None:
                process.terminate()
        end = time.monotonic() + GRACE
        for process in self._running.values():
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if figures := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            shutil.rmtree(figures, ignore_errors=True)


def main(arguments: list[str]) -> int:
    match arguments:
        case ["web"]:
            Web().run()
            return 0
        case ["watch", *rest]:
            return Watch(worker="--worker" in rest).run()
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
