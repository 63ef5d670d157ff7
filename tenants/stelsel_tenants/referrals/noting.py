"""Typing the code of a card, in steps of their own transaction: the try is counted before anything is looked up, so
that guesses at the same time do not slip through (SECURITY P-16).

A code works only where the card leads. Another side's is wrong in the same words, as it is looked for among one's own.
"""

import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from stelsel.db import unit_of_work
from stelsel.errors import NotFound, Refused
from stelsel.i18n import _
from stelsel.identity import quota
from stelsel.identity.throttle import Guess
from stelsel.tenancy import Scope
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.partners.standing import works
from stelsel_tenants.referrals import codes, crossing, service
from stelsel_tenants.referrals.models import Outcome, Referral

DEED = "referral-code"


class WrongCode(Refused):
    field = "code"
    message = _("Deze code kennen we niet. Kijk na wat er op de kaart staat.")


class Ended(Refused):
    field = "code"
    message = _("Deze kaart is van een bibliotheek waar u niet meer mee samenwerkt. Bel de bibliotheek.")


@dataclass(frozen=True, slots=True)
class Found:
    """One's own referral: in which library it is kept, and which one gave it."""

    id: uuid.UUID
    tenant_id: int
    from_tenant_id: int
    outcome: Outcome | None


def enter(scope: Scope, typed: str, outcome: Outcome) -> Found:
    """Note what became of the card with this code, under the scope of a partner or of a library.

    Raises codes.NoCode, throttle.Slowed after ten wrong codes in an hour, WrongCode, Ended, service.Expired,
    service.AlreadyNoted.
    """
    mark = codes.fingerprint(codes.read(typed))
    with Scope.identity(why=DEED) as counting, unit_of_work(counting):
        place = quota.take(counting, Guess.of(DEED, _side(scope), None))
    found = _find(scope, Referral.code_hash == mark)
    if found is None:
        raise WrongCode
    with Scope.identity(why=DEED) as counting, unit_of_work(counting):
        quota.give_back(counting, place)
    if not is_active(scope, found):
        raise Ended
    with crossing.between(scope, found.tenant_id, found.from_tenant_id) as both:
        service.note(both, found.tenant_id, found.id, outcome)
    return found


def own(scope: Scope, referral_id: uuid.UUID) -> Found:
    """A referral that leads to this partner or library. Raises NotFound."""
    found = _find(scope, Referral.id == referral_id)
    if found is None:
        raise NotFound
    return found


def is_active(scope: Scope, found: Found) -> bool:
    """A partner's rights end with its partnership."""
    if scope.organisation_id is None:
        return True
    active = select(Partnership.id).where(Partnership.tenant_id == found.tenant_id, works())
    return scope.session.scalar(active) is not None


def _find(scope: Scope, wanted: ColumnElement[bool]) -> Found | None:
    statement = (
        select(Referral.id, Referral.tenant_id, Referral.from_tenant_id, Referral.outcome)
        .where(wanted)
        .order_by(Referral.day, Referral.id)
        .limit(1)
    )
    if scope.organisation_id is not None:
        row = scope.session.execute(statement).one_or_none()
        return Found(*row) if row else None
    # A session of its own: the one at hand may write, and on SQLite it would keep the next transaction waiting.
    with Scope.member(scope.actor, scope.library, reading=True) as looking:
        row = looking.session.execute(statement.where(Referral.organisation_id.is_(None))).one_or_none()
    return Found(*row) if row else None


def _side(scope: Scope) -> str:
    return f"partner {scope.organisation_id}" if scope.organisation_id else f"library {scope.tenant_id}"
