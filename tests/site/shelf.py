"""What tests of the public pages put into a library: branches and activities, by the real commands."""

import uuid
from datetime import date, time
from typing import Any

from sqlalchemy import select, update

from stelsel import clock
from stelsel.tenancy import Organisation, Scope
from stelsel_tenants.activities import service
from stelsel_tenants.activities.events import seats_changed
from stelsel_tenants.activities.models import Activity, Frequency, Session
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Line
from stelsel_tenants.libraries.models import Branch, OpeningHours
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.site import projection

FROM = date(2026, 12, 1)
TUESDAYS = Line(Frequency.WEEKLY, begins=time(14), ends=time(16), since=FROM, weekdays=(2,))
WEDNESDAYS = Line(Frequency.WEEKLY, begins=time(10), ends=time(12), since=FROM, weekdays=(3,))


def main_branch(scope: Scope) -> Branch:
    return scope.session.scalars(select(Branch).order_by(Branch.name, Branch.id)).first() or _no_branch()


def _no_branch() -> Branch:
    raise AssertionError("this library has no branch")


def opened(scope: Scope) -> Branch:
    """The main branch with an address and hours, and its rows in the projection."""
    branch = main_branch(scope)
    branch.street, branch.postcode = "Voorbeeldplein 1", "2225AA"
    if not branch.hours:
        branch.hours.extend(OpeningHours(weekday=day, opens=time(10), closes=time(17, 30)) for day in range(1, 6))
    projection.branches_changed(scope, branch_ids={branch.id})
    return branch


def another_branch(scope: Scope, name: str) -> uuid.UUID:
    """A second branch, in the projection."""
    main = main_branch(scope)
    other = Branch(name=name, place=main.place, municipality_code=main.municipality_code, lat=main.lat, lon=main.lon)
    scope.session.add(other)
    scope.session.flush()
    projection.branches_changed(scope, branch_ids={main.id, other.id})
    return other.id


def planned(scope: Scope, title: str = "Taalcafé", **facts: Any) -> Activity:
    """A draft at the main branch."""
    offer: dict[str, Any] = {
        "title": title,
        "branch_id": facts.pop("branch_id", None) or main_branch(scope).id,
        "concept_slug": "taalcafe",
        "lines": (TUESDAYS,),
        "outside_hours": True,
    }
    activity = service.plan(scope, Offer(**(offer | facts)))
    scope.session.flush()
    return activity


def published(scope: Scope, title: str = "Taalcafé", **facts: Any) -> uuid.UUID:
    """An activity that everybody sees."""
    activity = planned(scope, title, **facts)
    service.publish(scope, activity.id)
    return activity.id


def sessions(scope: Scope, activity_id: uuid.UUID) -> list[Session]:
    """Its sessions, the first one first."""
    found = select(Session).where(Session.activity_id == activity_id).order_by(Session.starts_at)
    return list(scope.session.scalars(found))


def organisation(scope: Scope, slug: str = "belastingdienst") -> uuid.UUID:
    return scope.session.scalars(select(Organisation.id).where(Organisation.slug == slug)).one()


def partner(scope: Scope, slug: str = "belastingdienst") -> uuid.UUID:
    """An organisation that works with this library."""
    organisation_id = organisation(scope, slug)
    known = select(Partnership.id).where(Partnership.organisation_id == organisation_id)
    if scope.session.scalar(known) is None:
        scope.session.add(Partnership(organisation_id=organisation_id, since=FROM))
        scope.session.flush()
    return organisation_id


def give_out(scope: Scope, session_id: uuid.UUID, seats: int = 1) -> None:
    """Seats of a session are taken, as signing up does it."""
    scope.session.execute(update(Session).where(Session.id == session_id).values(taken=Session.taken + seats))
    session = scope.session.get_one(Session, (scope.tenant_id, session_id), populate_existing=True)
    seats_changed.send(scope, session=session)


def of_day(scope: Scope, day: date) -> list[Session]:
    """All sessions that begin on a day."""
    found = select(Session).where(Session.starts_at >= clock.start_of(day), Session.starts_at < clock.end_of(day))
    return list(scope.session.scalars(found.order_by(Session.starts_at)))
