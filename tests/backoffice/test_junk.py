"""No address of the back office is a fault of ours (SECURITY, trap 20)."""

from urllib.parse import quote

import pytest
from flask import Flask

from tests.backoffice.desk import place_id
from tests.support.client import Clients
from tests.support.scopes import Scopes

KEYS = (
    "",
    "1,2",
    "1,2,3",
    ",",
    "ido,ido",
    "00000000-0000-0000-0000-000000000000",
    "2027-02-30,kerst",
    "9999999999-01-01,x",
    "2026-2027,may,oost",
    "2026-2027,MAY,NORTH",
    "\x00",
    "ido\x00",
    "' or 1=1 --",
    "1" * 5000,
    "katwyk,geen-id",
    "é" * 80,
)
LISTS = (
    "page=999999999999999999999999",
    "page=-1",
    "page=1e3",
    "page=٣",
    "page=1000",
    "sort=99",
    "sort=-1",
    "sort=x&desc=y",
    "sort=0&desc=1",
    "stand=bestaat-niet",
    "vraag=tax&vraag=geen",
    "vakantie=1&regio=2",
    "search=" + "a" * 3000,
    "search=%00",
    "search=%25_%27%22(",
    "search=%ff",
    "flt0_0=x&flt1_99=y",
    "page_size=100000",
    "export=csv&url=//elders.example",
)


def lists(app: Flask) -> list[str]:
    return sorted(rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.endswith(".index_view"))


def rows(app: Flask) -> list[tuple[str, str]]:
    """Pages for one row, with their methods."""
    return sorted(
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/admin/") and not rule.endpoint.endswith((".index_view", ".add", ".index"))
        for method in (rule.methods or set()) & {"GET", "POST"}
    )


@pytest.mark.parametrize("query", LISTS)
def test_a_list_answers_to_anything(app: Flask, clients: Clients, query: str) -> None:
    assert lists(app)
    assert {clients["platform"].get(f"{path}?{query}").status_code for path in lists(app)} <= {200, 400}


@pytest.mark.parametrize("key", KEYS)
def test_what_is_no_key_is_not_there(app: Flask, clients: Clients, key: str) -> None:
    answers = {
        (path, method): clients["platform"].open(f"{path}?id={quote(key)}", method=method).status_code
        for path, method in rows(app)
    }
    assert answers
    assert set(answers.values()) <= {404, 400}, answers


def test_a_key_of_another_table_opens_nothing(clients: Clients, scopes: Scopes) -> None:
    one = place_id(scopes, "Katwijk")
    assert clients["platform"].get(f"/admin/plaatsen/wijzigen/?id={one}").status_code == 200
    for path in ("plaatsen/verwijderen/?id=ido", f"soorten/wijzigen/?id={one}", f"plaatsnamen/nieuw/?plaats={one},1"):
        assert clients["platform"].get(f"/admin/{path}").status_code == 404


def test_what_is_beyond_the_last_page_is_an_empty_page(clients: Clients) -> None:
    page = clients["platform"].get("/admin/plaatsen/?page=900").text
    assert "Niets gevonden" in page
    assert "Bladzijde 2 van" in clients["platform"].get("/admin/plaatsen/?page=1").text


def test_flask_admins_own_pages_are_not_there(clients: Clients) -> None:
    for path in ("new/", "edit/?id=ido", "details/?id=ido", "export/csv/", "ajax/lookup/?name=x"):
        assert clients["platform"].get(f"/admin/soorten/{path}").status_code == 404
    for path in ("delete/", "action/", "ajax/update/"):
        assert clients["platform"].post(f"/admin/soorten/{path}").status_code == 404
    assert clients["platform"].get("/admin/static/admin/js/helpers.js").status_code == 404
