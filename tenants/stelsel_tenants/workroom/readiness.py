"""When a library's space is ready: points that are read from its facts, and one that only a person can tell. Pure.

What makes a point done stands in `queries.steps`, once: the workroom asks it for one library, the national body for
all.
"""

import enum
import uuid
from dataclasses import dataclass
from typing import Any

from stelsel.access import Permission
from stelsel.i18n import _


class Step(enum.StrEnum):
    """What has to be there."""

    CONTACT = "contact"
    COLOUR = "colour"
    BRANCH = "branch"
    ACCESS = "access"
    ACTIVITY = "activity"
    PARTNER = "partner"
    AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class Known:
    """How far a library is, and what helps to go on."""

    done: frozenset[Step] = frozenset()
    main_branch_id: uuid.UUID | None = None
    has_address: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A line of the checklist. `goes_to` names a page (see the view); `permission` is what its deed asks."""

    name: Any
    """In a word, where there is no place for more."""
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
            _("contact"),
            _("Naam en contact staan erin"),
            Step.CONTACT in known.done,
            _("Zo kunnen bezoekers u bellen of mailen."),
            "profile",
            _("Vul aan"),
            Permission.TENANT_PROFILE,
        ),
        Point(
            _("kleur"),
            _("Een eigen kleur is gekozen"),
            Step.COLOUR in known.done,
            _("Uw site is dan te herkennen."),
            "colour",
            _("Kies een kleur"),
            Permission.TENANT_PROFILE,
        ),
        Point(
            _("hoofdvestiging"),
            _("Hoofdvestiging met adres en openingstijden"),
            Step.BRANCH in known.done,
            _missing_of_branch(known),
            "branch",
            _("Vul aan"),
            Permission.TENANT_BRANCHES,
        ),
        Point(
            _("toegankelijkheid"),
            _("Bekend hoe toegankelijk het gebouw is"),
            Step.ACCESS in known.done,
            _("Met een rolstoel, met een gehoorapparaat, met weinig prikkels."),
            "access",
            _("Vul in"),
            Permission.TENANT_BRANCHES,
        ),
        Point(
            _("activiteit"),
            _("Eerste activiteit gepubliceerd"),
            Step.ACTIVITY in known.done,
            _("Wat u publiceert, staat meteen op uw site en in de zoeker."),
            "activity",
            _("Maak er een"),
            Permission.TENANT_ACTIVITIES,
        ),
        Point(
            _("partner"),
            _("Eerste partner toegevoegd"),
            Step.PARTNER in known.done,
            _("Wie helpt er mee in uw gebouw?"),
            "partner",
            _("Voeg toe"),
            Permission.TENANT_PARTNERS,
        ),
        Point(
            _("agenda bekeken"),
            _("Iemand heeft de agenda bekeken"),
            Step.AGENDA in known.done,
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
    if Step.BRANCH not in known.done:
        return _("De openingstijden ontbreken nog.")
    return _("Mensen weten waar en wanneer ze terecht kunnen.")
