"""Where somebody goes after signing in, and the list of places to go between."""

from stelsel.access import Permission, Person, Place, RoleName
from stelsel.access.permissions import GRANTS, ROLE_NAMES
from stelsel.i18n import _
from stelsel.web.page import NavEntry

ACCOUNT = "/account/"


def places(person: Person) -> list[NavEntry]:
    """One entry for each place where the person may work, with the roles there; in the order of the memberships."""
    roles: dict[str, list[Place]] = {}
    for place in person.places:
        roles.setdefault(path(place), []).append(place)
    return [
        NavEntry(_label(found[0]), address, badge=", ".join(str(ROLE_NAMES[one.role]) for one in found))
        for address, found in roles.items()
    ]


def landing(person: Person) -> str:
    """The one place, or the account page where there are several or none."""
    found = places(person)
    return found[0].url if len(found) == 1 else ACCOUNT


def path(place: Place) -> str:
    """The address of a place's workroom."""
    if place.organisation_id is not None:
        return f"/partner/?organisatie={place.organisation_id}"
    if not place.national:
        return f"/b/{place.slug}/beheer/"
    if place.role is RoleName.PLATFORM_ADMIN:
        return "/admin/"
    return "/subsidies/" if Permission.SCHEME_READ in GRANTS[place.role] else "/landelijk/"


def _label(place: Place) -> str:
    if place.organisation_name:
        return place.organisation_name
    names = {"/admin/": _("Platform"), "/subsidies/": _("Subsidies"), "/landelijk/": _("Landelijk")}
    return str(names.get(path(place), place.tenant_name or ""))
