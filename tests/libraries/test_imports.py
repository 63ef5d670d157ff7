"""Libraries and branches from files of others: a report per row, and twice changes nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel.importing import Outcome, Report, Unreadable
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.libraries import branches, profile, queries
from stelsel_tenants.libraries.branch import BranchFacts
from stelsel_tenants.libraries.events import branch_changed
from stelsel_tenants.libraries.imports import import_branches, import_libraries
from stelsel_tenants.libraries.models import Branch, WorkingArea
from stelsel_tenants.libraries.profile import ProfileFacts
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

OPEN_FILES = Path(__file__).parents[3] / "shared" / "data"

LIBRARIES_HEAD = "slug,naam,plaats,provincie,website,gemeenten_indicatief,bevestigd"
KATWIJK = "bibliotheek-katwijk,Bibliotheek Katwijk,Katwijk,Zuid-Holland,https://www.bibliotheekkatwijk.nl,GM0537,nee"
LEIDEN = "bplusc,BplusC,Leiden,Zuid-Holland,https://www.bplusc.nl,GM0546;GM0547,ja"

BRANCHES_HEAD = "id,naam,plaats,gemeente_code,lat,lon,organisatie_indicatief,zeker"
RIJNSBURG = "rijnsburg,Bibliotheek Rijnsburg,Rijnsburg,GM0537,52.19,4.44,bibliotheek-katwijk,ja"
TEGELEN = "tegelen,Bibliotheek Tegelen,Tegelen,GM0983,51.34,6.14,venlo,afgeleid"

ADDED, CHANGED, SAME, REFUSED = Outcome.ADDED, Outcome.CHANGED, Outcome.SAME, Outcome.REFUSED


def lines(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def read(
    scopes: Scopes, importer: Callable[..., Report], *rows: str, dry_run: bool = False, skip_bad: bool = False
) -> Report:
    with scopes.national() as scope:
        return importer(scope, lines(*rows), dry_run=dry_run, skip_bad=skip_bad)


def outcomes(report: Report) -> list[Outcome]:
    return [result.outcome for result in report.results]


def areas(scopes: Scopes, slug: str) -> list[str]:
    with scopes.reading(slug) as scope:
        current = select(WorkingArea.municipality_code).where(WorkingArea.until.is_(None))
        return list(scope.session.scalars(current.order_by(WorkingArea.municipality_code)))


def test_a_library_is_known_with_and_without_its_prefix_and_twice_changes_nothing(scopes: Scopes, clock: Clock) -> None:
    first = read(scopes, import_libraries, LIBRARIES_HEAD, KATWIJK, LEIDEN)
    assert outcomes(first) == [CHANGED, ADDED]
    assert first.kept

    katwijk = scopes.tenant("katwijk")
    with scopes.national(reading=True) as scope:
        row = scope.session.get_one(Tenant, katwijk.id)
        assert (row.province_code, row.confirmed) == ("PV28", False)
        assert scope.session.scalars(select(Tenant).where(Tenant.slug == "bibliotheek-katwijk")).all() == []
    assert areas(scopes, "katwijk") == ["GM0537"]
    assert areas(scopes, "bplusc") == ["GM0546", "GM0547"]
    assert outcomes(read(scopes, import_libraries, LIBRARIES_HEAD, KATWIJK, LEIDEN)) == [SAME, SAME]


def test_an_area_that_left_the_file_ends_and_one_that_came_begins(scopes: Scopes, clock: Clock) -> None:
    read(scopes, import_libraries, LIBRARIES_HEAD, LEIDEN)
    clock.forward(days=400)
    moved = LEIDEN.replace("GM0546;GM0547", "GM0546;GM0537")
    assert outcomes(read(scopes, import_libraries, LIBRARIES_HEAD, moved)) == [CHANGED]
    assert areas(scopes, "bplusc") == ["GM0537", "GM0546"]
    with scopes.reading("bplusc") as scope:
        ended = scope.session.scalars(select(WorkingArea).where(WorkingArea.until.is_not(None))).one()
        assert (ended.municipality_code, ended.indicative) == ("GM0547", True)


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (LEIDEN.replace("GM0546", "GM9999"), "gemeente"),
        (LEIDEN.replace("Zuid-Holland", "Atlantis"), "provincie"),
        (LEIDEN.replace("https://www.bplusc.nl", "javascript:alert(1)"), "website"),
        (LEIDEN.replace("bplusc,", "admin,", 1), "korte adres"),
        (LEIDEN.replace("bplusc,", "B plus C,", 1), "korte adres"),
        (LEIDEN.replace("BplusC", ""), "leeg"),
        (LEIDEN.replace(",ja", ",misschien"), ""),
        (KATWIJK, "al eerder"),
    ],
)
def test_a_bad_row_keeps_the_rest_only_when_asked(scopes: Scopes, clock: Clock, bad: str, reason: str) -> None:
    rows = (LIBRARIES_HEAD, KATWIJK, bad)
    refused = read(scopes, import_libraries, *rows)
    assert (outcomes(refused), refused.kept) == ([CHANGED, REFUSED], False)
    assert reason in str(refused.refused[0].reason)
    assert refused.refused[0].line == 3
    assert areas(scopes, "katwijk") == []

    kept = read(scopes, import_libraries, *rows, skip_bad=True)
    assert kept.kept
    assert areas(scopes, "katwijk") == ["GM0537"]


def test_a_trial_keeps_nothing(scopes: Scopes, clock: Clock) -> None:
    report = read(scopes, import_libraries, LIBRARIES_HEAD, KATWIJK, LEIDEN, dry_run=True)
    assert outcomes(report) == [CHANGED, ADDED]
    assert not report.kept
    assert areas(scopes, "katwijk") == []
    with scopes.national(reading=True) as scope:
        assert scope.session.scalars(select(Tenant).where(Tenant.slug == "bplusc")).all() == []


def test_what_a_library_said_of_itself_no_file_changes(scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        profile.present(scope, ProfileFacts(name="Bieb Katwijk", website="https://bieb.katwijk.nl"), version=0)
    assert outcomes(read(scopes, import_libraries, LIBRARIES_HEAD, KATWIJK)) == [CHANGED]
    with scopes.reading() as scope:
        tenant = queries.tenant(scope)
        assert (tenant.name, tenant.website, tenant.confirmed) == ("Bieb Katwijk", "https://bieb.katwijk.nl", False)


def test_branches_go_to_their_library_and_twice_changes_nothing(scopes: Scopes, clock: Clock) -> None:
    told: list[int] = []

    def listen(scope: Scope, **_values: object) -> None:
        told.append(scope.tenant_id)

    with branch_changed.connected_to(listen):
        report = read(scopes, import_branches, BRANCHES_HEAD, RIJNSBURG, TEGELEN)
    assert outcomes(report) == [ADDED, ADDED]
    assert told == [scopes.tenant("katwijk").id, scopes.tenant("venlo").id]
    with scopes.reading("venlo") as scope:
        branch = scope.session.scalars(select(Branch).where(Branch.extern_id == "tegelen")).one()
        assert (branch.name, branch.municipality_code, branch.confirmed) == ("Bibliotheek Tegelen", "GM0983", False)
    assert outcomes(read(scopes, import_branches, BRANCHES_HEAD, RIJNSBURG, TEGELEN)) == [SAME, SAME]
    moved = RIJNSBURG.replace("52.19", "52.195")
    assert outcomes(read(scopes, import_branches, BRANCHES_HEAD, moved, TEGELEN)) == [CHANGED, SAME]


def test_a_branch_that_its_library_saved_stays_as_it_was_saved(scopes: Scopes, clock: Clock) -> None:
    read(scopes, import_branches, BRANCHES_HEAD, RIJNSBURG)
    with scopes.work() as scope:
        branch = scope.session.scalars(select(Branch).where(Branch.extern_id == "rijnsburg")).one()
        branches.revise(scope, branch.id, BranchFacts(name="Bieb Rijnsburg", place="Rijnsburg"), version=branch.version)
    renamed = RIJNSBURG.replace("Bibliotheek Rijnsburg", "Iets anders")
    assert outcomes(read(scopes, import_branches, BRANCHES_HEAD, renamed)) == [SAME]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (TEGELEN.replace("venlo", "onbekend"), "niet bekend"),
        (TEGELEN.replace("venlo", ""), "leeg"),
        (TEGELEN.replace("GM0983", "GM9999"), "gemeente"),
        (TEGELEN.replace("51.34", "0"), "te klein"),
        (TEGELEN.replace("51.34", ""), "kaart"),
        (TEGELEN.replace("51.34", "NaN"), "getal"),
        (RIJNSBURG, "al eerder"),
        ("half", "vakken"),
    ],
)
def test_a_bad_branch_keeps_the_rest_only_when_asked(scopes: Scopes, clock: Clock, bad: str, reason: str) -> None:
    rows = (BRANCHES_HEAD, RIJNSBURG, bad)
    refused = read(scopes, import_branches, *rows)
    assert (outcomes(refused), refused.kept) == ([ADDED, REFUSED], False)
    assert reason in str(refused.refused[0].reason)
    assert outcomes(read(scopes, import_branches, *rows, skip_bad=True)) == [ADDED, REFUSED]
    assert outcomes(read(scopes, import_branches, BRANCHES_HEAD, RIJNSBURG)) == [SAME]


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"a;b\n1;2\n", b"\xff\xfeslug"])
def test_another_file_is_refused_as_a_whole(scopes: Scopes, content: bytes) -> None:
    with scopes.national() as scope:
        for importer in (import_libraries, import_branches):
            with pytest.raises(Unreadable):
                importer(scope, content)


@pytest.mark.only_on("sqlite")  # one database is enough: the rows above prove both
def test_the_command_line_reads_the_open_files_as_they_are(app: Flask, scopes: Scopes) -> None:
    if not OPEN_FILES.is_dir():
        pytest.skip("the open files are not here: put them in ../shared/data to read them")
    run = app.test_cli_runner()
    libraries = ["import", "libraries", str(OPEN_FILES / "bibliotheekorganisaties.csv")]
    assert "116 nieuw, 5 veranderd" in run.invoke(args=libraries).output
    again = run.invoke(args=libraries)
    assert "0 nieuw, 0 veranderd, 121 gelijk, 0 geweigerd." in again.output
    assert again.exit_code == 0

    found = ["import", "branches", str(OPEN_FILES / "bibliotheekvestigingen.csv")]
    whole = run.invoke(args=found)
    assert whole.exit_code == 1
    assert "Regel 27: De kolom “organisatie_indicatief” is leeg." in whole.output
    assert "91 nieuw" in run.invoke(args=[*found, "--skip-bad"]).output
    assert "91 gelijk" in run.invoke(args=[*found, "--skip-bad"]).output
    with scopes.reading("coda") as scope:
        assert len(queries.branches(scope)) == 5
