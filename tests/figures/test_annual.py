"""The yearly delivery: cancelled left out, branch and function filled, what waits named; shared by choice."""

import io
from datetime import date, time

import openpyxl
import pytest
from sqlalchemy import select

from stelsel import clock as clocks
from stelsel.audit.models import AuditEntry
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Concept, CoreFunction, SessionState
from stelsel_tenants.libraries.models import Branch
from tests.figures.conftest import Hold, Lines, lines
from tests.site import shelf
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

PAGE = "/b/katwijk/beheer/cijfers/jaaropgave"
NATIONAL = "/landelijk/cijfers/jaaropgave"
KNOWLEDGE, EDUCATION = "Kennis en informatie", "Ontwikkeling en educatie"


@pytest.fixture(autouse=True)
def _functions(scopes: Scopes) -> None:
    """As what concepts count; of Walk&Talk nobody said it."""
    with scopes.national() as scope:
        scope.session.get_one(Concept, "taalcafe").core_function = CoreFunction.EDUCATION
        scope.session.get_one(Concept, "ido").core_function = CoreFunction.KNOWLEDGE


def in_year(clients: Clients, year: int = 2026) -> Lines:
    return lines(clients, f"{PAGE}.csv?jaar={year}")


def waiting(clients: Clients, who: str = "redactie_katwijk") -> list[str]:
    """The sessions that the page says to count."""
    page = parse(clients[who].get(f"{PAGE}?jaar=2026").text)
    return [line.get_text(" ", strip=True) for line in page.select("[aria-labelledby=tellen] li")]


def branch_name(scope: Scope) -> str:
    return scope.session.scalars(select(Branch.name).where(Branch.name != "Duinen")).one()


def test_what_was_held_counts_by_branch_and_function(clients: Clients, scopes: Scopes, hold: Hold) -> None:
    with scopes.work() as scope:
        dunes = shelf.another_branch(scope, "Duinen")
        main = branch_name(scope)
    hold(10)
    hold(12, day=date(2026, 2, 3), branch_id=dunes)
    hold(3, title="IDO", concept="ido")
    hold(state=SessionState.CANCELLED, day=date(2026, 3, 3), reason="Ziek")
    hold(None, day=date(2026, 11, 10))
    hold(0, day=date(2026, 11, 17))
    hold(40, day=date(2025, 11, 4))

    found = in_year(clients)
    assert found["Kernfuncties", EDUCATION, "Activiteiten"] == "3", "held and nobody came is held"
    assert found["Kernfuncties", EDUCATION, "Deelnemers"] == "22"
    assert found["Kernfuncties", EDUCATION, "Vestigingen"] == "2"
    assert found["Kernfuncties", "Alles samen", "Activiteiten"] == "4"
    assert found["Activiteiten", main, EDUCATION] == "2"
    assert found["Activiteiten", "Duinen", KNOWLEDGE] == "0"
    assert found["Deelnemers", "Duinen", EDUCATION] == "12"
    assert found["Deelnemers", main, "Alles samen"] == "13"
    assert found["Soorten aanbod", "Informatiepunt Digitale Overheid", "Vestigingen"] == "1"
    assert found["Gemeenten", "Katwijk", "Activiteiten"] == "4"
    assert ("Kernfuncties", "Nog niet ingedeeld", "Activiteiten") not in found
    assert in_year(clients, 2025)["Kernfuncties", "Alles samen", "Deelnemers"] == "40"
    book = openpyxl.load_workbook(io.BytesIO(clients["directie_katwijk"].get(f"{PAGE}.xlsx?jaar=2026").data))
    assert [cell.value for cell in book["Kernfuncties"][7]] == ["Alles samen", 4, 25, 2]
    assert ["Nog te tellen", 1] in [[cell.value for cell in row] for row in book["Uitleg"].rows]


def test_what_nobody_counted_is_named_before_it_is_handed_in(clients: Clients, hold: Hold) -> None:
    hold(10)
    hold(None, day=date(2026, 1, 6))
    hold(None, day=date(2026, 11, 10))
    hold(None, day=date(2026, 12, 1))  # today: the desk is not late
    hold(None, day=date(2026, 12, 8))
    hold(None, day=date(2026, 3, 3), state=SessionState.CANCELLED)

    first, second = waiting(clients)
    assert "10 november" in first
    assert "6 januari" in second
    page = clients["redactie_katwijk"].get(f"{PAGE}?jaar=2026").text
    assert "Nog 2 momenten te tellen" in page
    assert "/beheer/balie/" in page
    theirs = clients["directie_katwijk"].get(f"{PAGE}?jaar=2026")
    assert "/beheer/balie/" not in theirs.text, "the board does not count"


def test_a_year_ends_at_midnight_in_amsterdam(clients: Clients, hold: Hold) -> None:
    hold(3, day=date(2025, 12, 31), begins=time(23, 30))
    hold(5, day=date(2026, 1, 1), begins=time(0))
    assert in_year(clients, 2025)["Kernfuncties", "Alles samen", "Deelnemers"] == "3"
    assert in_year(clients)["Kernfuncties", "Alles samen", "Deelnemers"] == "5"


