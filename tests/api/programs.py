"""What tests of the interface ask with, and what stands in the network for them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from stelsel import clock
from stelsel.identity import known, service
from stelsel.keys import service as keys
from stelsel.keys.models import Right
from stelsel.keys.service import Place
from stelsel_tenants.site import projection
from tests.site import shelf
from tests.support.scopes import Scopes
from tests.support.world import PEOPLE

V1 = "/api/v1"
ALL = (Right.READ, Right.ACTIVITIES, Right.COUNTS)


@dataclass
class Program:
    """A program that asks, with a key or without; it keeps no cookies."""

    app: Flask
    key: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, **options: Any) -> TestResponse:
        """The answer. Every one below the interface bears its version and is JSON, also one that says no."""
        headers = {**self.headers, **dict(options.pop("headers", {}))}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        client = FlaskClient(self.app, self.app.response_class, use_cookies=False)
        with self.app.app_context():
            answer = client.open(f"{V1}{path}", method=method, headers=headers, **options)
        assert answer.headers["API-Version"] == "1.0.0"
        if answer.status_code >= 400:
            assert answer.mimetype == "application/problem+json", answer.text
            assert answer.get_json()["status"] == answer.status_code
        return answer

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.ask("GET", path, **options)

    def put(self, path: str, body: Any = None, **options: Any) -> TestResponse:
        return self.ask("PUT", path, **({"json": body} if body is not None else {}), **options)

    def post(self, path: str, body: Any, **options: Any) -> TestResponse:
        return self.ask("POST", path, json=body, **options)

    def delete(self, path: str, **options: Any) -> TestResponse:
        return self.ask("DELETE", path, **options)

    def items(self, path: str) -> list[dict[str, Any]]:
        """All rows of a list, page after page, as `next` leads."""
        found: list[dict[str, Any]] = []
        there: str | None = path
        while there:
            page = self.get(there).get_json()
            found += page["items"]
            there = page["next"] and page["next"].partition(V1)[2]
        return found


def key_of(scopes: Scopes, who: str, place: Place, *rights: Right) -> str:
    """A key that somebody made, a year long."""
    with scopes.identity() as scope:
        user = service.find(scope, PEOPLE[who])
        assert user is not None
        person = known.by_id(scope, user.id)
        assert person is not None
        last = clock.today() + timedelta(days=365)
        _key, told = keys.make(scope, place, name="Proef", rights=rights or ALL, last_day=last, by=person)
        return told


def library_key(scopes: Scopes, slug: str = "katwijk", *rights: Right) -> str:
    """Of a library's manager."""
    return key_of(scopes, f"beheer_{slug}", Place(tenant_id=scopes.tenant(slug).id), *rights)


def partner_key(scopes: Scopes, slug: str = "belastingdienst", *rights: Right) -> str:
    """Of somebody of a partner organisation."""
    with scopes.reading() as scope:
        organisation_id = shelf.organisation(scope, slug)
    place = Place(organisation_id=organisation_id)
    return key_of(scopes, f"partner_{slug}", place, *(rights or (Right.READ, Right.COUNTS)))


def offered(scopes: Scopes, slug: str = "katwijk", title: str = "Taalcafé", **facts: Any) -> uuid.UUID:
    """A published activity at a library's main branch."""
    with scopes.work(slug) as scope:
        shelf.opened(scope)
        return shelf.published(scope, title, **facts)


def projected(scopes: Scopes, *slugs: str) -> None:
    """The branches of these libraries as the network shows them."""
    for slug in slugs:
        with scopes.work(slug) as scope:
            projection.rebuild(scope)
