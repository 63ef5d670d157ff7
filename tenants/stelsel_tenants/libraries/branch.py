"""A branch as its library fills it in: plain values for the commands."""

import re
from dataclasses import dataclass, field

from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel_tenants.libraries import hours as opening
from stelsel_tenants.libraries.hours import Hours
from stelsel_tenants.libraries.models import Branch, BranchKind, Fact

PLAIN = ("name", "kind", "isil", "street", "phone", "email", "directions")
ACCESS = ("wheelchair", "toilet", "bus_stop", "hearing_loop", "quiet", "sign_language")
"""What is known of getting in and around; the names are columns."""

ISIL = re.compile(r"NL-0[178][0-9]{8}")
"""Country, two digits for the kind of library (08: public), four for the organisation, four for the place."""


class WrongIsil(Refused):
    field = "isil"
    message = _("Een ISIL-nummer van een bibliotheek is NL-08 met acht cijfers erna, zoals NL-0800070000.")


@dataclass(frozen=True, slots=True)
class BranchFacts:
    """What a library tells of a branch. `postcode` is "2225AB", "2225" or empty; without a point one is looked up."""

    name: str
    place: str
    kind: BranchKind = BranchKind.BRANCH
    isil: str | None = None
    street: str = ""
    postcode: str = ""
    lat: float | None = None
    lon: float | None = None
    phone: str | None = None
    email: str | None = None
    directions: str = ""
    access: dict[str, Fact] = field(default_factory=dict)
    hours: Hours = field(default_factory=Hours)


def check(facts: BranchFacts) -> None:
    """The rules that a branch keeps by itself. Raises WrongIsil and the refusals of `hours.check`."""
    if facts.isil is not None and not ISIL.fullmatch(facts.isil):
        raise WrongIsil
    opening.check(facts.hours)


def of(branch: Branch) -> BranchFacts:
    """A branch as its library would fill it in."""
    return BranchFacts(
        **{name: getattr(branch, name) for name in PLAIN},
        place=branch.place,
        postcode=branch.postcode,
        lat=branch.lat,
        lon=branch.lon,
        access={name: getattr(branch, name) for name in ACCESS},
        hours=opening.of(branch),
    )


def written(postcode: str) -> str:
    """As people write it: "2225 AB" for "2225AB"."""
    return f"{postcode[:4]} {postcode[4:]}".strip()
