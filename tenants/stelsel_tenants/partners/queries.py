"""What may be seen of partners in the workroom of a library."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from stelsel import clock
from stelsel.i18n import language
from stelsel.tenancy import Organisation, Scope, Tenant
from stelsel_tenants.activities.events import who_may_give
from stelsel_tenants.activities.models import Activity, ActivityState
from stelsel_tenants.activities.queries import timetables
from stelsel_tenants.partners.models import Partnership, PartnershipState

STALE = timedelta(days=90)
"""How long a fact counts as checked (FEATURES C10)."""


def is_stale(verified_on: date | None) -> bool:
    """Is it so long ago that somebody looked that the fact may be wrong?"""
    return verified_on is None or verified_on < clock.today() - STALE


@who_may_give.connect
def choices(scope: Scope) -> list[tuple[uuid.UUID, str]]:
    """Partners that work with this library now, by name: who may give an activity."""
    statement = (
        select(Organisation.id, Organisation.name)
        .join(Partnership, Partnership.organisation_id == Organisation.id)
        .where(Partnership.state == PartnershipState.ACTIVE)
        .order_by(Organisation.name, Organisation.id)
    )
    return [(row.id, row.name) for row in scope.session.execute(statement)]


def others(scope: Scope) -> list[tuple[uuid.UUID, str]]:
    """Organisations of the network that do not work with this library (any more), by name."""
    working = select(Partnership.organisation_id).where(Partnership.state != PartnershipState.ENDED)
    statement = (
        select(Organisation.id, Organisation.name)
        .where(Organisation.id.not_in(working), Organisation.merged_into_id.is_(None))
        .order_by(Organisation.name, Organisation.id)
    )
    return [(row.id, row.name) for row in scope.session.execute(statement)]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    id: uuid.UUID
    organisation_id: uuid.UUID
    name: str
    does: str
    themes: tuple[str, ...]
    state: PartnershipState
    verified_on: date | None
    activities: int
    is_example: bool

    @property
    def is_stale(self) -> bool:
        return is_stale(self.verified_on)


def overview(scope: Scope) -> list[PartnerRow]:
    """All partners of a library, those that ended last. Two statements."""
    counts = {
        row[0]: row[1]
        for row in scope.session.execute(
            select(Activity.organisation_id, func.count())
            .where(Activity.state == ActivityState.PUBLISHED, Activity.organisation_id.is_not(None))
            .group_by(Activity.organisation_id)
        )
    }
    statement = (
        select(Partnership, Organisation.name)
        .join(Organisation, Organisation.id == Partnership.organisation_id)
        .where(Organisation.merged_into_id.is_(None))
        .order_by(Partnership.state == PartnershipState.ENDED, Organisation.name, Partnership.id)
    )
    return [
        PartnerRow(
            id=partnership.id,
            organisation_id=partnership.organisation_id,
            name=name,
            does=partnership.does,
            themes=tuple(partnership.themes),
            state=partnership.state,
            verified_on=partnership.verified_on,
            activities=counts.get(partnership.organisation_id, 0),
            is_example=partnership.is_example,
        )
        for partnership, name in scope.session.execute(statement)
    ]


def to_check(scope: Scope) -> tuple[int, str]:
    """For the menu: how many partnerships nobody looked at for three months."""
    before = clock.today() - STALE
    number = scope.session.scalar(
        select(func.count())
        .select_from(Partnership)
        .where(Partnership.state == PartnershipState.ACTIVE, func.coalesce(Partnership.verified_on, date.min) < before)
    )
    return number or 0, "warn"


@dataclass(frozen=True, slots=True)
class Hours:
    """An activity that a partner gives at a library."""

    id: uuid.UUID
    title: str
    state: ActivityState
    sentence: str


def hours(scope: Scope, organisation_id: uuid.UUID) -> list[Hours]:
    """What a partner gives at this library, by title. Four statements."""
    found = scope.session.scalars(
        select(Activity).where(Activity.organisation_id == organisation_id).order_by(Activity.title, Activity.id)
    ).all()
    when, today = timetables(scope, [one.id for one in found]), clock.today()
    return [Hours(one.id, one.title, one.state, when[one.id].in_words(language(), today)) for one in found]


def works_with(scope: Scope, slug: str) -> int | None:
    """The tenant behind a slug, if the organisation works with it now; None otherwise (partner scope)."""
    return scope.session.scalar(
        select(Partnership.tenant_id)
        .join(Tenant, Tenant.id == Partnership.tenant_id)
        .where(Tenant.slug == slug, Partnership.state == PartnershipState.ACTIVE)
    )
