"""Reminders: so many hours before it begins, to who has a place, once for each date (FEATURES B16)."""

import uuid
from datetime import timedelta

from stelsel import clock, jobs, mail
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Session, SessionState
from stelsel_tenants.registrations import conditions, places
from stelsel_tenants.registrations.models import Registration, RegistrationState
from stelsel_tenants.registrations.places import Places


def plan(scope: Scope, one: Registration, here: Places) -> None:
    """The next reminder of this sign-up; none where it is nearly so far already, or nothing reaches them."""
    hours = conditions.of(scope, one.activity_id).remind_hours
    if not _is_reached(one) or not hours:
        return
    moments = (session.starts_at - timedelta(hours=hours) for session in here.sessions)
    due = next((moment for moment in moments if moment > clock.now()), None)
    if due is not None:
        jobs.enqueue(scope, "registrations.remind", due_at=due, registration_id=one.id)


def _is_reached(one: Registration) -> bool:
    """By mail, else by a text message."""
    return one.email is not None or mail.texts.reaches(one.phone)


def due(scope: Scope, registration_id: uuid.UUID) -> tuple[Registration, Places, list[Session]] | None:
    """Who is reminded now of which sessions, if it still holds; what is moved or taken back since is not among them."""
    one = scope.session.get(Registration, (scope.tenant_id, registration_id))
    if one is None or one.state is not RegistrationState.CONFIRMED or not _is_reached(one):
        return None
    here = places.hold_of(scope, one)
    if here is None:
        return None
    ahead = clock.now() + timedelta(hours=conditions.of(scope, one.activity_id).remind_hours)
    near = [
        session
        for session in here.sessions
        if session.state is SessionState.PLANNED and clock.now() < session.starts_at <= ahead
    ]
    return one, here, near
