"""What a key opens: the library in the address, for what the key is for and its maker may do at this moment.

Another library's is not there: a foreign address and one that never was are answered alike (SECURITY P-2).
"""

from typing import Any

from stelsel.access import Permission
from stelsel.access.current import tenant_by_slug
from stelsel.access.requires import who_can
from stelsel.errors import Forbidden, NotFound
from stelsel.i18n import _
from stelsel.keys.caller import Caller, needed
from stelsel.keys.events import works_at
from stelsel.keys.models import Right
from stelsel.tenancy import Hat, Scope, TenantRef, TenantState

ASKED: dict[Permission, tuple[Right, Permission, Permission | None]] = {
    Permission.KEY_ACTIVITIES: (Right.ACTIVITIES, Permission.TENANT_ACTIVITIES, None),
    Permission.KEY_PUBLISH: (Right.ACTIVITIES, Permission.TENANT_PUBLISH, None),
    Permission.KEY_COUNTS: (Right.COUNTS, Permission.TENANT_DESK, Permission.PARTNER_SESSIONS),
}
"""Per permission of a key: the right it must bear, and what its maker must be allowed to do."""


class NotHere(NotFound):
    message = _("Deze sleutel is niet van een bibliotheek met dit adres.")


class WithoutRight(Forbidden):
    message = _("Deze sleutel mag dit niet. Maak een sleutel met dit recht.")


class MakerMayNot(Forbidden):
    message = _("Wie deze sleutel maakte, mag dit zelf niet meer.")


def opened(permission: Permission, values: dict[str, Any], reading: bool) -> Scope:
    """The scope for a request with a key. Takes `slug` out of the values of the address.

    Raises NoKey and DeadKey (401), NotHere for a library that is not the key's, Forbidden for what it is not for.
    """
    caller = needed()
    right, library, partner = ASKED[permission]
    tenant = _tenant(caller, values.pop("slug"))
    if right not in caller.rights:
        raise WithoutRight
    if not caller.place.may(caller.person, library, partner):
        raise MakerMayNot(who=who_can(library))
    scope = _scope(caller, tenant, reading)
    scope.why = f"key {caller.key_id}"
    return scope


def _tenant(caller: Caller, slug: str) -> TenantRef:
    """The library of an address. One that is not the key's is answered in the very words of one that never was."""
    try:
        tenant = tenant_by_slug(slug)
    except NotFound:
        raise NotHere from None
    if tenant.state is not TenantState.ACTIVE or not _is_here(caller, tenant):
        raise NotHere
    return tenant


def _is_here(caller: Caller, tenant: TenantRef) -> bool:
    """The library itself, or a partner that works with it at this moment."""
    if caller.place.organisation_id is None:
        return caller.place.tenant_id == tenant.id
    with Scope.partner(caller.person.actor(Hat.PARTNER), caller.place.organisation_id) as scope:
        return any(answer for _who, answer in works_at.send(scope, slug=tenant.slug))


def _scope(caller: Caller, tenant: TenantRef, reading: bool) -> Scope:
    if caller.place.organisation_id is None:
        return Scope.member(caller.person.actor(Hat.MEMBER), tenant, reading=reading)
    return Scope.partner_at(caller.person.actor(Hat.PARTNER), tenant, caller.place.organisation_id)
