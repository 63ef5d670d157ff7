"""Many at once, through the real service, in processes of their own: what a race in threads would not show.

    outcomes = race(store, "tests.registrations.racer:sign_up", [[slug, str(session_id), number] for number in ...])

Each call gets the application and its arguments, and returns something that JSON can hold. All wait for one signal.
"""

import faulthandler
import importlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask

from stelsel import clock
from tests.support.databases import Postgresql
from tests.support.stores import SECRET, Store

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
    """Make all calls at once; the outcomes, in the order of the calls. Who hangs says where after its `patience`."""
    shares = [list(range(start, len(calls), processes)) for start in range(processes)]
    with TemporaryDirectory() as folder, ExitStack() as stack:
        go = Path(folder) / "go"
        environment = {
            **os.environ,
            "STELSEL_DATABASE_URL": store.database.url,
            "STELSEL_DATA_DIR": folder,
            "STELSEL_SECRET_KEY": SECRET,
            "RACE_NOW": clock.now().isoformat(),
            "RACE_PATIENCE": str(patience),
        }
        runners = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.support.race", target, str(go)],
                    env=environment,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for _share in shares
        ]
        for runner, share in zip(runners, shares, strict=True):
            assert runner.stdin is not None
            runner.stdin.write(json.dumps([calls[index] for index in share]) + "\n")
            runner.stdin.close()
        ready = [runner.stdout.readline() for runner in runners if runner.stdout]
        assert ready == ["ready\n"] * len(runners), ready
        go.touch()
        told = [json.loads(runner.stdout.read()) for runner in runners if runner.stdout]
    if isinstance(store.database, Postgresql):
        store.database.everything_changed()
    outcomes: list[Any] = [None] * len(calls)
    for share, answers in zip(shares, told, strict=True):
        for index, answer in zip(share, answers, strict=True):
            outcomes[index] = answer
    return outcomes


def _run(target: str, go: Path) -> None:
    """One process: read the calls, get ready, wait for the signal, make them in threads."""
    from stelsel.app import create_app

    faulthandler.dump_traceback_later(float(os.environ["RACE_PATIENCE"]), exit=True)  # whoever hangs says where
    module, _, name = target.partition(":")
    call: Callable[..., Any] = getattr(importlib.import_module(module), name)
    app = create_app()
    # One line: its end does not wait for whoever else may hold the pipe.
    calls: list[list[Any]] = json.loads(sys.stdin.readline())
    with clock.frozen(datetime.fromisoformat(os.environ["RACE_NOW"])):
        print("ready", flush=True)
        start = threading.Event()

        def one(arguments: list[Any]) -> Any:
            start.wait()
            return _one(app, call, arguments)

        with ThreadPoolExecutor(THREADS) as pool:
            futures = [pool.submit(one, arguments) for arguments in calls]
            while not go.exists():
                time.sleep(0.005)
            start.set()
            print(json.dumps([future.result() for future in futures]))
    faulthandler.cancel_dump_traceback_later()


def _one(app: Flask, call: Callable[..., Any], arguments: list[Any]) -> Any:
    with app.app_context():
        return call(app, *arguments)


if __name__ == "__main__":
    _run(sys.argv[1], Path(sys.argv[2]))
