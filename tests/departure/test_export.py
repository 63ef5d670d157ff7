"""P-33: a library takes everything along that is its own, nothing of another, and nothing that opens a door."""

import hashlib
import json
import os
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Text, select

from stelsel import clock as time_now
from stelsel.audit.models import AuditEntry
from stelsel.db import Base
from stelsel.db.personal import SECRET
from stelsel.tenancy import security, whose
from stelsel_tenants.activities.models import Session
from stelsel_tenants.libraries.models import Profile
from stelsel_tenants.newsletters.models import Subscription
from stelsel_tenants.registrations import counting
from stelsel_tenants.registrations import jobs as registrations_jobs
from stelsel_tenants.registrations.models import Registration
from tests.departure.full import fill
from tests.isolation.walk import FOREIGN, FOREIGN_MARK, OWN, OWN_MARK
from tests.registrations.conftest import make_session
from tests.registrations.people import sign_up
from tests.support.client import PageClient
from tests.support.databases import Postgresql, Sqlite
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.small_disk import fill as fill_disk
from tests.support.small_disk import mounted
from tests.support.world import NATIONAL_SLUG

__all__ = ["make_session"]

LOOKS_SECRET = re.compile(r"(?:^|_)(?:password|secret|token_hash|fs_uniquifier)$")
(OPENS,) = SECRET


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["tenant", *arguments])


