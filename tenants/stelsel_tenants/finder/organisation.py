"""One organisation for everybody: who it is, how to reach it, and at which libraries it helps in the coming two months.

Its old addresses lead here for ever: an id, and a slug from before it was merged with another.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from stelsel import clock
from stelsel.errors import NotFound
from stelsel.geo.models import Municipality, Province
from stelsel.tenancy import Organisation, Scope
from stelsel_tenants.finder.network import AHEAD
from stelsel_tenants.organisations import signposts
from stelsel_tenants.organisations.models import OrganisationArea, OrganisationName
from stelsel_tenants.site import choices
from stelsel_tenants.site.models import PublishedBranch, PublishedSession


@dataclass(frozen=True, slots=True)
class Library:
    """Where it helps: `moments` in the coming two months."""

    slug: str
    name: str
    moments: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page tells; no number of a register, and nobody's name."""

    organisation: Organisation
    names: tuple[str, ...]
    areas: tuple[str, ...]
    libraries: tuple[Library, ...]


def went_on(scope: Scope, asked: str | uuid.UUID) -> str | None:
    """The slug that it bears today, where it is another than what was asked. Raises NotFound."""
    found = signposts.stays(scope, asked)
    if found is None:
        raise NotFound
    return found[1] if found[1] != asked else None


def shown(scope: Scope, slug: str) -> Shown:
    """Five statements. Raises NotFound, also for one that was only proposed and gives nothing."""
    organisation = scope.session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none()
    if organisation is None:
        raise NotFound
    libraries = _libraries(scope, organisation.id)
    if organisation.proposed_by_id is not None and not libraries:
        raise NotFound
    names = select(OrganisationName.name).where(OrganisationName.organisation_id == organisation.id)
    return Shown(
        organisation,
        tuple(scope.session.scalars(names.order_by(OrganisationName.folded, OrganisationName.id))),
        _areas(scope, organisation.id),
        libraries,
    )


def _areas(scope: Scope, organisation_id: uuid.UUID) -> tuple[str, ...]:
    found = (
        select(func.coalesce(Province.name, Municipality.name))
        .select_from(OrganisationArea)
        .outerjoin(Province, Province.code == OrganisationArea.province_code)
        .outerjoin(Municipality, Municipality.code == OrganisationArea.municipality_code)
        .where(OrganisationArea.organisation_id == organisation_id)
    )
    return tuple(sorted(scope.session.scalars(found)))


def _libraries(scope: Scope, organisation_id: uuid.UUID) -> tuple[Library, ...]:
    session, branch, begin = PublishedSession, PublishedBranch, clock.start_of(clock.today())
    statement = (
        select(branch.library_slug, branch.library_name, func.count())
        .join(session, (session.tenant_id == branch.tenant_id) & (session.branch_id == branch.id))
        .where(
            session.organisation_id == organisation_id,
            session.starts_at >= begin,
            session.starts_at < begin + AHEAD,
            choices.goes_on(),
        )
        .group_by(branch.library_slug, branch.library_name)
        .order_by(branch.library_name, branch.library_slug)
    )
    return tuple(Library(*row) for row in scope.session.execute(statement))
