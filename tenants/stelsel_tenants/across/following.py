"""Activities follow the offer of their partner: at once when it changes, and at night where that did not succeed."""

import uuid

from sqlalchemy import select

from stelsel.tenancy import Scope
from stelsel_tenants.activities import texts
from stelsel_tenants.activities.models import Activity, ActivityState
from stelsel_tenants.activities.partner_offers import PartnerOffer
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.partners.standing import works


def follow(scope: Scope, offer_id: uuid.UUID | None = None) -> int:
    """What is given here of this offer, or of any, says what the offer says now. Returns how many texts are others.

    Only of a partner that works here: what it gave up is the library's own.
    """
    together = select(Partnership.organisation_id).where(works())
    statement = (
        select(Activity, PartnerOffer)
        .join(PartnerOffer, PartnerOffer.id == Activity.partner_offer_id)
        .where(
            Activity.organisation_id == PartnerOffer.organisation_id,
            Activity.organisation_id.in_(together),
            Activity.state != ActivityState.WITHDRAWN,
            Activity.offer_version != PartnerOffer.version,
        )
        .order_by(Activity.id)
        .with_for_update(of=Activity)
    )
    if offer_id is not None:
        statement = statement.where(PartnerOffer.id == offer_id)
    return sum(texts.follow(scope, activity, offer) for activity, offer in scope.session.execute(statement).all())
