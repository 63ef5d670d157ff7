"""P-33: of a library that is erased nothing is left, and of all others everything."""

import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, select, text
from sqlalchemy.pool import NullPool

from stelsel.access import RoleName
from stelsel.audit.models import AuditEntry
from stelsel.db import Base
from stelsel.identity import forgetting, service
from stelsel.identity.models import Membership, User
from stelsel.identity.service import Seat
from stelsel.tenancy import Tenant, TenantState, whose
from stelsel_admin.departure import erasures
from stelsel_admin.network import service as network
from tests.dashboards.conftest import make_activity, stage
from tests.departure.conftest import Own
from tests.departure.full import fill
from tests.isolation.walk import FOREIGN, FOREIGN_MARK, OWN, OWN_MARK
from tests.promises.rows import Ledger
from tests.registrations.conftest import make_session
from tests.registrations.people import sign_up
from tests.subsidies.stage import Stage
from tests.support.browser import Visitor
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.world import NATIONAL_SLUG

__all__ = ["make_activity", "make_session", "stage"]

LIBRARIES = "/landelijk/bibliotheken"
FORM = {"closed_on": "2026-12-01", "reason": "Samen verder met Den Haag.", "successor": ""}
VERIFIED = (("audit", "verify"), ("stats", "verify"), ("projection", "verify"), ("subsidies", "verify"))


def marked(own: Own, mark: str) -> set[str]:
    """The tables with a mark in them."""
    return {name for name, rows in Ledger(own.url).state().items() if any(mark in said for row in rows for said in row)}


def rows_of(own: Own, tenant_id: int) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of one tenant, and of its one marked person."""
    found = {}
    for name, rows in Ledger(own.url).state().items():
        columns = [column.name for column in Base.metadata.tables[name].columns]
        models = [model for model in whose.models() if model.__tablename__ == name]
        if models:
            at = columns.index(str(whose.key_of(models[0])))
            found[name] = sorted(row for row in rows if row[at] == str(tenant_id))
    return found


def raw(folder: Path) -> bytes:
    """All that stands on the disk."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_no_row_file_or_byte_of_it_is_left_and_all_of_another(own: Own) -> None:
    katwijk = own.close_library("katwijk")
    venlo = own.scopes.tenant("venlo").id
    rows = fill(own.url, katwijk, OWN, OWN_MARK, kept=False)
    fill(own.url, venlo, FOREIGN, FOREIGN_MARK, kept=False)
    assert marked(own, OWN_MARK) == {name for name, _ in [*rows.words(secret=False), *rows.words(secret=True)]}
    of_venlo, untouched = rows_of(own, venlo), Ledger(own.url).state()
    on_disk = own.url.startswith("sqlite")
    assert not on_disk or OWN_MARK.encode() in raw(own.folder)

    said = own.erase("katwijk")

    assert said.exit_code == 0, said.output
    assert marked(own, OWN_MARK) == set()
    assert not on_disk or OWN_MARK.encode() not in raw(own.folder)
    assert rows_of(own, venlo) == of_venlo
    left = {name for name, kept in rows_of(own, katwijk).items() if kept}
    assert left == {"tenant", "audit_entry", "audit_head"}
    after = Ledger(own.url).state()
    network = set(after) - {str(model.__tablename__) for model in whose.models()}
    assert {name for name in network if after[name] != untouched[name]} == {"user_account"}
    assert own.run("audit", "verify").exit_code == 0
    with own.scopes.national(reading=True) as scope:
        row = scope.session.get_one(Tenant, katwijk)
        assert (row.slug, row.name, row.place) == (f"gewist-{katwijk}", f"Gewiste bibliotheek {katwijk}", "")
        assert (row.state, row.website, row.logo_hash) == (TenantState.CLOSED, None, None)
        assert row.erased_at is not None


def test_what_only_grows_only_grows_again_afterwards(own: Own) -> None:
    fill(own.url, own.close_library("katwijk"), OWN, OWN_MARK, kept=False)
    assert own.erase("katwijk").exit_code == 0
    said = own.operate("db", "check")
    assert said.exit_code == 0, said.output


