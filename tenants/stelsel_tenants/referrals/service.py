"""What may happen to a referral: it is given, and once it is noted what became of it. The commands act between the
libraries that it concerns (`crossing`), but for `forget`.

The trail says that somebody gave or noted one, and not which: it tells the moment, and a referral no more than half a
day.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from stelsel import audit, clock
from stelsel.errors import Conflict, Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope, Tenant
from stelsel_tenants.activities.models import SessionState, Theme
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.partners.queries import is_stale
from stelsel_tenants.partners.standing import works
from stelsel_tenants.questions.service import half_at
from stelsel_tenants.referrals import codes
from stelsel_tenants.referrals.models import Outcome, Referral, SentReferral
from stelsel_tenants.site.models import PublishedSession

TERM = timedelta(days=60)
"""How long a card lives."""
NOTED = {
    Outcome.CAME: _("Deze code is al genoteerd: de bezoeker is gekomen."),
    Outcome.NOT_FOR_US: _("Deze code is al genoteerd: het was niet voor u."),
    Outcome.PASSED_ON: _("Deze code is al genoteerd: u hebt de bezoeker verder verwezen."),
}


class NoRoom(Conflict):
    message = _("Hier kan iemand nu niet meer terecht. Kies een andere plek.")


class Expired(Refused):
    field = "code"
    message = _("Deze kaart is verlopen. Een kaart geldt zestig dagen.")


class AlreadyNoted(Conflict):
    field = "code"

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(NOTED[outcome])


@dataclass(frozen=True, slots=True)
class Destination:
    """A published session of a library."""

    tenant_id: int
    session_id: uuid.UUID


def give(scope: Scope, to: Destination, *, sender_id: int, card_id: uuid.UUID) -> SentReferral:
    """Send somebody there, with a card. The same card again changes nothing.

    Raises NoRoom where one cannot go (any more): the session is off, over or full, or nobody checked the partner.
    """
    known = scope.session.get(SentReferral, (sender_id, card_id))
    if known is not None:
        return known
    session = _with_room(scope, to)
    today = clock.today()
    facts: dict[str, Any] = {
        "id": card_id,
        "organisation_id": session.organisation_id,
        "category": Theme(session.theme),
        "day": today,
        "half": half_at(clock.now()),
        "ends_at": clock.end_of(today + TERM),
    }
    seed, mark = _drawn(scope, to.tenant_id, session.organisation_id)
    sent = SentReferral(tenant_id=sender_id, to_tenant_id=to.tenant_id, seed=seed, session_id=to.session_id, **facts)
    received = Referral(tenant_id=to.tenant_id, from_tenant_id=sender_id, code_hash=mark, **facts)
    scope.session.add_all([sent, received])
    audit.record(scope, "referral.given", scope.session.get_one(Tenant, sender_id), tenant_id=sender_id)
    return sent


def note(scope: Scope, tenant_id: int, referral_id: uuid.UUID, outcome: Outcome) -> Referral:
    """Write down what became of it, at both sides. Raises AlreadyNoted, Expired, NoResultFound."""
    referral = _held(scope, tenant_id, referral_id)
    if referral.outcome is not None:
        raise AlreadyNoted(referral.outcome)
    if referral.ends_at <= clock.now():
        raise Expired
    _became(scope, referral, outcome)
    return referral


def pass_on(
    scope: Scope, tenant_id: int, referral_id: uuid.UUID, to: Destination, *, card_id: uuid.UUID
) -> SentReferral:
    """It was not for them: give a card for somewhere else. The same card again changes nothing.

    Raises AlreadyNoted unless "not for us" was the last that was noted, NoRoom, NoResultFound.
    """
    referral = _held(scope, tenant_id, referral_id)
    if referral.outcome is not Outcome.NOT_FOR_US and referral.passed_on_id != card_id:
        raise AlreadyNoted(referral.outcome or Outcome.PASSED_ON)
    sent = give(scope, to, sender_id=tenant_id, card_id=card_id)
    if referral.passed_on_id is None:
        referral.passed_on_id = card_id
        _became(scope, referral, Outcome.PASSED_ON)
    return sent


def forget(scope: Scope) -> None:
    """Cards of before today cannot be shown again, and dead ones have no code any more. What was noted stays."""
    shown = update(SentReferral).where(SentReferral.day < clock.today(), SentReferral.seed.is_not(None))
    passed = update(Referral).where(Referral.passed_on_id.is_not(None))
    dead = update(Referral).where(Referral.ends_at <= clock.now(), Referral.code_hash.is_not(None))
    for statement in (
        shown.values(seed=None, session_id=None),
        passed.values(passed_on_id=None),
        dead.values(code_hash=None),
    ):
        scope.session.execute(statement.execution_options(synchronize_session=False))


def _with_room(scope: Scope, to: Destination) -> PublishedSession:
    session = scope.session.get(PublishedSession, (to.tenant_id, to.session_id))
    if session is None or SessionState(session.state).is_off:
        raise NoRoom
    if session.ends_at <= clock.now() or session.left_over == 0:
        raise NoRoom
    if session.organisation_id is not None and not _is_checked(scope, to.tenant_id, session.organisation_id):
        raise NoRoom
    return session


def _is_checked(scope: Scope, tenant_id: int, organisation_id: uuid.UUID) -> bool:
    """Does this partner work there now, and did somebody look not too long ago?"""
    found = scope.session.scalar(
        select(Partnership).where(
            Partnership.tenant_id == tenant_id,
            Partnership.organisation_id == organisation_id,
            works(),
        )
    )
    return found is not None and not is_stale(found.verified_on)


def _drawn(scope: Scope, tenant_id: int, organisation_id: uuid.UUID | None) -> tuple[uuid.UUID, str]:
    """A seed and the fingerprint of its code, which no other card has that leads to the same side."""
    while True:
        seed = uuid.uuid4()
        mark = codes.fingerprint(codes.of(seed))
        if not _is_taken(scope, tenant_id, organisation_id, mark):
            return seed, mark


def _is_taken(scope: Scope, tenant_id: int, organisation_id: uuid.UUID | None, mark: str) -> bool:
    """A partner types the codes of all its libraries in one place: there too it may not be."""
    same = select(Referral.id).where(Referral.code_hash == mark)
    if scope.session.scalar(same.where(Referral.tenant_id == tenant_id)) is not None:
        return True
    if organisation_id is None:
        return False
    with Scope.partner(scope.actor, organisation_id) as theirs:
        return theirs.session.scalar(same.limit(1)) is not None


def _held(scope: Scope, tenant_id: int, referral_id: uuid.UUID) -> Referral:
    return scope.session.get_one(Referral, (tenant_id, referral_id), with_for_update=True)


def _became(scope: Scope, referral: Referral, outcome: Outcome) -> None:
    """The sender may be gone; what the receiver noted stays."""
    referral.outcome = outcome
    sent = scope.session.get(SentReferral, (referral.from_tenant_id, referral.id))
    if sent is not None:
        sent.outcome = outcome
    receiver = scope.session.get_one(Tenant, referral.tenant_id)
    audit.record(scope, "referral.noted", receiver, tenant_id=referral.tenant_id)
