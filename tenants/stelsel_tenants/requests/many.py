"""Many ask for the same in one place: the library and the partners that give it are told, once until it is answered."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select

from stelsel import mail
from stelsel.access import GRANTS, Permission, RoleName
from stelsel.access.current import national_tenant
from stelsel.db import unit_of_work
from stelsel.geo.models import Municipality
from stelsel.identity.models import Membership, User
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Concept
from stelsel_tenants.requests import service, serving
from stelsel_tenants.requests.models import Demand
from stelsel_tenants.requests.serving import Library

ANSWER = frozenset(role for role, granted in GRANTS.items() if Permission.TENANT_REQUESTS in granted)


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody who may answer, and the path of the page where that is done."""

    email: str
    path: str


def tell(demand_id: uuid.UUID) -> None:
    """Write to everybody who may answer. Begun again, it writes no second letter; answered meanwhile, none."""
    national = national_tenant()
    with Scope.network(why="requests.many") as scope:
        demand = scope.session.get_one(Demand, (national.id, demand_id))
        libraries = serving.libraries(scope, demand.municipality_code)
        givers = serving.givers(scope, demand.concept_slug)
    receivers = _receivers(libraries, givers)
    with Scope.system(national, why="requests.many") as scope, unit_of_work(scope):
        demand = scope.session.get_one(Demand, (national.id, demand_id))
        people = service.open_people(scope, demand_id)
        if demand.told_at is None or not people:
            return
        kind = scope.session.get_one(Concept, demand.concept_slug).name
        place = scope.session.get_one(Municipality, demand.municipality_code).name
        for one in receivers:
            mail.queue(
                scope,
                to=one.email,
                template="requests-many",
                key=f"{demand.id}:{demand.told_at.isoformat()}",
                sender="",
                kind=kind,
                place=place,
                people=people,
                path=one.path,
            )


def _receivers(libraries: Iterable[Library], givers: Collection[uuid.UUID]) -> list[Receiver]:
    """People of these libraries who may answer, and all of these partners; each once."""
    paths = {one.id: f"/b/{one.slug}/beheer/aanvragen/" for one in libraries}
    active = select(User.email, Membership.at_tenant_id).join(Membership, Membership.user_id == User.id)
    active = active.where(User.active).order_by(User.email, Membership.id)
    staff = active.where(Membership.at_tenant_id.in_(paths), Membership.role.in_(ANSWER))
    partners = active.where(Membership.organisation_id.in_(givers), Membership.role == RoleName.PARTNER)
    with Scope.identity(why="requests.many", reading=True) as scope:
        found = {email: paths[tenant_id or 0] for email, tenant_id in scope.session.execute(staff)}
        for email, _nowhere in scope.session.execute(partners):
            found.setdefault(email, "/partner/aanvragen/")
    return [Receiver(email, path) for email, path in sorted(found.items())]
