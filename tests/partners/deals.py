"""What tests of partnerships put into a library, by the real commands."""

import uuid
from typing import Any

from sqlalchemy import select

from stelsel.tenancy import Scope
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Activity, Session, Theme
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.partners import proposals, service
from stelsel_tenants.partners.models import Partnership, Side, SlotRequest
from stelsel_tenants.partners.slots import Wish
from tests.site.shelf import TUESDAYS, WEDNESDAYS, main_branch, organisation
from tests.support.scopes import Scopes

TERMS = service.Terms(does="Helpt bij de aangifte.", themes=(Theme.TAX,))
FORM = {"does": "Helpt bij de aangifte.", "themes": ["tax"]}
"""The same, as a form sends it."""


def work_together(scopes: Scopes, slug: str = "katwijk", partner: str = "belastingdienst") -> uuid.UUID:
    """A partnership that both said yes to, with one published activity; the id of this afternoon's session."""
    with scopes.work(slug) as scope:
        partner_id = organisation(scope, partner)
        made = proposals.propose(scope, partner_id, TERMS, by=Side.LIBRARY)
        proposals.accept(scope, made.id, by=Side.PARTNER, version=made.version)
        offer = Offer(
            f"Spreekuur {slug}", main_branch(scope).id, "belastinghulp", organisation_id=partner_id, lines=(TUESDAYS,)
        )
        activity = activities.publish(scope, activities.plan(scope, offer).id)
        first = select(Session.id).where(Session.activity_id == activity.id).order_by(Session.starts_at)
        return scope.session.scalars(first).first()  # type: ignore[return-value]


def proposed(scopes: Scopes, *, by: Side, slug: str = "katwijk", partner: str = "belastingdienst") -> uuid.UUID:
    """A partnership that waits for the other side; its id."""
    with scopes.work(slug) as scope:
        return proposals.propose(scope, organisation(scope, partner), TERMS, by=by).id


def partnership(scopes: Scopes, slug: str = "katwijk") -> Partnership:
    """The only one of a library, as it stands now."""
    with scopes.reading(slug) as scope:
        return scope.session.scalars(select(Partnership)).one()


def fates(scopes: Scopes, fate: str, slug: str = "katwijk") -> dict[str, Any]:
    """The same choice for every activity, as the form that ends a partnership sends it."""
    with scopes.reading(slug) as scope:
        return {f"fate-{key}": fate for key in scope.session.scalars(select(Activity.id))}


def asked_slot(scope: Scope) -> uuid.UUID:
    """A slot that the Belastingdienst asks for: Wednesdays from 10.00 to 12.00."""
    branch_id = main_branch(scope).id
    slot = SlotRequest(
        organisation_id=organisation(scope),
        title="Spreekuur toeslagen",
        concept_slug="belastinghulp",
        branch_id=branch_id,
        room="Zaal",
        rule=Wish(branch_id, WEDNESDAYS).rule,
    )
    scope.session.add(slot)
    scope.session.flush()
    return slot.id
