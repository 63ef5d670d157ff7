"""Taking from a ceiling and giving back: the counter by one conditional statement, the reason by a posting.

Nothing is looked up first and written after: of two that come at once the database lets one through (P-28).
"""

import uuid
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, select, update

from stelsel import errors
from stelsel.clock import now
from stelsel.errors import Refused
from stelsel.i18n import _
from stelsel.tenancy import Scope
from stelsel_admin.subsidies.ledger.models import Account, Ceiling, CeilingChange, Posting


class OverCeiling(Refused):
    message = _("Dit past niet meer binnen het plafond.")


errors.CONSTRAINTS["ck_subsidy_ceiling_held"] = OverCeiling


class NotReserved(RuntimeError):
    """A reservation was to be released or committed that the counter does not hold: a fault of ours."""


def in_force(scope: Scope, ceiling_id: uuid.UUID, at: datetime) -> int:
    """The ceiling in cents for an application that came in at this instant (I-1)."""
    changes = scope.session.execute(
        select(CeilingChange.from_at, CeilingChange.cents)
        .where(CeilingChange.ceiling_id == ceiling_id)
        .order_by(CeilingChange.from_at, CeilingChange.id)
    ).all()
    before = [row.cents for row in changes if row.from_at <= at]
    return int(before[-1] if before else changes[0].cents)


def hold(scope: Scope, ceiling_id: uuid.UUID) -> None:
    """Let others at this ceiling wait, so that the order of receipt is read as it stands. The counter needs no such
    lock: `reserve` decides by itself."""
    scope.session.execute(select(Ceiling.id).where(Ceiling.id == ceiling_id).with_for_update())


def reserve(scope: Scope, ceiling_id: uuid.UUID, case_id: uuid.UUID, cents: int, *, limit: int) -> bool:
    """Set `cents` apart if that stays within `limit`. False, and nothing done, where it does not fit."""
    taken = Ceiling.reserved_cents + Ceiling.committed_cents
    if not _change(scope, ceiling_id, taken + cents <= limit, reserved_cents=Ceiling.reserved_cents + cents):
        return False
    post(scope, ceiling_id, Account.RESERVED, Account.AVAILABLE, cents, "reserve", case_id=case_id)
    return True


def fits(scope: Scope, ceiling_id: uuid.UUID, cents: int, *, limit: int) -> bool:
    """Would `cents` fit within `limit` now? For a message only: `reserve` decides."""
    taken = scope.session.scalar(
        select(Ceiling.reserved_cents + Ceiling.committed_cents).where(Ceiling.id == ceiling_id)
    )
    return (taken or 0) + cents <= limit


def release(scope: Scope, ceiling_id: uuid.UUID, case_id: uuid.UUID, cents: int) -> None:
    """Give a reservation back. Raises NotReserved."""
    if not cents:
        return
    enough = Ceiling.reserved_cents >= cents
    if not _change(scope, ceiling_id, enough, reserved_cents=Ceiling.reserved_cents - cents):
        raise NotReserved(f"{case_id} has no {cents} cents reserved")
    post(scope, ceiling_id, Account.AVAILABLE, Account.RESERVED, cents, "release", case_id=case_id)


def commit(scope: Scope, ceiling_id: uuid.UUID, case_id: uuid.UUID, cents: int) -> None:
    """Make of a reservation a commitment: a grant. Raises NotReserved."""
    moved = {
        "reserved_cents": Ceiling.reserved_cents - cents,
        "committed_cents": Ceiling.committed_cents + cents,
    }
    if not _change(scope, ceiling_id, Ceiling.reserved_cents >= cents, **moved):
        raise NotReserved(f"{case_id} has no {cents} cents reserved")
    post(scope, ceiling_id, Account.COMMITTED, Account.RESERVED, cents, "commit", case_id=case_id)


def set_ceiling(scope: Scope, ceiling_id: uuid.UUID, cents: int, *, from_at: datetime, basis: str) -> CeilingChange:
    """Say what the ceiling is from an instant on. A lowering leaves earlier applications what they had."""
    newest = scope.session.scalar(
        select(CeilingChange.cents)
        .where(CeilingChange.ceiling_id == ceiling_id)
        .order_by(CeilingChange.from_at.desc(), CeilingChange.id.desc())
        .limit(1)
    )
    change = CeilingChange(ceiling_id=ceiling_id, from_at=from_at, cents=cents, basis=basis, by=scope.actor.user_id)
    scope.session.add(change)
    difference = cents - (newest or 0)
    if difference > 0:
        _change(scope, ceiling_id, Ceiling.cents < cents, cents=cents)
        post(scope, ceiling_id, Account.AVAILABLE, Account.BUDGET, difference, "ceiling")
    elif difference < 0:
        post(scope, ceiling_id, Account.BUDGET, Account.AVAILABLE, -difference, "ceiling")
    return change


def post(
    scope: Scope,
    ceiling_id: uuid.UUID,
    debit: Account,
    credit: Account,
    cents: int,
    what: str,
    *,
    case_id: uuid.UUID | None = None,
) -> None:
    """Write one movement."""
    scope.session.add(
        Posting(
            tenant_id=scope.tenant_ids[0],
            ceiling_id=ceiling_id,
            case_id=case_id,
            debit=debit,
            credit=credit,
            cents=cents,
            what=what,
            at=now(),
            by=scope.actor.user_id,
        )
    )


def _change(scope: Scope, ceiling_id: uuid.UUID, condition: Any, **values: Any) -> bool:
    statement = (
        update(Ceiling)
        .where(Ceiling.id == ceiling_id, condition)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", scope.session.execute(statement)).rowcount == 1
