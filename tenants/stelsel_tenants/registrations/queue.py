"""Where somebody stands on a waiting list."""

from sqlalchemy import and_, func, or_, select

from stelsel.tenancy import Scope
from stelsel_tenants.registrations.models import Registration, RegistrationState


def position(scope: Scope, one: Registration) -> int:
    """1 for who is next. The order is that of entry; who went to the end of the list stands there."""
    row = Registration
    here = row.session_id.is_(None) if one.session_id is None else row.session_id == one.session_id
    before = or_(row.queued_at < one.queued_at, and_(row.queued_at == one.queued_at, row.number < one.number))
    ahead = select(func.count()).where(
        row.activity_id == one.activity_id,
        row.online == one.online,
        here,
        row.state == RegistrationState.WAITING,
        before,
    )
    return (scope.session.scalar(ahead) or 0) + 1
