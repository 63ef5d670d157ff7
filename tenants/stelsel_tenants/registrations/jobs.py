"""What happens to sign-ups by itself."""

import uuid

from stelsel import jobs, mail
from stelsel.access.current import tenant_by_id
from stelsel.db import unit_of_work
from stelsel.tenancy import Scope
from stelsel_tenants.registrations import following, places, reminding, retention, taps, telling, uncounted, waiting


@jobs.for_each_tenant("0 8 * * 1-5", "registrations.uncounted")
def uncounted_sessions(tenant_id: int) -> None:
    """Ask for the counts that are missing: the next working day, and a week later once more."""
    with Scope.system(tenant_by_id(tenant_id), why="registrations.uncounted") as scope, unit_of_work(scope):
        uncounted.ask(scope)


@jobs.for_each_tenant("30 2 * * *", "registrations.erase")
def erase(tenant_id: int) -> None:
    """Forget who came, when the term of the library is over (SECURITY P-33), and taps that nobody sends any more.

    Letters go first: whatever breaks off in between, none is kept longer than the sign-up that it tells of.
    """
    with Scope.system(tenant_id, why="registrations.erase") as scope:
        over = {one.id for one in retention.due(scope)}
    mail.forget_all(sorted(over))
    with Scope.system(tenant_id, why="registrations.erase") as scope, unit_of_work(scope):
        retention.forget(one for one in retention.due(scope) if one.id in over)
        taps.forget(scope)


@jobs.job("registrations.follow")
def follow(tenant_id: int, *, activity_id: uuid.UUID) -> None:
    """Tell who signed up what changed, and offer what became free."""
    with Scope.system(tenant_by_id(tenant_id), why="registrations.follow") as scope, unit_of_work(scope):
        following.follow(scope, activity_id)


@jobs.job("registrations.lapse")
def lapse(tenant_id: int, *, registration_id: uuid.UUID) -> None:
    """An offer that nobody answered goes to the next."""
    with Scope.system(tenant_by_id(tenant_id), why="registrations.lapse") as scope, unit_of_work(scope):
        waiting.lapse(scope, registration_id)


@jobs.job("registrations.remind")
def remind(tenant_id: int, *, registration_id: uuid.UUID) -> None:
    """It is nearly so far; and the reminder after this one is planned."""
    with Scope.system(tenant_by_id(tenant_id), why="registrations.remind") as scope, unit_of_work(scope):
        found = reminding.due(scope, registration_id)
        if found is None:
            return
        one, here, near = found
        for session in near:
            telling.remind(scope, one, here, session)
        following_ones = tuple(session for session in here.sessions if session not in near)
        if following_ones:
            reminding.plan(scope, one, places.Places(here.activity, following_ones, one.online))
