"""Which libraries were erased, written down outside the database: a copy of the database from before knows nothing of
it (SECURITY P-33). `stelsel restore` reads it and does again what the copy has undone.

One signed line each, in `erasures.jsonl` beside the signed ends of the trail, with nothing of a person:

    {"tenant_id": 66, "slug": "katwijk", "created_at": "…", "at": "2026-12-01T09:00:00+00:00", "signature": "…"}
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from stelsel.audit import signed
from stelsel.tenancy import Scope, Tenant

NAME = "erasures.jsonl"
SALT = "stelsel erasures"


class NotOurs(Exception):
    """A line was changed, or signed with another secret: nobody is erased for it. The message is for an operator."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """A library that was erased. With the moment it was made it is known from another with the same number."""

    tenant_id: int
    slug: str
    created_at: datetime
    at: datetime


def write(folder: Path, key: str, erasure: Erasure) -> None:
    """Add one line, on the disk before this returns. Raises OSError."""
    line = {
        "tenant_id": erasure.tenant_id,
        "slug": erasure.slug,
        "created_at": erasure.created_at.isoformat(),
        "at": erasure.at.isoformat(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    signed.append(folder / NAME, line, key, salt=SALT)


def read(folder: Path, key: str) -> list[Erasure]:
    """Every erasure, in the order in which they were done. Raises NotOurs."""
    path = folder / NAME
    if not path.exists():
        return []
    return [_taken(number, text, key) for number, text in signed.lines(path)]


def owed(scope: Scope, done: Iterable[Erasure]) -> list[Erasure]:
    """Those of which the database knows nothing: the library is there as it was."""
    there = select(Tenant.id, Tenant.slug, Tenant.created_at).where(Tenant.erased_at.is_(None))
    known = {tuple(row) for row in scope.session.execute(there)}
    return [one for one in done if (one.tenant_id, one.slug, one.created_at) in known]


def _taken(number: int, text: str, key: str) -> Erasure:
    try:
        line: dict[str, Any] = json.loads(text)
        signature = str(line.pop("signature"))
        found = Erasure(
            int(line["tenant_id"]),
            str(line["slug"]),
            datetime.fromisoformat(line["created_at"]),
            datetime.fromisoformat(line["at"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotOurs(f"{NAME} line {number} is not a line that was written here.") from error
    if not signed.is_ours(line, signature, key, salt=SALT):
        raise NotOurs(f"{NAME} line {number} was changed, or signed with another secret.")
    return found
