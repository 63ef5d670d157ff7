"""Partners at work in many libraries: what they offer is written once, and planned in each."""

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from stelsel import clock
from stelsel.db import unit_of_work
from stelsel.tenancy import Actor, Hat, Organisation, Scope, TenantRef
from stelsel_admin.demo import content, plans
from stelsel_tenants.across import offers, planning, reach
from stelsel_tenants.activities.models import Activity, Frequency
from stelsel_tenants.activities.partner_offers import MoreRoom
from stelsel_tenants.activities.schedule import Line, Schedule
from stelsel_tenants.libraries.models import Profile

PARTNER = Actor(Hat.PARTNER, "demo")
GIVEN = {
    "walkentalk": ("walkentalk", "Bel 085 000 16 00, op werkdagen."),
    "geldvragen": ("sociale-dienst-oa", "Bel 0544 00 00 00, of vraag het aan de balie."),
}
"""Concepts that are planned across libraries: by whom, and where visitors ask. Numbers that nobody has."""
ROOM = {"walkentalk": (MoreRoom.PLACE, None), "geldvragen": (MoreRoom.WAIT, 3)}
LOOKS_FIRST = "venlo"
"""The library that publishes itself what a partner plans."""
LATER = uuid.UUID(int=2016)
"""A planning that waits for a word. That of the past year is known by its offer."""

Offered = dict[str, tuple[uuid.UUID, uuid.UUID]]
"""By concept: the organisation, and its offer."""


def write(concepts: Iterable[str] = GIVEN) -> Offered:
    """The offers of these concepts, each by its partner."""
    with Scope.network(why="demo") as scope:
        organisations = {one.slug: one.id for one in scope.session.scalars(select(Organisation))}
    made = {}
    for concept in concepts:
        partner, contact = GIVEN[concept]
        with _own(organisations[partner]) as scope, unit_of_work(scope):
            title = next(text.name for text in content.CONCEPTS if text.slug == concept)
            made[concept] = organisations[partner], offers.make(scope, offers.Facts(title, concept, contact=contact)).id
    return made


def is_across(one: plans.Planned) -> bool:
    """Does its partner plan it, rather than the library?"""
    return one.concept in GIVEN and one.partner == GIVEN[one.concept][0]


def give(tenant: TenantRef, branch_id: uuid.UUID, one: plans.Planned, offered: Offered) -> None:
    """The partner plans its offer here."""
    organisation_id, offer_id = offered[one.concept]
    wanted = planning.Wanted(branch_id, one.room, outside_hours=True)
    with Scope.partner_at(PARTNER, tenant, organisation_id) as scope, unit_of_work(scope):
        reach.hold(scope)
        planning.plan(scope, offer_id, Schedule((one.line, *one.more)), wanted, key=offer_id, is_example=True)


def today(places: Iterable[TenantRef], offered: Offered) -> None:
    """Is there room for more? And one library has a draft of a partner to look at."""
    for concept, (organisation_id, offer_id) in offered.items():
        more_room, weeks = ROOM[concept]
        with _own(organisation_id) as scope, unit_of_work(scope):
            offers.say_room(scope, offer_id, more_room, wait_weeks=weeks)
    for tenant in places:
        if tenant.slug == LOOKS_FIRST:
            _ask(tenant, *offered["walkentalk"])


def _ask(tenant: TenantRef, organisation_id: uuid.UUID, offer_id: uuid.UUID) -> None:
    with Scope.system(tenant, why="demo") as scope, unit_of_work(scope):
        scope.session.scalars(select(Profile)).one().approves_partners = True
        known = scope.session.scalars(select(Activity).where(Activity.partner_offer_id == offer_id)).one()
        branch_id = known.branch_id
    evenings = Line(Frequency.MONTHLY, *plans.EVENING, clock.today(), weekdays=(3,), nths=(1,))
    with Scope.partner_at(PARTNER, tenant, organisation_id) as scope, unit_of_work(scope):
        reach.hold(scope)
        wanted = planning.Wanted(branch_id, "Leeszaal", outside_hours=True)
        planning.plan(scope, offer_id, Schedule((evenings,)), wanted, key=LATER, is_example=True)


def _own(organisation_id: uuid.UUID) -> Scope:
    return Scope.partner(PARTNER, organisation_id, reading=False)
