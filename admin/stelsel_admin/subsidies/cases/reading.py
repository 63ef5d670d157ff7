"""Reading what an applicant sent."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from stelsel.tenancy import Scope
from stelsel_admin.subsidies.cases.models import Snapshot


@dataclass(frozen=True, slots=True)
class Sending:
    """One snapshot; `content` is what `filing.snapshot.content` wrote."""

    number: int
    at: datetime
    sha256: str
    content: dict[str, Any]


def sent(scope: Scope, case_id: uuid.UUID) -> list[Sending]:
    """Everything that was sent, newest first; there is always one."""
    rows = scope.session.scalars(select(Snapshot).where(Snapshot.case_id == case_id).order_by(Snapshot.number.desc()))
    return [Sending(row.number, row.sent_at, row.sha256, json.loads(row.content)) for row in rows]
