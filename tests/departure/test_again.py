"""P-33: a copy from before an erasure brings nobody back."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from stelsel.tenancy import Tenant
from stelsel_admin.departure import erasures
from stelsel_admin.departure.erasures import Erasure
from tests.departure.conftest import Own
from tests.departure.full import fill
from tests.departure.test_erase import marked, raw
from tests.isolation.walk import FOREIGN, FOREIGN_MARK, OWN, OWN_MARK
from tests.support.fixtures import MORNING
from tests.support.postgres import find_binaries

KEY = "k" * 48


@pytest.fixture
def copied(own: Own, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the network with Katwijk open and at work; after it Katwijk was erased."""
    monkeypatch.setenv("PATH", f"{find_binaries(Path('unused'))[0]}:/usr/bin:/bin")
    fill(own.url, own.scopes.tenant("katwijk").id, OWN, OWN_MARK, kept=False)
    fill(own.url, own.scopes.tenant("venlo").id, FOREIGN, FOREIGN_MARK, kept=False)
    copy = own.folder / "copy"
    assert own.operate("backup", str(copy)).exit_code == 0
    own.close_library("katwijk")
    said = own.erase("katwijk")
    assert said.exit_code == 0, said.output
    return copy


def test_restore_erases_again_what_its_copy_still_holds(own: Own, copied: Path) -> None:
    said = own.operate("restore", "--yes", str(copied))

    assert said.exit_code == 0, said.output
    assert "katwijk: erased again" in said.output
    assert marked(own, OWN_MARK) == set()
    assert marked(own, FOREIGN_MARK) != set()
    copied.unlink()
    if own.url.startswith("sqlite"):
        assert OWN_MARK.encode() not in raw(own.folder)
    own.let_go()
    with own.scopes.national(reading=True) as scope:
        assert "katwijk" not in scope.session.scalars(select(Tenant.slug)).all()
    assert own.run("tenant", "repeat").output == "", "once is enough"


def test_a_changed_line_erases_nobody_and_is_said(own: Own, copied: Path) -> None:
    path = own.folder / "audit" / erasures.NAME
    line = json.loads(path.read_text().strip())
    venlo = own.scopes.tenant("venlo")
    path.write_text(json.dumps(line | {"slug": "venlo", "tenant_id": venlo.id}))

    said = own.operate("restore", "--yes", str(copied))

    assert said.exit_code == 1
    assert "erasures.jsonl line 1 was changed" in said.output
    assert "do not serve" in said.output
    assert marked(own, FOREIGN_MARK) != set()


def test_another_library_with_the_same_number_and_address_is_left_alone(own: Own, tmp_path: Path) -> None:
    """A network that was made anew counts from one."""
    with own.scopes.national(reading=True) as scope:
        there = scope.session.scalars(select(Tenant).where(Tenant.slug == "katwijk")).one()
        was = Erasure(there.id, there.slug, there.created_at, MORNING)
        other = Erasure(there.id, there.slug, MORNING.replace(year=2020), MORNING)
        assert erasures.owed(scope, [was, other]) == [was]


def test_what_was_written_down_is_read_back(tmp_path: Path) -> None:
    assert erasures.read(tmp_path / "nowhere", KEY) == []
    done = [Erasure(number, f"bieb-{number}", MORNING, MORNING) for number in (1, 2)]
    for one in done:
        erasures.write(tmp_path / "audit", KEY, one)
    assert erasures.read(tmp_path / "audit", KEY) == done
    with pytest.raises(erasures.NotOurs, match="another secret"):
        erasures.read(tmp_path / "audit", "x" * 48)
    with (tmp_path / "audit" / erasures.NAME).open("a") as file:
        file.write("\n{half")
    with pytest.raises(erasures.NotOurs, match="not a line"):
        erasures.read(tmp_path / "audit", KEY)