def test_it_asks_twice_and_only_takes_a_closed_library(own: Own) -> None:
    before = Ledger(own.url).state()
    for arguments, reason in (
        (("katwijk", "--yes-erase", "venlo"), "differ"),
        (("nergens", "--yes-erase", "nergens"), "There is no tenant 'nergens'"),
        (("katwijk",), "Missing option '--yes-erase'"),
    ):
        said = own.run("tenant", "erase", *arguments)
        assert said.exit_code != 0
        assert reason in said.output
    for slug, reason in (("katwijk", "nog open"), (NATIONAL_SLUG, "Alleen een bibliotheek")):
        error = own.erase(slug).exception
        assert reason in str(error)
    assert Ledger(own.url).state() == before
    assert not (own.folder / "audit" / erasures.NAME).exists()


def test_when_the_deed_cannot_be_written_down_nothing_is_erased(own: Own) -> None:
    """Else a restored copy would bring the library back, and nobody would know."""
    katwijk = own.close_library("katwijk")
    fill(own.url, katwijk, OWN, OWN_MARK, kept=False)
    (own.folder / "audit").write_text("in the way")
    before = {name for name in marked(own, OWN_MARK) if name not in {"membership", "invitation", "user_account"}}
    assert isinstance(own.erase("katwijk").exception, OSError)
    assert marked(own, OWN_MARK) >= before - {"letter", "link"}
    (own.folder / "audit").unlink()
    assert own.erase("katwijk").exit_code == 0
    assert marked(own, OWN_MARK) == set()


def test_a_real_library_goes_with_its_people_and_nobody_finds_it(
    app: Flask,
    clients: Clients,
    scopes: Scopes,
    make_session: Callable[..., uuid.UUID],
    make_activity: Callable[..., uuid.UUID],
    clock: Clock,
    run_jobs: Callable[[], int],
) -> None:
    make_activity("venlo")
    session_id = make_session()
    sign_up(clients["bezoeker"], session_id, "Samira")
    with scopes.identity() as scope:
        seats = [Seat(RoleName.EDITOR, tenant_id=scopes.tenant(slug).id) for slug in ("katwijk", "venlo")]
        service.ensure_user(scope, email="twee@stelsel.test", name="Twee", password=None, memberships=seats)
    run_jobs()
    assert app.test_cli_runner().invoke(args=["projection", "rebuild"]).exit_code == 0
    assert "Hulp bij toeslagen" in clients["bezoeker"].get("/zoeken?bij=2225").text
    assert clients["landelijk"].post(f"{LIBRARIES}/katwijk/sluiten", data=FORM).status_code == 303
    run_jobs()
    katwijk = scopes.tenant("katwijk").id

    said = app.test_cli_runner().invoke(args=["tenant", "erase", "katwijk", "--yes-erase", "katwijk"])

    assert said.exit_code == 0, said.output
    run_jobs()
    visitor = clients["bezoeker"]
    assert visitor.get("/b/katwijk/").status_code == 404
    assert visitor.get(f"/b/gewist-{katwijk}/").status_code == 410
    assert "Hulp bij toeslagen" not in visitor.get("/zoeken?bij=2225").text
    assert "Katwijk" not in visitor.get("/bibliotheken").text
    for command in VERIFIED:
        done = app.test_cli_runner().invoke(args=list(command))
        assert done.exit_code == 0, f"{command}: {done.output}"
    with scopes.identity(reading=True) as scope:
        names = set(scope.session.scalars(select(User.email)))
        assert {name for name in names if "katwijk" in name} == set()
        assert {"beheer@venlo.stelsel.test", "twee@stelsel.test", "landelijk@stelsel.test"} <= names
        nobody = list(scope.session.scalars(select(User).where(User.name == forgetting.NAMELESS)))
        assert nobody
        assert not any(one.active or one.password or one.tf_totp_secret for one in nobody)
        assert all(one.email == f"{one.id}@{forgetting.NOWHERE}" for one in nobody)
        assert not scope.session.scalars(select(Membership).where(Membership.at_tenant_id == katwijk)).all()
    page = clients["landelijk"].get(f"{LIBRARIES}/gewist-{katwijk}")
    assert "Gewist op 1 december 2026" in page.text
    assert "Open deze bibliotheek weer" not in page.text
    again = clients["landelijk"].post(f"{LIBRARIES}/gewist-{katwijk}/heropenen", follow_redirects=True)
    assert "Van haar is niets meer over" in again.text
    with scopes.reading(NATIONAL_SLUG) as scope:
        deeds = scope.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.seq)).all()
        assert "library.erasure_ordered" in deeds


