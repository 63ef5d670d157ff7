"""How quick pages are, beside a bare hello and a bare page on the same settings."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from stelsel import logs
from stelsel.app import create_app
from tests.bench import load
from tests.bench.served import ROOT, Served, served
from tests.bench.table import Line

ROUNDS = 3
MEMORY_GOAL = 150
SECRET = "only-for-figures-only-for-figures-only-for-figures"


@dataclass(frozen=True, slots=True)
class Case:
    """A page of Stelsel, the floor it is held against, and how much of its speed it must reach."""

    name: str
    path: str
    floor: str
    goal: float
    unchanged: bool = False
    """Ask with the ETag of the first answer, as a browser does that has the page, and through the kept pages; the
    others are rendered anew for each request."""


FLOORS = {"hello": "/hello", "page": "/page"}
CASES = (
    Case("agenda, rendered", "/b/katwijk/agenda", "page", 0.5),
    Case("agenda, unchanged", "/b/katwijk/agenda", "hello", 0.8, unchanged=True),
    Case("finder", "/zoeken?bij=2225", "page", 0.25),
)


def measure(requests: int) -> Iterator[Line]:
    """Serve floor and Stelsel side by side and ask them in turn, so that a busy moment meets both."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        floor = stack.enter_context(served("tests.bench.floor:create_app()", {"FLOOR_DIR": name}))
        settings = prepare(folder)
        rendering = stack.enter_context(served("tests.bench.pages:rendering()", settings))
        keeping = stack.enter_context(served("stelsel.wsgi:application()", settings))
        floors: dict[str, list[float]] = {floor_name: [] for floor_name in FLOORS}
        found: dict[Case, list[load.Result]] = {case: [] for case in CASES}
        for _ in range(ROUNDS):
            for floor_name, path in FLOORS.items():
                floors[floor_name].append(load.run(floor.port, path, requests=requests).rate)
            for case in CASES:
                found[case].append(ask(keeping if case.unchanged else rendering, case, requests))
        rates = {floor_name: statistics.median(measured) for floor_name, measured in floors.items()}
        yield from (Line(f"bare {floor_name}", f"{rate:.0f}/s") for floor_name, rate in rates.items())
        yield from (judge(case, results, rates[case.floor]) for case, results in found.items())
        memory = max(rendering.memory(), keeping.memory())
        yield Line("memory of a worker", f"{memory:.0f} MB", f"< {MEMORY_GOAL} MB", memory < MEMORY_GOAL)


def rendering() -> Flask:
    """The application as it is served, its lines in the log and all, but for the kept pages."""
    logs.configure(json=True)
    return create_app()


def prepare(folder: Path) -> dict[str, str]:
    """The demo network in a database of its own. Returns the settings to serve it with."""
    settings = {
        "STELSEL_DATA_DIR": str(folder / "stelsel"),
        "STELSEL_SECRET_KEY": SECRET,
        "STELSEL_BASE_URL": "http://localhost",
    }
    subprocess.run(
        [Path(sys.executable).with_name("stelsel"), "demo", "--no-serve"],
        cwd=ROOT,
        env={**os.environ, **settings},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return settings


def ask(stelsel: Served, case: Case, requests: int) -> load.Result:
    headers = {}
    if case.unchanged:
        _status, answered, _body = load.get(stelsel.port, case.path)
        headers = {"If-None-Match": answered.get("etag", "")}
    return load.run(stelsel.port, case.path, headers=headers, requests=requests)


def judge(case: Case, results: list[load.Result], floor: float) -> Line:
    """A page that does not answer as it should has no speed."""
    wanted = 304 if case.unchanged else 200
    statuses = {status for result in results for status in result.statuses}
    goal = f"≥ {case.goal} × bare {case.floor}"
    if statuses != {wanted}:
        return Line(case.name, f"answers {sorted(statuses)}, not {wanted}", goal, met=False)
    rate = statistics.median(result.rate for result in results)
    middle = statistics.median(result.median for result in results)
    share = rate / floor
    return Line(case.name, f"{rate:.0f}/s, {middle:.1f} ms, {share:.2f} ×", goal, share >= case.goal)
