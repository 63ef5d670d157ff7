"""Sessions follow the schedule: made ahead for a horizon, matched so that each keeps its identity and sign-ups."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, select, update

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities import free, matching, slots, splitting
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities.events import Standing, sessions_moved, told_before, who_signed_up
from stelsel_tenants.activities.models import Activity, Session, SessionState
from stelsel_tenants.activities.outlook import Occurrence, occurrences
from stelsel_tenants.activities.schedule import Schedule
from stelsel_tenants.libraries.models import Branch

HORIZON = timedelta(days=396)
NEAR = timedelta(days=28)
"""Sessions nearer than this may stand in somebody's diary."""
LEADERS_KEPT = timedelta(days=14)
FOLLOWING = frozenset({SessionState.PLANNED, SessionState.PAUSED})
"""States of a session that still follows its schedule."""
SCHEDULE_CHANGED = "Het rooster is veranderd."
WITHDRAWN = "Deze activiteit is gestopt."


def follow(scope: Scope, activity: Activity) -> int:
    """Bring the coming sessions in line with the schedule. Returns how many are coming.

    A session keeps its id where a new date matches it (`matching`). What no longer has a date is cancelled where
    people signed up, and goes where nobody did. What began, was held or was cancelled is left alone.
    """
    scope.session.flush()
    standing = list(scope.session.scalars(coming(activity).with_for_update()))
    schedule = offers.of(activity).schedule
    follows, wanted, kept = matched(standing, dates(scope, activity.branch_id, schedule, activity.id))
    before = [Standing.of(session) for session in follows.values()]
    for key, one in kept.items():
        _adopt(activity, follows[key], one)
    cancelled = _drop(scope, [session for key, session in follows.items() if key not in kept])
    scope.session.flush()
    there = {one.starts_at for one in kept.values()}
    known = _told_before(scope, activity, standing)
    rows = [_row(activity, one, known.get(one.starts_at)) for one in wanted if one.starts_at not in there]
    scope.insert_many(Session, rows)
    staying = [*(follows[key] for key in kept), *cancelled]
    sessions_moved.send(scope, before=before, after=[*map(Standing.of, staying), *map(_standing, rows)])
    return len(wanted)


def coming(activity: Activity) -> Select[Session]:
    """Its sessions that did not begin yet, whatever their state."""
    ahead = select(Session).where(Session.activity_id == activity.id, Session.starts_at > clock.now())
    return ahead.order_by(Session.starts_at)


def matched(
    standing: Sequence[Session], occurrences: Sequence[Occurrence]
) -> tuple[dict[uuid.UUID, Session], list[Occurrence], dict[uuid.UUID, Occurrence]]:
    """The sessions that follow the schedule, the dates that are to come, and which of those becomes which."""
    follows = {session.id: session for session in standing if session.state in FOLLOWING}
    taken = {session.starts_at for session in standing if session.id not in follows}
    wanted = [one for one in occurrences if one.starts_at > clock.now() and one.starts_at not in taken]
    return follows, wanted, matching.match({key: session.starts_at for key, session in follows.items()}, wanted)


def taken(scope: Scope, activity: Activity) -> bool:
    """Did anybody sign up for what is still to come?"""
    return scope.session.scalar(coming(activity).where(Session.taken > 0).limit(1)) is not None


def end(scope: Scope, activity: Activity) -> None:
    """No more sessions: cancelled where people signed up, else removed."""
    planned = list(scope.session.scalars(coming(activity).where(Session.state.in_(FOLLOWING)).with_for_update()))
    before = [Standing.of(session) for session in planned]
    staying = _drop(scope, planned, reason=WITHDRAWN)
    sessions_moved.send(scope, before=before, after=[Standing.of(session) for session in staying])


def turn(scope: Scope, session: Session, state: SessionState, reason: str) -> None:
    """One session does not go on, or does after all."""
    before = Standing.of(session)
    change(session, state=state, reason=reason)
    sessions_moved.send(scope, before=[before], after=[Standing.of(session)])


def adopt(scope: Scope, activity: Activity, session: Session, one: Occurrence) -> None:
    """One session becomes this date."""
    before = Standing.of(session)
    _adopt(activity, session, one)
    sessions_moved.send(scope, before=[before], after=[Standing.of(session)])


def forget_leaders(scope: Scope) -> None:
    """Who led one date in another's place need not be known for ever."""
    over = Session.leader != "", Session.ends_at < clock.now() - LEADERS_KEPT
    scope.session.execute(update(Session).where(*over).values(leader=""))


def has_date(scope: Scope, activity: Activity, session: Session) -> bool:
    """Does the schedule of its activity give this session a date?"""
    standing = list(scope.session.scalars(coming(activity)))
    wanted = dates(scope, activity.branch_id, offers.of(activity).schedule, activity.id)
    return session.id in matched(standing, wanted)[2]


