"""What another schedule would do to the sessions of an activity, before it is done. Changes nothing."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from stelsel.tenancy import Scope
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import sessions
from stelsel_tenants.activities.models import Activity, ActivityState, Session, SessionState
from stelsel_tenants.activities.outlook import Occurrence
from stelsel_tenants.activities.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What another schedule would do to the coming sessions. `gone` are those that nobody signed up for; `cancelled`
    are ids, starts and seats of those that somebody did; `people` hold a seat at what changes. `key` names exactly
    this outcome, for who says yes to it.
    """

    moved: int
    paused: int
    gone: int
    added: int
    people: int
    cancelled: tuple[tuple[uuid.UUID, datetime, int], ...]
    key: str

    @property
    def asks(self) -> bool:
        """Are there people whom it touches?"""
        return bool(self.people or self.cancelled)


def foresee(scope: Scope, activity: Activity, schedule: Schedule, branch_id: uuid.UUID) -> Foreseen | None:
    """What `sessions.follow` would do with this schedule at this branch; None where the public would see no change."""
    is_same = (offers.of(activity).schedule, activity.branch_id) == (schedule, branch_id)
    if activity.state is not ActivityState.PUBLISHED or is_same:
        return None
    standing = list(scope.session.scalars(sessions.coming(activity)))
    follows, wanted, kept = sessions.matched(standing, sessions.dates(scope, branch_id, schedule, activity.id))
    becomes = [(follows[key], one) for key, one in kept.items()]
    moved = [session for session, one in becomes if _place(session) != _place_of(one, branch_id)]
    stops = [session for session, one in becomes if one.is_paused != (session.state is SessionState.PAUSED)]
    dropped = [session for key, session in follows.items() if key not in kept]
    off = sessions.pointed_at(scope, dropped)
    touched = {session.id: session for session in (*moved, *stops, *off)}
    became = {session.id: (one.starts_at, one.ends_at, one.is_paused) for session, one in becomes}
    told = sorted((str(key), session.taken, became.get(key)) for key, session in touched.items())
    return Foreseen(
        moved=len(moved),
        paused=sum(session.state is SessionState.PLANNED for session in stops),
        gone=len(dropped) - len(off),
        added=len(wanted) - len(kept),
        people=sum(session.taken for session in touched.values()),
        cancelled=tuple((session.id, session.starts_at, session.taken) for session in off),
        key=hashlib.sha256(repr((told, branch_id)).encode()).hexdigest()[:32],
    )


def _place(session: Session) -> tuple[Any, ...]:
    return session.starts_at, session.ends_at, session.branch_id, session.room


def _place_of(one: Occurrence, branch_id: uuid.UUID) -> tuple[Any, ...]:
    return one.starts_at, one.ends_at, one.branch_id or branch_id, one.room
