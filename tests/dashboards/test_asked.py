"""Questions at the desk, of the whole country (D18): they move with the desk, small ones are hidden, and are proven."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from stelsel_admin.dashboards import proof
from stelsel_admin.dashboards.models import QuestionFigures
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.questions import service
from stelsel_tenants.questions.models import Body, Half, Kind, Topic
from stelsel_tenants.questions.service import Asked
from tests.figures.conftest import Lines, lines
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

FIGURES = "/landelijk/cijfers"
Ask = Callable[..., list[uuid.UUID]]


@pytest.fixture
def ask(scopes: Scopes, clock: Clock) -> Ask:
    """So many questions at a desk, as the desk writes them down. Returns their ids."""

    def many(number: int, slug: str = "katwijk", *, day: date = date(2026, 11, 3), **answers: Any) -> list[uuid.UUID]:
        with scopes.work(slug) as scope:
            usual: dict[str, Any] = {
                "branch_id": scope.session.scalars(select(Branch.id)).one(),
                "visit_id": uuid.uuid4(),
                "day": day,
                "half": Half.MORNING,
                "kind": Kind.CONTACT,
                "topic": Topic.DIGID,
                "minutes": 15,
                "body": Body.LOGIUS,
            }
            asked = Asked(**usual | answers)
            return [service.record(scope, asked, question_id=uuid.uuid4()).id for _one in range(number)]

    return many


def national(clients: Clients, query: str = "") -> Lines:
    return lines(clients, f"{FIGURES}.csv{query}", "landelijk")


def test_the_figure_moves_when_the_desk_writes_and_takes_back(clients: Clients, scopes: Scopes, ask: Ask) -> None:
    official = clients["landelijk"]
    assert 'id="vragen"' not in official.get(FIGURES).text
    ask(6)
    ask(7, "venlo", body=None, kind=Kind.SOCIETY)
    (slip,) = ask(1, "venlo", body=Body.UWV)

    page = official.get(FIGURES).text
    assert "14 vragen over januari tot en met december 2026" in page
    assert "N: 2 van 5 bibliotheken bewaarden vragen" in page
    assert "Zo tellen we: Vragen aan de balie" in page
    with scopes.work("venlo") as scope:
        service.take_back(scope, slip)
    found = national(clients)
    assert found["Vragen per provincie", "Alles samen", "Vragen"] == "13"
    assert found["Vragen per organisatie", "Geen organisatie", "Vragen"] == "7"
    assert found["Vragen per soort", "Uitleg over de digitale samenleving", "Vragen"] == "7"
    assert ("Vragen per organisatie", "UWV", "Vragen") not in found


def test_filters_stand_in_the_address(clients: Clients, ask: Ask) -> None:
    ask(6)
    ask(8, "venlo")
    ask(9, day=date(2025, 12, 30))
    whole = ("Vragen per provincie", "Alles samen", "Vragen")
    assert national(clients, "?periode=2026")[whole] == "14"
    assert national(clients, "?periode=2025")[whole] == "9"
    assert national(clients, "?grootte=onbekend&periode=2026")[whole] == "14"
    assert national(clients, "?provincie=PV31")["Vragen per provincie", "Limburg", "Vragen"] == "8"
    assert not any(table.startswith("Vragen") for table, _row, _column in national(clients, "?soort=ido"))
    assert "horen niet bij één soort hulp" in clients["landelijk"].get(f"{FIGURES}?soort=ido").text


def test_few_questions_are_hidden_and_so_is_what_would_tell(clients: Clients, ask: Ask) -> None:
    ask(40)
    ask(3, "venlo", body=Body.RDW)
    ask(9, "oost-achterhoek")

    found = national(clients)
    assert found["Vragen per provincie", "Limburg", "Vragen"] == "afgeschermd"
    assert found["Vragen per provincie", "Gelderland", "Vragen"] == "afgeschermd", "52 less 40 less 9 would be Limburg"
    assert found["Vragen per provincie", "Zuid-Holland", "Vragen"] == "40"
    assert found["Vragen per provincie", "Alles samen", "Vragen"] == "52"
    assert found["Vragen per organisatie", "RDW", "Vragen"] == "afgeschermd"
    page = parse(clients["landelijk"].get(FIGURES).text)
    section = page.select_one("section[aria-labelledby=vragen]")
    assert section is not None
    assert "minder dan 5 vragen" in section.text
    assert "afgeschermd" in section.text


def test_verify_finds_a_figure_changed_by_hand_and_rebuild_mends_it(app: Flask, scopes: Scopes, ask: Ask) -> None:
    ask(6)
    ask(2, "venlo", body=None)
    commands = app.test_cli_runner()
    assert commands.invoke(args=["stats", "verify"]).exit_code == 0
    with scopes.work("venlo") as scope:
        scope.session.scalars(select(QuestionFigures)).one().questions += 1
    with scopes.work() as scope:
        scope.session.delete(scope.session.scalars(select(QuestionFigures)).one())

    found = commands.invoke(args=["stats", "verify"])
    assert found.exit_code == 1
    assert "contact none 2026-11 questions: 3 kept, 2 by the facts" in found.output
    assert "contact logius 2026-11 questions: 0 kept, 6 by the facts" in found.output
    assert "2 cells" in commands.invoke(args=["stats", "rebuild"]).output
    assert commands.invoke(args=["stats", "verify"]).exit_code == 0


WALKS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(Kind), st.none() | st.sampled_from(Body), st.integers(0, 3)), max_size=10
)


@given(walk=WALKS)
@settings(max_examples=10)
def test_figures_equal_facts_after_any_walk(
    scopes: Scopes, ask: Ask, walk: list[tuple[bool, Kind, Body | None, int]]
) -> None:
    there: list[uuid.UUID] = []
    for takes_back, kind, body, months in walk:
        if takes_back and there:
            with scopes.work() as scope:
                service.take_back(scope, there.pop())
        else:
            there += ask(1, kind=kind, body=body, day=date(2026, 11 - months, 30 - months))
        with scopes.reading() as scope:
            assert proof.verify(scope) == []