def tables(file: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows of each table in an export."""
    with zipfile.ZipFile(file) as packed:
        return {
            Path(name).stem: [json.loads(line) for line in packed.read(name).decode().splitlines()]
            for name in packed.namelist()
            if name.startswith("tables/")
        }


def everything(file: Path) -> str:
    with zipfile.ZipFile(file) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def manifest(file: Path) -> dict[str, Any]:
    with zipfile.ZipFile(file) as packed:
        said: dict[str, Any] = json.loads(packed.read("manifest.json"))
        return said


def test_everything_of_one_library_is_in_it_and_nothing_of_another(
    app: Flask, scopes: Scopes, database: Sqlite | Postgresql, clock: Clock, tmp_path: Path
) -> None:
    rows = fill(database.url, scopes.tenant("katwijk").id, OWN, OWN_MARK)
    fill(database.url, scopes.tenant("venlo").id, FOREIGN, FOREIGN_MARK)
    file = tmp_path / "katwijk.zip"

    said = run(app, "export", "katwijk", "--to", str(file))

    assert said.exit_code == 0, said.output
    found = tables(file)
    for name, words in rows.words(secret=False):
        assert words in json.dumps(found[name]), f"{name} lacks {words}"
    assert set(found) == {str(model.__tablename__) for model in whose.models()} | {"user_account"}
    whole = everything(file)
    assert FOREIGN_MARK not in whole
    assert str(FOREIGN) not in whole
    secrets = list(rows.words(secret=True))
    assert {name for name, _ in secrets} == {"api_key", "letter", "link", "referral", "user_account"}
    assert [words for _, words in secrets if words in whole] == []
    assert [row["slug"] for row in found["tenant"]] == ["katwijk"]
    assert {row["tenant_id"] for row in found["activity"]} == {scopes.tenant("katwijk").id}
    assert "redactie@katwijk.stelsel.test" in {row["email"] for row in found["user_account"]}
    assert {row["email"] for row in found["user_account"] if "venlo" in row["email"]} == set()
    assert file.stat().st_mode & 0o077 == 0


def test_the_manifest_tells_what_is_there_and_why(
    app: Flask, scopes: Scopes, database: Sqlite | Postgresql, clock: Clock, tmp_path: Path
) -> None:
    fill(database.url, scopes.tenant("katwijk").id, OWN, OWN_MARK)
    with scopes.work() as scope:
        profile = scope.session.scalars(select(Profile)).one()
        profile.logo = b"\x89PNG of Katwijk"
    file = tmp_path / "katwijk.zip"
    assert run(app, "export", "katwijk", "--to", str(file)).exit_code == 0

    said, found = manifest(file), tables(file)
    assert (said["slug"], said["at"]) == ("katwijk", time_now.now().isoformat())
    assert {name: about["rows"] for name, about in said["tables"].items()} == {
        name: len(rows) for name, rows in found.items()
    }
    assert set(said["tables"]["registration"]["personal"]) == {"name", "email", "phone", "answer", "contact_key"}
    assert all(said["tables"]["registration"]["personal"]["email"].values())
    with zipfile.ZipFile(file) as packed:
        assert set(packed.namelist()) == {*said["sha256"], "manifest.json"}
        for name, sum_ in said["sha256"].items():
            assert hashlib.sha256(packed.read(name)).hexdigest() == sum_
        place = found["library_profile"][0]["logo"]
        assert packed.read(place) == b"\x89PNG of Katwijk"
        assert packed.read(found["waiting_file"][0]["content"]).startswith(b"BEGIN:VCALENDAR")


def test_the_same_state_gives_the_same_export_and_it_is_recorded(
    app: Flask, scopes: Scopes, database: Sqlite | Postgresql, clock: Clock, tmp_path: Path
) -> None:
    fill(database.url, scopes.tenant("katwijk").id, OWN, OWN_MARK)
    first, second = tmp_path / "1.zip", tmp_path / "2.zip"
    assert run(app, "export", "katwijk", "--to", str(first)).exit_code == 0
    assert run(app, "export", "katwijk", "--to", str(second)).exit_code == 0
    assert first.read_bytes() == second.read_bytes()
    with scopes.work() as scope:
        scope.session.scalars(select(Registration)).one().name = "Iemand anders"
    third = tmp_path / "3.zip"
    assert run(app, "export", "katwijk", "--to", str(third)).exit_code == 0
    before, after = manifest(first)["sha256"], manifest(third)["sha256"]
    assert {name for name in before if before[name] != after[name]} == {"tables/registration.jsonl"}
    with scopes.reading(NATIONAL_SLUG) as scope:
        deeds = scope.session.execute(
            select(AuditEntry.object_id).where(AuditEntry.deed == "tenant.exported")
        ).scalars()
        assert list(deeds) == [str(scopes.tenant("katwijk").id)] * 3


def test_what_cannot_be_written_says_so_in_a_line_and_leaves_no_half(
    app: Flask, scopes: Scopes, clock: Clock, tmp_path: Path
) -> None:
    (tmp_path / "there.zip").write_text("kostbaar")
    for where, reason in (("there.zip", "already there"), ("no-folder/a.zip", "could not be written")):
        said = run(app, "export", "katwijk", "--to", str(tmp_path / where))
        assert said.exit_code == 1
        assert reason in said.output
        assert len(said.output.splitlines()) == 1
    unknown = run(app, "export", "nergens", "--to", str(tmp_path / "b.zip"))
    assert (unknown.exit_code, unknown.output) == (1, "Error: There is no tenant 'nergens'.\n")
    assert [path.name for path in tmp_path.iterdir()] == ["there.zip"]
    assert (tmp_path / "there.zip").read_text() == "kostbaar"


@pytest.mark.only_on("sqlite")  # the file is written alike
def test_on_a_disk_that_gets_full_no_half_is_left(app: Flask, scopes: Scopes, clock: Clock, tmp_path: Path) -> None:
    with scopes.work() as scope:
        scope.session.add(Profile(logo=os.urandom(100_000)))
    folder = tmp_path / "small"
    with mounted(folder, 1):
        filler = fill_disk(folder)
        os.truncate(filler, filler.stat().st_size - 40_000)
        said = run(app, "export", "katwijk", "--to", str(folder / "katwijk.zip"))
        assert said.exit_code == 1
        assert "could not be written: No space left on device" in said.output
        assert [path.name for path in folder.iterdir()] == ["filler"]


def test_the_national_body_takes_its_own_along(app: Flask, clock: Clock, tmp_path: Path) -> None:
    file = tmp_path / "landelijk.zip"
    assert run(app, "export", NATIONAL_SLUG, "--to", str(file)).exit_code == 0
    assert [row["kind"] for row in tables(file)["tenant"]] == ["national"]


@pytest.mark.only_on("sqlite")  # it is about the program's memory
def test_memory_does_not_grow_with_the_rows(app: Flask, scopes: Scopes, clock: Clock, tmp_path: Path) -> None:
    def peak(number: int) -> int:
        with scopes.work() as scope:
            rows = ({"email": f"{number}-{one}@voorbeeld.nl", "kind": "x" * 40} for one in range(number))
            scope.insert_many(Subscription, [{**row, "asked_at": time_now.now()} for row in rows])
        tracemalloc.start()
        try:
            assert run(app, "export", "katwijk", "--to", str(tmp_path / f"{number}.zip")).exit_code == 0
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)  # what is made once: statements, classes
    few, many = peak(600), peak(6000)
    assert len(tables(tmp_path / "6000.zip")["newsletter_subscription"]) == 6610
    assert many < few + 500_000, f"{few:,} bytes for few rows, {many:,} for many"


def test_after_the_term_it_proves_that_names_are_gone_and_numbers_are_not(
    app: Flask,
    client: PageClient,
    scopes: Scopes,
    make_session: Callable[..., Any],
    clock: Clock,
    run_jobs: Callable[[], int],
    tmp_path: Path,
) -> None:
    """B17: also on the waiting list, in the outbox and in what jobs were given."""
    session_id = make_session(capacity=1)
    sign_up(client, session_id, "Samira", "Wachtende", telefoon="0701234567")
    run_jobs()
    names = ("samira", "wachtende", "0701234567", "+31701234567")
    assert run(app, "export", "katwijk", "--to", str(tmp_path / "before.zip")).exit_code == 0
    before = everything(tmp_path / "before.zip").casefold()
    assert [name in before for name in names[:2]] == [True, True]
    with scopes.work() as scope:
        session = scope.session.get_one(Session, (scope.tenant_id, session_id))
        clock.set(session.ends_at)
        seated = scope.session.scalars(select(Registration.id).where(Registration.name == "Samira")).one()
        counting.tick(scope, session_id, seated, came=True)
        counting.close(scope, session_id)
    clock.forward(days=14, seconds=1)
    with app.app_context():
        registrations_jobs.erase(scopes.tenant("katwijk").id)
    run_jobs()

    assert run(app, "export", "katwijk", "--to", str(tmp_path / "after.zip")).exit_code == 0
    after = everything(tmp_path / "after.zip").casefold()
    assert [name for name in names if name in after] == []
    found = tables(tmp_path / "after.zip")
    assert sorted((row["seats"], row["name"]) for row in found["registration"]) == [(1, None), (1, None)]
    assert [row["present"] for row in found["activity_session"] if row["id"] == str(session_id)] == [1]
    assert [row["came"] for row in found["attendance"]] == [True]
    assert any(row["present"] == 1 for row in found["month_figures"])


def test_a_table_that_points_at_a_tenant_says_whose_its_rows_are() -> None:
    """A new one is in export and erasure by itself; one that only mentions a tenant does not pass unseen."""
    pointing = {
        model.__name__
        for model in security.models()
        for column in Base.metadata.tables[str(model.__tablename__)].columns
        if any(one.target_fullname == "tenant.id" for one in column.foreign_keys)
    }
    assert pointing - {model.__name__ for model in whose.models()} == {"Organisation"}
    assert all(whose.reader(model) for model in whose.models())


def test_what_opens_a_door_is_marked_so() -> None:
    columns = [column for table in Base.metadata.tables.values() for column in table.columns]
    bare = [str(column) for column in columns if LOOKS_SECRET.search(column.name) and OPENS not in column.info]
    assert bare == []
    of_letters = [column for column in columns if column.table.name == "letter" and isinstance(column.type, Text)]
    assert of_letters
    assert all(OPENS in column.info for column in of_letters)
