"""Many at once, in processes of their own, through the real services (P-28)."""

import json
import subprocess
import sys
import uuid
from collections import Counter
from pathlib import Path

import pytest

from stelsel_admin.subsidies import verifying
from tests.subsidies.stage import Stage
from tests.support import race as threads
from tests.support.databases import Postgresql, Sqlite
from tests.support.fixtures import Clock
from tests.support.load import load
from tests.support.stores import Store

TEN_THOUSAND = 1_000_000
FIXED = {"kind": "fixed_sum", "cents": TEN_THOUSAND}
ROOT = Path(__file__).parents[2]
HOUR = 3600.0


def race(
    database: Sqlite | Postgresql, folder: Path, rows: list[tuple[uuid.UUID, str]], what: str, *, processes: int
) -> Counter[str]:
    """Let so many processes loose at the same moment; what they saw, added up."""
    said = json.dumps([[str(identifier), slug] for identifier, slug in rows])
    command = [sys.executable, "-m", "tests.subsidies.racer", database.url, str(folder)]
    running = [
        subprocess.Popen(
            [*command, str(share), str(processes), what],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for share in range(processes)
    ]
    try:
        seen = _run(running, said)
    finally:
        for one in running:
            one.kill()
            one.wait()
            for stream in (one.stdin, one.stdout):
                if stream is not None and not stream.closed:
                    stream.close()
    if isinstance(database, Postgresql):
        database.everything_changed()
    return seen


def _run(running: "list[subprocess.Popen[str]]", said: str) -> Counter[str]:
    for one in running:
        _tell(one, said)
    for one in running:
        assert _answer(one) == "ready"
    for one in running:
        _tell(one, "go")
    seen: Counter[str] = Counter()
    for one in running:
        out, _ = one.communicate(timeout=3600)
        assert one.returncode == 0
        seen.update(json.loads(out.splitlines()[-1]))
    return seen


def _tell(process: "subprocess.Popen[str]", line: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def _answer(process: "subprocess.Popen[str]") -> str:
    """The first line that is no log line."""
    assert process.stdout is not None
    for line in process.stdout:
        if not line.startswith(("{", "20")):
            return line.strip()
    return ""


def fill_to_the_brim(
    stage: Stage, database: Sqlite | Postgresql, folder: Path, *, asked: int, fit: int, processes: int
) -> None:
    scheme = stage.scheme(ceiling=fit * TEN_THOUSAND + TEN_THOUSAND - 1, amount=FIXED, once_per_organisation=False)
    rows = [(stage.controlled(stage.declared(stage.submitted(scheme))), "katwijk") for _ in range(asked)]

    seen = race(database, folder, rows, "decide", processes=processes)

    assert (seen["granted"], seen["refused"]) == (fit, asked - fit)
    published = stage.published()
    assert (published.committed_cents, published.reserved_cents) == (fit * TEN_THOUSAND, 0)
    first = [stage.case(case_id).granted_cents for case_id, _slug in rows]
    assert first == [TEN_THOUSAND] * fit + [None] * (asked - fit), "in the order of receipt"
    with stage.looking() as scope:
        assert verifying.faults(scope) == []
    print(f"{database.name}: {asked} at once in {processes} processes, {seen}")


def test_the_ceiling_is_filled_to_the_brim(
    stage: Stage, clock: Clock, database: Sqlite | Postgresql, tmp_path: Path
) -> None:
    fill_to_the_brim(stage, database, tmp_path, asked=10, fit=4, processes=2)


@pytest.mark.long
@pytest.mark.parametrize("turn", range(load(10)))
def test_the_ceiling_is_filled_to_the_brim_by_five_hundred(
    stage: Stage, clock: Clock, database: Sqlite | Postgresql, tmp_path: Path, turn: int
) -> None:
    fill_to_the_brim(stage, database, tmp_path, asked=max(10, load(500)), fit=max(2, load(100)), processes=4)


@pytest.mark.long
def test_one_grant_signed_twenty_times_at_once_is_one_decision(store: Store, stage: Stage, clock: Clock) -> None:
    """A hundred cases, one after the other, each by twenty hands or a few more."""
    many, hands = load(100), 20
    scheme = stage.scheme(ceiling=many * TEN_THOUSAND, amount=FIXED, once_per_organisation=False)
    cases = []
    for _case in range(many):
        cases.append(stage.controlled(stage.declared(stage.submitted(scheme))))
        assert stage.agreed(cases[-1])
        stage.adopted(cases[-1])

    calls = [[str(case_id), "katwijk"] for case_id in cases for _hand in range(hands)]
    outcomes = threads.race(store, "tests.subsidies.approver:grant", calls, processes=3, patience=HOUR)

    granted = Counter(call[0] for call, outcome in zip(calls, outcomes, strict=True) if outcome == "granted")
    print(f"{store.database.name}: {many} cases, {Counter(outcomes)}")
    assert granted == dict.fromkeys(map(str, cases), 1)
    assert stage.published().committed_cents == many * TEN_THOUSAND
    with stage.looking() as scope:
        assert verifying.faults(scope) == []


def test_one_signature_sent_eight_times_is_one_application(
    stage: Stage, database: Sqlite | Postgresql, tmp_path: Path
) -> None:
    open_ended = {"opens_at": "2020-01-01T00:00:00+01:00", "closes_at": "2100-01-01T00:00:00+01:00"}
    application_id, version = stage.filled(stage.scheme(window=open_ended))
    assert version == 2

    seen = race(database, tmp_path, [(application_id, "katwijk")] * 8, "submit", processes=2)

    seen.pop("busy", None)
    assert list(seen.values()) == [8], f"everybody got the same number: {seen}"
    with stage.looking() as scope:
        assert verifying.faults(scope) == []
