"""When a library's space is ready: points that are read from its facts, and one that only a person can tell. Pure."""

import uuid
from dataclasses import dataclass
from typing import Any

from stelsel.access import Permission
from stelsel.i18n import _


@dataclass(frozen=True, slots=True)
class Known:
    """The facts that the checklist rests on."""

    has_contact: bool = False
    has_colour: bool = False
    main_branch_id: uuid.UUID | None = None
    has_address: bool = False
    has_hours: bool = False
    access_unknown: int = 6
    published: int = 0
    partners: int = 0
    agenda_seen: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the checklist. `goes_to` names a page (see the view); `permission` is what its deed asks."""

    title: Any
    done: bool
    note: Any
    goes_to: str
    action: Any
    permission: Permission


def points(known: Known) -> list[Point]:
    """All points, in the order in which they are best done."""
    return [
        Point(
            _("Naam en contact staan erin"),
            known.has_contact,
            _("Zo kunnen bezoekers u bellen of mailen."),
            "profile",
            _("Vul aan"),
            Permission.TENANT_PROFILE,
        ),
        Point(
            _("Uw eigen kleur is gekozen"),
            known.has_colour,
            _("Uw site is dan te herkennen."),
            "colour",
            _("Kies een kleur"),
            Permission.TENANT_PROFILE,
        ),
        Point(
            _("Hoofdvestiging met adres en openingstijden"),
            known.has_address and known.has_hours,
            _missing_of_branch(known),
            "branch",
            _("Vul aan"),
            Permission.TENANT_BRANCHES,
        ),
        Point(
            _("Bekend hoe toegankelijk het gebouw is"),
            known.main_branch_id is not None and known.access_unknown == 0,
            _("Met een rolstoel, met een gehoorapparaat, met weinig prikkels."),
            "access",
            _("Vul in"),
            Permission.TENANT_BRANCHES,
        ),
        Point(
            _("Eerste activiteit gepubliceerd"),
            known.published > 0,
            _("Wat u publiceert, staat meteen op uw site en in de zoeker."),
            "activity",
            _("Maak er een"),
            Permission.TENANT_ACTIVITIES,
        ),
        Point(
            _("Eerste partner toegevoegd"),
            known.partners > 0,
            _("Wie helpt er mee in uw gebouw?"),
            "partner",
            _("Voeg toe"),
            Permission.TENANT_PARTNERS,
        ),
        Point(
            _("Iemand heeft de agenda bekeken"),
            known.agenda_seen,
            _("Kijk of alles klopt, zoals een bezoeker het ziet."),
            "agenda",
            _("Bekijk de agenda"),
            Permission.TENANT_ACTIVITIES,
        ),
    ]


def next_step(all_points: list[Point]) -> Point | None:
    """The one to do now; None when the space is ready."""
    return next((point for point in all_points if not point.done), None)


def _missing_of_branch(known: Known) -> Any:
    if known.main_branch_id is None:
        return _("Kies welke vestiging de hoofdvestiging is.")
    if not known.has_address:
        return _("Het adres ontbreekt nog.")
    if not known.has_hours:
        return _("De openingstijden ontbreken nog.")
    return _("Mensen weten waar en wanneer ze terecht kunnen.")
