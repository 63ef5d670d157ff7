"""Plans are kept in the back office: listed, added, changed, and removed after asking; refused in words."""

import pytest

from stelsel.billing.models import Period, Plan
from tests.backoffice.desk import PLAN, deeds, seen
from tests.support.client import Clients
from tests.support.scopes import Scopes

PLANS = "/admin/abonnementen/"
ONE = f"{PLANS}wijzigen/?id=proef"
GONE = f"{PLANS}verwijderen/?id=proef"


def test_a_plan_is_added_changed_and_removed(clients: Clients, scopes: Scopes) -> None:
    platform = clients["platform"]
    assert platform.post(f"{PLANS}nieuw/", data=PLAN).status_code == 303
    listed = platform.get(PLANS).text
    assert "€ 1.250,50" in listed.replace("\xa0", " ")
    assert "per jaar" in listed

    changed = PLAN | {"price_cents": "1.300", "period": "month", "slug": "anders", "seen": seen(platform, ONE)}
    assert platform.post(ONE, data=changed).status_code == 303
    with scopes.national(reading=True) as scope:
        row = scope.session.get_one(Plan, "proef")
        assert (row.price_cents, row.period, row.inhabitants, row.people) == (130_000, Period.MONTH, 50_000, None)
        assert (row.own_host, row.imports, row.is_offered) == (True, False, False)

    assert "Proef verwijderen?" in platform.get(GONE).text, "it asks first"
    assert platform.post(GONE).status_code == 303
    with scopes.national(reading=True) as scope:
        assert scope.session.get(Plan, "proef") is None
    assert deeds(scopes) == [
        ("plan.added", "plan", {}),
        ("plan.changed", "plan", {"fields": ["period", "price_cents"]}),
        ("plan.removed", "plan", {}),
    ]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("slug", "Groot Huis", "kleine letters"),
        ("name", "", "Vul dit in."),
        ("price_cents", "-5", "bedrag"),
        ("price_cents", "1,234", "bedrag"),
        ("price_cents", "2.000.000", "Vul iets in van"),
        ("vat_percent", "101", "Vul iets in van"),
        ("branches", "0", "Vul iets in van"),
        ("period", "week", "Kies een van de antwoorden"),
    ],
)
def test_a_mistake_is_said_beside_its_field(
    clients: Clients, scopes: Scopes, field: str, typed: str, said: str
) -> None:
    answer = clients["platform"].post(f"{PLANS}nieuw/", data=PLAN | {field: typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert "Om te proberen." in answer.text, "what was typed stays"
    assert deeds(scopes) == []


def test_two_plans_of_one_slug_are_refused(clients: Clients, scopes: Scopes) -> None:
    platform = clients["platform"]
    assert platform.post(f"{PLANS}nieuw/", data=PLAN).status_code == 303
    again = platform.post(f"{PLANS}nieuw/", data=PLAN | {"name": "Nog een"})
    assert again.status_code == 409
    assert "staat er al" in again.text
    assert [deed for deed, _kind, _detail in deeds(scopes)] == ["plan.added"]


def test_a_plan_that_libraries_can_choose_stays(clients: Clients, scopes: Scopes) -> None:
    platform = clients["platform"]
    platform.post(f"{PLANS}nieuw/", data=PLAN | {"is_offered": "1"})
    refused = platform.post(GONE)
    assert refused.status_code == 409
    assert "Bied het eerst niet meer aan" in refused.text
    assert platform.post(ONE, data=PLAN | {"seen": seen(platform, ONE)}).status_code == 303
    assert platform.post(GONE).status_code == 303, "it is not offered any more"


def test_two_tabs_see_both_prices_as_money(clients: Clients) -> None:
    platform = clients["platform"]
    platform.post(f"{PLANS}nieuw/", data=PLAN)
    both = seen(platform, ONE)
    assert platform.post(ONE, data=PLAN | {"price_cents": "100", "seen": both}).status_code == 303
    refused = platform.post(ONE, data=PLAN | {"price_cents": "200", "seen": both})
    assert refused.status_code == 409
    assert "<td>€ 200</td><td>€ 100</td>" in refused.text.replace("\xa0", " ")


@pytest.mark.parametrize(("who", "status"), [("landelijk", 403), ("beheer_katwijk", 404), ("bezoeker", 303)])
def test_closed_to_others(clients: Clients, who: str, status: int) -> None:
    for path in ("", "nieuw/", "wijzigen/?id=proef", "verwijderen/?id=proef"):
        assert clients[who].get(f"{PLANS}{path}").status_code == status
