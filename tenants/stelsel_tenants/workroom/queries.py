"""What the first page of the workroom shows: a fixed number of statements, whatever there is."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from stelsel import clock
from stelsel.db import Owned
from stelsel.tenancy import Organisation, Scope, Tenant
from stelsel_tenants.activities.models import Activity, ActivityState, Session, SessionState
from stelsel_tenants.libraries.branch import ACCESS
from stelsel_tenants.libraries.models import Branch, BranchKind, Fact, OpeningHours, Profile, Readiness
from stelsel_tenants.libraries.service import AGENDA_SEEN
from stelsel_tenants.partners.models import Partnership, PartnershipState
from stelsel_tenants.registrations import queries as registrations
from stelsel_tenants.registrations.queries import Moment
from stelsel_tenants.workroom.readiness import Known

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
    """A partner that was asked and did not answer yet."""

    id: uuid.UUID
    name: str
    created_at: datetime

    @property
    def days_old(self) -> int:
        return (clock.today() - self.created_at.astimezone(clock.AMSTERDAM).date()).days


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
    """Partnerships that wait for the partner, the oldest first."""
    statement = (
        select(Partnership.id, Organisation.name, Partnership.created_at)
        .join(Organisation, Organisation.id == Partnership.organisation_id)
        .where(Partnership.state == PartnershipState.INVITED)
        .order_by(Partnership.created_at, Partnership.id)
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


def known(scope: Scope) -> Known:
    """The facts of the checklist. Seven statements."""
    tenant = scope.session.get_one(Tenant, scope.tenant_id)
    profile = scope.session.execute(select(Profile.email, Profile.phone)).one_or_none()
    mains = select(Branch).where(Branch.kind == BranchKind.MAIN, Branch.closed_on.is_(None))
    main = scope.session.scalars(mains.order_by(Branch.name, Branch.id).limit(1)).one_or_none()
    main_id = main.id if main is not None else None
    return Known(
        has_contact=profile is not None and bool(profile.email or profile.phone),
        has_colour=tenant.accent != UNCHOSEN,
        main_branch_id=main_id,
        has_address=main is not None and bool(main.street and main.postcode),
        has_hours=_number(scope, OpeningHours, OpeningHours.branch_id == main_id) > 0,
        access_unknown=sum(getattr(main, name, Fact.UNKNOWN) is Fact.UNKNOWN for name in ACCESS),
        published=_number(scope, Activity, Activity.state == ActivityState.PUBLISHED),
        partners=_number(scope, Partnership, Partnership.state == PartnershipState.ACTIVE),
        agenda_seen=_number(scope, Readiness, Readiness.point == AGENDA_SEEN) > 0,
    )


def _number(scope: Scope, model: type[Owned], condition: ColumnElement[bool]) -> int:
    return scope.session.scalar(select(func.count()).select_from(model).where(condition)) or 0
