"""Published rows for the finder's tests, written as the projection writes them."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.site.models import PublishedBranch, PublishedSession
from tests.support.scopes import Scopes

TODAY = date(2026, 12, 1)
WEEK = {str(day): [["10:00", "17:30"]] for day in (1, 2, 3, 4, 5)}
HERE = {
    "Katwijk": ("2225AA", "GM0537", "PV28", 52.2017, 4.4147),
    "Rijnsburg": ("2231BB", "GM0537", "PV28", 52.1900, 4.4420),
    "Noordwijk": ("2201CC", "GM0575", "PV28", 52.2390, 4.4450),
    "Den Haag": ("2511DD", "GM0518", "PV28", 52.0779, 4.3158),
    "Venlo": ("5911EE", "GM0983", "PV31", 51.3704, 6.1724),
    "Bussum": ("1404FF", "GM1942", "PV27", 52.2737, 5.1620),
}
"""Postcode, municipality, province, latitude and longitude of places."""


def branch(scope: Scope, place: str = "Katwijk", **facts: Any) -> uuid.UUID:
    """A published branch of the scope's library."""
    postcode, municipality, province, lat, lon = HERE.get(place, HERE["Katwijk"])
    key = uuid.uuid4()
    values = {
        "id": key,
        "library_slug": scope.library.slug,
        "library_name": scope.library.name,
        "name": f"Bibliotheek {place}",
        "kind": "branch",
        "street": "Voorbeeldplein 1",
        "postcode": postcode,
        "place": place,
        "municipality_code": municipality,
        "province_code": province,
        "lat": lat,
        "lon": lon,
        "phone": "+31715550100",
        "email": "info@voorbeeld.nl",
        "directions": "",
        "hours": {"week": WEEK},
        "facts": ["wheelchair"],
        "lacks": ["hearing_loop"],
        "is_example": False,
    } | facts
    scope.insert_many(PublishedBranch, [values])
    return key


def session(scope: Scope, branch_id: uuid.UUID, day: int = 0, hour: int = 14, **facts: Any) -> uuid.UUID:
    """A published session, `day` days after TODAY, of an activity of its own unless one is named."""
    key = uuid.uuid4()
    scope.insert_many(PublishedSession, [row(branch_id, day, hour, id=key, **facts)])
    return key


def row(branch_id: uuid.UUID, day: int = 0, hour: int = 14, **facts: Any) -> dict[str, Any]:
    begins = clock.at(TODAY + timedelta(days=day), time(hour))
    return {
        "id": uuid.uuid4(),
        "activity_id": uuid.uuid4(),
        "branch_id": branch_id,
        "concept_slug": "taalcafe",
        "theme": "language",
        "title": "Taalcafé",
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "state": "planned",
        "reason": "",
        "entry": "walk_in",
        "left_over": None,
        "organisation_id": None,
        "organisation_name": "",
        "sentence": "Iedere dinsdag, 14.00 tot 16.00 uur",
        "sentence_en": "Every Tuesday, 14:00 to 16:00",
        "room": "",
        "cost_cents": 0,
        "sequence": 0,
        "changed_at": datetime(2026, 11, 1, tzinfo=begins.tzinfo),
        "published_at": datetime(2026, 11, 1, tzinfo=begins.tzinfo),
        "is_example": False,
    } | facts


def clear(scope: Scope) -> None:
    """Take away the rows of the scope's library."""
    scope.session.execute(delete(PublishedSession))
    scope.session.execute(delete(PublishedBranch))


@contextmanager
def network(scopes: Scopes) -> Iterator[Scope]:
    """What everybody may read of all libraries."""
    with scopes.app.app_context(), Scope.network(why="tests") as scope:
        yield scope
