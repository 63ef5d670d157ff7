"""What may be seen of an organisation: each fact with who said it and who may change it."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from stelsel.errors import NotFound
from stelsel.i18n import _
from stelsel.tenancy import Organisation, OrganisationKind, Scope, Tenant
from stelsel_tenants.organisations import facts as telling
from stelsel_tenants.organisations import keeping, words
from stelsel_tenants.organisations.facts import Facts
from stelsel_tenants.organisations.keeping import By, Keeper
from stelsel_tenants.organisations.models import OrganisationLogo


@dataclass(frozen=True, slots=True)
class Source:
    """Who said a fact, and when. `library` is a name where it was one."""

    by: By
    on: date
    library: str = ""

    @property
    def words(self) -> Any:
        said = {
            By.PARTNER: _("de organisatie zelf"),
            By.NATIONAL: _("het landelijk bureau"),
        }
        return self.library or said.get(self.by, _("een bibliotheek"))


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the page: a fact in words, who said it (None: nobody did), and whether its reader may change it."""

    name: str
    label: Any
    value: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Page:
    """An organisation for somebody who works with it, or for itself."""

    id: uuid.UUID
    slug: str
    name: str
    logo_hash: str | None
    version: int
    facts: Facts
    areas: tuple[str, ...]
    lines: tuple[Fact, ...]
    may_keep: bool
    is_acted_for: bool
    brought_by: str


def page(scope: Scope, organisation_id: uuid.UUID, keeper: Keeper) -> Page:
    """All that is known, in an identity scope. Nine statements. Raises NotFound, keeping.Merged."""
    organisation = scope.session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    if organisation.merged_into_id is not None:
        raise keeping.Merged
    told = telling.of(scope, organisation)
    areas = telling.area_names(scope, told)
    acted_for = keeping.is_acted_for(scope, organisation.id)
    names = _libraries(scope, organisation)
    return Page(
        id=organisation.id,
        slug=organisation.slug,
        name=organisation.name,
        logo_hash=organisation.logo_hash,
        version=organisation.version,
        facts=told,
        areas=tuple(areas),
        lines=lines(told, areas, organisation.sources, names),
        may_keep=keeping.may_keep(scope, organisation, keeper),
        is_acted_for=acted_for,
        brought_by=names.get(organisation.brought_by_id or 0, ""),
    )


def lines(
    told: Facts, areas: Collection[str], sources: Mapping[str, Any], names: Mapping[int, str]
) -> tuple[Fact, ...]:
    """Every fact in words, in the order of the page; those of persons by what they are for."""
    said = {
        **{name: str(getattr(told, name) or "") for name in telling.COLUMNS},
        "kind": str(words.KINDS[OrganisationKind(told.kind)]),
        "names": ", ".join(told.names),
        "areas": str(_("Heel Nederland")) if told.is_nationwide else ", ".join(areas),
        "languages": ", ".join(str(words.LANGUAGES.get(code, code)) for code in told.languages),
        "contacts": ", ".join(
            f"{words.ROLES[one.role]}: {' '.join(filter(None, (one.name, one.email, one.phone)))}"
            for one in told.contacts
        ),
        "logo": "",
    }
    return tuple(
        Fact(name, label, said[name], _source(sources.get(name), names)) for name, label in words.FACTS.items()
    )


def _source(said: Mapping[str, Any] | None, names: Mapping[int, str]) -> Source | None:
    if not said:
        return None
    return Source(By(said["by"]), date.fromisoformat(said["on"]), names.get(said.get("tenant", 0), ""))


def _libraries(scope: Scope, organisation: Organisation) -> dict[int, str]:
    """The names of the libraries that brought it in or said something of it."""
    asked = {said["tenant"] for said in organisation.sources.values() if "tenant" in said}
    asked |= {organisation.brought_by_id} - {None}
    names: dict[int, str] = dict(
        scope.session.execute(select(Tenant.id, Tenant.name).where(Tenant.id.in_(asked))).all()
    )
    return names


def logo(scope: Scope, slug: str, digest: str) -> bytes | None:
    """The PNG, while it is still this one."""
    return scope.session.scalar(
        select(OrganisationLogo.content)
        .join(Organisation, Organisation.id == OrganisationLogo.organisation_id)
        .where(Organisation.slug == slug, Organisation.logo_hash == digest)
    )
