"""Days on which a schedule may not hold: holidays where a branch stands, and days that the branch is closed."""

import uuid
from datetime import date, timedelta

from sqlalchemy import select

from stelsel import clock
from stelsel.geo import calendar as geo
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Session
from stelsel_tenants.activities.outlook import FreeDays
from stelsel_tenants.libraries.models import Branch, OpeningException


def days(
    scope: Scope, branch: Branch | None, first: date, last: date, *, activity_id: uuid.UUID | None = None
) -> FreeDays:
    """Both ends included. A closed day is none for the activity that has a session then: that was asked about."""
    school = geo.school_holidays(scope, branch.municipality_code if branch else "", first, last)
    window = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return FreeDays(
        public=frozenset(one.day for one in geo.public_holidays(scope, first, last) if one.closed),
        school=frozenset(day for day in window if school.holds(day)),
        unknown=frozenset(day for day in window if school.may_hold(day)),
        closed=_closed(scope, branch.id, first, last, activity_id) if branch else frozenset(),
    )


def _closed(
    scope: Scope, branch_id: uuid.UUID, first: date, last: date, activity_id: uuid.UUID | None
) -> frozenset[date]:
    statement = select(OpeningException.day).where(
        OpeningException.branch_id == branch_id,
        OpeningException.day.between(first, last),
        OpeningException.opens.is_(None),
    )
    found = frozenset(scope.session.scalars(statement))
    if not found or activity_id is None:
        return found
    there = select(Session.starts_at).where(
        Session.activity_id == activity_id,
        Session.branch_id == branch_id,
        Session.starts_at >= clock.start_of(min(found)),
        Session.starts_at < clock.end_of(max(found)),
    )
    return found - {at.astimezone(clock.AMSTERDAM).date() for at in scope.session.scalars(there)}
