"""What people around Doetinchem ask for and do not find near: Walk&Talk above all. One demand is answered, and on
another waits a partner's offer."""

import uuid
from datetime import date, time, timedelta

from sqlalchemy import select

from stelsel import clock
from stelsel.access.current import national_tenant, tenant_by_slug
from stelsel.db import unit_of_work
from stelsel.tenancy import Actor, Hat, Organisation, Scope
from stelsel_admin.demo import plans
from stelsel_tenants.questions.models import Half
from stelsel_tenants.requests import answering, near, queries, service
from stelsel_tenants.requests.answering import Proposal
from stelsel_tenants.requests.models import OfferKind, RequestAsker
from stelsel_tenants.requests.queries import DemandRow
from stelsel_tenants.requests.service import Asked

WHY = "demo"
BUILDER = Actor(Hat.SYSTEM, WHY)
WANTED = "walkentalk"
ASKED: tuple[tuple[str, str, int], ...] = (
    ("Doetinchem", WANTED, 17),
    ("Winterswijk", WANTED, 9),
    ("Aalten (Aalten)", WANTED, 6),
    ("Ulft", WANTED, 5),
    ("Borculo", WANTED, 4),
    ("Groenlo", "sollicitatietraining", 6),
    ("Vorden", WANTED, 2),
    ("Winterswijk", "taalcafe", 5),
    ("Doetinchem", "geldvragen", 3),
    ("Groenlo", "geldvragen", 2),
    ("2225", WANTED, 7),
    ("2231", "sollicitatietraining", 2),
)
"""Place, concept, number of requests."""
LIBRARY, ANSWERED, OFFERED = "oost-achterhoek", "taalcafe", WANTED
"""The library that answers one of its demands, of this concept, and is offered help with another."""
LONGEST_AGO = 120
"""Days."""
EVERY_WITH_MAIL = 5
"""One in so many leaves an address."""


def ask(today: date) -> None:
    """When all libraries are there."""
    draw = plans.random("network", "requests")
    national = national_tenant()
    with Scope.public(national, reading=False) as scope, unit_of_work(scope):
        for place, concept, number in ASKED:
            for one in range(number):
                day = today - timedelta(days=draw.randint(4, LONGEST_AGO))
                email = f"vrager{one}@voorbeeld.example" if one % EVERY_WITH_MAIL == 0 else None
                people = draw.choices((1, 2, 6, 9), (20, 4, 1, 1))[0]
                asked = Asked(place, concept, part=draw.choice((None, *Half)), people=people, email=email)
                with clock.frozen(clock.at(day, time(draw.randint(8, 21), draw.randint(0, 59)))):
                    service.ask(scope, uuid.UUID(int=draw.getrandbits(128), version=4), asked)
        for asker in scope.session.scalars(select(RequestAsker).order_by(RequestAsker.id)).all():
            with clock.frozen(asker.asked_at + timedelta(minutes=5)):
                service.confirm(scope, asker.id)
    _answer(today)
    _offer(today)


def _answer(today: date) -> None:
    """Two days ago, with what is nearest."""
    library = tenant_by_slug(LIBRARY)
    with clock.frozen(clock.at(today - timedelta(days=2), time(11))):
        row = _demand(library.id, ANSWERED)
        with Scope.network(why=WHY) as network:
            found = near.candidates(network, {row.id: row.wanted})[row.id]
        both_ids = (library.id, national_tenant().id)
        with Scope.between(BUILDER, *both_ids, why=WHY) as both, unit_of_work(both):
            answering.answer(both, library, row, found[0])


def _offer(today: date) -> None:
    """Who gives it elsewhere would like to begin here."""
    library = tenant_by_slug(LIBRARY)
    row = _demand(library.id, OFFERED)
    with Scope.network(why=WHY) as network:
        giver = network.session.scalars(select(Organisation.id).where(Organisation.slug == WANTED)).one()
        given = [one for one in near.candidates(network, {row.id: row.wanted})[row.id] if one.organisation_id == giver]
    example = f"{given[0].title}, {given[0].library}" if given else ""
    proposal = Proposal(OfferKind.START, today + timedelta(days=35), example)
    with Scope.between(BUILDER, library.id, why=WHY) as both, unit_of_work(both):
        answering.offer(both, row.id, giver, proposal, library.id)


def _demand(library_id: int, concept: str) -> DemandRow:
    """What is asked most of this concept in the library's area."""
    with Scope.network(why=WHY) as network:
        rows = [row for row in queries.of_area(network, library_id) if row.concept_slug == concept]
    return max(rows, key=lambda row: row.people)
