"""The members of the network: its libraries by province, and the organisations that help in them."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from stelsel import clock
from stelsel.geo.models import Province
from stelsel.i18n import _
from stelsel.tenancy import Organisation, Scope, Tenant, TenantKind, TenantState
from stelsel.text import fold
from stelsel_tenants.activities import themes
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.site import choices
from stelsel_tenants.site.models import PublishedBranch, PublishedSession

AHEAD = timedelta(days=62)
"""An organisation that gives nothing for so long is not shown."""
MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class Member:
    """A library. `places` are those of its open branches, its own place first."""

    slug: str
    name: str
    province: str
    places: tuple[str, ...]
    branches: int

    @property
    def where(self) -> str:
        """'Katwijk, Rijnsburg en 3 andere plaatsen'."""
        shown, more = self.places[:MOST_PLACES], len(self.places) - MOST_PLACES
        text = ", ".join(shown)
        return text if more <= 0 else str(_("%(places)s en %(more)s andere plaatsen", places=text, more=more))

    def is_meant(self, folded: str) -> bool:
        """True when the name, or a place where it is, holds what was typed."""
        return any(folded in fold(text) for text in (self.name, *self.places))


def members(scope: Scope) -> list[Member]:
    """Active libraries by name. Two statements."""
    branch = PublishedBranch
    where: dict[int, list[str]] = {}
    for tenant_id, place in scope.session.execute(select(branch.tenant_id, branch.place)):
        where.setdefault(tenant_id, []).append(place)
    statement = (
        select(Tenant.id, Tenant.slug, Tenant.name, Tenant.place, Province.name)
        .outerjoin(Province, Province.code == Tenant.province_code)
        .where(Tenant.kind == TenantKind.LIBRARY, Tenant.state == TenantState.ACTIVE)
    )
    found = [
        Member(slug, name, province or "", _places(place, where.get(key, ())), len(where.get(key, ())))
        for key, slug, name, place, province in scope.session.execute(statement)
    ]
    return sorted(found, key=lambda one: (fold(one.name), one.slug))


def by_province(found: Iterable[Member]) -> list[tuple[str, list[Member]]]:
    """Provinces by name, each with its libraries; those whose province nobody told us last."""
    groups: dict[str, list[Member]] = {}
    for one in found:
        groups.setdefault(one.province, []).append(one)
    return sorted(groups.items(), key=lambda pair: (not pair[0], pair[0]))


@dataclass(frozen=True, slots=True)
class Helper:
    """An organisation as it helps with one question of life: `offers` by name, at so many libraries and branches."""

    slug: str
    name: str
    summary: str
    website: str
    phone: str
    offers: tuple[str, ...]
    libraries: int
    branches: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question of life with who helps, the most widespread first. `theme` is its name in an address."""

    theme: str
    words: themes.Words
    helpers: tuple[Helper, ...]


def questions(scope: Scope) -> list[Question]:
    """Organisations that give something in the coming two months. Two statements."""
    session, begin = PublishedSession, clock.start_of(clock.today())
    statement = (
        select(session.theme, session.organisation_id, Concept.name, session.tenant_id, session.branch_id)
        .join(Concept, Concept.slug == session.concept_slug)
        .where(
            session.starts_at >= begin,
            session.starts_at < begin + AHEAD,
            choices.goes_on(),
            session.organisation_id.is_not(None),
        )
        .distinct()
    )
    given: dict[str, dict[uuid.UUID, list[Any]]] = {}
    for row in scope.session.execute(statement):
        given.setdefault(row.theme, {}).setdefault(row.organisation_id, []).append(row)
    known = {one.id: one for one in scope.session.scalars(select(Organisation))}
    return [
        Question(theme.value, words, _helpers(given[theme.value], known))
        for theme, words in themes.WORDS.items()
        if theme.value in given
    ]


def _helpers(given: dict[uuid.UUID, list[Any]], known: dict[uuid.UUID, Organisation]) -> tuple[Helper, ...]:
    found = [_helper(known[key], rows) for key, rows in given.items() if key in known]
    return tuple(sorted(found, key=lambda one: (-one.libraries, -one.branches, fold(one.name), one.slug)))


def _helper(organisation: Organisation, rows: list[Any]) -> Helper:
    return Helper(
        slug=organisation.slug,
        name=organisation.name,
        summary=organisation.summary,
        website=organisation.website or "",
        phone=organisation.phone or "",
        offers=tuple(sorted({row.name for row in rows})),
        libraries=len({row.tenant_id for row in rows}),
        branches=len({(row.tenant_id, row.branch_id) for row in rows}),
    )


def _places(own: str, others: Iterable[str]) -> tuple[str, ...]:
    """Each place once, the library's own first."""
    rest = sorted({place for place in others if place != own}, key=fold)
    return (own, *rest) if own else tuple(rest)
