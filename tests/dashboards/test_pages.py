"""What the national body sees: figures that move when the desk counts, small ones hidden, in page and in file."""

import csv
import io
import re
import uuid
import zipfile
from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from stelsel import clock as now
from stelsel.tenancy import OutOfScope, Scope, Tenant, TenantState
from stelsel_admin.dashboards.models import MonthFigures, SeriesBreak
from stelsel_admin.subsidies.assessment import service as assessment
from stelsel_admin.subsidies.cases.models import Case
from stelsel_tenants.activities.models import Concept, Session
from stelsel_tenants.libraries.models import Branch, WorkingArea
from stelsel_tenants.registrations import counting
from tests.subsidies.stage import Stage
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

Make = Callable[..., uuid.UUID]
FIGURES = "/landelijk/cijfers"


def kpi(html: str, name: str) -> str:
    """The figure under a heading of the page, with what it is held against."""
    for section in parse(html).select(".st-kpi"):
        if section.select_one("h2").get_text(strip=True) == name:  # type: ignore[union-attr]
            return " ".join(section.get_text(" ", strip=True).split())
    raise AssertionError(f"no figure {name!r}")


def row_of(html: str, name: str, table: str = "mensen") -> list[str]:
    """The cells of a row of a table: sessions, hours, present, attendance, share without sign-up."""
    for row in parse(html).select(f"#{table} tr"):
        cells = [cell.get_text(strip=True) for cell in row.select("th, td")]
        if cells[0] == name:
            return cells
    raise AssertionError(f"no row {name!r}")


def cases(html: str) -> dict[str, str]:
    """What the first page says of subsidy cases."""
    lines = parse(html).select("[aria-labelledby=aanvragen] li")
    parts = ([part.get_text(strip=True) for part in line.find_all(recursive=False)] for line in lines)
    return dict(parts)


def count_first(scopes: Scopes, slug: str, *, taken: int, present: int) -> None:
    with scopes.work(slug) as scope:
        session = scope.session.scalars(select(Session).order_by(Session.starts_at).limit(1)).one()
        session.taken = taken
        counting.count(scope, session.id, present=present)


def add_figures(scope: Scope, month: date, sums: dict[str, int], concept: str = "belastinghulp") -> None:
    branch = scope.session.scalars(select(Branch.id)).first()
    assert branch is not None
    row = MonthFigures(branch_id=branch, concept_slug=concept, month=month)
    for name, amount in sums.items():
        setattr(row, name, amount)
    scope.session.add(row)


def lines(clients: Clients) -> list[dict[str, str]]:
    """What the file says."""
    return list(csv.DictReader(io.StringIO(clients["landelijk"].get(f"{FIGURES}.csv").text.removeprefix("\ufeff"))))


def averages(clients: Clients) -> list[str]:
    found = (line["waarde"] for line in lines(clients) if line["kolom"] == "Gemiddelde van 12 maanden")
    return [value for value in found if value]


def enough(held: int = 1, present: int = 40, registered: int = 20, came: int = 15) -> dict[str, int]:
    return {
        "held": held,
        "minutes": 120 * held,
        "present": present,
        "registered": registered,
        "registered_present": came,
        "present_at_sign_up": present,
    }


def test_a_figure_moves_when_the_desk_counts(clients: Clients, scopes: Scopes, make_activity: Make) -> None:
    make_activity()
    with scopes.work() as scope:
        session = scope.session.scalars(select(Session).order_by(Session.starts_at).limit(1)).one()
        session.taken = 70
        session_id = session.id
    official, desk = clients["landelijk"], clients["balie_katwijk"]
    before = official.get(FIGURES).text
    assert kpi(before, "Momenten gehouden").startswith("Momenten gehouden 0")
    assert kpi(before, "Aanwezigen").startswith("Aanwezigen –")

    url = f"/b/katwijk/beheer/balie/{session_id}"
    assert desk.post(url, data={"aanwezig": "104", "weggestuurd": "0"}).status_code == 303

    after = official.get(FIGURES).text
    assert kpi(after, "Momenten gehouden").startswith("Momenten gehouden 1")
    assert kpi(after, "Aanwezigen").startswith("Aanwezigen 104")
    assert kpi(after, "Opkomst").startswith("Opkomst 149%"), "never capped"
    assert "33% kwam zonder aanmelding" in kpi(after, "Opkomst")
    assert row_of(after, "Zuid-Holland", "tabel")[1:4] == ["1", "1", "1"], "libraries, places, sessions"
    assert "Geteld door 1 van 5 bibliotheken (20%)" in after
    assert "Voorlopig" in after

    desk.post(f"{url}/erbij", data={"erbij": "1"})
    assert kpi(official.get(FIGURES).text, "Aanwezigen").startswith("Aanwezigen 105")


