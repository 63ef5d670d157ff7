"""How long a name and a contact are kept: as the library sets, 14 days after the session (SECURITY P-33)."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import and_, exists, or_, select

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel_tenants.activities.models import Session
from stelsel_tenants.libraries.models import Profile
from stelsel_tenants.libraries.profile import USUAL_DAYS
from stelsel_tenants.registrations.models import Registration


def term(scope: Scope) -> timedelta:
    """The term of this library."""
    days = scope.session.scalar(select(Profile.keep_days))
    return timedelta(days=USUAL_DAYS if days is None else days)


def due(scope: Scope) -> Sequence[Registration]:
    """Sign-ups with a name of what ended so long ago that nobody needs it."""
    over = clock.now() - term(scope)
    row = Registration
    here = and_(Session.tenant_id == row.tenant_id, Session.id == row.session_id)
    of_course = and_(Session.tenant_id == row.tenant_id, Session.activity_id == row.activity_id)
    old = select(row).where(
        row.erased_at.is_(None),
        or_(
            and_(row.session_id.is_not(None), exists().where(here, Session.ends_at < over)),
            and_(
                row.session_id.is_(None),
                exists().where(of_course),
                ~exists().where(of_course, Session.ends_at >= over),
            ),
        ),
    )
    return scope.session.scalars(old).all()


def forget(found: Iterable[Registration]) -> None:
    """What is left of a sign-up is that it was there, how many came, and when."""
    for one in found:
        one.name = one.email = one.phone = one.answer = one.code = None
        one.contact_key = one.request_key = None
        one.erased_at = clock.now()
