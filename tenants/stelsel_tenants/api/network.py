"""Who is in the network: libraries, kinds of help, partners and who works with whom. One statement each."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select, tuple_

from stelsel.i18n import language
from stelsel.tenancy import Organisation, Scope, Tenant, TenantKind, TenantState
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.api import addresses
from stelsel_tenants.api.lists import Asked
from stelsel_tenants.organisations import signposts
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.partners.standing import works
from stelsel_tenants.site.models import PublishedActivity


@dataclass(frozen=True, slots=True)
class LibraryRow:
    slug: str
    name: str
    place: str
    province: str | None
    website: str | None

    @property
    def url(self) -> str:
        return addresses.library(self.slug)


@dataclass(frozen=True, slots=True)
class ConceptRow:
    slug: str
    name: str
    theme: str
    summary: str
    audience: str
    organisation_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    id: uuid.UUID
    slug: str
    name: str
    website: str | None
    phone: str | None
    summary: str


@dataclass(frozen=True, slots=True)
class PartnershipRow:
    """`verified_on` is when somebody last looked whether it is still so."""

    id: uuid.UUID
    library: str
    organisation_id: uuid.UUID
    organisation: str
    does: str
    themes: list[str]
    since: date
    verified_on: date | None
    is_example: bool
    changed_at: datetime


def libraries(scope: Scope, which: Asked, *, province: str | None = None) -> list[LibraryRow]:
    """Libraries that take part, by their short name."""
    statement = _libraries().order_by(Tenant.slug).limit(which.enough)
    if province:
        statement = statement.where(Tenant.province_code == province)
    if which.after:
        statement = statement.where(Tenant.slug > which.after[0])
    return [LibraryRow(*row) for row in scope.session.execute(statement)]


def library(scope: Scope, slug: str) -> LibraryRow:
    """One of them. Raises NoResultFound."""
    return LibraryRow(*scope.session.execute(_libraries().where(Tenant.slug == slug)).one())


def _libraries() -> Select[*tuple[Any, ...]]:
    columns = Tenant.slug, Tenant.name, Tenant.place, Tenant.province_code, Tenant.website
    return select(*columns).where(Tenant.kind == TenantKind.LIBRARY, Tenant.state == TenantState.ACTIVE)


def concepts(scope: Scope, which: Asked, *, theme: str | None = None) -> list[ConceptRow]:
    """Kinds of help, by their short name."""
    concept = Concept
    statement = select(concept).order_by(concept.slug).limit(which.enough)
    if theme:
        statement = statement.where(concept.theme == theme)
    if which.after:
        statement = statement.where(concept.slug > which.after[0])
    return [_concept(row) for row in scope.session.scalars(statement)]


def concept(scope: Scope, slug: str) -> ConceptRow:
    """One of them. Raises NoResultFound."""
    return _concept(scope.session.get_one(Concept, slug))


def _concept(row: Concept) -> ConceptRow:
    name = (row.name_en or row.name) if language() == "en" else row.name
    return ConceptRow(row.slug, name, row.theme.value, row.summary, row.audience, row.organisation_id)


def organisations(scope: Scope, which: Asked) -> list[OrganisationRow]:
    """Organisations that do something in a library now, by name."""
    organisation = Organisation
    place = tuple_(organisation.name, organisation.id)
    statement = _organisations().order_by(organisation.name, organisation.id).limit(which.enough)
    if which.after:
        statement = statement.where(place > (which.after[0], uuid.UUID(which.after[1])))
    return [OrganisationRow(*row) for row in scope.session.execute(statement)]


def organisation(scope: Scope, organisation_id: uuid.UUID) -> OrganisationRow:
    """One of them; of one that became another, that other. Raises NoResultFound."""
    statement = _organisations().where(Organisation.id == today(scope, organisation_id))
    return OrganisationRow(*scope.session.execute(statement).one())


def today(scope: Scope, organisation_id: uuid.UUID) -> uuid.UUID:
    """Which organisation an old number means now."""
    found = signposts.stays(scope, organisation_id)
    return found[0] if found else organisation_id


def _organisations() -> Select[*tuple[Any, ...]]:
    one = Organisation
    partnered = exists(Partnership.id).where(Partnership.organisation_id == one.id, works())
    gives = exists(PublishedActivity.id).where(PublishedActivity.organisation_id == one.id)
    columns = one.id, one.slug, one.name, one.website, one.phone, one.summary
    return select(*columns).where(or_(partnered, gives))


def partnerships(
    scope: Scope,
    which: Asked,
    *,
    library: str | None = None,
    organisation_id: uuid.UUID | None = None,
    modified_since: datetime | None = None,
) -> list[PartnershipRow]:
    """Which organisation works with which library now, in the order of their numbers."""
    statement = _partnerships().order_by(Partnership.id).limit(which.enough)
    if library:
        statement = statement.where(Tenant.slug == library)
    if organisation_id:
        statement = statement.where(Partnership.organisation_id == organisation_id)
    if modified_since:
        statement = statement.where(Partnership.changed_at >= modified_since)
    if which.after:
        statement = statement.where(Partnership.id > uuid.UUID(which.after[0]))
    return [PartnershipRow(*row) for row in scope.session.execute(statement)]


def partnership(scope: Scope, partnership_id: uuid.UUID) -> PartnershipRow:
    """One of them. Raises NoResultFound."""
    return PartnershipRow(*scope.session.execute(_partnerships().where(Partnership.id == partnership_id)).one())


def _partnerships() -> Select[*tuple[Any, ...]]:
    one = Partnership
    return (
        select(
            one.id,
            Tenant.slug,
            one.organisation_id,
            Organisation.name,
            one.does,
            one.themes,
            one.since,
            one.verified_on,
            one.is_example,
            one.changed_at,
        )
        .join(Tenant, and_(Tenant.id == one.tenant_id, Tenant.state == TenantState.ACTIVE))
        .join(Organisation, Organisation.id == one.organisation_id)
        .where(works())
    )
