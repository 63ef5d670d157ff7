"""What the first page of the workroom shows: a fixed number of statements, whatever there is."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import aliased

from stelsel import clock
from stelsel.db import Owned
from stelsel.tenancy import Organisation, Scope, Tenant
from stelsel_tenants.activities.models import Activity, ActivityState, Session, SessionState
from stelsel_tenants.libraries.branch import ACCESS
from stelsel_tenants.libraries.models import Branch, BranchKind, Fact, OpeningHours, Profile, Readiness
from stelsel_tenants.libraries.service import AGENDA_SEEN
from stelsel_tenants.partners.models import Partnership, PartnershipState, Side
from stelsel_tenants.partners.standing import works
from stelsel_tenants.registrations import queries as registrations
from stelsel_tenants.registrations.queries import Moment
from stelsel_tenants.workroom.readiness import Known, Step

MOST = 8
"""Lines of one kind that wait; the rest is counted."""
UNCHOSEN = "#04654b"
"""The colour that a library has before it chose one."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An activity that nobody sees yet."""

    id: uuid.UUID
    title: str
    created_at: datetime

    @property
    def days_old(self) -> int:
        return (clock.today() - self.created_at.astimezone(clock.AMSTERDAM).date()).days


@dataclass(frozen=True, slots=True)
class Invited:
    """A partnership that was proposed and has no answer yet; `by` says by whom."""

    id: uuid.UUID
    name: str
    by: Side
    asked_at: datetime

    @property
    def days_old(self) -> int:
        return (clock.today() - self.asked_at.astimezone(clock.AMSTERDAM).date()).days


@dataclass(frozen=True, slots=True)
class Late:
    """A session that nobody counted yet."""

    moment: Moment

    @property
    def days_old(self) -> int:
        return (clock.today() - self.moment.starts_at.astimezone(clock.AMSTERDAM).date()).days


def uncounted(scope: Scope) -> list[Late]:
    """The longest waiting first."""
    return [Late(moment) for moment in reversed(registrations.uncounted(scope))]


def drafts(scope: Scope) -> list[Draft]:
    """Activities in the making, the oldest first."""
    statement = (
        select(Activity.id, Activity.title, Activity.created_at)
        .where(Activity.state == ActivityState.DRAFT)
        .order_by(Activity.created_at, Activity.id)
        .limit(MOST)
    )
    return [Draft(*row) for row in scope.session.execute(statement)]


def invited(scope: Scope) -> list[Invited]:
    """Partnerships that wait, for the library or for the partner, the oldest first."""
    statement = (
        select(Partnership.id, Organisation.name, Partnership.proposed_by, Partnership.asked_at)
        .join(Organisation, Organisation.id == Partnership.organisation_id)
        .where(Partnership.state == PartnershipState.INVITED)
        .order_by(Partnership.asked_at, Partnership.id)
        .limit(MOST)
    )
    return [Invited(*row) for row in scope.session.execute(statement)]


def coming(scope: Scope) -> int:
    """How many published moments are still to come: what every channel shows."""
    statement = (
        select(func.count())
        .select_from(Session)
        .join(Activity, (Activity.tenant_id == Session.tenant_id) & (Activity.id == Session.activity_id))
        .where(
            Activity.state == ActivityState.PUBLISHED,
            Session.state == SessionState.PLANNED,
            Session.ends_at > clock.now(),
        )
    )
    return scope.session.scalar(statement) or 0


def steps() -> dict[Step, ColumnElement[bool]]:
    """When each step is done, as conditions on a library (`Tenant`): for one or for all of them."""
    main = _main_branch()
    return {
        Step.CONTACT: _has(Profile, or_(Profile.email != "", Profile.phone != "")),
        Step.COLOUR: Tenant.accent != UNCHOSEN,
        Step.BRANCH: and_(_has_address(), _has(OpeningHours, OpeningHours.branch_id == main)),
        Step.ACCESS: _has(Branch, Branch.id == main, *(getattr(Branch, name) != Fact.UNKNOWN for name in ACCESS)),
        Step.ACTIVITY: _has(Activity, Activity.state == ActivityState.PUBLISHED),
        Step.PARTNER: _has(Partnership, works()),
        Step.AGENDA: _has(Readiness, Readiness.point == AGENDA_SEEN),
    }


def is_ready() -> ColumnElement[bool]:
    """The condition on a library whose every step is done."""
    return and_(*steps().values())


def known(scope: Scope, library_ids: Collection[int]) -> dict[int, Known]:
    """How far these libraries are. One statement, whatever their number."""
    asked = steps()
    statement = select(Tenant.id, _main_branch(), _has_address(), *asked.values()).where(Tenant.id.in_(library_ids))
    return {
        one: Known(frozenset(step for step, is_done in zip(asked, done, strict=True) if is_done), main, has_address)
        for one, main, has_address, *done in scope.session.execute(statement)
    }


def _main_branch() -> ScalarSelect[uuid.UUID]:
    """The main branch of a library that is open; the first by name, should there be more."""
    one = aliased(Branch)
    mains = select(one.id).where(one.tenant_id == Tenant.id, one.kind == BranchKind.MAIN, one.closed_on.is_(None))
    return mains.order_by(one.name, one.id).limit(1).correlate(Tenant).scalar_subquery()


def _has_address() -> ColumnElement[bool]:
    return _has(Branch, Branch.id == _main_branch(), Branch.street != "", Branch.postcode != "")


def _has(model: type[Owned], *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Has a library such a row? Names a column, as the national body does not read all of them."""
    return select(model.tenant_id).where(model.tenant_id == Tenant.id, *conditions).exists()
