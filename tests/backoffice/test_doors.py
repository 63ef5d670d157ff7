"""The back office is for platform administrators, on the base host, in every one of its pages."""

import pytest
from flask import Flask

from stelsel.access import Permission, RoleName
from stelsel.identity import service
from tests.support.client import Clients
from tests.support.scopes import Scopes
from tests.support.world import NATIONAL_SLUG, PEOPLE


def rules(app: Flask) -> list[tuple[str, str]]:
    """(address, method) of every page of the back office."""
    return sorted(
        (rule.rule, method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/admin/")
        for method in (rule.methods or set()) & {"GET", "POST"}
    )


@pytest.mark.only_on("sqlite")  # the routes are the same on every database
def test_every_page_asks_for_the_one_permission(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules() if rule.rule.startswith("/admin")}
    marks = {getattr(app.view_functions[endpoint], "permission") for endpoint in endpoints}  # noqa: B009 - set by `requires`
    assert marks == {Permission.PLATFORM_BACKOFFICE}
    assert not {endpoint for endpoint in endpoints if endpoint.endswith((".static", "export", "ajax_lookup"))}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("beheer_katwijk", 404),
        ("directie_katwijk", 404),
        ("partner_belastingdienst", 404),
        ("landelijk", 403),
        ("coordinator", 403),
        ("beslisser", 403),
    ],
)
def test_it_is_closed_to(app: Flask, clients: Clients, who: str, status: int) -> None:
    assert {clients[who].open(path, method=method).status_code for path, method in rules(app)} == {status}


def test_a_stranger_signs_in_first(app: Flask, clients: Clients) -> None:
    for path, method in rules(app):
        answer = clients["bezoeker"].open(path, method=method)
        assert answer.status_code == (303 if method == "GET" else 401), path
        if method == "GET":
            assert answer.location.startswith("/inloggen?next="), path


def test_a_forged_form_writes_nothing(app: Flask, clients: Clients) -> None:
    refused = {
        path: clients["platform"].post(path, token=False).status_code for path, way in rules(app) if way == "POST"
    }
    assert refused
    assert set(refused.values()) <= {400, 404}


def test_it_stands_in_the_national_menu_of_who_may_use_it(clients: Clients, scopes: Scopes) -> None:
    assert 'href="/admin/"' not in clients["landelijk"].get("/landelijk/postbus/").text
    with scopes.identity() as scope:
        person = service.find(scope, PEOPLE["landelijk"])
        assert person is not None
        service.join(scope, person.id, RoleName.PLATFORM_ADMIN, tenant_id=scopes.tenant(NATIONAL_SLUG).id)
    assert 'href="/admin/"' in clients["landelijk"].get("/landelijk/postbus/").text
