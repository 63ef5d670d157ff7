"""What is told of an organisation, as plain values, and how it stands in the tables."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from stelsel.geo import spelling
from stelsel.geo.models import Municipality, MunicipalityName, Province
from stelsel.tenancy import Organisation, OrganisationKind, Scope
from stelsel.text import fold
from stelsel_tenants.organisations.models import (
    ContactRole,
    NameKind,
    OrganisationArea,
    OrganisationContact,
    OrganisationName,
)

COLUMNS = ("name", "kind", "summary", "kvk", "rsin", "oin", "website", "phone", "email")
LONGEST_ABBREVIATION = 8


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to reach for what. One that says nothing is none."""

    role: ContactRole
    name: str = ""
    email: str | None = None
    phone: str | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.email or self.phone)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that its keeper may say. `names` are its other ones; codes are those of CBS, languages ISO 639."""

    name: str
    kind: OrganisationKind = OrganisationKind.OTHER
    summary: str = ""
    kvk: str | None = None
    rsin: str | None = None
    oin: str | None = None
    website: str | None = None
    phone: str | None = None
    email: str | None = None
    names: tuple[str, ...] = ()
    is_nationwide: bool = False
    municipalities: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()

    def said(self) -> dict[str, Any]:
        """By the name of each fact, what is compared to see whether it changed."""
        return {
            **{name: getattr(self, name) for name in COLUMNS},
            "names": tuple(sorted({fold(name) for name in self.names})),
            "areas": (self.is_nationwide, tuple(sorted(self.municipalities)), tuple(sorted(self.provinces))),
            "languages": tuple(sorted(self.languages)),
            "contacts": tuple(sorted((one for one in self.contacts if not one.is_empty), key=lambda one: one.role)),
        }


def of(scope: Scope, organisation: Organisation) -> Facts:
    """What stands now. Three statements; the scope must be one that reads contacts."""
    own = organisation.id
    names = select(OrganisationName.name).where(OrganisationName.organisation_id == own)
    areas = select(OrganisationArea).where(OrganisationArea.organisation_id == own)
    contacts = select(OrganisationContact).where(OrganisationContact.organisation_id == own)
    found = scope.session.scalars(areas.order_by(OrganisationArea.municipality_code, OrganisationArea.id)).all()
    return Facts(
        **{name: getattr(organisation, name) for name in COLUMNS},
        names=tuple(scope.session.scalars(names.order_by(OrganisationName.folded, OrganisationName.id))),
        is_nationwide=organisation.is_nationwide,
        municipalities=tuple(one.municipality_code for one in found if one.municipality_code),
        provinces=tuple(sorted(one.province_code for one in found if one.province_code)),
        languages=tuple(organisation.languages),
        contacts=tuple(
            Contact(one.role, one.name, one.email, one.phone)
            for one in scope.session.scalars(contacts.order_by(OrganisationContact.role, OrganisationContact.id))
        ),
    )


def put(scope: Scope, organisation: Organisation, facts: Facts) -> None:
    """Make the tables say this."""
    for name in COLUMNS:
        setattr(organisation, name, getattr(facts, name))
    organisation.folded = fold(facts.name)
    organisation.is_nationwide = facts.is_nationwide
    organisation.languages = sorted(facts.languages)
    _put_names(scope, organisation, facts.names)
    _put_areas(scope, organisation.id, facts)
    _put_contacts(scope, organisation.id, facts.contacts)


def name_kind(name: str) -> NameKind:
    """A short word in capitals is an abbreviation."""
    short = len(name) <= LONGEST_ABBREVIATION and " " not in name and name.upper() == name
    return NameKind.ABBREVIATION if short else NameKind.OTHER


def _put_names(scope: Scope, organisation: Organisation, names: Iterable[str]) -> None:
    standing = {
        row.folded: row
        for row in scope.session.scalars(
            select(OrganisationName).where(OrganisationName.organisation_id == organisation.id)
        )
    }
    wanted = {fold(name): name for name in names if fold(name) and fold(name) != organisation.folded}
    for folded in standing.keys() - wanted.keys():
        scope.session.delete(standing[folded])
    for folded, name in wanted.items():
        if folded in standing:
            standing[folded].name = name
        else:
            kind = name_kind(name)
            scope.session.add(OrganisationName(organisation_id=organisation.id, name=name, folded=folded, kind=kind))


def _put_areas(scope: Scope, organisation_id: uuid.UUID, facts: Facts) -> None:
    standing = {
        (row.municipality_code, row.province_code): row
        for row in scope.session.scalars(
            select(OrganisationArea).where(OrganisationArea.organisation_id == organisation_id)
        )
    }
    wanted = {(code, None) for code in facts.municipalities} | {(None, code) for code in facts.provinces}
    for gone in standing.keys() - wanted:
        scope.session.delete(standing[gone])
    for municipality, province in sorted(wanted - standing.keys(), key=str):
        scope.session.add(
            OrganisationArea(organisation_id=organisation_id, municipality_code=municipality, province_code=province)
        )


def _put_contacts(scope: Scope, organisation_id: uuid.UUID, contacts: Iterable[Contact]) -> None:
    standing = {
        row.role: row
        for row in scope.session.scalars(
            select(OrganisationContact).where(OrganisationContact.organisation_id == organisation_id)
        )
    }
    wanted = {one.role: one for one in contacts if not one.is_empty}
    for gone in standing.keys() - wanted.keys():
        scope.session.delete(standing[gone])
    for role, one in wanted.items():
        row = standing.get(role)
        if row is None:
            row = OrganisationContact(organisation_id=organisation_id, role=role, name=one.name, email=one.email)
            scope.session.add(row)
        row.name, row.email, row.phone = one.name, one.email, one.phone


# -- areas as people write them ---------------------------------------------------------------------------------------


def area_names(scope: Scope, facts: Facts) -> list[str]:
    """The provinces and municipalities by name. Two statements."""
    provinces = select(Province.name).where(Province.code.in_(facts.provinces)).order_by(Province.name)
    towns = select(Municipality.name).where(Municipality.code.in_(facts.municipalities)).order_by(Municipality.name)
    return [*scope.session.scalars(provinces), *scope.session.scalars(towns)]


def read_areas(scope: Scope, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...], list[int]]:
    """Codes of municipalities and of provinces, and the numbers (from 1) of the lines that are neither.

    "Provincie Utrecht" is the province; "Utrecht" alone the municipality. Two statements.
    """
    provinces = {spelling.key(name): code for code, name in scope.session.execute(select(Province.code, Province.name))}
    keys = [spelling.key(name) for name in names]
    known = dict(
        scope.session.execute(
            select(MunicipalityName.key, MunicipalityName.municipality_code).where(MunicipalityName.key.in_(keys))
        ).all()
    )
    towns, regions, unknown = [], [], []
    for number, one in enumerate(keys, 1):
        if one in known:
            towns.append(known[one])
        elif (province := provinces.get(one.removeprefix("provincie"))) is not None:
            regions.append(province)
        else:
            unknown.append(number)
    return tuple(dict.fromkeys(towns)), tuple(dict.fromkeys(regions)), unknown
