"""Some keys for programs of others, made by the people of the demo: one in use, one not yet, one taken back.

Nobody knows their secrets: who wants to try makes one.
"""

import uuid
from datetime import date, time, timedelta

from sqlalchemy import select

from stelsel import clock
from stelsel.db import unit_of_work
from stelsel.identity import known
from stelsel.identity import service as identity
from stelsel.keys import service as keys
from stelsel.keys.models import Right
from stelsel.keys.service import Place
from stelsel.tenancy import Organisation, Scope, Tenant

WHY = "demo"
PARTNER = "walkentalk"
MADE: tuple[tuple[str, str, tuple[Right, ...], int, bool], ...] = (
    ("venlo", "Website van de bibliotheek (voorbeeld)", (Right.READ,), 120, True),
    ("venlo", "Zaalplanning (voorbeeld)", (Right.ACTIVITIES, Right.COUNTS), 30, False),
    ("katwijk", "Planning van het buurthuis (voorbeeld)", (Right.ACTIVITIES,), 60, True),
)
"""Library, what it is for, what it may, how many days ago, and whether it has been used."""


def of_others(today: date) -> None:
    """When everybody has an account."""
    for slug, name, rights, days, is_used in MADE:
        with clock.frozen(clock.at(today - timedelta(days=days), time(11))), _scope() as scope, unit_of_work(scope):
            tenant_id = scope.session.scalars(select(Tenant.id).where(Tenant.slug == slug)).one()
            _make(scope, f"beheer@{slug}.stelsel.test", Place(tenant_id=tenant_id), name, rights, is_used)
    with clock.frozen(clock.at(today - timedelta(days=9), time(11))), _scope() as scope, unit_of_work(scope):
        theirs = select(Organisation.id).where(Organisation.slug == PARTNER)
        place = Place(organisation_id=scope.session.scalars(theirs).one())
        for name, is_used in (("Proef met tellen (voorbeeld)", True), ("App voor wandelgroepen (voorbeeld)", False)):
            key_id = _make(scope, f"partner@{PARTNER}.stelsel.test", place, name, (Right.COUNTS,), is_used)
            if is_used:
                keys.revoke(scope, key_id, place)


def _scope() -> Scope:
    return Scope.identity(why=WHY)


def _make(scope: Scope, email: str, place: Place, name: str, rights: tuple[Right, ...], is_used: bool) -> uuid.UUID:
    user = identity.find(scope, email)
    person = known.by_id(scope, user.id) if user else None
    if person is None:
        raise LookupError(email)
    last = clock.today() + timedelta(days=365)
    key, _told = keys.make(scope, place, name=name, rights=rights, last_day=last, by=person)
    if is_used:
        scope.session.flush()
        keys.used(scope, key.id)
    return key.id
