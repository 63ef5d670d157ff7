"""What may be seen of schemes. Published ones are read under the network's scope: they are everybody's."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, select

from stelsel import clock
from stelsel.errors import NotFound
from stelsel.tenancy import Scope
from stelsel_admin.subsidies.ledger.models import Ceiling
from stelsel_admin.subsidies.schemes.models import Scheme, SchemeVersion
from stelsel_admin.subsidies.terms import Terms


@dataclass(frozen=True, slots=True)
class Published:
    """One version of a scheme with the ceiling of its period; cents."""

    id: uuid.UUID
    tenant_id: int
    slug: str
    name: str
    number: int
    period: str
    terms: Terms
    sha256: str
    ceiling_id: uuid.UUID
    ceiling_cents: int
    reserved_cents: int
    committed_cents: int

    @property
    def free_cents(self) -> int:
        return self.ceiling_cents - self.reserved_cents - self.committed_cents

    @property
    def once(self) -> str | None:
        """What an organisation may hold one of at a time; None where it may apply more often."""
        return f"{self.id}/{self.period}" if self.terms.once_per_organisation else None

    @property
    def last_day(self) -> date:
        """The last whole day on which one may apply: pages print "t/m ... 23.59 uur"."""
        return clock.last_day(self.terms.window.closes_at)

    def is_open(self, at: datetime) -> bool:
        """Derived, never stored."""
        return self.terms.window.is_open(at)


def published(scope: Scope) -> list[Published]:
    """Every scheme in its newest version, those that close last first."""
    found = [_row(*row) for row in scope.session.execute(_newest())]
    return sorted(found, key=lambda one: (one.terms.window.closes_at, one.slug), reverse=True)


def by_slug(scope: Scope, slug: str) -> Published:
    """The newest version. Raises NotFound."""
    row = scope.session.execute(_newest().where(Scheme.slug == slug)).one_or_none()
    if row is None:
        raise NotFound
    return _row(*row)


def version(scope: Scope, scheme_id: uuid.UUID, number: int) -> Published:
    """A version that something was made under. Raises NotFound."""
    row = scope.session.execute(
        _versions().where(SchemeVersion.scheme_id == scheme_id, SchemeVersion.number == number)
    ).one_or_none()
    if row is None:
        raise NotFound
    return _row(*row)


def _versions() -> Select[Scheme, SchemeVersion, Ceiling]:
    return (
        select(Scheme, SchemeVersion, Ceiling)
        .join(SchemeVersion, SchemeVersion.scheme_id == Scheme.id)
        .join(
            Ceiling,
            and_(Ceiling.scheme_id == Scheme.id, Ceiling.period == SchemeVersion.period, Ceiling.part == ""),
        )
        .execution_options(populate_existing=True)
    )


def _newest() -> Select[Scheme, SchemeVersion, Ceiling]:
    return _versions().where(SchemeVersion.number == Scheme.current).order_by(Scheme.slug)


def _row(scheme: Scheme, version: SchemeVersion, ceiling: Ceiling) -> Published:
    return Published(
        id=scheme.id,
        tenant_id=scheme.tenant_id,
        slug=scheme.slug,
        name=scheme.name,
        number=version.number,
        period=version.period,
        terms=Terms.model_validate(version.terms),
        sha256=version.sha256,
        ceiling_id=ceiling.id,
        ceiling_cents=ceiling.cents,
        reserved_cents=ceiling.reserved_cents,
        committed_cents=ceiling.committed_cents,
    )
