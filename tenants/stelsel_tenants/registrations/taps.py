"""Taps at the desk: each bears an id that its page or its device made, and is done once, however often it is sent.

A device without a network keeps what was tapped and sends it later; an answer that was lost makes it send again.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete

from stelsel import clock
from stelsel.tenancy import Scope
from stelsel.text import identifier
from stelsel_tenants.activities.models import Session
from stelsel_tenants.registrations.models import Tap

KEPT = timedelta(days=30)


def once(scope: Scope, typed: str, session_id: uuid.UUID, deed: Callable[[], object]) -> bool:
    """Do it, unless this tap was done before. False when it was. What is no tap's id is done: a page without one."""
    tap_id = identifier(typed)
    if tap_id is None:
        deed()
        return True
    scope.session.get_one(Session, (scope.tenant_id, session_id), with_for_update=True)
    if scope.session.get(Tap, (scope.tenant_id, tap_id)) is not None:
        return False
    scope.session.add(Tap(id=tap_id, session_id=session_id))
    deed()
    return True


def forget(scope: Scope) -> None:
    """A device that was away for a month comes too late."""
    scope.session.execute(delete(Tap).where(Tap.at < clock.now() - KEPT))
