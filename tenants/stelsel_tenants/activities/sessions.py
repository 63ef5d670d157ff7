"""Sessions follow the schedule: made ahead for a horizon, matched so that each keeps its identity and sign-ups."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from stelsel import clock
from stelsel.geo import calendar as geo
from stelsel.tenancy import Scope
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import slots
from stelsel_tenants.activities.events import Standing, sessions_moved, who_signed_up
from stelsel_tenants.activities.models import Activity, Session, SessionState
from stelsel_tenants.activities.schedule import FreeDays, Occurrence, occurrences
from stelsel_tenants.libraries.models import Branch

HORIZON = timedelta(days=396)
NEAR = timedelta(days=28)
"""Sessions nearer than this may stand in somebody's diary."""
SCHEDULE_CHANGED = "Het rooster is veranderd."
WITHDRAWN = "Deze activiteit is gestopt."


def follow(scope: Scope, activity: Activity) -> int:
    """Bring the coming sessions in line with the schedule. Returns how many are coming.

    A session keeps its id on the same start, else on the same civil day. What no longer has a date is cancelled
    where people signed up, and goes where nobody did. What began, was held or was cancelled is left alone.
    """
    scope.session.flush()
    now = clock.now()
    wanted = {one.starts_at: one for one in _wanted(scope, activity) if one.starts_at > now}
    standing = list(
        scope.session.scalars(
            select(Session)
            .where(Session.activity_id == activity.id, Session.starts_at > now)
            .order_by(Session.starts_at)
            .with_for_update()
        )
    )
    taken = {session.starts_at for session in standing if session.state is not SessionState.PLANNED}
    wanted = {start: one for start, one in wanted.items() if start not in taken}
    planned = [session for session in standing if session.state is SessionState.PLANNED]
    before = [Standing.of(session) for session in planned]
    left = _keep_same_start(activity, planned, wanted)
    _move_same_day(activity, left, wanted)
    staying = [*(session for session in planned if session not in left), *_drop(scope, left)]
    scope.session.flush()
    scope.insert_many(Session, [_row(activity, one) for one in wanted.values()])
    coming = [_standing(activity, one) for one in wanted.values()]
    sessions_moved.send(scope, before=before, after=[*map(Standing.of, staying), *coming])
    return len(planned) - len(left) + len(wanted)


def taken(scope: Scope, activity: Activity) -> bool:
    """Did anybody sign up for what is still to come?"""
    coming = select(Session.id).where(
        Session.activity_id == activity.id, Session.starts_at > clock.now(), Session.taken > 0
    )
    return scope.session.scalar(coming.limit(1)) is not None


def end(scope: Scope, activity: Activity) -> None:
    """No more sessions: cancelled where people signed up, else removed."""
    coming = select(Session).where(
        Session.activity_id == activity.id, Session.starts_at > clock.now(), Session.state == SessionState.PLANNED
    )
    planned = list(scope.session.scalars(coming.with_for_update()))
    before = [Standing.of(session) for session in planned]
    staying = _drop(scope, planned, reason=WITHDRAWN)
    sessions_moved.send(scope, before=before, after=[Standing.of(session) for session in staying])


def cancel(scope: Scope, session: Session, reason: str) -> None:
    """One session does not go on."""
    before = Standing.of(session)
    change(session, state=SessionState.CANCELLED, reason=reason)
    sessions_moved.send(scope, before=[before], after=[Standing.of(session)])


def change(session: Session, **facts: Any) -> None:
    """Change what calendars show of a session: its SEQUENCE goes up (RFC 5545 3.8.7.4)."""
    for name, value in facts.items():
        setattr(session, name, value)
    session.sequence += 1
    session.changed_at = clock.now()


def free_days(scope: Scope, municipality_code: str, first: date, last: date) -> FreeDays:
    """Public holidays, and school holidays of the region that the branch's municipality lies in."""
    school = geo.school_holidays(scope, municipality_code, first, last)
    window = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return FreeDays(
        public=frozenset(one.day for one in geo.public_holidays(scope, first, last) if one.closed),
        school=frozenset(day for day in window if school.holds(day)),
    )


def _wanted(scope: Scope, activity: Activity) -> list[Occurrence]:
    first, last = clock.today(), clock.today() + HORIZON
    branch = scope.session.get_one(Branch, (activity.tenant_id, activity.branch_id))
    if branch.closed_on is not None:
        last = min(last, branch.closed_on - timedelta(days=1))
    offer = offers.of(activity)
    return occurrences(
        offer.lines,
        offer.exceptions,
        first=first,
        last=last,
        free=free_days(scope, branch.municipality_code, first, last),
    )


def _keep_same_start(activity: Activity, planned: list[Session], wanted: dict[Any, Occurrence]) -> list[Session]:
    left = []
    for session in planned:
        one = wanted.pop(session.starts_at, None)
        if one is None:
            left.append(session)
        else:
            _adopt(activity, session, one)
    return left


def _move_same_day(activity: Activity, left: list[Session], wanted: dict[Any, Occurrence]) -> None:
    by_day = {one.day: one for one in wanted.values()}
    for session in list(left):
        one = by_day.pop(session.starts_at.astimezone(clock.AMSTERDAM).date(), None)
        if one is not None:
            _adopt(activity, session, one)
            del wanted[one.starts_at]
            left.remove(session)


def _adopt(activity: Activity, session: Session, one: Occurrence) -> None:
    seen = {"starts_at": one.starts_at, "ends_at": one.ends_at, "branch_id": activity.branch_id}
    if any(getattr(session, name) != value for name, value in seen.items()):
        change(session, **seen, moved_from=_moved_from(session, one))
    session.concept_slug = activity.concept_slug
    session.organisation_id = activity.organisation_id
    session.capacity = slots.capacity(activity, session.starts_at, session.ends_at)
    session.kept = activity.kept_seats


def _moved_from(session: Session, one: Occurrence) -> datetime | None:
    """The start that people know, if it is another than the new one: they signed up for it, or it is near."""
    known = session.moved_from or session.starts_at
    is_known = session.moved_from or session.taken or session.starts_at < clock.now() + NEAR
    return known if is_known and known != one.starts_at else None


def _drop(scope: Scope, sessions: list[Session], reason: str = SCHEDULE_CHANGED) -> list[Session]:
    """Those that a sign-up points at stay, cancelled, and are returned; the others go."""
    answers = [set(ids) for _who, ids in who_signed_up.send(scope, session_ids=[one.id for one in sessions])]
    known = set[uuid.UUID]().union(*answers)
    staying = [session for session in sessions if session.taken or session.id in known]
    for session in sessions:
        if session in staying:
            change(session, state=SessionState.CANCELLED, reason=reason)
        else:
            scope.session.delete(session)
    return staying


def _standing(activity: Activity, one: Occurrence) -> Standing:
    return Standing(activity.branch_id, activity.concept_slug, one.starts_at, SessionState.PLANNED)


def _row(activity: Activity, one: Occurrence) -> dict[str, Any]:
    return {
        "id": uuid.uuid4(),
        "activity_id": activity.id,
        "branch_id": activity.branch_id,
        "concept_slug": activity.concept_slug,
        "organisation_id": activity.organisation_id,
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "state": SessionState.PLANNED,
        "reason": "",
        "capacity": slots.capacity(activity, one.starts_at, one.ends_at),
        "kept": activity.kept_seats,
        "taken": 0,
        "sequence": 0,
        "changed_at": clock.now(),
        "turned_away": 0,
    }
