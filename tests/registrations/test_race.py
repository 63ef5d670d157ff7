"""Many at once for few places, in processes of their own, on both databases (SECURITY, Load and faults)."""

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import select

from stelsel_tenants.activities.models import Session
from stelsel_tenants.registrations.models import Registration
from tests.support.race import race
from tests.support.scopes import Scopes
from tests.support.stores import Store


@pytest.mark.parametrize("people", [60, pytest.param(1000, marks=pytest.mark.long)])
def test_twenty_places_are_given_to_twenty(
    store: Store, scopes: Scopes, make_session: Callable[..., uuid.UUID], people: int
) -> None:
    session_id = make_session(capacity=20)
    repeated = people // 10
    calls = [["katwijk", str(session_id), number] for number in [*range(people), *range(repeated)]]

    outcomes = race(store, "tests.registrations.racer:sign_up", calls)

    given = {outcome for outcome in outcomes if outcome != "Full"}
    assert "gave up" not in given
    assert len(given) == 20, "one sign-up for each place, and a repeated form is the same one"
    with scopes.reading() as scope:
        assert scope.session.get_one(Session, (scope.tenant_id, session_id)).taken == 20
        assert {str(row) for row in scope.session.scalars(select(Registration.id))} == given
