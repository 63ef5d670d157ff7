"""A partner at the door of one library: where it works, or where it asks to."""

from stelsel.access.current import open_tenant
from stelsel.errors import NotFound
from stelsel.tenancy import Scope
from stelsel_tenants.partners import queries


def at(scope: Scope, slug: str, refusal: type[NotFound] = NotFound) -> Scope:
    """At work inside a library: only where the partnership is active at this moment (SECURITY P-7); else `refusal`."""
    library = open_tenant(slug)
    if queries.works_with(scope, slug) != library.id:
        raise refusal
    return Scope.partner_at(scope.actor, library, scope.partner_id)


def towards(scope: Scope, slug: str) -> Scope:
    """At an open library, whatever stands between the two: to propose, to answer, to hear that it has ended. What is
    done under it asks for itself whether it may (`proposals`, `ending`, `standing.hold`).
    """
    return Scope.partner_at(scope.actor, open_tenant(slug), scope.partner_id)
