"""Keeps the published projection, in the transaction that changes the facts.

Rows are worked out of the facts (`facts.py`) and compared with those that stand: what differs is written, nothing
else. So a change of one activity and a rebuild of everything give the same rows, and doing either twice costs reading
only.

What changes by the passing of time (a season that began, a day that fell out of the window, a branch that closed
today) is brought in line each night (`nightly.py`).
"""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import delete, select, update

from stelsel.db import Owned
from stelsel.tenancy import Scope
from stelsel_tenants.activities import seats
from stelsel_tenants.activities.events import published_changed, seats_changed
from stelsel_tenants.activities.models import Activity, Session
from stelsel_tenants.libraries.events import branch_changed, library_changed
from stelsel_tenants.site import facts, retractions, tombstones
from stelsel_tenants.site.models import PublishedActivity, PublishedBranch, PublishedSession

Rows = Mapping[uuid.UUID, Mapping[str, Any]]
Row = TypeVar("Row", bound=Owned)


@dataclass(frozen=True, slots=True)
class Drift:
    """A row that differs from the facts: missing, left behind, or with other values."""

    table: str
    id: uuid.UUID
    what: str


def activities_changed(scope: Scope, *, activity_ids: Collection[uuid.UUID]) -> None:
    """Follow these activities, and the branches that they are given at: no session without its place."""
    scope.session.flush()
    where = Activity.id.in_(activity_ids)
    at = (
        select(Activity.branch_id)
        .where(where)
        .union(select(Session.branch_id).where(Session.activity_id.in_(activity_ids)))
    )
    _follow_branches(scope, set(scope.session.scalars(at)))
    told = select(PublishedActivity).where(PublishedActivity.id.in_(activity_ids))
    _align(scope, PublishedActivity, told, facts.activities(scope, where))
    standing = select(PublishedSession).where(PublishedSession.activity_id.in_(activity_ids))
    _align_sessions(scope, standing, facts.sessions(scope, where))


def branches_changed(scope: Scope, *, branch_ids: Collection[uuid.UUID]) -> None:
    """Follow these branches; where one closes or opens again its sessions go or come."""
    scope.session.flush()
    _follow_branches(scope, branch_ids)
    told = select(PublishedActivity).where(PublishedActivity.branch_id.in_(branch_ids))
    _align(scope, PublishedActivity, told, facts.activities(scope, Activity.branch_id.in_(branch_ids)))
    standing = select(PublishedSession).where(PublishedSession.branch_id.in_(branch_ids))
    _align_sessions(scope, standing, facts.sessions(scope, Session.branch_id.in_(branch_ids)))


def library_renamed(scope: Scope) -> None:
    """The library's own name and slug stand in its branches' rows."""
    scope.session.flush()
    _align(scope, PublishedBranch, select(PublishedBranch), facts.branches(scope))


def session_seats_changed(scope: Scope, *, session: Session) -> None:
    """Seats were given out or came back. Cheap, as it stands in the way of whoever signs up next."""
    same = {"told_at": PublishedSession.told_at}  # no change that others must take over
    left_over = {"left_over": seats.left_over(session)}
    scope.session.execute(update(PublishedSession).where(PublishedSession.id == session.id).values(left_over | same))


def rebuild(scope: Scope) -> int:
    """Bring all rows of a library in line with the facts. Returns how many were not."""
    scope.session.flush()
    return sum(
        (
            _align(scope, PublishedBranch, select(PublishedBranch), facts.branches(scope)),
            _align(scope, PublishedActivity, select(PublishedActivity), facts.activities(scope)),
            _align_sessions(scope, select(PublishedSession), facts.sessions(scope)),
            retractions.forget(scope),
            tombstones.forget(scope),
        )
    )


def drift(scope: Scope) -> list[Drift]:
    """What differs from the facts; changes nothing."""
    wanted: tuple[tuple[type[Owned], Rows], ...] = (
        (PublishedBranch, facts.branches(scope)),
        (PublishedActivity, facts.activities(scope)),
        (PublishedSession, facts.sessions(scope)),
    )
    return [one for model, rows in wanted for one in _differences(scope, model, rows)]


def _follow_branches(scope: Scope, branch_ids: Collection[uuid.UUID]) -> None:
    standing = select(PublishedBranch).where(PublishedBranch.id.in_(branch_ids))
    _align(scope, PublishedBranch, standing, facts.branches(scope, branch_ids))


def _align(scope: Scope, model: type[Owned], standing: Any, wanted: Rows) -> int:
    return _write(scope, model, _standing(scope, model, standing, wanted), wanted)


def _align_sessions(scope: Scope, standing: Any, wanted: Rows) -> int:
    """As `_align`, and what was told before is neither left out nor told as if it were new (`retractions.py`)."""
    rows = _standing(scope, PublishedSession, standing, wanted)
    retractions.retract(scope, [row for key, row in rows.items() if key not in wanted])
    coming = {key: wanted[key] for key in wanted.keys() - rows.keys()}
    return _write(scope, PublishedSession, rows, {**wanted, **retractions.take_back(scope, coming)})


def _standing(scope: Scope, model: type[Row], standing: Any, wanted: Rows) -> dict[uuid.UUID, Row]:
    rows = {row.id: row for row in scope.session.scalars(standing)}
    # A row may stand under another activity or branch than before: found by its key as well.
    return rows | _by_key(scope, model, wanted.keys() - rows.keys())


def _write(scope: Scope, model: type[Owned], rows: Mapping[uuid.UUID, Owned], wanted: Rows) -> int:
    gone = rows.keys() - wanted.keys()
    if gone:
        tombstones.put(scope, [rows[key] for key in gone])
        scope.session.execute(delete(model).where(model.id.in_(gone)))
    changed = [row for key, row in rows.items() if key in wanted and not _agrees(row, wanted[key])]
    for row in changed:
        for name, value in wanted[row.id].items():
            setattr(row, name, value)
    scope.session.flush()
    new = [{"id": key, **wanted[key]} for key in wanted.keys() - rows.keys()]
    tombstones.take_away(scope, [row["id"] for row in new])
    scope.insert_many(model, new)
    return len(gone) + len(changed) + len(new)


def _by_key(scope: Scope, model: type[Row], keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Row]:
    keys = list(keys)
    found: dict[uuid.UUID, Row] = {}
    for start in range(0, len(keys), facts.CHUNK):
        part = keys[start : start + facts.CHUNK]
        found |= {row.id: row for row in scope.session.scalars(select(model).where(model.id.in_(part)))}
    return found


def _agrees(row: Owned, values: Mapping[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _differences(scope: Scope, model: type[Owned], wanted: Rows) -> list[Drift]:
    rows = {row.id: row for row in scope.session.scalars(select(model))}
    said = [Drift(model.__tablename__, key, "missing") for key in wanted.keys() - rows.keys()]
    said += [Drift(model.__tablename__, key, "left behind") for key in rows.keys() - wanted.keys()]
    said += [
        Drift(model.__tablename__, key, "other values")
        for key, row in rows.items()
        if key in wanted and not _agrees(row, wanted[key])
    ]
    return sorted(said, key=lambda one: (one.table, one.what, one.id))


published_changed.connect(activities_changed)
seats_changed.connect(session_seats_changed)
branch_changed.connect(branches_changed)
library_changed.connect(library_renamed)
