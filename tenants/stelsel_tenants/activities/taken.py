"""Dates that were skipped as their room was taken: they stay in sight, and are taken in again when it is free."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from stelsel import clock
from stelsel.errors import Conflict
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_tenants.activities import clashes, history, holds, one_date, sessions
from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities.clashes import TAKEN
from stelsel_tenants.activities.events import published_changed
from stelsel_tenants.activities.models import (
    Activity,
    ActivityState,
    ExceptionKind,
    RuleException,
    Session,
    SessionState,
)


class NotSkipped(Conflict):
    message = _("Deze datum is al weer opgenomen, of is geweest. Ververs de pagina om het te zien.")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A date that would be, were its room free; `by` names who has it now, "" where nobody has."""

    day: date
    starts_at: datetime
    by: str
    is_free: bool


def of(scope: Scope, activity: Activity) -> list[Skipped]:
    """The dates to come that were skipped so, those that are free again first; nothing is asked where none are."""
    days = {row.day for row in activity.exceptions if _is_skipped(row)}
    if not days:
        return []
    schedule = offers.of(activity).schedule
    kept = tuple(one for one in schedule.exceptions if one.day not in days)
    whole = replace(schedule, exceptions=kept)
    clashing = clashes.of_schedule(scope, (activity.branch_id, activity.room), whole, activity.id)
    taken = {clash.rule_day: clash.by.title for clash in clashing}
    found = [
        Skipped(one.rule_day, one.starts_at, taken.get(one.rule_day, ""), one.rule_day not in taken)
        for one in sessions.dates(scope, activity.branch_id, whole, activity.id)
        if one.rule_day in days and one.starts_at > clock.now()
    ]
    return sorted(found, key=lambda one: (not one.is_free, one.starts_at))


def take_in(scope: Scope, activity_id: uuid.UUID, day: date) -> Activity:
    """This date is held after all. Raises NotSkipped, and RoomsTaken where its room is not free yet."""
    activity = scope.session.get_one(Activity, (scope.tenant_id, activity_id), with_for_update=True)
    row = next((row for row in activity.exceptions if row.day == day and _is_skipped(row)), None)
    if row is None:
        raise NotSkipped
    then = Session.starts_at.between(clock.start_of(day), clock.end_of(day))
    is_off = Session.state == SessionState.CANCELLED
    off = select(Session.id).where(Session.activity_id == activity_id, is_off, then)
    if (session_id := scope.session.scalar(off)) is not None:
        one_date.bring_back(scope, session_id)
        return activity
    activity.exceptions.remove(row)
    offers.touch(activity)
    scope.session.flush()
    clashes.check(scope, offers.of(activity), activity_id)
    history.record(scope, "activity.date_taken_in", activity, day=day.isoformat())
    if activity.state is ActivityState.PUBLISHED:
        sessions.follow(scope, activity)
        published_changed.send(scope, activity_ids={activity_id})
    else:
        holds.follow(scope, activity_ids={activity_id})
    return activity


def _is_skipped(row: RuleException) -> bool:
    return row.kind is ExceptionKind.SKIP and row.reason == TAKEN and row.day >= clock.today()
