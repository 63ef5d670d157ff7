"""The library's own figures of questions: whole, by period and branch, on the page and in files."""

import csv
import io
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from stelsel.tenancy import Organisation
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.questions.models import Body, Channel, Half, HelpQuestion, Kind, Topic
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

PAGE = "/b/katwijk/beheer/vragen/"
Write = Callable[..., None]


@pytest.fixture
def write(scopes: Scopes, clock: Clock) -> Write:
    """So many questions like this one, each of a visit of its own unless `visit_id` says which."""

    def many(number: int = 1, slug: str = "katwijk", **answers: Any) -> None:
        with scopes.work(slug) as scope:
            branch = scope.session.scalars(select(Branch.id).where(Branch.name != "Duinen")).one()
            usual: dict[str, Any] = {
                "branch_id": branch,
                "day": date(2026, 11, 3),
                "half": Half.MORNING,
                "kind": Kind.CONTACT,
                "topic": Topic.DIGID,
                "body": Body.LOGIUS,
                "minutes": 15,
                "channel": Channel.DESK,
            }
            for _one in range(number):
                scope.session.add(HelpQuestion(**{"visit_id": uuid.uuid4()} | usual | answers))

    return many


def lines(clients: Clients, address: str = "") -> dict[tuple[str, str, str], str]:
    """What the file says: (table, line, column) and the figure."""
    answer = clients["redactie_katwijk"].get(f"{PAGE}cijfers.csv{address}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))[1:]
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def test_what_was_asked_is_counted_by_each_answer(clients: Clients, write: Write, scopes: Scopes) -> None:
    with scopes.work() as scope:
        partner = scope.session.scalars(select(Organisation.id).where(Organisation.slug == "walkentalk")).one()
    visit = uuid.uuid4()
    write(3)
    write(2, topic=Topic.TAX, body=Body.BELASTINGDIENST, minutes=60, referred_body=Body.BELASTINGDIENST, visit_id=visit)
    write(topic=Topic.WORK, body=None, kind=Kind.REFERRAL, referred_organisation_id=partner, day=date(2026, 10, 31))
    write(9, day=date(2025, 6, 1))
    write(40, slug="venlo")

    page = clients["directie_katwijk"].get(PAGE).text
    assert "in 5 bezoeken" in page
    assert "3 van 6 vragen" in page
    figures = lines(clients)
    assert figures["Maanden", "2026-11", "Vragen"] == "5"
    assert figures["Maanden", "2026-11", "Bezoeken"] == "4"
    assert figures["Maanden", "2026-11", "Minuten"] == "165"
    assert figures["Maanden", "2026-10", "De weg wijzen naar wie kan helpen"] == "1"
    assert figures["Onderwerp", "DigiD", "Vragen"] == "3"
    assert figures["Organisatie", "Geen organisatie", "Vragen"] == "1"
    assert figures["Doorverwezen naar", "Belastingdienst", "Vragen"] == "2"
    assert figures["Doorverwezen naar", "Walk&Talk", "Vragen"] == "1"
    assert figures["Duur", "60 minuten", "Vragen"] == "2"
    assert figures["Kanaal", "Aan de balie", "Vragen"] == "6"
    assert lines(clients, "?periode=2025")["Onderwerp", "DigiD", "Vragen"] == "9"


def test_a_branch_and_a_period_stand_in_the_address(clients: Clients, write: Write, scopes: Scopes) -> None:
    with scopes.work() as scope:
        dunes = Branch(name="Duinen", place="Katwijk", municipality_code="GM0537", lat=52.2, lon=4.4)
        scope.session.add(dunes)
        scope.session.flush()
        dunes_id = dunes.id
    write(2, topic=Topic.TAX, branch_id=dunes_id)
    write(5)

    there = lines(clients, f"?vestiging={dunes_id}")
    assert there["Onderwerp", "Belasting", "Vragen"] == "2"
    assert ("Onderwerp", "DigiD", "Vragen") not in there
    for junk in (f"?vestiging={uuid.uuid4()}", "?vestiging='", "?periode=1999", "?periode=x&vestiging=%00"):
        assert clients["redactie_katwijk"].get(PAGE + junk).status_code == 200


def test_a_name_never_becomes_a_formula(clients: Clients, write: Write, scopes: Scopes) -> None:
    with scopes.national() as scope:
        odd = Organisation(slug="odd", name="=HYPERLINK(1)", folded="hyperlink 1")
        scope.session.add(odd)
        scope.session.flush()
        odd_id = odd.id
    write(referred_organisation_id=odd_id)

    assert ("Doorverwezen naar", "'=HYPERLINK(1)", "Vragen") in lines(clients)
    sheet = openpyxl.load_workbook(io.BytesIO(clients["redactie_katwijk"].get(f"{PAGE}cijfers.xlsx").data))
    cell = sheet["Doorverwezen naar"]["A2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_the_page_takes_as_many_queries_for_many_questions(
    clients: Clients, write: Write, count_queries: Callable[..., Any]
) -> None:
    def asked() -> int:
        with count_queries() as seen:
            assert clients["redactie_katwijk"].get(PAGE).status_code == 200
        return len(seen)

    write(1)
    asked()  # signing in has statements of its own
    few = asked()
    for topic in Topic:
        write(2, topic=topic, day=date(2026, 9, 1))
    assert asked() == few


def test_figures_are_for_who_may_see_them(clients: Clients) -> None:
    for address in ("", "cijfers.csv", "cijfers.xlsx"):
        assert clients["balie_katwijk"].get(PAGE + address).status_code == 403
        assert clients["beheer_venlo"].get(PAGE + address).status_code == 404
