"""Who says what of an organisation: it itself, or the library that brought it in as long as nobody acts for it, or
the national body (FEATURES C3). Each fact remembers who said it, and when.

Called in an identity scope (`keeping.opened`): it alone knows whether somebody acts for an organisation.
"""

import enum
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from stelsel import audit, clock, jobs
from stelsel.errors import Conflict, Forbidden, NotFound, Refused
from stelsel.i18n import _
from stelsel.identity.models import Membership
from stelsel.tenancy import Organisation, Scope
from stelsel.text import fold
from stelsel.web.pictures import NewPicture
from stelsel_tenants.libraries import logos
from stelsel_tenants.organisations import facts as telling
from stelsel_tenants.organisations.facts import Facts
from stelsel_tenants.organisations.models import OrganisationLogo

FOLLOW = "organisations.follow"
"""The job that shows a changed organisation on the pages of its libraries."""
WHY = "organisations.keep"
SHOWN = frozenset({"name", "website", "phone", "summary", "logo"})
"""What stands on the public pages of libraries."""
NUMBERS = ("kvk", "rsin", "oin")


class By(enum.StrEnum):
    """Who says a fact."""

    PARTNER = "partner"
    LIBRARY = "library"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True)
class Keeper:
    """For whom somebody keeps the facts. `tenant_id` is the library's."""

    by: By
    tenant_id: int | None = None


class Changed(Conflict):
    message = _("Iemand anders heeft dit intussen veranderd. Kijk hieronder wat er anders is en kies.")


class NoName(Refused):
    field = "name"
    message = _("Vul de naam van de organisatie in, met ten minste één letter.")


class NumberFixed(Refused):
    """A number that others rely on is not changed in passing."""

    message = _("Dit nummer staat al vast. Klopt het niet, vraag het landelijk bureau dan om het te veranderen.")


class NotYours(Forbidden):
    message = _("Deze organisatie houdt haar gegevens zelf bij, of een andere bibliotheek doet dat.")


class Merged(Conflict):
    message = _("Deze organisatie is samengevoegd met een andere. Zoek haar onder de nieuwe naam.")


def opened(scope: Scope, *, reading: bool = False) -> Scope:
    """The identity scope for the same person; the scope of the request lets go first (SQLite has one writer)."""
    scope.session.rollback()
    people = Scope.identity(why=WHY, reading=reading)
    people.actor = scope.actor
    return people


def is_acted_for(scope: Scope, organisation_id: uuid.UUID) -> bool:
    """Has somebody an account for it?"""
    one = select(Membership.id).where(Membership.organisation_id == organisation_id).limit(1)
    return scope.session.scalar(one) is not None


def may_keep(scope: Scope, organisation: Organisation, keeper: Keeper) -> bool:
    """May this keeper say what is true of it? Whether a partner is the partner, its scope has seen to."""
    if keeper.by is not By.LIBRARY:
        return True
    return organisation.brought_by_id == keeper.tenant_id and not is_acted_for(scope, organisation.id)


def keep(scope: Scope, organisation_id: uuid.UUID, facts: Facts, *, keeper: Keeper, version: int) -> Organisation:
    """Change what is known of an organisation. `version` is what was read.

    Raises NotFound, Merged, NotYours, Changed when somebody else was first, NoName, NumberFixed, and when it is
    committed KvkTaken, RsinTaken, OinTaken.
    """
    organisation = _held(scope, organisation_id, keeper)
    if organisation.version != version:
        raise Changed
    if not fold(facts.name):
        raise NoName
    before = telling.of(scope, organisation).said()
    changed = sorted(name for name, value in facts.said().items() if value != before[name])
    _check_numbers(changed, before, keeper)
    if changed:
        telling.put(scope, organisation, facts)
        _said(scope, organisation, changed, keeper)
    return organisation


def show_logo(
    scope: Scope, organisation_id: uuid.UUID, picture: NewPicture, *, alt: str = "", keeper: Keeper
) -> Organisation:
    """Put a logo in place of what was there. Raises LogoTooLarge, and as `keep`."""
    digest = logos.digest(picture)
    organisation = _held(scope, organisation_id, keeper)
    row = _logo(scope, organisation_id)
    if row is None:
        scope.session.add(OrganisationLogo(organisation_id=organisation_id, content=picture.content, alt=alt))
    else:
        row.content, row.alt = picture.content, alt
    organisation.logo_hash = digest
    _said(scope, organisation, ["logo"], keeper)
    return organisation


def drop_logo(scope: Scope, organisation_id: uuid.UUID, *, keeper: Keeper) -> Organisation:
    """Show no logo any more; twice is once."""
    organisation = _held(scope, organisation_id, keeper)
    row = _logo(scope, organisation_id)
    if row is not None:
        scope.session.delete(row)
        organisation.logo_hash = None
        _said(scope, organisation, ["logo"], keeper)
    return organisation


def refuse_merged(scope: Scope, organisation_id: uuid.UUID) -> None:
    """Raises Merged, NotFound. Called after a row that points at it was written: who merges it meanwhile then waits for
    that row, or is seen here."""
    scope.session.flush()
    there = select(Organisation.id, Organisation.merged_into_id).where(Organisation.id == organisation_id)
    found = scope.session.execute(there).one_or_none()
    if found is None:
        raise NotFound
    if found.merged_into_id is not None:
        raise Merged


def _held(scope: Scope, organisation_id: uuid.UUID, keeper: Keeper) -> Organisation:
    organisation = scope.session.get(Organisation, organisation_id, with_for_update=True, populate_existing=True)
    if organisation is None:
        raise NotFound
    if organisation.merged_into_id is not None:
        raise Merged
    if not may_keep(scope, organisation, keeper):
        raise NotYours
    return organisation


def _logo(scope: Scope, organisation_id: uuid.UUID) -> OrganisationLogo | None:
    wanted = select(OrganisationLogo).where(OrganisationLogo.organisation_id == organisation_id)
    return scope.session.scalars(wanted).one_or_none()


def _check_numbers(changed: list[str], before: dict[str, Any], keeper: Keeper) -> None:
    if keeper.by is By.NATIONAL:
        return
    for name in NUMBERS:
        if name in changed and before[name]:
            raise NumberFixed(field=name)


def _said(scope: Scope, organisation: Organisation, changed: list[str], keeper: Keeper) -> None:
    """Remember who said it, write it down, and let pages that show it follow."""
    who: dict[str, Any] = {"by": keeper.by.value, "on": clock.today().isoformat()}
    if keeper.tenant_id is not None:
        who["tenant"] = keeper.tenant_id
    organisation.sources = {**organisation.sources, **dict.fromkeys(changed, who)}
    organisation.version += 1
    if keeper.tenant_id is not None:
        audit.record(scope, "organisation.kept", organisation, tenant_id=keeper.tenant_id, facts=changed)
    else:
        audit.record_nationally(scope, "organisation.kept", organisation, facts=changed)
    if SHOWN & set(changed):
        jobs.enqueue(scope, FOLLOW, organisation_id=organisation.id)
