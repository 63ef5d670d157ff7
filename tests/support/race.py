"""Many at once, through the real service, in processes of their own: what a race in threads would not show.

    outcomes = race(store, "tests.registrations.racer:sign_up", [[slug, str(session_id), number] for number in ...])

Each call gets the application and its arguments, and returns something that can be sent. All wait for one signal.

The processes come from a server that has read the program once and holds nothing else: no application, no connection.
"""

import faulthandler
import importlib
import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from flask import Flask

from stelsel import clock
from stelsel.app import create_app
from tests.support.databases import Postgresql
from tests.support.stores import SECRET, Store

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

AFRESH = multiprocessing.get_context("forkserver")
AFRESH.set_forkserver_preload(["tests.support.race"])
PROCESSES = 2
THREADS = 8
PATIENCE = 300


def race(
    store: Store,
    target: str,
    calls: Sequence[Sequence[Any]],
    *,
    processes: int = PROCESSES,
    patience: float = PATIENCE,
) -> list[Any]:
    """Make all calls at once; the outcomes, in their order. Who hangs for `patience` seconds says where."""
    shares = [list(range(start, len(calls), processes)) for start in range(processes)]
    with TemporaryDirectory() as folder, ExitStack() as stack:
        go = Path(folder) / "go"
        environment = {
            "STELSEL_DATABASE_URL": store.database.url,
            "STELSEL_DATA_DIR": folder,
            "STELSEL_SECRET_KEY": SECRET,
        }
        ends = []
        for share in shares:
            ours, theirs = AFRESH.Pipe()
            sent = [calls[index] for index in share]
            runner = AFRESH.Process(target=_run, args=(target, sent, environment, clock.now(), patience, go, theirs))
            runner.start()
            theirs.close()  # else its end would not be seen
            stack.callback(runner.join)
            ends.append(stack.enter_context(ours))
        assert [end.recv() for end in ends] == ["ready"] * len(ends)
        go.touch()
        told = [end.recv() for end in ends]
    if isinstance(store.database, Postgresql):
        store.database.everything_changed()
    outcomes: list[Any] = [None] * len(calls)
    for share, answers in zip(shares, told, strict=True):
        for index, answer in zip(share, answers, strict=True):
            outcomes[index] = answer
    return outcomes


def _run(
    target: str,
    calls: Sequence[Sequence[Any]],
    environment: Mapping[str, str],
    now: datetime,
    patience: float,
    go: Path,
    end: "Connection",
) -> None:
    """One process: get ready, wait for the signal, make the calls in threads."""
    faulthandler.dump_traceback_later(patience, exit=True)  # whoever hangs says where
    os.environ.update(environment)
    module, _, name = target.partition(":")
    call: Callable[..., Any] = getattr(importlib.import_module(module), name)
    app = create_app()
    with clock.frozen(now), end:
        end.send("ready")
        start = threading.Event()

        def one(arguments: Sequence[Any]) -> Any:
            start.wait()
            return _one(app, call, arguments)

        with ThreadPoolExecutor(THREADS) as pool:
            futures = [pool.submit(one, arguments) for arguments in calls]
            while not go.exists():
                time.sleep(0.005)
            start.set()
            end.send([future.result() for future in futures])
    faulthandler.cancel_dump_traceback_later()


def _one(app: Flask, call: Callable[..., Any], arguments: Sequence[Any]) -> Any:
    with app.app_context():
        return call(app, *arguments)
