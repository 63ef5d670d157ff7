"""How a library comes into the network."""

from datetime import date

import pytest
from sqlalchemy import select

from stelsel.audit.models import AuditEntry
from stelsel.errors import Refused
from stelsel.tenancy import Tenant
from stelsel_tenants.libraries import service
from stelsel_tenants.libraries.models import Profile, Readiness, WorkingArea
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes


def test_a_library_is_established_and_furnished_in_its_own_scope(scopes: Scopes) -> None:
    with scopes.national() as scope:
        service.establish(scope, slug="leiden", name="BplusC", place="Leiden", accent="#0077A8")
        with pytest.raises(service.WrongSlug):
            service.establish(scope, slug="admin", name="Admin")
    for _again in range(2):
        with scopes.work("leiden") as scope:
            service.furnish(scope, tagline="Welkom", phone="+31715163000")
    with scopes.reading("leiden") as scope:
        assert scope.session.scalars(select(Profile.tagline)).all() == ["Welkom"]
        assert scope.session.get_one(Tenant, scope.tenant_id).accent == "#0077a8"
        deeds = scope.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.seq)).all()
    assert deeds == ["library.established", "profile.made"]


def test_an_indicative_list_does_not_end_what_is_certain(scopes: Scopes, clock: Clock) -> None:
    since = date(2026, 1, 1)
    with scopes.work() as scope:
        service.work_for(scope, ["GM0537"], since=since, indicative=False)
    with scopes.work() as scope:
        assert [row.municipality_code for row in service.work_for(scope, ["GM0546"], since=since)] == ["GM0546"]
        assert service.work_for(scope, ["GM0546"], since=since) == []
    with scopes.work() as scope:
        service.work_for(scope, ["GM0537"], since=date(2026, 6, 1), indicative=False)
    with scopes.reading() as scope:
        rows = scope.session.scalars(select(WorkingArea).order_by(WorkingArea.municipality_code)).all()
        assert [(row.municipality_code, row.until) for row in rows] == [
            ("GM0537", None),
            ("GM0546", date(2026, 6, 1)),
        ]


def test_only_points_that_a_person_can_tell_are_ticked(scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        service.tick(scope, service.AGENDA_SEEN)
        service.tick(scope, service.AGENDA_SEEN)
        with pytest.raises(Refused):
            service.tick(scope, "everything")
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Readiness.point)).all() == [service.AGENDA_SEEN]
