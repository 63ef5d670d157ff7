"""What may be seen of partners in the workroom of a library."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select

from stelsel import clock
from stelsel.i18n import language
from stelsel.tenancy import Organisation, Scope, Tenant
from stelsel_tenants.activities.events import who_may_give
from stelsel_tenants.activities.models import Activity, ActivityState
from stelsel_tenants.activities.queries import timetables
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.partners.models import Partnership, PartnershipState, Side, SlotRequest, SlotState
from stelsel_tenants.partners.proposals import is_to_answer
from stelsel_tenants.partners.standing import is_active, last_day, works

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
        .where(works())
        .order_by(Organisation.name, Organisation.id)
    )
    if not scope.reading:
        # Who plans in a partner's name holds the partnership: it cannot end before that is written.
        statement = statement.with_for_update(read=True, of=Partnership)
    return [(row.id, row.name) for row in scope.session.execute(statement)]


def others(scope: Scope) -> list[tuple[uuid.UUID, str]]:
    """Organisations of the network that neither work with this library nor wait for an answer, by name."""
    waiting = Partnership.state == PartnershipState.INVITED
    working = select(Partnership.organisation_id).where(or_(waiting, works()))
    statement = (
        select(Organisation.id, Organisation.name)
        .where(Organisation.id.not_in(working), Organisation.merged_into_id.is_(None))
        .order_by(Organisation.name, Organisation.id)
    )
    return [(row.id, row.name) for row in scope.session.execute(statement)]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """`asks`: the partner proposed it, and it waits for the library. `last_day`: the last one of which is known."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    name: str
    does: str
    themes: tuple[str, ...]
    state: PartnershipState
    is_active: bool
    is_confirmed: bool
    asks: bool
    asked_at: datetime
    last_day: date | None
    verified_on: date | None
    activities: int
    is_example: bool

    @property
    def is_stale(self) -> bool:
        return is_stale(self.verified_on)

    @property
    def days_waiting(self) -> int:
        return (clock.today() - self.asked_at.astimezone(clock.AMSTERDAM).date()).days


def overview(scope: Scope) -> list[PartnerRow]:
    """All that the library has or had to do with, by name. Two statements."""
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
        .order_by(Organisation.name, Partnership.id)
    )
    return [
        _row(partnership, name, counts.get(partnership.organisation_id, 0))
        for partnership, name in scope.session.execute(statement)
    ]


def _row(partnership: Partnership, name: str, activities: int) -> PartnerRow:
    return PartnerRow(
        id=partnership.id,
        organisation_id=partnership.organisation_id,
        name=name,
        does=partnership.does,
        themes=tuple(partnership.themes),
        state=partnership.state,
        is_active=is_active(partnership),
        is_confirmed=partnership.answered_at is not None,
        asks=is_to_answer(partnership, Side.LIBRARY),
        asked_at=partnership.asked_at,
        last_day=last_day(partnership.ends_at),
        verified_on=partnership.verified_on,
        activities=activities,
        is_example=partnership.is_example,
    )


def waiting(scope: Scope) -> tuple[int, str]:
    """For the menu: what partners proposed or asked for, and partnerships nobody looked at for three months."""
    before = clock.today() - STALE
    asks = (Partnership.state == PartnershipState.INVITED) & (Partnership.proposed_by == Side.PARTNER)
    stale = works() & (func.coalesce(Partnership.verified_on, date.min) < before)
    partnerships = select(func.count()).select_from(Partnership).where(or_(asks, stale)).scalar_subquery()
    asked = select(func.count()).select_from(SlotRequest).where(SlotRequest.state == SlotState.ASKED).scalar_subquery()
    number = scope.session.scalar(select(partnerships + asked))
    return number or 0, "warn"


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A slot that a partner asked for."""

    id: uuid.UUID
    partner: str
    title: str
    branch: str
    room: str
    rule: str
    asked_at: datetime

    @property
    def days_waiting(self) -> int:
        return (clock.today() - self.asked_at.astimezone(clock.AMSTERDAM).date()).days


def slots_waiting(scope: Scope) -> list[SlotRow]:
    """What partners asked for and nobody answered, the oldest first."""
    columns = (SlotRequest.id, Organisation.name, SlotRequest.title, Branch.name, SlotRequest.room, SlotRequest.rule)
    statement = (
        select(*columns, SlotRequest.asked_at)
        .join(Organisation, Organisation.id == SlotRequest.organisation_id)
        .join(Branch, (Branch.tenant_id == SlotRequest.tenant_id) & (Branch.id == SlotRequest.branch_id))
        .where(SlotRequest.state == SlotState.ASKED)
        .order_by(SlotRequest.asked_at, SlotRequest.id)
    )
    return [SlotRow(*row) for row in scope.session.execute(statement)]


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
        .where(Tenant.slug == slug, works())
    )
