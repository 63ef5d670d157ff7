"""What the tests of the back office share: where things stand, and how a form is filled in."""

import re
import uuid
from typing import Any

from sqlalchemy import select

from stelsel.audit import AuditEntry
from stelsel.geo.models import Place
from stelsel.identity.models import User
from tests.support.client import PageClient
from tests.support.scopes import Scopes
from tests.support.world import PEOPLE

CONCEPT: dict[str, str] = {
    "slug": "leeskring",
    "name": "Leeskring",
    "name_en": "Reading group",
    "theme": "meeting",
    "position": "50",
    "places_target": "",
    "programme_slug": "",
    "organisation_id": "",
    "summary": "Samen lezen.",
    "text": "",
    "bring": "",
    "audience": "",
}
PLAN: dict[str, str] = {
    "slug": "proef",
    "name": "Proef",
    "summary": "Om te proberen.",
    "price_cents": "1.250,50",
    "period": "year",
    "vat_percent": "21",
    "inhabitants": "50.000",
    "branches": "5",
    "people": "",
    "own_host": "1",
    "position": "5",
}
PLACE: dict[str, str] = {
    "name": "Nieuwdorp",
    "municipality_code": "GM0537",
    "lat": "52,2",
    "lon": "4,4",
    "inhabitants": "1.200",
    "postal": "1",
}


def deeds(scopes: Scopes) -> list[tuple[str, str, dict[str, Any]]]:
    """The trail of the national body: deed, kind of thing, detail."""
    with scopes.scheme() as scope:
        entries = scope.session.scalars(select(AuditEntry).order_by(AuditEntry.seq))
        return [(one.deed, one.object_kind, one.detail) for one in entries]


def place_id(scopes: Scopes, name: str, municipality: str = "GM0537") -> uuid.UUID:
    with scopes.national(reading=True) as scope:
        wanted = select(Place.id).where(Place.name == name, Place.municipality_code == municipality)
        return scope.session.scalars(wanted).one()


def user_id(scopes: Scopes, who: str) -> uuid.UUID:
    with scopes.identity() as scope:
        return scope.session.scalars(select(User.id).where(User.email == PEOPLE[who])).one()


def seen(client: PageClient, url: str) -> str:
    """The fingerprint that a form bears."""
    found = re.search(r'name="seen"[^>]*value="(\w+)"', client.get(url).text)
    assert found is not None, url
    return found[1]
