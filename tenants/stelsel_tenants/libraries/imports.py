"""Libraries and branches from files of others. Each reports per row; twice the same file changes nothing.

The network's own rows (tenants) are written by the national body. What is a library's own (its working area, its
branches) is written in the library's scope, one unit of work each, once the first is committed; all of it has been
checked by then. Whatever a library has saved itself, no file changes any more.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import select

from stelsel import audit, clock
from stelsel.db import after_commit, unit_of_work
from stelsel.errors import Refused
from stelsel.geo.models import Municipality, Province
from stelsel.geo.spelling import key
from stelsel.i18n import _
from stelsel.importing import Outcome, Progress, Report, Row, Table, choice, number, optional, read_table, required, run
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantRef, TenantState
from stelsel.text import valid_slug
from stelsel_tenants.libraries import branches, service
from stelsel_tenants.libraries.branches import Sighting
from stelsel_tenants.libraries.models import Branch, Profile
from stelsel_tenants.libraries.profile import website

SURE = {"ja": True, "afgeleid": False, "nee": False, "": True}
INSIDE_LAT, INSIDE_LON = (50.7, 53.7), (3.2, 7.3)
"""Between which degrees the Netherlands lie."""
PREFIX = "bibliotheek-"


def import_libraries(
    scope: Scope, content: bytes, *, dry_run: bool = False, skip_bad: bool = False, progress: Progress | None = None
) -> Report:
    """Library organisations with the municipalities they work for (national scope). Raises Unreadable."""
    table = read_table(content, needs=("slug", "naam", "plaats"))
    apply = Libraries(scope, table)
    return run(scope, table, apply, dry_run=dry_run, skip_bad=skip_bad, careful=False, progress=progress)


def import_branches(
    scope: Scope, content: bytes, *, dry_run: bool = False, skip_bad: bool = False, progress: Progress | None = None
) -> Report:
    """Branches of libraries that are there already (national scope). Raises Unreadable."""
    needs = ("id", "naam", "plaats", "gemeente_code", "lat", "lon", "organisatie_indicatief")
    apply = Branches(scope)
    return run(
        scope,
        read_table(content, needs=needs),
        apply,
        dry_run=dry_run,
        skip_bad=skip_bad,
        careful=False,
        finish=apply.finish,
        progress=progress,
    )


class Known:
    """The libraries of the network by their short address, with or without "bibliotheek-" before it."""

    def __init__(self, scope: Scope) -> None:
        rows = scope.session.scalars(select(Tenant).where(Tenant.kind == TenantKind.LIBRARY))
        self.by_slug = {tenant.slug: tenant for tenant in rows}
        self.municipalities = set(scope.session.scalars(select(Municipality.code)))

    def find(self, slug: str) -> Tenant | None:
        return self.by_slug.get(slug.removeprefix(PREFIX)) or self.by_slug.get(slug)

    def municipality(self, code: str, column: str) -> str:
        if code not in self.municipalities:
            raise Refused(_("Deze gemeente is niet bekend. Lees eerst de gemeenten in."), field=column)
        return code


class Libraries:
    """What a row about a library changes. It looks before it writes, so no row needs undoing."""

    def __init__(self, scope: Scope, table: Table) -> None:
        self.scope, self.known = scope, Known(scope)
        self.has_areas = "gemeenten_indicatief" in table.columns
        self.provinces = {key(row.name): row.code for row in scope.session.scalars(select(Province))}
        own = select(Profile.tenant_id).where(Profile.checked_on.is_not(None))
        self.told_by_themselves = set(scope.session.scalars(own))
        self.areas: dict[int, dict[str, bool]] = {}
        for area in scope.session.scalars(service.current_areas()):
            self.areas.setdefault(area.tenant_id, {})[area.municipality_code] = area.indicative
        self.seen: set[str] = set()

    def __call__(self, row: Row) -> Outcome:
        slug = required(row, "slug", longest=60)
        short = slug.removeprefix(PREFIX)
        if not valid_slug(short):
            raise service.WrongSlug
        if short in self.seen:
            raise Refused(_("Deze bibliotheek staat al eerder in het bestand."), field="slug")
        values, codes = self._values(row), self._codes(row)
        self.seen.add(short)
        tenant = self.known.find(slug)
        if tenant is None:
            tenant = service.establish(self.scope, slug=short, **values)
            if codes:
                self._later(tenant, codes)
            return Outcome.ADDED
        if tenant.state is TenantState.CLOSED:
            raise Refused(_("Deze bibliotheek is gesloten."), field="slug")
        return self._refresh(tenant, values, codes)

    def _refresh(self, tenant: Tenant, values: dict[str, Any], codes: set[str]) -> Outcome:
        if tenant.id in self.told_by_themselves:
            values = {name: value for name, value in values.items() if name not in ("name", "website")}
        changed = {name for name, value in values.items() if getattr(tenant, name) != value}
        moved = self.has_areas and self._moves(tenant, codes)
        if not changed and not moved:
            return Outcome.SAME
        for name in changed:
            setattr(tenant, name, values[name])
        if changed:
            audit.record(self.scope, "library.refreshed", tenant, tenant_id=tenant.id, fields=sorted(changed))
        if moved:
            self._later(tenant, codes)
        return Outcome.CHANGED

    def _moves(self, tenant: Tenant, codes: set[str]) -> bool:
        """Would `service.work_for` change the working area?"""
        present = self.areas.get(tenant.id, {})
        return bool(codes - present.keys()) or any(present[code] for code in present.keys() - codes)

    def _later(self, tenant: Tenant, codes: set[str]) -> None:
        after_commit(self.scope, partial(_work_for, TenantRef.of(tenant), frozenset(codes)))

    def _values(self, row: Row) -> dict[str, Any]:
        province = row.get("provincie")
        if province and key(province) not in self.provinces:
            raise Refused(_("Deze provincie is niet bekend."), field="provincie")
        address = optional(row, "website")
        return {
            "name": required(row, "naam", longest=120),
            "place": required(row, "plaats", longest=80),
            "province_code": self.provinces.get(key(province)) if province else None,
            "website": website(address) if address else None,
            "confirmed": choice(row, "bevestigd", SURE),
        }

    def _codes(self, row: Row) -> set[str]:
        cell = optional(row, "gemeenten_indicatief", longest=2000)
        codes = {code.strip() for code in cell.split(";") if code.strip()}
        return {self.known.municipality(code, "gemeenten_indicatief") for code in sorted(codes)}


class Branches:
    """What a row about a branch changes. Nothing is written before the whole file has been looked at."""

    def __init__(self, scope: Scope) -> None:
        self.scope, self.known = scope, Known(scope)
        rows = scope.session.scalars(select(Branch).where(Branch.extern_id.is_not(None)))
        self.present = {(branch.tenant_id, branch.extern_id): branch for branch in rows}
        self.seen: set[str] = set()
        self.wanted: dict[int, list[Sighting]] = {}
        self.tenants: dict[int, TenantRef] = {}

    def __call__(self, row: Row) -> Outcome:
        sighting = self._sighting(row)
        if sighting.extern_id in self.seen:
            raise Refused(_("Deze vestiging staat al eerder in het bestand."), field="id")
        tenant = self.known.find(required(row, "organisatie_indicatief", longest=60))
        if tenant is None:
            message = _("Deze bibliotheek is niet bekend. Lees eerst de bibliotheken in.")
            raise Refused(message, field="organisatie_indicatief")
        self.seen.add(sighting.extern_id)
        present = self.present.get((tenant.id, sighting.extern_id))
        if present is not None and not branches.differs(present, sighting):
            return Outcome.SAME
        self.tenants[tenant.id] = TenantRef.of(tenant)
        self.wanted.setdefault(tenant.id, []).append(sighting)
        return Outcome.ADDED if present is None else Outcome.CHANGED

    def finish(self) -> None:
        for tenant_id, sightings in self.wanted.items():
            after_commit(self.scope, partial(_take_in, self.tenants[tenant_id], tuple(sightings)))

    def _sighting(self, row: Row) -> Sighting:
        lat = number(row, "lat", least=INSIDE_LAT[0], most=INSIDE_LAT[1])
        lon = number(row, "lon", least=INSIDE_LON[0], most=INSIDE_LON[1])
        if lat is None or lon is None:
            raise Refused(_("De plek op de kaart ontbreekt."), field="lat" if lat is None else "lon")
        return Sighting(
            extern_id=required(row, "id", longest=80),
            name=required(row, "naam", longest=120),
            place=required(row, "plaats", longest=80),
            municipality_code=self.known.municipality(required(row, "gemeente_code", longest=6), "gemeente_code"),
            lat=lat,
            lon=lon,
            confirmed=choice(row, "zeker", SURE),
        )


def _work_for(tenant: TenantRef, codes: frozenset[str]) -> None:
    with Scope.system(tenant, why="import libraries") as scope, unit_of_work(scope):
        service.work_for(scope, codes, since=clock.today().replace(month=1, day=1))


def _take_in(tenant: TenantRef, sightings: Sequence[Sighting]) -> None:
    with Scope.system(tenant, why="import branches") as scope, unit_of_work(scope):
        branches.take_in(scope, sightings)
