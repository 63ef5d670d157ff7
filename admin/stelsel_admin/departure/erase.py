"""Erasing a closed library: everything that is its own goes, and there is no way back (SECURITY P-33).

What stays: the grantor's subsidy files, the trail (ids only), and the library's own row without its names, at which
both point. In this order: who orders it is recorded, people are forgotten, rows go and the erasure is written down
outside the database in one transaction, the files of the database are cleared. If it stops halfway, doing it again
ends as it should.
"""

from dataclasses import dataclass

from sqlalchemy import select

from stelsel import clock
from stelsel.config import Settings
from stelsel.db import unit_of_work
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.identity import forgetting, trail
from stelsel.tenancy import Scope, Tenant, TenantKind, TenantState, wiping
from stelsel_admin.departure import erasures
from stelsel_admin.departure.erasures import Erasure
from stelsel_admin.subsidies import kept

WHY = "tenant erase"
AGAIN = "tenant erase, again"


class NotALibrary(Refused):
    message = _("Alleen een bibliotheek kan gewist worden.")


class StillOpen(Refused):
    message = _("Deze bibliotheek is nog open. Sluit haar eerst.")


class CaseRunning(Refused):
    message = _("Er loopt nog een subsidieaanvraag van deze bibliotheek. Rond die eerst af.")


@dataclass(frozen=True, slots=True)
class Erased:
    """What went: rows by table, people who work nowhere else; and the subsidy cases that stay with the grantor."""

    rows: dict[str, int]
    people: int
    cases: int = 0


def erase(settings: Settings, tenant_id: int) -> Erased:
    """Erase a closed library. Raises NotALibrary, StillOpen, CaseRunning, wiping.NotOwner; wiping.NotCleared when
    all else is done."""
    wiping.check(settings.url)
    with Scope.network(why=WHY) as scope:
        library = scope.session.get_one(Tenant, tenant_id)
        _check(library)
        files = kept.of(library.id)
        if files.running:
            raise CaseRunning
        erasure = Erasure(library.id, library.slug, library.created_at, clock.now())
    people = _people(tenant_id, why=WHY)
    folder, key = settings.audit_heads, settings.secret()
    rows = wiping.wipe(
        settings.url, tenant_id, at=erasure.at, before_commit=lambda: erasures.write(folder, key, erasure)
    )
    wiping.clear(settings.url)
    return Erased(rows, people, files.all)


def repeat(settings: Settings) -> list[str]:
    """Erase again what a copy from before the erasure has brought back. Returns the slugs.

    Raises erasures.NotOurs, wiping.NotOwner, wiping.NotCleared.
    """
    wiping.check(settings.url)
    done = erasures.read(settings.audit_heads, settings.secret())
    with Scope.network(why=AGAIN) as scope:
        owed = erasures.owed(scope, done)
    for one in owed:
        _people(one.tenant_id, why=AGAIN)
        wiping.wipe(settings.url, one.tenant_id, at=one.at, before_commit=lambda: None)
    if done:
        wiping.clear(settings.url)
    return [one.slug for one in owed]


def _check(library: Tenant) -> None:
    if library.kind is not TenantKind.LIBRARY:
        raise NotALibrary
    if library.state is not TenantState.CLOSED:
        raise StillOpen


def _people(tenant_id: int, *, why: str) -> int:
    """Record that it begins, and forget who worked here and nowhere else."""
    with Scope.identity(why=why) as scope, unit_of_work(scope):
        library = scope.session.scalars(select(Tenant).where(Tenant.id == tenant_id)).one()
        trail.record(scope, "library.erasure_ordered", library)
        return forgetting.leave(scope, tenant_id)
