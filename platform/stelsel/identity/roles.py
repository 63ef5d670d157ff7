"""Who may give whom a role: never one above one's own (SECURITY P-16)."""

from stelsel.access import Person, RoleName
from stelsel.i18n import _

LIBRARY = (RoleName.DESK, RoleName.EDITOR, RoleName.MANAGER, RoleName.DIRECTOR)
SCHEME = (RoleName.COORDINATOR, RoleName.ASSESSOR, RoleName.CONTROLLER, RoleName.DECIDER, RoleName.FINANCE)
NATIONAL = (RoleName.NATIONAL_ADMIN, *SCHEME, RoleName.PLATFORM_ADMIN)

# From low to high. The director signs for the library, which its manager may not: so a manager cannot make one.
# The platform administrator is made on the command line only.
ORDER = {
    RoleName.DESK: 1,
    RoleName.EDITOR: 2,
    RoleName.MANAGER: 3,
    RoleName.PARTNER: 3,
    RoleName.DIRECTOR: 4,
    **dict.fromkeys(SCHEME, 5),
    RoleName.NATIONAL_ADMIN: 5,
    RoleName.PLATFORM_ADMIN: 6,
}


def givable(by: Person, *, tenant_id: int | None, national: bool = False) -> tuple[RoleName, ...]:
    """The roles that somebody may give and take at a library, at the national body, or (no tenant) for a partner."""
    if RoleName.NATIONAL_ADMIN in by.national_roles:
        highest = ORDER[RoleName.NATIONAL_ADMIN]
    elif tenant_id is not None and not national and RoleName.MANAGER in by.at(tenant_id):
        highest = ORDER[RoleName.MANAGER]
    else:
        return ()
    offered = (RoleName.PARTNER,) if tenant_id is None else NATIONAL if national else LIBRARY
    return tuple(role for role in offered if ORDER[role] <= highest)


WHAT_THEY_DO = {
    RoleName.DESK: _("Balie: telt wie er was en ziet wie zich heeft aangemeld."),
    RoleName.EDITOR: _("Redactie: maakt activiteiten, vestigingen en partners, en vult subsidieaanvragen in."),
    RoleName.MANAGER: _("Beheerder: als redactie, en gaat over het profiel en over mensen en rechten."),
    RoleName.DIRECTOR: _("Directie: ziet de cijfers en ondertekent subsidieaanvragen."),
}
