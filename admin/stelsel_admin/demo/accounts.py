"""The demo accounts: one for each role, all with the demo password. They work on a loopback or .test address only."""

from collections.abc import Iterator
from dataclasses import dataclass

from stelsel.access import RoleName

FULL = ("katwijk", "venlo", "gooi-en-meer", "oost-achterhoek", "den-haag")
"""The libraries that the demo shows in full."""

STAFF = {
    "beheer": ("Noor de Vries", RoleName.MANAGER),
    "redactie": ("Samira Bakker", RoleName.EDITOR),
    "balie": ("Els Jansen", RoleName.DESK),
    "directie": ("Maarten Visser", RoleName.DIRECTOR),
}
NATIONAL = {
    "landelijk": ("Anouk Smit", RoleName.NATIONAL_ADMIN),
    "coordinator": ("Bram Mulder", RoleName.COORDINATOR),
    "beoordelaar1": ("Carla de Boer", RoleName.ASSESSOR),
    "beoordelaar2": ("Dewi Peters", RoleName.ASSESSOR),
    "controleur": ("Erik Hendriks", RoleName.CONTROLLER),
    "beslisser": ("Fatma Dekker", RoleName.DECIDER),
    "financien1": ("Gijs van Dam", RoleName.FINANCE),
    "financien2": ("Hilde Kok", RoleName.FINANCE),
    "platform": ("Ivan Maas", RoleName.PLATFORM_ADMIN),
}
PARTNERS = {
    "belastingdienst": "Joke Willems",
    "walkentalk": "Karim Vos",
    "sociale-dienst-oa": "Lotte Groen",
}


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody of the demo: at a library (`slug`), for a partner (`partner`), or at the national body."""

    email: str
    name: str
    role: RoleName
    slug: str | None = None
    partner: str | None = None


def accounts() -> Iterator[Account]:
    """All of them, as the contract names them."""
    for who, (name, role) in NATIONAL.items():
        yield Account(f"{who}@stelsel.test", name, role)
    for slug in FULL:
        for who, (name, role) in STAFF.items():
            yield Account(f"{who}@{slug}.stelsel.test", name, role, slug=slug)
    for partner, name in PARTNERS.items():
        yield Account(f"partner@{partner}.stelsel.test", name, RoleName.PARTNER, partner=partner)
