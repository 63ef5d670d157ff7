"""Who may knock where: the people of the test network who have a permission."""

from stelsel.access import GRANTS, Permission, RoleName
from tests.support.world import NATIONAL, STAFF

PEOPLE: dict[RoleName, str] = {
    **{role: f"{who}_katwijk" for who, role in STAFF.items()},
    RoleName.PARTNER: "partner_belastingdienst",
    **{role: who for who, role in reversed(NATIONAL.items())},
}
"""One person of each role, all of Katwijk where the role is a library's."""

EVERYBODY = ("bezoeker", *PEOPLE.values())


def fitting(permission: Permission) -> list[str]:
    """One person of each role that has this permission; a visitor and somebody signed in where it needs no role. What
    asks for a key opens for nobody (tests/api has some)."""
    match permission.reach:
        case "open" | "site" | "key":
            return ["bezoeker"]
        case "account":
            return ["redactie_katwijk"]
    return [PEOPLE[role] for role, granted in GRANTS.items() if permission in granted]
