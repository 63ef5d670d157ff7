"""The ends of all chains, signed and written down outside the database (SECURITY P-35).

A chain of hashes tells what was changed in it, but not that its end was cut, nor that all of it was made anew: whoever
can write to the database can do both. So each day the end of every chain goes into a file, as one line that is signed
with the application's secret and holds the signature of the line before. `audit verify` holds the chains against it.
The file is worth most where the database's keeper cannot write: docs/operations.md says how to carry it there.

    {"at": "2026-11-26T02:50:00+00:00", "heads": {"66": [412, "9f…"]}, "before": "…", "signature": "…"}
"""

import fcntl
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from stelsel.audit import signed
from stelsel.audit.models import AuditHead
from stelsel.clock import now
from stelsel.tenancy import Scope

LATE = timedelta(days=2)
"""A file that is older than this says that the worker does not run, or writes elsewhere."""
SALT = "stelsel audit heads"
FIRST = ""
"""What stands before the first line of all."""


@dataclass(frozen=True, slots=True)
class Signed:
    """An end of a chain that was written down."""

    seq: int
    hash: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is not as it was written."""

    file: str
    line: int
    reason: str


@dataclass
class Written:
    """What the files say. `ends` are those of each tenant, in the order in which they were written."""

    ends: dict[int, list[Signed]] = field(default_factory=lambda: defaultdict(list))
    faults: list[Fault] = field(default_factory=list)
    last: datetime | None = None
    signature: str = FIRST


def sign(scope: Scope, folder: Path, key: str, *, once_a_day: bool = False) -> int:
    """Write down the end of every chain as it is now; returns how many. One statement. Raises OSError.

    `once_a_day`: where a line of today stands already, nothing is written and nothing counted.
    """
    rows = scope.session.execute(select(AuditHead.tenant_id, AuditHead.seq, AuditHead.hash).where(AuditHead.seq > 0))
    heads = {str(tenant_id): [seq, said] for tenant_id, seq, said in sorted(rows.all())}
    at = now()
    with _locked(folder) as last:
        if once_a_day and last is not None and datetime.fromisoformat(last["at"]).date() == at.date():
            return 0
        line = {"at": at.isoformat(), "heads": heads, "before": last["signature"] if last else FIRST}
        signed.append(folder / f"{at:%Y-%m}.jsonl", line, key, salt=SALT)
    return len(heads)


def read(folder: Path, key: str) -> Written:
    """Everything that was written down, each line held against its signature and the line before it."""
    found = Written()
    for path in _files(folder):
        for number, text in signed.lines(path):
            for reason in _take(found, text, key):
                found.faults.append(Fault(path.name, number, reason))
    return found


def _take(found: Written, text: str, key: str) -> Iterator[str]:
    """Add one line to what was found. Yields what is wrong with it; of such a line nothing else is believed."""
    try:
        line: dict[str, Any] = json.loads(text)
        signature, before = line.pop("signature"), line["before"]
        at = datetime.fromisoformat(line["at"])
        ends = {int(tenant_id): Signed(int(seq), str(said), at) for tenant_id, (seq, said) in line["heads"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        yield "is not a line that was written here"
        return
    if not signed.is_ours(line, str(signature), key, salt=SALT):
        yield "was changed, or signed with another secret"
        return
    if before != found.signature:
        yield "does not follow the line before: one is missing"
    found.signature, found.last = signature, at
    for tenant_id, end in ends.items():
        found.ends[tenant_id].append(end)


@contextmanager
def _locked(folder: Path) -> Iterator[dict[str, Any] | None]:
    """One writer at a time. Gives the last line."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield _last(folder)


def _last(folder: Path) -> dict[str, Any] | None:
    """The last whole line."""
    for path in reversed(_files(folder)):
        for _number, text in reversed(signed.lines(path)):
            with suppress(ValueError):
                last: dict[str, Any] = json.loads(text)
                return last
    return None


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("????-??.jsonl"))
