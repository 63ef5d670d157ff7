"""What may be seen of a library's partners."""

import uuid

from sqlalchemy import select

from stelsel.tenancy import Organisation, Scope
from stelsel_tenants.partners.models import Partnership, PartnershipState


def choices(scope: Scope) -> list[tuple[uuid.UUID, str]]:
    """Partners that work with this library now, by name: who may give an activity."""
    statement = (
        select(Organisation.id, Organisation.name)
        .join(Partnership, Partnership.organisation_id == Organisation.id)
        .where(Partnership.state == PartnershipState.ACTIVE)
        .order_by(Organisation.name, Organisation.id)
    )
    return [(row.id, row.name) for row in scope.session.execute(statement)]
