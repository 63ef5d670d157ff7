"""A published activity with places, and its first coming session."""

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import select

from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Entry, Session
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.libraries.models import Branch
from tests.site.shelf import TUESDAYS
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes


@pytest.fixture
def make_session(scopes: Scopes, clock: Clock) -> Callable[..., uuid.UUID]:
    """The session of this afternoon (1 December, 14.00), with `capacity` places."""

    def make(capacity: int | None = 3, slug: str = "katwijk") -> uuid.UUID:
        with scopes.work(slug) as scope:
            branch = scope.session.scalars(select(Branch)).one()
            entry = Entry.WALK_IN if capacity is None else Entry.SIGN_UP
            offer = Offer(
                "Hulp bij toeslagen", branch.id, "belastinghulp", entry=entry, capacity=capacity, lines=(TUESDAYS,)
            )
            service.publish(scope, service.plan(scope, offer).id)
            return scope.session.scalars(select(Session.id).order_by(Session.starts_at)).first()  # type: ignore[return-value]

    return make
