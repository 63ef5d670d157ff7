"""The national body sees what is asked and what is missing, and no number below five: page and files."""

import csv
import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel.db.personal import FEWEST
from stelsel_admin.dashboards import suppress
from stelsel_admin.requests import queries
from stelsel_admin.requests.asked import ALL, GAPS, Asked, Key, lines
from stelsel_admin.requests.queries import Kind, Known, Town
from stelsel_tenants.activities.models import Theme
from tests.finder import published
from tests.requests.asking import CONCEPT, KATWIJK, asked
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.pages import parse
from tests.support.scopes import Scopes

PAGE = "/landelijk/aanvragen"


@pytest.fixture(autouse=True)
def _at_ten(clock: Clock) -> None:
    """Tuesday 1 December 2026."""


def ask_all(scopes: Scopes, *wanted: tuple[str, str, int]) -> None:
    with scopes.scheme() as scope:
        for place, concept, people in wanted:
            asked(scope, place, concept, people=people)


def table(html: str, name: str) -> list[list[str]]:
    return [
        [cell.get_text(strip=True) for cell in row.select("th, td")] for row in parse(html).select(f"#{name} tbody tr")
    ]


def test_it_is_told_where_what_is_asked_and_few_are_hidden_also_by_subtraction(
    clients: Clients, scopes: Scopes
) -> None:
    ask_all(scopes, ("2225", CONCEPT, 12), ("2201", CONCEPT, 3), ("5911", CONCEPT, 7), ("2225", "ido", 9))
    page = clients["landelijk"].get(PAGE).text
    rows = {(row[0], row[1]): row[2] for row in table(page, "aanvragen")}
    assert len(rows) == 4
    assert rows["Noordwijk", "Walk&Talk"] == "afgeschermd"
    assert sum(number == "afgeschermd" for number in rows.values()) >= 2
    assert rows["Katwijk", "Walk&Talk"] == "12"
    only = table(clients["landelijk"].get(f"{PAGE}?soort=ido").text, "aanvragen")
    assert [row[1] for row in only] == ["Informatiepunt Digitale Overheid"]
    assert only[0][2] == rows["Katwijk", "Informatiepunt Digitale Overheid"]


def test_a_municipality_without_help_is_a_gap_and_where_it_is_asked_comes_first(
    clients: Clients, scopes: Scopes
) -> None:
    with scopes.work() as scope:
        branch_id = published.branch(scope)
        published.session(scope, branch_id, day=4)  # language, in Katwijk
        published.session(scope, branch_id, day=4, theme="tax", concept_slug="belastinghulp", state="cancelled")
    ask_all(scopes, ("2201", "taalcafe", 20), ("2225", "belastinghulp", 8))
    language = table(clients["landelijk"].get(f"{PAGE}?tekort=language").text, "zonder")
    assert language[0][0] == "Noordwijk"
    assert language[0][3] == "20"
    with scopes.national(reading=True) as scope:
        known = Asked(queries.known(scope), ALL)
        gaps = {theme: {gap.town.code: gap.people for gap in known.gaps(theme)} for theme in GAPS}
    assert KATWIJK not in gaps[Theme.LANGUAGE]
    assert gaps[Theme.TAX][KATWIJK] == 8
    assert len(gaps[Theme.TAX]) == len(known.known.towns) == len(gaps[Theme.LANGUAGE]) + 1


def test_the_files_hide_what_the_page_hides(clients: Clients, scopes: Scopes) -> None:
    ask_all(scopes, ("2225", CONCEPT, 12), ("2201", CONCEPT, 3), ("5911", CONCEPT, 7))
    page = {(row[0], row[1]): row[2] for row in table(clients["landelijk"].get(PAGE).text, "aanvragen")}
    answer = clients["landelijk"].get(f"{PAGE}.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    told = {one["regel"]: one["waarde"] for one in rows if one["kolom"] == "Mensen"}
    assert told == {f"{kind}, {town}": number for (town, kind), number in page.items()}
    assert len({one["regel"] for one in rows if one["tabel"] == "Hulp per gemeente"}) > 300
    sheet = zipfile.ZipFile(io.BytesIO(clients["landelijk"].get(f"{PAGE}.xlsx").get_data()))
    assert "xl/worksheets/sheet2.xml" in sheet.namelist()


@pytest.mark.parametrize(
    ("who", "status"), [("beheer_katwijk", 404), ("beoordelaar1", 403), ("partner_walkentalk", 404)]
)
def test_it_is_for_the_national_body(clients: Clients, who: str, status: int) -> None:
    for address in (PAGE, f"{PAGE}.csv", f"{PAGE}.xlsx"):
        assert clients[who].get(address).status_code == status


def test_as_many_statements_for_little_as_for_much(scopes: Scopes, count_queries: Callable[[], Any]) -> None:
    seen = []
    for places in (("2225",), ("2201", "5911", "1404", "2511", "7141", "9933")):
        ask_all(scopes, *((place, concept, 2) for place in places for concept in (CONCEPT, "ido")))
        with scopes.national(reading=True) as scope, count_queries() as statements:
            queries.known(scope)
        seen.append(len(statements))
    assert seen[0] == seen[1]


KINDS = [Kind("a", "A", "tax"), Kind("b", "B", "tax"), Kind("c", "C", "work")]
TOWNS = [Town(f"GM{number:04}", f"Plaats {number}", "Provincie", 1000 * number) for number in range(1, 5)]


@given(
    people=st.dictionaries(
        st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from([town.code for town in TOWNS])),
        st.integers(min_value=1, max_value=12),
        max_size=12,
    ),
    concept=st.sampled_from(["", "a", "c", "opgeheven"]),
)
def test_no_number_below_five_is_told_nor_follows_from_what_is(
    people: dict[tuple[str, str], int], concept: str
) -> None:
    """Whatever was chosen: every choice hides the same, so that two pages beside each other give nothing away."""
    found = Asked(Known(people, KINDS, TOWNS, frozenset(), 0), concept)
    told: dict[Key, int] = {key: number for key, number in found.sums.items() if key not in found.hidden}
    assert all(number >= FEWEST for number in told.values())
    assert found.hidden == Asked(found.known, ALL).hidden
    totals = [
        suppress.Line(line.total, tuple(part for part in line.parts if part in found.sums))
        for line in lines(found.known)
    ]
    assert suppress.determined(found.hidden, totals) == set()
    assert all(cell.people is None or cell.people == people[cell.kind.slug, cell.town.code] for cell in found.cells)
    assert all(number == 1 or number >= FEWEST for number in found.by_town.values())
    asking = [gap.people for theme in GAPS for gap in found.gaps(theme)]
    assert all(number is None or number == 0 or number >= FEWEST for number in asking)
