"""A library proposes an organisation that the network does not know, or that two of them are one."""

import uuid

from sqlalchemy import select

from stelsel import audit, clock
from stelsel.errors import Conflict, NotFound, Refused
from stelsel.i18n import _
from stelsel.tenancy import Organisation, Scope
from stelsel.text import fold, kvk
from stelsel_tenants.organisations import matching
from stelsel_tenants.organisations.keeping import By
from stelsel_tenants.organisations.matching import Candidate, Reason
from stelsel_tenants.organisations.models import MergeWish

LONGEST_SLUG = 60
SAID = ("name", "kvk", "website", "phone")


class Known(Refused):
    """The organisation that is proposed is in the network already, under this name or number."""

    field = "name"

    def __init__(self, organisation: Candidate) -> None:
        super().__init__(
            _(
                "%(name)s staat al in de landelijke lijst. Kies die organisatie. Is het echt een andere, zet dan de"
                " plaats achter de naam.",
                name=organisation.name,
            )
        )
        self.organisation = organisation


class NoName(Refused):
    field = "name"
    message = _("Vul de naam van de organisatie in, met ten minste één letter.")


class OneAndTheSame(Refused):
    field = "met"
    message = _("Kies een andere organisatie: deze is het zelf.")


class AlreadyAsked(Conflict):
    field = "met"
    message = _("Uw bibliotheek heeft dit al gevraagd.")


def propose(
    scope: Scope, *, name: str, kvk_number: str | None = None, website: str | None = None, phone: str | None = None
) -> Organisation:
    """A new organisation for the network, which the national body looks at later. Raises NoName, Known for one that
    is there: "Belasting dienst" and "Belastingdienst" are the same.
    """
    folded, number = fold(name), kvk(kvk_number) if kvk_number else None
    if not folded:
        raise NoName
    for one in matching.candidates(scope, name, kvk=number or ""):
        if {Reason.KVK, Reason.NAME, Reason.OTHER_NAME} & set(one.reasons):
            raise Known(one)
    organisation = Organisation(
        slug=_slug(scope, folded),
        name=name,
        folded=folded,
        kvk=number,
        website=website,
        phone=phone,
        proposed_by_id=scope.tenant_id,
        brought_by_id=scope.tenant_id,
    )
    said = {"by": By.LIBRARY.value, "tenant": scope.tenant_id, "on": clock.today().isoformat()}
    organisation.sources = {fact: said for fact in SAID if getattr(organisation, fact)}
    scope.session.add(organisation)
    audit.record(scope, "organisation.proposed", organisation)
    return organisation


def wish(scope: Scope, organisation_id: uuid.UUID, other_id: uuid.UUID, *, reason: str = "") -> MergeWish:
    """Say to the national body that two organisations are one. Raises NotFound, OneAndTheSame, AlreadyAsked."""
    if organisation_id == other_id:
        raise OneAndTheSame
    pair = sorted((organisation_id, other_id))
    there = select(Organisation.id).where(Organisation.id.in_(pair), Organisation.merged_into_id.is_(None))
    if len(scope.session.scalars(there).all()) < len(pair):
        raise NotFound
    asked = select(MergeWish.id).where(
        MergeWish.wished_by_id == scope.tenant_id, MergeWish.one_id == pair[0], MergeWish.other_id == pair[1]
    )
    if scope.session.scalar(asked) is not None:
        raise AlreadyAsked
    made = MergeWish(wished_by_id=scope.tenant_id, one_id=pair[0], other_id=pair[1], reason=reason)
    scope.session.add(made)
    audit.record(scope, "organisation.merge_wished", made, tenant_id=scope.tenant_id)
    return made


def _slug(scope: Scope, folded: str) -> str:
    """The first address that is free; those of organisations that were merged stay theirs."""
    plain = "".join(letter for letter in folded.replace(" ", "") if letter.isascii())[: LONGEST_SLUG - 4] or "partner"
    taken = set(scope.session.scalars(select(Organisation.slug).where(Organisation.slug.startswith(plain))))
    return next(one for one in (plain, *(f"{plain}-{n}" for n in range(2, 1000))) if one not in taken)