def test_few_people_are_hidden_and_so_is_what_would_tell(clients: Clients, scopes: Scopes, make_activity: Make) -> None:
    for slug, present in (("katwijk", 104), ("venlo", 3), ("oost-achterhoek", 30)):
        make_activity(slug)
        count_first(scopes, slug, taken=20, present=present)
    page = clients["landelijk"].get(FIGURES).text

    assert row_of(page, "Limburg")[3:] == ["afgeschermd"] * 3
    assert row_of(page, "Gelderland")[3:] == ["afgeschermd"] * 3, "137 less 104 less 30 would be Limburg"
    assert row_of(page, "Zuid-Holland")[3] == "104"
    assert row_of(page, "Alles samen")[3] == "137"
    assert row_of(page, "Limburg")[1] == "1", "sessions are not people"
    alone = clients["landelijk"].get(f"{FIGURES}?provincie=PV31").text
    assert row_of(alone, "Limburg")[3:] == ["afgeschermd"] * 3, "nor by itself"
    assert "Aanwezigen afgeschermd" in kpi(alone, "Aanwezigen")

    in_file = {
        row["regel"]: row["waarde"]
        for row in lines(clients)
        if row["kolom"] == "Aanwezigen" and row["tabel"] == "Provincies"
    }
    assert in_file["Limburg"] == in_file["Gelderland"] == "afgeschermd"
    assert in_file["Alles samen"] == "137"