def test_the_grantors_files_stay_and_a_running_case_comes_first(
    app: Flask, clients: Clients, scopes: Scopes, stage: Stage
) -> None:
    scheme = stage.scheme()
    case_id = stage.declared(stage.submitted(scheme))
    assert clients["landelijk"].post(f"{LIBRARIES}/katwijk/sluiten", data=FORM).status_code == 303
    erase = ["tenant", "erase", "katwijk", "--yes-erase", "katwijk"]
    run = app.test_cli_runner()
    assert "loopt nog een subsidieaanvraag" in str(run.invoke(args=erase).exception)
    for step in (stage.controlled, stage.agreed, stage.adopted, stage.granted):
        step(case_id)

    said = run.invoke(args=erase)

    assert said.exit_code == 0, said.output
    assert "The files of 1 subsidy cases stay with the grantor" in said.output
    assert stage.case(case_id).applicant_name == "Bibliotheek Katwijk"
    page = clients["coordinator"].get(f"/subsidies/behandelen/{case_id}")
    assert page.status_code == 200
    assert "Bibliotheek Katwijk" in page.text
    assert clients["coordinator"].get("/subsidies/behandelen/").status_code == 200
    verified = run.invoke(args=["subsidies", "verify"])
    assert verified.exit_code == 0, verified.output


@pytest.mark.browser
def test_its_page_says_that_it_is_gone_on_a_phone_and_on_a_desk(app: Flask, visit: Visitor, scopes: Scopes) -> None:
    katwijk = scopes.tenant("katwijk").id
    with scopes.national() as scope:
        network.close(scope, katwijk, reason="Gestopt.", closed_on=date(2026, 11, 1))
    assert app.test_cli_runner().invoke(args=["tenant", "erase", "katwijk", "--yes-erase", "katwijk"]).exit_code == 0
    page = visit.at_each_width(f"{LIBRARIES}/gewist-{katwijk}", as_role="landelijk")
    assert page.get_by_text("Deze bibliotheek kan niet weer open.").is_visible()


def test_a_closed_account_is_forgotten_by_command(app: Flask, clients: Clients, scopes: Scopes) -> None:
    mail = "redactie@katwijk.stelsel.test"
    run = app.test_cli_runner()
    assert "nog open" in str(run.invoke(args=["people", "forget", mail]).exception)
    assert run.invoke(args=["people", "end", mail]).exit_code == 0
    assert run.invoke(args=["people", "forget", mail]).exit_code == 0
    with scopes.identity(reading=True) as scope:
        assert service.find(scope, mail) is None
        row = scope.session.scalars(select(User).where(User.name == forgetting.NAMELESS)).one()
        assert (row.active, row.password) == (False, None)
        assert not scope.session.scalars(select(Membership).where(Membership.user_id == row.id)).all()


@pytest.mark.only_on("postgresql")  # SQLite has no owner
def test_an_owner_from_whom_rows_are_hidden_does_not_say_that_they_are_gone(
    own: Own,
) -> None:
    katwijk = own.close_library("katwijk")
    fill(own.url, katwijk, OWN, OWN_MARK, kept=False)
    role = f"{make_url(own.url).database}_owner"[:60]
    engine = create_engine(own.url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE ROLE {role} LOGIN"))
        for name in Base.metadata.tables:
            connection.execute(text(f"ALTER TABLE {name} OWNER TO {role}"))
    settings = own.app.extensions["stelsel.settings"]
    theirs = make_url(own.url).set(username=role).render_as_string(hide_password=False)
    own.app.extensions["stelsel.settings"] = settings.model_copy(update={"database_url": theirs})
    own.app.extensions["stelsel.settings"].__dict__.pop("url", None)  # it is worked out once

    said = own.erase("katwijk")

    assert said.exit_code == 1
    assert "needs BYPASSRLS" in said.output
    assert marked(own, OWN_MARK) != set()
    own.let_go()
    with engine.connect() as connection:
        connection.execute(text(f"REASSIGN OWNED BY {role} TO CURRENT_USER"))
        connection.execute(text(f"DROP ROLE {role}"))
    engine.dispose()


@pytest.mark.only_on("sqlite")  # PostgreSQL has no such lock
def test_a_reader_who_stays_is_told_and_repeat_clears_what_was_left(own: Own) -> None:
    fill(own.url, own.close_library("katwijk"), OWN, OWN_MARK, kept=False)
    with own.scopes.reading("venlo") as scope:
        scope.session.scalars(select(Tenant)).all()
        said = own.erase("katwijk")
        assert said.exit_code == 1
        assert "The rows are gone." in said.output
        assert "stelsel tenant repeat" in said.output
    assert own.run("tenant", "repeat").exit_code == 0
    assert OWN_MARK.encode() not in raw(own.folder)
