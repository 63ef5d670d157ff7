"""Two organisations side by side: what is the same, what is not, and what would move."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from stelsel.i18n import _
from stelsel.tenancy import Organisation, Scope, Tenant
from stelsel_admin.organisations.merging import FACTS
from stelsel_admin.organisations.pointing import pointers
from stelsel_tenants.activities.models import Activity, Session
from stelsel_tenants.organisations import facts as telling
from stelsel_tenants.organisations import words
from stelsel_tenants.organisations.models import OrganisationContact, OrganisationName
from stelsel_tenants.partners.models import Partnership

COUNTED: tuple[tuple[Any, Any], ...] = (
    (Partnership, _("Samenwerkingen")),
    (Activity, _("Activiteiten")),
    (Session, _("Momenten")),
    (OrganisationName, _("Andere namen")),
    (OrganisationContact, _("Contactpersonen")),
)
PEOPLE = _("Mensen met een account")


@dataclass(frozen=True, slots=True)
class FactPair:
    """One fact of both. `must_choose` where both say something and not the same."""

    name: str
    label: Any
    gone: str
    kept: str

    @property
    def must_choose(self) -> bool:
        return bool(self.gone and self.kept and self.gone != self.kept)


@dataclass(frozen=True, slots=True)
class LibraryPair:
    """A library that works with the one that goes: since when, and whether also with the other."""

    name: str
    gone: date
    kept: date | None


@dataclass(frozen=True, slots=True)
class Compared:
    """`numbers`: what, of the one that goes, of the other. `libraries` with which the one that goes works."""

    gone: Organisation
    kept: Organisation
    facts: Sequence[FactPair]
    numbers: Sequence[tuple[Any, int, int]]
    libraries: Sequence[LibraryPair]


def compared(scope: Scope, gone: Organisation, kept: Organisation, people: dict[uuid.UUID, int]) -> Compared:
    """Both, by the fact. Eleven statements. `people`: how many act for each (`members`)."""
    both = gone.id, kept.id
    numbers = [(label, *_counted(scope, model, both)) for model, label in COUNTED]
    numbers.append((PEOPLE, people.get(gone.id, 0), people.get(kept.id, 0)))
    return Compared(gone, kept, facts(gone, kept), numbers, _libraries(scope, both))


def facts(gone: Organisation, kept: Organisation) -> list[FactPair]:
    """Each fact that one of them says."""
    shown = [name for name in FACTS if name in telling.COLUMNS]
    pairs = [FactPair(name, words.FACTS[name], _said(gone, name), _said(kept, name)) for name in shown]
    return [one for one in pairs if one.gone or one.kept]


def _said(organisation: Organisation, name: str) -> str:
    value = getattr(organisation, name)
    return str(words.KINDS[value]) if name == "kind" else str(value or "")


def _counted(scope: Scope, model: Any, both: tuple[uuid.UUID, uuid.UUID]) -> tuple[int, int]:
    column = next(one.column for one in pointers() if one.model is model)
    found: dict[Any, int] = dict(
        scope.session.execute(select(column, func.count()).where(column.in_(both)).group_by(column)).all()
    )
    return found.get(both[0], 0), found.get(both[1], 0)


def _libraries(scope: Scope, both: tuple[uuid.UUID, uuid.UUID]) -> list[LibraryPair]:
    statement = (
        select(Tenant.name, Partnership.organisation_id, Partnership.since)
        .join(Tenant, Tenant.id == Partnership.tenant_id)
        .where(Partnership.organisation_id.in_(both))
        .order_by(Tenant.name, Tenant.id)
    )
    since: dict[str, dict[uuid.UUID, date]] = {}
    for name, organisation_id, day in scope.session.execute(statement):
        since.setdefault(name, {})[organisation_id] = day
    return [LibraryPair(name, one[both[0]], one.get(both[1])) for name, one in since.items() if both[0] in one]
