"""What a library sees of its own applications."""

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from stelsel.tenancy import Scope
from stelsel_admin.subsidies.applications.models import Application, SentCopy
from stelsel_admin.subsidies.transitions import State


@dataclass(frozen=True, slots=True)
class Sent:
    """A copy of what was sent."""

    number: int
    content: dict[str, Any]
    sha256: str
    sent_at: datetime


def newest(scope: Scope, scheme_id: uuid.UUID) -> Application | None:
    """The library's last application under a scheme, one in use before one withdrawn; None where there is none."""
    return scope.session.scalar(
        select(Application)
        .where(Application.scheme_id == scheme_id)
        .order_by(Application.state == State.WITHDRAWN, Application.created_at.desc(), Application.id)
        .limit(1)
    )


def sent(scope: Scope, application_id: uuid.UUID) -> list[Sent]:
    """Everything that was sent, newest first."""
    rows = scope.session.scalars(
        select(SentCopy).where(SentCopy.application_id == application_id).order_by(SentCopy.number.desc())
    )
    return [Sent(row.number, json.loads(row.content), row.sha256, row.sent_at) for row in rows]


def own(scope: Scope) -> list[Application]:
    """All applications of the library, newest first: for its workroom."""
    return list(scope.session.scalars(select(Application).order_by(Application.created_at.desc(), Application.id)))
