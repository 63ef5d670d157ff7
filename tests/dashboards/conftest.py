"""Activities with sessions, and the desk that counts them."""

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import select

from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Entry
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.libraries.models import Branch
from tests.site.shelf import TUESDAYS
from tests.subsidies.conftest import stage
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

__all__ = ["make_activity", "stage"]


@pytest.fixture
def make_activity(scopes: Scopes, clock: Clock) -> Callable[..., uuid.UUID]:
    """A published activity on Tuesdays from 14 to 16, from 1 December 2026 on."""

    def make(slug: str = "katwijk", *, concept: str = "belastinghulp", **facts: object) -> uuid.UUID:
        with scopes.work(slug) as scope:
            branch = scope.session.scalars(select(Branch).order_by(Branch.name)).first()
            assert branch is not None
            offer = Offer(
                "Hulp",
                branch.id,
                concept,
                **{"entry": Entry.SIGN_UP, "capacity": 80, "lines": (TUESDAYS,)} | facts,  # type: ignore[arg-type]
            )
            return service.publish(scope, service.plan(scope, offer).id).id

    return make
