"""What happens to organisations by itself."""

import uuid
from datetime import timedelta

from sqlalchemy import and_, delete, exists, func, or_, select

from stelsel import audit, clock, jobs
from stelsel.db import unit_of_work
from stelsel.tenancy import Actor, Hat, Organisation, Scope
from stelsel_admin.organisations import moving, reach
from stelsel_admin.organisations.merging import GATHER, locked
from stelsel_admin.organisations.models import OrganisationMerge
from stelsel_tenants.organisations.keeping import FOLLOW
from stelsel_tenants.organisations.models import OrganisationContact
from stelsel_tenants.partners.models import Partnership, PartnershipState

FORGET = "organisations.forget"
KEPT = timedelta(days=365)
"""How long names of people stay after the last library stopped working with their organisation."""


@jobs.job(FOLLOW, network=True)
def follow(_tenant_id: int | None, *, organisation_id: uuid.UUID) -> None:
    """What the libraries' pages show of an organisation that changed."""
    with reach.between(Actor(Hat.SYSTEM, FOLLOW), organisation_id) as scope, unit_of_work(scope):
        organisation = scope.session.get_one(Organisation, organisation_id)
        moving.rename_copies(scope, organisation)
        scope.session.touched(Partnership, scope.tenant_ids)


@jobs.job(GATHER, network=True)
def gather(_tenant_id: int | None, *, merge_id: uuid.UUID) -> None:
    """What somebody still wrote for the one that goes, while it was being merged, comes after it."""
    with Scope.national(Actor(Hat.SYSTEM, GATHER), why=GATHER, reading=True) as looking:
        merge = looking.session.get_one(OrganisationMerge, merge_id)
        gone_id, kept_id = merge.gone_id, merge.kept_id
    with reach.between(Actor(Hat.SYSTEM, GATHER), gone_id, kept_id) as scope, unit_of_work(scope):
        _gone, kept = locked(scope, gone_id, kept_id)
        merge = scope.session.get_one(OrganisationMerge, merge_id)
        if merge.undone_at is not None or kept.merged_into_id is not None:
            return
        for tenant_id, rows in sorted(moving.move(scope, merge, kept).items()):
            into = {"gone": str(gone_id), "merge": str(merge_id)}
            audit.record(scope, "organisation.merged", kept, tenant_id=tenant_id, rows=rows, **into)


@jobs.every("35 3 * * *", FORGET)
def forget(_tenant_id: int | None) -> None:
    """Names of people at organisations that no library has worked with for a year (SECURITY P-33)."""
    with Scope.national(Actor(Hat.SYSTEM, FORGET), why=FORGET) as scope, unit_of_work(scope):
        forget_contacts(scope)


def forget_contacts(scope: Scope) -> int:
    """Returns how many organisations lost their contacts."""
    before = clock.start_of(clock.today() - KEPT)
    own = Partnership.organisation_id == Organisation.id
    working = exists(Partnership.id).where(
        own, Partnership.state.in_((PartnershipState.INVITED, PartnershipState.ACTIVE))
    )
    last = select(func.max(Partnership.ends_at)).where(own).scalar_subquery()
    quiet = or_(last < before, and_(last.is_(None), Organisation.created_at < before))
    found = scope.session.scalars(
        select(Organisation.id)
        .where(
            exists(OrganisationContact.id).where(OrganisationContact.organisation_id == Organisation.id),
            ~working,
            quiet,
        )
        .order_by(Organisation.id)
    ).all()
    if found:
        scope.session.execute(delete(OrganisationContact).where(OrganisationContact.organisation_id.in_(found)))
    return len(found)
