"""What may happen to one date of an activity: moved, off, back again. Each stands as an exception of its schedule, so
that it survives later edits of the rule. Commands check, change, audit and emit; they never commit.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time

from stelsel import audit, clock
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import cautions, checks, clashes, history, sessions
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities.cautions import Elsewhere
from stelsel_tenants.activities.events import published_changed
from stelsel_tenants.activities.models import (
    Activity,
    ActivityState,
    ExceptionKind,
    RuleException,
    Session,
    SessionState,
)
from stelsel_tenants.activities.outlook import Occurrence, occurrence
from stelsel_tenants.activities.schedule import Exceptional
from stelsel_tenants.libraries.models import Branch


class NotPlanned(Conflict):
    message = _("Dit moment is al geweest, geteld of afgezegd. Ververs de pagina om het te zien.")


class NotPublished(Conflict):
    message = _("Bezoekers zien deze activiteit nu niet. Publiceer haar eerst.")


class NotOff(Conflict):
    message = _("Dit moment gaat al door, of is al geweest. Ververs de pagina om het te zien.")


class SeveralOnThatDay(Refused):
    field = "day"
    message = _("Deze dag heeft meer dan één moment. Zeg dit moment af en voeg een extra datum toe bij „Wanneer”.")


class InThePast(Refused):
    field = "day"
    message = _("Dit ligt in het verleden. Kies een latere dag of tijd.")


class TooFar(Refused):
    field = "day"
    message = _("Kies een dag in het komende jaar, waarop de vestiging van deze activiteit nog bestaat.")


class BranchIsClosed(Refused):
    field = "branch_id"
    message = _("Deze vestiging is dan gesloten. Kies een andere vestiging of een eerdere dag.")


class AnotherThen(Refused):
    field = "begins"
    message = _("Op dat moment is deze activiteit er al. Kies een andere dag of tijd.")


@dataclass(frozen=True, slots=True)
class Wish:
    """When, where and with whom one date is to be; no `room` or `leader`: the usual one."""

    day: date
    begins: time
    ends: time
    branch_id: uuid.UUID
    room: str = ""
    leader: str = ""

    @property
    def date(self) -> Occurrence:
        return occurrence(self.day, self.begins, self.ends)


def of(session: Session) -> Wish:
    """As it is now."""
    begins, ends = (at.astimezone(clock.AMSTERDAM) for at in (session.starts_at, session.ends_at))
    return Wish(begins.date(), begins.time(), ends.time(), session.branch_id, session.room, session.leader)


def change(scope: Scope, session_id: uuid.UUID, wish: Wish, *, outside_hours: bool = False) -> Session:
    """Another day, time, room, branch or leader for one date; what was not changed goes on following the rule.

    Raises NotPlanned, RoomsTaken, OutsideHours where nobody said that it may be so, and Refused where there can be
    nobody then or there.
    """
    session, activity = _locked(scope, session_id)
    if session.state not in sessions.FOLLOWING or session.starts_at <= clock.now():
        raise NotPlanned
    now = of(session)
    if wish == now:
        return session
    if wish.leader != now.leader:
        session.leader, session.needs_leader = wish.leader, False
    if replace(wish, leader=now.leader) == now:
        audit.record(scope, "session.led_by_another", session)
        return session
    _check_place(scope, wish)
    if not outside_hours:
        _check_hours(scope, activity, now, wish)
    _move(scope, activity, session, now, wish)
    return _done(scope, activity, session, "session.moved")


def elsewhere(scope: Scope, session: Session) -> list[Elsewhere]:
    """Where its leader is at that hour too."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, session.activity_id))
    return cautions.elsewhere(scope, [of(session).date], session.leader or activity.leader, activity.id)


def _move(scope: Scope, activity: Activity, session: Session, now: Wish, wish: Wish) -> None:
    known = _of_date(scope, activity, session)
    if known is None:
        raise SeveralOnThatDay
    other = _changed(known, now, wish, activity)
    others = [offers.exceptional(row) for row in activity.exceptions if row.day != known.rule_day]
    checks.check_one(replace(other, begins=wish.begins, ends=wish.ends), others)
    _check_moment(scope, session, wish)
    if not _has_room(activity, known.rule_day):
        raise checks.TooManyExceptions(field="day")
    _write(scope, activity, known.rule_day, other)
    there = [one for one in _dates(scope, activity) if one == wish.date]
    if not there:
        raise TooFar
    clashes.check(scope, offers.of(activity), activity.id)
    sessions.adopt(scope, activity, session, there[0])


def skip(scope: Scope, session: Session, reason: str) -> Activity:
    """This date is off, and the schedule says so while there is room in it. Returns whose it is. Raises NotPlanned."""
    if session.state is not SessionState.PLANNED or session.ends_at <= clock.now():
        raise NotPlanned
    activity = scope.session.get_one(Activity, (scope.tenant_id, session.activity_id), with_for_update=True)
    known = _of_date(scope, activity, session)
    sessions.turn(scope, session, SessionState.CANCELLED, reason)
    if known is not None and _has_room(activity, known.rule_day):
        skipped = Exceptional(known.rule_day, ExceptionKind.SKIP, reason=reason)
        is_extra = known.change is not None and known.change.kind is ExceptionKind.EXTRA
        _write(scope, activity, known.rule_day, None if is_extra else skipped)
    return activity