def at(scope: Scope, activity_id: uuid.UUID, starts_at: datetime) -> bool:
    """Does a session of the activity begin then, be it on or off?"""
    then = select(Session.id).where(Session.activity_id == activity_id, Session.starts_at == starts_at)
    return scope.session.scalar(then) is not None


def change(session: Session, **facts: Any) -> None:
    """Change what calendars show of a session: its SEQUENCE goes up (RFC 5545 3.8.7.4)."""
    for name, value in facts.items():
        setattr(session, name, value)
    session.sequence += 1
    session.changed_at = clock.now()


def dates(
    scope: Scope, branch_id: uuid.UUID, schedule: Schedule, activity_id: uuid.UUID | None = None
) -> list[Occurrence]:
    """The dates that a schedule gives at a branch from today on, to this activity where it is there already."""
    first, last = clock.today(), clock.today() + HORIZON
    branch = scope.session.get_one(Branch, (scope.tenant_id, branch_id))
    if branch.closed_on is not None:
        last = min(last, branch.closed_on - timedelta(days=1))
    days = free.days(scope, branch, schedule.since(first), last, activity_id=activity_id)
    return occurrences(schedule, first=first, last=last, free=days)


def split(scope: Scope, activity: Activity, schedule: Schedule, day: date) -> Schedule:
    """The schedule that is this one from `day` on, and what the activity has before."""
    branch = scope.session.get_one(Branch, (scope.tenant_id, activity.branch_id))
    before = offers.of(activity).schedule
    first = min([day, *(line.since for line in (*before.lines, *schedule.lines))])
    return splitting.split(before, schedule, day, free.days(scope, branch, first, day, activity_id=activity.id))


def _facts(activity: Activity, one: Occurrence) -> dict[str, Any]:
    """What calendars show of a date."""
    return {
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "branch_id": one.branch_id or activity.branch_id,
        "room": one.room,
        "state": SessionState.PAUSED if one.is_paused else SessionState.PLANNED,
        "reason": activity.pause_reason if one.is_paused else "",
    }


def _adopt(activity: Activity, session: Session, one: Occurrence) -> None:
    seen = _facts(activity, one)
    if any(getattr(session, name) != value for name, value in seen.items()):
        change(session, **seen, moved_from=_moved_from(session, one))
    session.is_tentative = one.is_tentative
    session.concept_slug = activity.concept_slug
    session.organisation_id = activity.organisation_id
    session.capacity = slots.capacity(activity, session.starts_at, session.ends_at)
    session.kept = activity.kept_seats
    session.online_capacity = activity.online_capacity


def _moved_from(session: Session, one: Occurrence) -> datetime | None:
    """The start that people know, if it is another than the new one: they signed up for it, or it is near."""
    known = session.moved_from or session.starts_at
    is_known = session.moved_from or session.taken or session.starts_at < clock.now() + NEAR
    return known if is_known and known != one.starts_at else None


def _drop(scope: Scope, sessions: list[Session], reason: str = SCHEDULE_CHANGED) -> list[Session]:
    """Those that a sign-up points at stay, cancelled, and are returned; the others go."""
    staying = pointed_at(scope, sessions)
    for session in sessions:
        if session in staying:
            change(session, state=SessionState.CANCELLED, reason=reason)
        else:
            scope.session.delete(session)
    return staying


def pointed_at(scope: Scope, sessions: Sequence[Session]) -> list[Session]:
    """Those that somebody signed up for, also in vain."""
    answers = [set(ids) for _who, ids in who_signed_up.send(scope, session_ids=[one.id for one in sessions])]
    known = set[uuid.UUID]().union(*answers)
    return [session for session in sessions if session.taken or session.id in known]


def _standing(row: Mapping[str, Any]) -> Standing:
    return Standing(row["branch_id"], row["concept_slug"], row["starts_at"], row["state"])


def _told_before(scope: Scope, activity: Activity, standing: Sequence[Session]) -> dict[datetime, uuid.UUID]:
    """Dates that people's calendars know, with the ids that they know them by: one that returns is the same one."""
    there = {session.id for session in standing}
    answers = told_before.send(scope, activity_id=activity.id)
    known = {start: key for _receiver, answer in answers for start, key in answer.items()}
    return {start: key for start, key in known.items() if key not in there}


def _row(activity: Activity, one: Occurrence, known: uuid.UUID | None) -> dict[str, Any]:
    return _facts(activity, one) | {
        "id": known or uuid.uuid4(),
        "activity_id": activity.id,
        "concept_slug": activity.concept_slug,
        "organisation_id": activity.organisation_id,
        "leader": "",
        "is_tentative": one.is_tentative,
        "capacity": slots.capacity(activity, one.starts_at, one.ends_at),
        "kept": activity.kept_seats,
        "taken": 0,
        "online_capacity": activity.online_capacity,
        "online_taken": 0,
        "sequence": 0,
        "changed_at": clock.now(),
        "turned_away": 0,
    }
