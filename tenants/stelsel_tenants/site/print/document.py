"""The document that an address asks for."""

from stelsel.tenancy import Scope
from stelsel_tenants.site.print import poster, programme
from stelsel_tenants.site.print.asked import Asked
from stelsel_tenants.site.print.sheet import Sheet


def of(scope: Scope, asked: Asked) -> Sheet:
    """Raises NotFound for an activity that nobody may see, Stopped for one that was withdrawn."""
    if asked.activity_id is not None:
        return poster.of(scope, asked.activity_id, asked.size)
    return programme.of(scope, asked.period, asked.wanted, asked.size)