def bring_back(scope: Scope, session_id: uuid.UUID) -> Session:
    """A date that was off goes on after all: as the rule says now, or as an extra date where that says nothing.

    Raises NotOff, NotPublished, RoomsTaken, and Refused where there can be nobody then or there.
    """
    session, activity = _locked(scope, session_id)
    if session.state is not SessionState.CANCELLED or session.starts_at <= clock.now():
        raise NotOff
    if activity.state is not ActivityState.PUBLISHED:
        raise NotPublished
    wish = of(session)
    _check_place(scope, wish)
    here = next((row for row in activity.exceptions if row.day == wish.day), None)
    if here is not None and here.kind is ExceptionKind.SKIP:
        _write(scope, activity, wish.day, None)
        here = None
    sessions.turn(scope, session, SessionState.PLANNED, "")
    if not sessions.has_date(scope, activity, session):
        if here is not None:
            raise AnotherThen(field=None)
        place = wish.branch_id if wish.branch_id != activity.branch_id else None
        extra = Exceptional(wish.day, ExceptionKind.EXTRA, wish.begins, wish.ends, room=wish.room, branch_id=place)
        _write(scope, activity, wish.day, extra)
        if not sessions.has_date(scope, activity, session):
            raise TooFar(field=None)
    clashes.check(scope, offers.of(activity), activity.id)
    sessions.follow(scope, activity)
    return _done(scope, activity, session, "session.restored")


def _locked(scope: Scope, session_id: uuid.UUID) -> tuple[Session, Activity]:
    session = scope.session.get_one(Session, (scope.tenant_id, session_id), with_for_update=True)
    return session, scope.session.get_one(Activity, (scope.tenant_id, session.activity_id), with_for_update=True)


def _of_date(scope: Scope, activity: Activity, session: Session) -> Occurrence | None:
    """The date of the schedule that it is; None where its day has more of them, or the schedule does not know it."""
    dates = _dates(scope, activity)
    mine = next((one for one in dates if one.starts_at == session.starts_at), None)
    return mine if mine and _alone(mine, dates) else None


def _dates(scope: Scope, activity: Activity) -> list[Occurrence]:
    return sessions.dates(scope, activity.branch_id, offers.of(activity).schedule, activity.id)


def _alone(mine: Occurrence, dates: Iterable[Occurrence]) -> bool:
    return sum(one.rule_day == mine.rule_day for one in dates) == 1


def _changed(known: Occurrence, now: Wish, wish: Wish, activity: Activity) -> Exceptional:
    """The exception that makes this date so. What stays as it is keeps what was said of it before, or nothing."""
    before = known.change or Exceptional(known.rule_day, ExceptionKind.MOVE)
    is_extra = before.kind is ExceptionKind.EXTRA
    same_times = (wish.begins, wish.ends) == (now.begins, now.ends)
    to_day = before.to_day if wish.day == now.day else wish.day
    return replace(
        before,
        day=wish.day if is_extra else before.day,
        to_day=None if is_extra or to_day == before.day else to_day,
        begins=before.begins if same_times else wish.begins,
        ends=before.ends if same_times else wish.ends,
        room=wish.room,
        branch_id=wish.branch_id if wish.branch_id != activity.branch_id else None,
    )


def _check_place(scope: Scope, wish: Wish) -> None:
    branch = scope.session.get_one(Branch, (scope.tenant_id, wish.branch_id))
    if branch.closed_on is not None and branch.closed_on <= wish.day:
        raise BranchIsClosed


def _check_hours(scope: Scope, activity: Activity, now: Wish, wish: Wish) -> None:
    """What was not moved is not asked about again."""
    is_moved = (wish.date, wish.branch_id) != (now.date, now.branch_id)
    if is_moved and cautions.needs_open(activity):
        cautions.check_open(scope, wish.branch_id, [wish.date])


def _check_moment(scope: Scope, session: Session, wish: Wish) -> None:
    starts_at = clock.at(wish.day, wish.begins)
    if starts_at <= clock.now():
        raise InThePast
    if starts_at != session.starts_at and sessions.at(scope, session.activity_id, starts_at):
        raise AnotherThen


def _has_room(activity: Activity, day: date) -> bool:
    """Can one date more differ from the rules?"""
    others = [row for row in activity.exceptions if row.day != day]
    return len([row for row in others if not offers.exceptional(row).is_over(clock.today())]) < offers.MOST_EXCEPTIONS


def _write(scope: Scope, activity: Activity, day: date, other: Exceptional | None) -> None:
    """This day differs so from the rule, or no more. What is over goes with it: nothing follows from it any more."""
    for row in list(activity.exceptions):
        if row.day == day or offers.exceptional(row).is_over(clock.today()):
            activity.exceptions.remove(row)
    scope.session.flush()
    if other is not None and _says_something(other):
        activity.exceptions.append(RuleException(**{name: getattr(other, name) for name in offers.EXCEPTION}))
    offers.touch(activity)
    scope.session.flush()


def _says_something(other: Exceptional) -> bool:
    return other.kind is not ExceptionKind.MOVE or bool(other.to_day or other.begins or other.room or other.branch_id)


def _done(scope: Scope, activity: Activity, session: Session, deed: str) -> Session:
    history.record(scope, deed, activity, session)
    published_changed.send(scope, activity_ids={session.activity_id})
    return session
