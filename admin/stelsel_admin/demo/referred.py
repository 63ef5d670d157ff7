"""Cards that the desks of Venlo and Katwijk gave in the last half year, and what became of them; a few still open."""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import or_, select

from stelsel import clock
from stelsel.db import unit_of_work
from stelsel.tenancy import Actor, Hat, Organisation, Scope, TenantRef
from stelsel_admin.demo import plans
from stelsel_tenants.activities.models import Entry, Mode
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.referrals import service
from stelsel_tenants.referrals.models import Outcome
from stelsel_tenants.referrals.service import Destination, NoRoom
from stelsel_tenants.site.models import PublishedSession

WHY = "demo"
GIVEN = {("venlo", "venlo"): 60, ("katwijk", "katwijk"): 48, ("katwijk", "den-haag"): 24}
"""How many cards, by the library that gives them and the one where they lead."""
BACK, SOON = 170, 14
"""Days: how long ago the first was given, and within how many somebody comes."""
BECAME = {Outcome.CAME: 68, Outcome.NOT_FOR_US: 10, None: 22}
ASKED_FOR = {"money": 6, "tax": 4, "work": 8, "letter": 3, "digital": 2, "language": 2}
CHECKED = ("humanitas", "walkentalk")
"""Partners that were looked at lately where cards lead, so that a desk always has a place to send somebody to."""


def give(libraries: dict[str, TenantRef], today: date) -> None:
    """When the agendas of all libraries are there."""
    for slug in sorted({receiver for _giver, receiver in GIVEN}):
        _look_again(libraries[slug], today)
    for (giver, receiver), number in GIVEN.items():
        draw = plans.random(giver, f"referrals to {receiver}")
        there = _destinations(libraries[receiver])
        with _between(libraries[giver].id, libraries[receiver].id) as both, unit_of_work(both):
            for ago in sorted(draw.randint(0, BACK) for _card in range(number)):
                _card(both, draw, libraries[giver].id, there, today - timedelta(days=ago))
    for slug in sorted({slug for pair in GIVEN for slug in pair}):
        with (
            clock.frozen(clock.at(today, time(3))),
            Scope.system(libraries[slug], why=WHY) as scope,
            unit_of_work(scope),
        ):
            service.forget(scope)


def _look_again(library: TenantRef, today: date) -> None:
    with (
        clock.frozen(clock.at(today - timedelta(days=9), time(10))),
        Scope.system(library, why=WHY) as scope,
        unit_of_work(scope),
    ):
        theirs = select(Organisation.id).where(Organisation.slug.in_(CHECKED))
        partnerships = select(Partnership.id).where(Partnership.organisation_id.in_(theirs)).order_by(Partnership.id)
        for partnership_id in scope.session.scalars(partnerships).all():
            partners.confirm(scope, partnership_id)


def _between(*tenant_ids: int) -> Scope:
    return Scope.between(Actor(Hat.SYSTEM, WHY), *dict.fromkeys(tenant_ids), why=WHY)


def _destinations(library: TenantRef) -> list[tuple[str, Destination]]:
    """The next date with room of each activity, with the question that it answers."""
    row = PublishedSession
    statement = (
        select(row.theme, row.title, row.starts_at, row.activity_id, row.id)
        .where(
            row.tenant_id == library.id,
            row.starts_at > clock.now(),
            row.theme.in_(ASKED_FOR),
            row.mode != Mode.ONLINE.value,
            row.entry != Entry.COURSE.value,
            or_(row.left_over.is_(None), row.left_over > 0),
        )
        .order_by(row.starts_at, row.title, row.id)
    )
    with Scope.network(why=WHY) as scope:
        first = {row.activity_id: row for row in reversed(scope.session.execute(statement).all())}
    found = sorted(first.values(), key=lambda one: (one.theme, one.title, one.starts_at))
    return [(one.theme, Destination(library.id, one.id)) for one in found]


def _card(both: Scope, draw: Random, sender_id: int, there: Sequence[tuple[str, Destination]], day: date) -> None:
    weights = [ASKED_FOR[theme] for theme, _destination in there]
    to, other = (chosen[1] for chosen in draw.choices(there, weights, k=2))
    given_at = clock.at(day, time(draw.randint(10, 16), 20))
    became = draw.choices(list(BECAME), list(BECAME.values()))[0]
    noted_at, goes_on = given_at + timedelta(days=draw.randint(1, SOON)), draw.random() < 0.5
    card_id, next_id = (uuid.UUID(int=draw.getrandbits(128), version=4) for _id in range(2))
    with suppress(NoRoom):  # nobody looked at that partner for so long
        with clock.frozen(given_at):
            service.give(both, to, sender_id=sender_id, card_id=card_id)
        if became is not None and _is_past(noted_at):
            with clock.frozen(noted_at):
                service.note(both, to.tenant_id, card_id, became)
                if became is Outcome.NOT_FOR_US and goes_on:
                    service.pass_on(both, to.tenant_id, card_id, other, card_id=next_id)


def _is_past(moment: datetime) -> bool:
    return moment < clock.now()