@pytest.mark.parametrize(
    ("today", "year"), [(date(2027, 4, 30), 2026), (date(2027, 5, 1), 2027), (date(2026, 12, 1), 2026)]
)
def test_until_it_is_due_the_year_that_is_over_is_shown(
    clients: Clients, hold: Hold, clock: Clock, today: date, year: int
) -> None:
    hold()
    clock.set(clocks.at(today, time(10)))
    clients["directie_katwijk"].sign_in("directie_katwijk")
    assert f"Jaaropgave {year}</h1>" in clients["directie_katwijk"].get(PAGE).text
    assert f"Jaaropgave {year}</h1>" in clients["directie_katwijk"].get(f"{PAGE}?jaar=1999").text


def test_a_kind_that_nobody_placed_is_said_and_then_placed(clients: Clients, hold: Hold) -> None:
    hold(8, title="Walk&Talk", concept="walkentalk")
    page = clients["redactie_katwijk"].get(f"{PAGE}?jaar=2026").text
    assert "Bij welke kernfunctie hoort dit: Walk&amp;Talk?" in page
    assert in_year(clients)["Activiteiten", "Alles samen", "Nog niet ingedeeld"] == "1"

    desk = clients["platform"]
    address = "/admin/soorten/wijzigen/?id=walkentalk"
    form = parse(desk.get(address).text).select_one("main form[method=post]")
    assert form is not None
    sent = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")}
    sent |= {"theme": "work", "core_function": "meeting"}
    assert desk.post(address, data=sent).status_code in {302, 303}
    assert "kernfunctie hoort dit" not in clients["redactie_katwijk"].get(f"{PAGE}?jaar=2026").text
    assert in_year(clients)["Kernfuncties", "Ontmoeting en debat", "Activiteiten"] == "1"


def test_the_network_counts_who_shares_and_hides_the_few(clients: Clients, scopes: Scopes, hold: Hold) -> None:
    official = clients["landelijk"]
    hold(20)
    hold(3, title="IDO", concept="ido")
    hold(30, slug="venlo")
    hold(40, slug="den-haag")
    address = f"{NATIONAL}?jaar=2026"
    assert "Van 2026 is nog niets gedeeld" in official.get(address).text

    director = clients["directie_katwijk"]
    assert director.post(f"{PAGE}/2026/delen").status_code == 303
    assert director.post(f"{PAGE}/2026/delen").status_code == 303, "twice is once"
    assert clients["beheer_venlo"].post("/b/venlo/beheer/cijfers/jaaropgave/2026/delen").status_code == 303
    assert "U deelt de cijfers van 2026 sinds" in director.get(f"{PAGE}?jaar=2026").text
    page = official.get(address).text
    assert "N: 2 van 5 bibliotheken" in page
    main = parse(page).main
    assert main is not None
    assert "Bibliotheek Katwijk" not in main.text
    found = lines(clients, f"{NATIONAL}.csv?jaar=2026", "landelijk")
    assert found["Kernfuncties", "Alles samen", "Activiteiten"] == "3"
    assert found["Kernfuncties", KNOWLEDGE, "Deelnemers"] == "afgeschermd", "three people"
    assert found["Deelnemers", "Zuid-Holland", EDUCATION] == "afgeschermd", "23 less 20 would tell"
    assert found["Activiteiten", "Zuid-Holland", KNOWLEDGE] == "1", "activities are not people"
    assert found["Kernfuncties", "Alles samen", "Deelnemers"] == "53"
    assert not any("Den Haag" in " ".join(key) for key in found)

    assert director.post(f"{PAGE}/2026/niet-delen").status_code == 303
    assert director.post(f"{PAGE}/2026/niet-delen").status_code == 303
    found = lines(clients, f"{NATIONAL}.csv?jaar=2026", "landelijk")
    assert found["Kernfuncties", "Alles samen", "Deelnemers"] == "30"
    with scopes.reading() as scope:
        deeds = scope.session.scalars(select(AuditEntry.deed).where(AuditEntry.deed.like("annual.%"))).all()
    assert sorted(deeds) == ["annual.shared", "annual.withheld"]


def test_sharing_is_for_who_decides_and_for_years_with_figures(clients: Clients, hold: Hold) -> None:
    hold()
    assert clients["redactie_katwijk"].post(f"{PAGE}/2026/delen").status_code == 403
    assert clients["beheer_venlo"].post(f"{PAGE}/2026/delen").status_code == 404
    for year in (2025, 2027, 9999):
        for deed in ("delen", "niet-delen"):
            told = clients["directie_katwijk"].post(f"{PAGE}/{year}/{deed}", follow_redirects=True).text
            assert "Van dit jaar zijn er geen cijfers." in told
    for path in (NATIONAL, f"{NATIONAL}.csv", f"{NATIONAL}.xlsx"):
        assert clients["landelijk"].get(path).status_code == 200
        assert clients["beslisser"].get(path).status_code == 403
        assert clients["beheer_katwijk"].get(path).status_code == 404
