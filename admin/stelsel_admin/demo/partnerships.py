"""Partnerships that are under way: one that the partner proposed, one that the library did and that waits too long, one
that ends in six weeks, one that ended in autumn; and a slot that a partner asks for.
"""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from stelsel import clock
from stelsel.db import unit_of_work
from stelsel.tenancy import Actor, Hat, Organisation, Scope, TenantRef
from stelsel_admin.demo import content
from stelsel_tenants.activities.models import Frequency
from stelsel_tenants.activities.schedule import Line
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.partners import ending, proposals, slots
from stelsel_tenants.partners.models import Partnership, Side
from stelsel_tenants.partners.slots import Wish
from stelsel_tenants.partners.terms import Terms

WHY = "demo"
PARTNER = Actor(Hat.PARTNER, WHY)
PROPOSED = {
    "katwijk": ("belastingdienst", Side.PARTNER, timedelta(days=3)),
    "gooi-en-meer": ("belastingdienst", Side.LIBRARY, timedelta(days=12)),
}
ENDING = {"venlo": ("walkentalk", "Ons project loopt af.", timedelta(days=42))}
ENDED = {"den-haag": ("schuldhulpmaatje", "Er zijn geen maatjes meer in deze buurt.", timedelta(days=60))}
ASKED = {"katwijk": ("walkentalk", timedelta(days=2))}
MORNING = time(9)


def settle(library: TenantRef, today: date) -> None:
    """What there is between this library and its partners beside what just goes on."""
    if library.slug in PROPOSED:
        _propose(library, *PROPOSED[library.slug], today)
    if library.slug in ENDING:
        partner, reason, ahead = ENDING[library.slug]
        _end(library, partner, reason, today + ahead, clock.at(today, MORNING))
    if library.slug in ENDED:
        partner, reason, ago = ENDED[library.slug]
        _end(library, partner, reason, None, clock.at(today - ago, MORNING))
    if library.slug in ASKED:
        _ask(library, *ASKED[library.slug], today)


def _propose(library: TenantRef, partner: str, by: Side, ago: timedelta, today: date) -> None:
    [text] = (one for one in content.PARTNERS if one.slug == partner)
    terms = Terms(does=text.does, themes=text.themes)
    with (
        clock.frozen(clock.at(today - ago, MORNING)),
        Scope.system(library, why=WHY) as scope,
        unit_of_work(scope),
    ):
        proposals.propose(scope, _organisation(scope, partner).id, terms, by=by, is_example=True)


def _end(library: TenantRef, partner: str, reason: str, last_day: date | None, moment: datetime) -> None:
    with clock.frozen(moment), Scope.system(library, why=WHY) as scope, unit_of_work(scope):
        theirs = select(Partnership.id).where(Partnership.organisation_id == _organisation(scope, partner).id)
        partnership_id = scope.session.scalars(theirs).one()
        ending.end(scope, partnership_id, by=Side.LIBRARY, last_day=last_day, reason=reason)


def _ask(library: TenantRef, partner: str, ago: timedelta, today: date) -> None:
    """Every first Wednesday of the month, for half a year."""
    with Scope.system(library, why=WHY, reading=True) as scope:
        organisation_id = _organisation(scope, partner).id
        branch_id = scope.session.scalars(select(Branch.id).order_by(Branch.name, Branch.id).limit(1)).one()
    first = today + timedelta(days=14)
    ends = first + timedelta(days=180)
    line = Line(Frequency.MONTHLY, time(13, 30), time(16), first, ends, weekdays=(3,), nths=(1,))
    with (
        clock.frozen(clock.at(today - ago, MORNING)),
        Scope.partner_at(PARTNER, library, organisation_id) as scope,
        unit_of_work(scope),
    ):
        told = {"title": "Netwerkbijeenkomst", "note": "Wij brengen zelf koffie mee."}
        slots.ask(scope, Wish(branch_id, line), concept_slug="walkentalk", **told)


def _organisation(scope: Scope, slug: str) -> Organisation:
    return scope.session.scalars(select(Organisation).where(Organisation.slug == slug)).one()
