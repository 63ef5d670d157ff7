"""A partner at work: its partnerships, its offer, and what it plans with it."""

import uuid
from typing import Any

from flask import Flask
from sqlalchemy import select

from stelsel.db import unit_of_work
from stelsel.tenancy import Actor, Hat, Organisation, Scope
from stelsel_tenants.across import offers
from stelsel_tenants.activities.models import Activity, Theme
from stelsel_tenants.libraries.models import Branch, Profile
from stelsel_tenants.partners import ending
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.models import Partnership, Side
from tests.site.shelf import organisation
from tests.support.client import PageClient
from tests.support.scopes import Scopes

WALK, TAX = "walkentalk", "belastingdienst"
TERMS = partners.Terms(does="Zoekt samen naar werk.", themes=(Theme.WORK,))
FACTS = offers.Facts(
    "Samen naar werk", "walkentalk", summary="Elke week een ander onderwerp.", bring="Uw cv.", contact="085 111 22 33"
)
TUESDAYS = {
    "lines-0-frequency": "weekly",
    "lines-0-weekdays": "2",
    "lines-0-begins": "10:00",
    "lines-0-ends": "12:00",
    "lines-0-since": "2026-12-01",
}
"""A schedule as its form sends it."""


def together(scopes: Scopes, *slugs: str, partner: str = WALK, terms: partners.Terms = TERMS) -> None:
    """The partner works with these libraries."""
    for slug in slugs:
        with scopes.work(slug) as scope:
            partners.begin(scope, organisation(scope, partner), terms)


def apart(scopes: Scopes, slug: str, partner: str = WALK) -> None:
    """It does no longer."""
    with scopes.work(slug) as scope:
        its_id = organisation(scope, partner)
        partnership = scope.session.scalars(select(Partnership).where(Partnership.organisation_id == its_id)).one()
        ending.end(scope, partnership.id, by=Side.PARTNER, last_day=None)


def approving(scopes: Scopes, slug: str) -> None:
    """This library looks first at what a partner plans."""
    with scopes.work(slug) as scope:
        profile = scope.session.scalar(select(Profile)) or Profile()
        profile.approves_partners = True
        scope.session.add(profile)


def own_scope(app: Flask, partner: str = WALK, *, reading: bool = False) -> Scope:
    """The partner's own scope; call it inside the application's context."""
    with Scope.network(why="tests") as scope:
        its_id = scope.session.scalars(select(Organisation.id).where(Organisation.slug == partner)).one()
    return Scope.partner(Actor(Hat.PARTNER, "tests"), its_id, reading=reading)


def offered(app: Flask, facts: offers.Facts = FACTS, partner: str = WALK) -> uuid.UUID:
    """An offer of the partner."""
    with app.app_context(), own_scope(app, partner) as scope, unit_of_work(scope):
        return offers.make(scope, facts).id


def form(offer_id: uuid.UUID, *slugs: str, **more: Any) -> dict[str, Any]:
    """The form of a planning, as it is sent."""
    return {"key": str(uuid.uuid4()), "offer_id": str(offer_id), "libraries": list(slugs), **TUESDAYS, **more}


def plan(client: PageClient, offer_id: uuid.UUID, *slugs: str) -> str:
    """Plan it there; where what was made is seen."""
    answer = client.post("/partner/plannen", data=form(offer_id, *slugs))
    assert answer.status_code == 303, answer.text
    return answer.location


def made(scopes: Scopes, slug: str) -> list[Activity]:
    """What there is at a library, by title."""
    with scopes.reading(slug) as scope:
        return list(scope.session.scalars(select(Activity).order_by(Activity.title, Activity.id)))


def main_branch(scopes: Scopes, slug: str) -> uuid.UUID:
    with scopes.reading(slug) as scope:
        return scope.session.scalars(select(Branch.id).order_by(Branch.name)).first()  # type: ignore[return-value]
