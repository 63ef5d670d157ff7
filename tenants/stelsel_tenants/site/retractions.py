"""Sessions that were published and are no more: told as off, so that calendars which took them in let go of them.

A feed that merely leaves a session out is read in two ways: some programs drop it, others keep showing an hour that
will not be there. So what goes from the projection stands here, one SEQUENCE further, until sixty days after its day.
When the same date comes back it gets its identity back, and a higher SEQUENCE still.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, inspect, select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities.events import told_before
from stelsel_tenants.activities.models import OFF, Session
from stelsel_tenants.site import facts
from stelsel_tenants.site.models import PublishedSession, RetractedSession

Rows = Mapping[uuid.UUID, Mapping[str, Any]]
COLUMNS = tuple(column.key for column in inspect(RetractedSession).column_attrs)
OFF_STATES = frozenset(state.value for state in OFF)


def retract(scope: Scope, gone: Iterable[PublishedSession]) -> None:
    """Remember what leaves the projection: what was still to come, and what was told to be off.

    What has been is left as it was: nobody needs to be told that yesterday does not go on.
    """
    now, since = clock.now(), facts.since()
    leaving = [row for row in gone if row.starts_at > now or (row.state in OFF_STATES and row.starts_at >= since)]
    rows = {row.id: _told(row) for row in leaving}
    for part in _parts(rows):
        # a row that was put back by hand may have left one here
        scope.session.execute(delete(RetractedSession).where(RetractedSession.id.in_(part)))
    scope.insert_many(RetractedSession, rows.values())


def take_back(scope: Scope, coming: Rows) -> dict[uuid.UUID, dict[str, Any]]:
    """Rows that are published again, with a SEQUENCE beyond what was told; the sessions follow."""
    said: dict[uuid.UUID, dict[str, Any]] = {}
    for part in _parts(coming):
        before = scope.session.execute(
            select(RetractedSession.id, RetractedSession.sequence).where(RetractedSession.id.in_(part))
        ).all()
        for session_id, sequence in before:
            row = coming[session_id]
            if row["sequence"] < sequence or (row["sequence"] == sequence and row["state"] not in OFF_STATES):
                said[session_id] = {**row, "sequence": sequence + 1, "changed_at": max(clock.now(), row["changed_at"])}
        if before:
            scope.session.execute(delete(RetractedSession).where(RetractedSession.id.in_([one[0] for one in before])))
    for part in _parts(said):
        for session in scope.session.scalars(select(Session).where(Session.id.in_(part))):
            session.sequence, session.changed_at = (said[session.id][name] for name in ("sequence", "changed_at"))
    scope.session.flush()
    return said


def forget(scope: Scope) -> int:
    """Let go of what is older than feeds tell. Returns how many."""
    old = list(scope.session.scalars(select(RetractedSession).where(RetractedSession.starts_at < facts.since())))
    for row in old:
        scope.session.delete(row)
    scope.session.flush()
    return len(old)


def identities(scope: Scope, *, activity_id: uuid.UUID) -> dict[datetime, uuid.UUID]:
    """The coming dates of an activity that were told before, each with its session's id."""
    statement = select(RetractedSession.starts_at, RetractedSession.id).where(
        RetractedSession.activity_id == activity_id, RetractedSession.starts_at > clock.now()
    )
    return {row.starts_at: row.id for row in scope.session.execute(statement)}


def _told(row: PublishedSession) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in COLUMNS}
    if row.state not in OFF_STATES:
        said |= {"sequence": row.sequence + 1, "changed_at": clock.now(), "reason": ""}
    return said


def _parts(rows: Rows) -> Iterator[list[uuid.UUID]]:
    keys = list(rows)
    for start in range(0, len(keys), facts.CHUNK):
        yield keys[start : start + facts.CHUNK]


told_before.connect(identities)
