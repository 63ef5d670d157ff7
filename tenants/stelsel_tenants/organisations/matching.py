"""Is it this one? What the network knows already that may be what somebody is typing. Deterministic, with its reasons.

for one in matching.candidates(scope, name="Humanitas afd. Katwijk", place="Katwijk"):
    one.name, one.words, one.local      # "Humanitas", ("is het Humanitas, met Katwijk als afdeling",), "Katwijk"
"""

import enum
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from stelsel.errors import Refused
from stelsel.geo import spelling
from stelsel.geo.models import MunicipalityName, Place, PlaceName
from stelsel.i18n import _
from stelsel.tenancy import Organisation, Scope
from stelsel.text import kvk as kvk_number
from stelsel_tenants.organisations import likeness
from stelsel_tenants.organisations.likeness import Kin
from stelsel_tenants.organisations.models import OrganisationArea, OrganisationName

MOST = 6
NEARBY = 5
"""What it adds to a likeness that the organisation works in the place: it never makes one by itself."""


class Reason(enum.Enum):
    """Why it may be this one, with how much that says."""

    KVK = 100
    NAME = 95
    OTHER_NAME = 90
    WEBSITE = 85
    BRANCH = 75
    INITIALS = 70
    SPELLING = 60
    PLACE = NEARBY


_OF: Mapping[Kin, Reason] = {
    Kin.SAME: Reason.NAME,
    Kin.BRANCH: Reason.BRANCH,
    Kin.INITIALS: Reason.INITIALS,
    Kin.ALIKE: Reason.SPELLING,
}


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation as far as it is matched. `names` are its other ones."""

    id: uuid.UUID
    slug: str
    name: str
    kvk: str | None
    website: str | None
    is_nationwide: bool
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organisation that may be meant. `local`: what the typed name has beyond its own, for the local text."""

    id: uuid.UUID
    slug: str
    name: str
    reasons: tuple[Reason, ...]
    words: tuple[Any, ...]
    score: float
    local: str = ""


def known(scope: Scope) -> list[Known]:
    """Every organisation that is not a signpost, by name. Two statements, whatever their number."""
    names: dict[uuid.UUID, list[str]] = {}
    others = select(OrganisationName.organisation_id, OrganisationName.name)
    for organisation_id, name in scope.session.execute(others.order_by(OrganisationName.folded, OrganisationName.id)):
        names.setdefault(organisation_id, []).append(name)
    row = Organisation
    statement = select(row.id, row.slug, row.name, row.kvk, row.website, row.is_nationwide)
    found = scope.session.execute(statement.where(row.merged_into_id.is_(None)).order_by(row.folded, row.id))
    return [Known(*one, names=tuple(names.get(one[0], ()))) for one in found]


def candidates(
    scope: Scope, name: str = "", *, place: str = "", kvk: str = "", website: str = "", limit: int = MOST
) -> list[Candidate]:
    """What may be meant, the likeliest first; junk in a number or an address matches nothing. Three statements."""
    nearby = _working_in(scope, place)
    return among(known(scope), name, nearby=nearby, kvk=kvk, website=website)[:limit]


def among(
    organisations: Iterable[Known],
    name: str,
    *,
    nearby: frozenset[uuid.UUID] = frozenset(),
    kvk: str = "",
    website: str = "",
) -> list[Candidate]:
    """The same over rows that were read before. `nearby`: which of them work in the place."""
    number, host = _digits(kvk), likeness.domain(website)
    found = (_judge(one, name, number, host, nearby) for one in organisations)
    return sorted((one for one in found if one), key=lambda one: (-one.score, one.name, one.id))


def _judge(one: Known, name: str, number: str, host: str, nearby: frozenset[uuid.UUID]) -> Candidate | None:
    reasons: dict[Reason, Any] = {}
    if number and number == one.kvk:
        reasons[Reason.KVK] = _("hetzelfde KvK-nummer")
    score, local = 0.0, ""
    for own in (one.name, *one.names):
        alike = likeness.compare(name, own)
        if alike is None:
            continue
        reason = _reason(alike.kin, own, one.name)
        if (worth := reason.value + 10 * alike.degree) > score:
            score, local = worth, alike.rest if _is_longer(name, own) else ""
            reasons = {kind: words for kind, words in reasons.items() if kind is Reason.KVK}
            reasons[reason] = _words(reason, own, local)
    if host and host == likeness.domain(one.website or ""):
        reasons[Reason.WEBSITE] = _("dezelfde website")
    if not reasons:
        return None
    if one.id in nearby:
        reasons[Reason.PLACE] = _("werkt al in deze plaats")
    score = max(score, *(float(reason.value) for reason in reasons)) + (NEARBY if one.id in nearby else 0)
    score += 10 * (len(reasons) - 1)
    ordered = sorted(reasons, key=lambda reason: -reason.value)
    return Candidate(
        one.id, one.slug, one.name, tuple(ordered), tuple(reasons[reason] for reason in ordered), score, local
    )


def _reason(kin: Kin, own: str, name: str) -> Reason:
    reason = _OF[kin]
    return Reason.OTHER_NAME if reason is Reason.NAME and own != name else reason


def _words(reason: Reason, own: str, local: str) -> Any:
    if reason is Reason.BRANCH and local:
        return _("een afdeling van %(name)s: %(local)s", name=own, local=local)
    words = {
        Reason.NAME: _("dezelfde naam"),
        Reason.OTHER_NAME: _("heet ook %(name)s", name=own),
        Reason.BRANCH: _("begint met dezelfde naam"),
        Reason.INITIALS: _("de beginletters van %(name)s", name=own),
        Reason.SPELLING: _("lijkt op %(name)s", name=own),
    }
    return words[reason]


def _is_longer(name: str, own: str) -> bool:
    return len(likeness.core(name)) > len(likeness.core(own))


def _digits(typed: str) -> str:
    try:
        return kvk_number(typed) if typed else ""
    except Refused:
        return ""


def _working_in(scope: Scope, place: str) -> frozenset[uuid.UUID]:
    """Organisations with the municipality of this name, or of the place of this name, among their areas."""
    key = spelling.key(place)
    if not key:
        return frozenset()
    code = OrganisationArea.municipality_code
    named = select(MunicipalityName.municipality_code).where(MunicipalityName.key == key)
    around = select(Place.municipality_code).join(PlaceName, PlaceName.place_id == Place.id).where(PlaceName.key == key)
    areas = select(OrganisationArea.organisation_id).where(or_(code.in_(named), code.in_(around)))
    return frozenset(scope.session.scalars(areas))