def test_filters_stand_in_the_address(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        add_figures(scope, date(2026, 10, 1), enough())
        add_figures(scope, date(2026, 10, 1), enough(held=2), "taalcafe")
        add_figures(scope, date(2025, 3, 1), enough(held=4))
        scope.session.add(WorkingArea(municipality_code="GM0537", since=date(2020, 1, 1)))
    with scopes.work("venlo") as scope:
        add_figures(scope, date(2026, 11, 1), enough(held=8))
    official = clients["landelijk"]

    def held(query: str) -> str:
        return kpi(official.get(f"{FIGURES}{query}").text, "Momenten gehouden").split()[2]

    assert held("") == "11"
    assert held("?provincie=PV28") == "3"
    assert held("?provincie=PV28&soort=taalcafe") == "2"
    assert held("?periode=2025") == "4"
    assert held("?grootte=midden") == "3"
    assert held("?grootte=onbekend") == "8"
    assert held("?periode=rommel&provincie=PV99&soort=%00&grootte=x") == "11", "junk counts as not chosen"
    page = official.get(f"{FIGURES}?periode=2026&provincie=PV28&soort=taalcafe").text
    assert re.search(r'<option value="PV28" selected>', page)
    assert "/landelijk/cijfers.csv?periode=2026&amp;provincie=PV28&amp;soort=taalcafe" in page
    assert "Taalcafé, Zuid-Holland" in page


def test_municipalities_and_the_inhabitants_of_those_with_help(
    clients: Clients, scopes: Scopes, make_activity: Make
) -> None:
    make_activity("den-haag")
    page = clients["landelijk"].get(f"{FIGURES}?provincie=PV28").text
    found = re.search(r"1 van (\d+) gemeenten hebben hulp \((\d+)%\). Daar woont (\d+)% van de inwoners", page)
    assert found is not None
    assert 40 < int(found[1]) < 60
    assert int(found[3]) > int(found[2]), "The Hague is one municipality with many people"


def test_the_average_does_not_reach_across_a_break(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        for number in range(30):
            year, month = divmod(2024 * 12 + 5 + number, 12)
            add_figures(scope, date(year, month + 1, 1), enough(present=100 + number))
    assert len(averages(clients)) == 19, "thirty months have nineteen averages"
    with scopes.national() as scope:
        scope.session.add(SeriesBreak(month=date(2025, 12, 1), words="vraag gewijzigd"))
    assert len(averages(clients)) == 8, "seven before it, and one a year after it"
    assert "vraag gewijzigd" in clients["landelijk"].get(FIGURES).text


def test_files_hold_no_formula(clients: Clients, scopes: Scopes, make_activity: Make) -> None:
    with scopes.national() as scope:
        scope.session.get_one(Concept, "belastinghulp").name = "=HYPERLINK(A1)"
    make_activity()
    count_first(scopes, "katwijk", taken=20, present=30)
    query = "?soort=belastinghulp"

    text = clients["landelijk"].get(f"{FIGURES}.csv{query}")
    assert "'=HYPERLINK(A1)" in text.text
    assert ",=HYPERLINK" not in text.text
    assert text.headers["Content-Disposition"].startswith("attachment")

    book = zipfile.ZipFile(io.BytesIO(clients["landelijk"].get(f"{FIGURES}.xlsx{query}").data))
    sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4
    assert "=HYPERLINK(A1)" in book.read("xl/sharedStrings.xml").decode()
    assert not [sheet for sheet in sheets if "<f>" in sheet], "a string is never a formula"


def test_as_many_statements_for_a_thousand_libraries_as_for_ten(
    clients: Clients, scopes: Scopes, clock: Clock, count_queries: object
) -> None:
    official = clients["landelijk"]
    paths = ("/landelijk/", FIGURES, f"{FIGURES}.csv", "/landelijk/bibliotheken")
    counts = []
    for number in (5, 1000):
        with scopes.national() as scope:
            there = len(scope.session.scalars(select(Tenant.id)).all())
            scope.session.add_all(Tenant(slug=f"b{one}", name=f"B {one}") for one in range(there, number))
        seen_per_page = []
        for path in paths:
            with count_queries() as seen:  # type: ignore[operator]
                assert official.get(path).status_code == 200
            seen_per_page.append(len(seen))
        counts.append(seen_per_page)
    assert counts[0] == counts[1]


def test_the_first_page_says_what_needs_attention(
    clients: Clients, scopes: Scopes, make_activity: Make, clock: Clock
) -> None:
    make_activity()
    clock.forward(days=2)
    with scopes.national() as scope:
        scope.session.add(Tenant(slug="nieuw", name="Bibliotheek Nieuw", state=TenantState.INVITED))
    page = clients["landelijk"].get("/landelijk/").text

    assert "4 bibliotheken hebben niets in de agenda" in page
    assert "1 moment is nog niet geteld" in page
    assert "1 bibliotheek is uitgenodigd en nog niet begonnen" in page
    assert "Postbus" in page


def test_a_target_stands_beside_the_places_of_the_whole_country(
    clients: Clients, scopes: Scopes, make_activity: Make
) -> None:
    official = clients["landelijk"]
    assert "Plekken en het doel" not in official.get(FIGURES).text, "nobody set a target"
    with scopes.national() as scope:
        scope.session.get_one(Concept, "belastinghulp").places_target = 2
        scope.session.get_one(Concept, "ido").places_target = 3
    make_activity("katwijk")

    page = official.get(FIGURES).text
    assert row_of(page, "Hulp bij belasting en toeslagen", "doelen")[1] == "1 van 2, nog 1 te gaan"
    assert row_of(page, "Informatiepunt Digitale Overheid", "doelen")[1] == "0 van 3, nog 3 te gaan"
    make_activity("venlo")
    assert row_of(official.get(FIGURES).text, "Hulp bij belasting en toeslagen", "doelen")[1] == "2 van 2, doel gehaald"
    told = {row["regel"]: row["waarde"] for row in lines(clients) if row["kolom"] == "Plekken en het doel"}
    assert told == {"Hulp bij belasting en toeslagen": "2 van 2", "Informatiepunt Digitale Overheid": "0 van 3"}

    alone = official.get(f"{FIGURES}?soort=ido").text
    assert len(parse(alone).select("#doelen tbody tr")) == 1
    for part in ("provincie=PV28", "grootte=klein"):
        assert 'id="doelen"' not in official.get(f"{FIGURES}?{part}").text, "a part of the country has no target"


def test_cases_that_wait_are_counted_and_not_told(clients: Clients, stage: Stage, clock: Clock) -> None:
    official = clients["landelijk"]
    assert "wacht op een medewerker" not in official.get("/landelijk/").text
    scheme = stage.scheme()
    first, second = stage.submitted(scheme), stage.submitted(scheme, "venlo")
    page = official.get("/landelijk/").text
    assert "2 subsidieaanvragen wachten op een medewerker" in page
    assert cases(page) == {"Nog door niemand opgepakt": "2 aanvragen"}
    for told in ("Bibliotheek Katwijk", stage.case(first).reference, "/subsidies/behandelen/"):
        assert told not in parse(page).select_one("main [aria-labelledby=aanvragen]").text  # type: ignore[union-attr]

    stage.declared(first)
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.take_up(scope, first)
    assert cases(official.get("/landelijk/").text) == {"Nog door niemand opgepakt": "1 aanvraag"}
    clock.set(now.at(stage.case(second).decision_due - timedelta(days=14), time(10)))
    official.sign_in("landelijk")
    assert cases(official.get("/landelijk/").text)["De termijn loopt binnen twee weken af"] == "2 aanvragen"
    clock.forward(days=15)
    official.sign_in("landelijk")
    late = cases(official.get("/landelijk/").text)
    assert late["De termijn is voorbij"] == "2 aanvragen"
    assert "De termijn loopt binnen twee weken af" not in late


def test_no_more_of_a_case_is_read_than_is_counted(scopes: Scopes) -> None:
    with scopes.national(reading=True) as scope, pytest.raises(OutOfScope):
        scope.session.scalars(select(Case.applicant_name)).all()


@pytest.mark.parametrize("path", ["/landelijk/", FIGURES, f"{FIGURES}.csv", f"{FIGURES}.xlsx"])
def test_closed_to_others(clients: Clients, path: str) -> None:
    assert clients["landelijk"].get(path).status_code == 200
    assert clients["beslisser"].get(path).status_code == 403
    assert clients["beheer_katwijk"].get(path).status_code == 404
    assert clients["bezoeker"].get(path).status_code == 303
