"""Rows of a partner at work, and who opens which page of them (see `examples`)."""

import uuid
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select

from stelsel.access import RoleName
from stelsel.db import unit_of_work
from stelsel.identity import invitations, service
from stelsel.tenancy import Actor, Hat, Organisation, Scope
from stelsel_tenants.across import offers, planning
from stelsel_tenants.activities import asking
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Session, Theme
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Schedule
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.models import Partnership
from tests.isolation.walk import OWN
from tests.site.shelf import TUESDAYS
from tests.support.scopes import Scopes
from tests.support.world import ORGANISATIONS

WHO = "partner_belastingdienst"
SLUG = "belastingdienst"
ROOM = "/b/katwijk/beheer/"
TERMS = partners.Terms(does="Helpt bij de aangifte.", themes=(Theme.TAX,))


def pages(scopes: Scopes) -> Iterator[tuple[str, str]]:
    """The partner plans its own offer at one library, and waits for a word about something else."""
    organisation_id, key = _organisation(scopes), uuid.uuid4()
    with scopes.app.app_context(), _own(organisation_id) as scope, unit_of_work(scope):
        offer_id = offers.make(scope, offers.Facts("Spreekuur aangifte", "belastinghulp", summary="Kort.")).id
    with scopes.work() as scope:
        its = select(Partnership.id).where(Partnership.organisation_id == organisation_id)
        if scope.session.scalar(its) is None:  # the rows of `walk` may be of any organisation
            partners.begin(scope, organisation_id, TERMS)
    inside = Scope.partner_at(Actor(Hat.PARTNER, "tests"), scopes.tenant(), organisation_id)
    with scopes.app.app_context(), inside as scope, unit_of_work(scope):
        open_ones = select(Branch.id).where(Branch.id != OWN, Branch.closed_on.is_(None))
        branch_id = scope.session.scalars(open_ones.order_by(Branch.name, Branch.id).limit(1)).one()
        wanted = planning.Wanted(branch_id, outside_hours=True)
        made = planning.plan(scope, offer_id, Schedule((replace(TUESDAYS, every=2),)), wanted, key=key)
        dates = select(Session.id).where(Session.activity_id == made.activity_id).order_by(Session.starts_at)
        first_id, second_id = scope.session.scalars(dates.limit(2))
        draft = activities.plan(scope, Offer("Nog te bespreken", branch_id, "ido", organisation_id=organisation_id))
        asking.ask(scope, draft)
        draft_id = draft.id
    yield WHO, "/partner/"
    yield WHO, f"/partner/agenda/katwijk/{first_id}"
    yield WHO, f"/partner/agenda/katwijk/{second_id}/afzeggen"
    yield WHO, f"/partner/aanbod/{offer_id}"
    yield WHO, f"/partner/plannen?aanbod={offer_id}&bibliotheek=katwijk"
    yield WHO, f"/partner/plannen/{key}"
    yield from _colleagues(scopes, organisation_id)
    yield "redactie_katwijk", f"{ROOM}activiteiten/{draft_id}/afwijzen"


def _colleagues(scopes: Scopes, organisation_id: uuid.UUID) -> Iterator[tuple[str, str]]:
    """Somebody who can be removed, and an invitation that can be taken back."""
    with scopes.identity() as scope:
        other = service.add(scope, email="eva@voorbeeld.example", name="Eva Blok")
        service.join(scope, other.id, RoleName.PARTNER, organisation_id=organisation_id)
        kim, role = "kim@voorbeeld.example", RoleName.PARTNER
        invitations.invite(scope, email=kim, name="Kim", role=role, organisation_id=organisation_id, by=None)
    yield WHO, "/partner/mensen"


def _organisation(scopes: Scopes) -> uuid.UUID:
    assert SLUG in ORGANISATIONS
    with scopes.reading() as scope:
        return scope.session.scalars(select(Organisation.id).where(Organisation.slug == SLUG)).one()


def _own(organisation_id: uuid.UUID) -> Scope:
    return Scope.partner(Actor(Hat.PARTNER, "tests"), organisation_id, reading=False)
