"""People who ask for an activity near them, as the tests of this room do it."""

import re
import uuid
from typing import Any

from sqlalchemy import select

from stelsel.mail import Letter
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.requests import service
from stelsel_tenants.requests.models import ActivityRequest, Demand
from stelsel_tenants.requests.service import Asked
from tests.support.client import PageClient
from tests.support.scopes import Scopes

PAGE = "/aanvragen"
DONE = f"{PAGE}/gevraagd"
NOOR = "noor@voorbeeld.nl"
KATWIJK, NOORDWIJK, OOST_GELRE = "GM0537", "GM0575", "GM1586"
CONCEPT = "walkentalk"


def typed(**other: Any) -> dict[str, Any]:
    """What is filled in; a form of its own each time."""
    usual = {"bij": "2225", "soort": CONCEPT, "dagdeel": "evening", "aantal": "1", "email": ""}
    return {"aanvraag": str(uuid.uuid4()), **usual, **other}


def ask(client: PageClient, **other: Any) -> None:
    answer = client.post(PAGE, data=typed(**other))
    assert answer.status_code == 303, answer.text
    assert answer.location == DONE


def asked(scope: Scope, place: str = "2225", concept_slug: str = CONCEPT, **other: Any) -> None:
    """By the command itself."""
    service.ask(scope, uuid.uuid4(), Asked(place=place, concept_slug=concept_slug, **other))


def cells(scopes: Scopes) -> dict[tuple[str, str], int]:
    """For how many people what is open, by concept and municipality; what has none is left out."""
    found: dict[tuple[str, str], int] = {}
    with scopes.national(reading=True) as scope:
        statement = (
            select(Demand.concept_slug, Demand.municipality_code, ActivityRequest.people)
            .join(ActivityRequest, ActivityRequest.demand_id == Demand.id)
            .where(ActivityRequest.met_at.is_(None))
        )
        for concept, code, people in scope.session.execute(statement):
            found[concept, code] = found.get((concept, code), 0) + people
    return found


def link(letter: Letter) -> str:
    """The address behind a letter's own link."""
    found = re.search(r"http://localhost(/aanvragen/\S+)", letter.text)
    assert found, letter.text
    return found[1]


def demand_of(scope: Scope, code: str = KATWIJK, concept_slug: str = CONCEPT) -> uuid.UUID:
    wanted = select(Demand.id).where(Demand.municipality_code == code, Demand.concept_slug == concept_slug)
    return scope.session.scalars(wanted).one()


def every_concept(scope: Scope) -> list[str]:
    return list(scope.session.scalars(select(Concept.slug).order_by(Concept.slug)))
