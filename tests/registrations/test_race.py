"""Many at once for few places, in processes of their own, on both databases (SECURITY, Load and faults)."""

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import select

from stelsel_tenants.activities.models import Session
from stelsel_tenants.registrations.models import Registration
from stelsel_tenants.registrations.models import RegistrationState as State
from tests.support.race import race
from tests.support.scopes import Scopes
from tests.support.stores import Store


@pytest.mark.parametrize("people", [60, pytest.param(1000, marks=pytest.mark.long)])
def test_twenty_places_are_given_to_twenty_and_the_others_wait_in_order(
    store: Store, scopes: Scopes, make_session: Callable[..., uuid.UUID], people: int
) -> None:
    session_id = make_session(capacity=20)
    repeated = people // 10
    calls = [["katwijk", str(session_id), number] for number in [*range(people), *range(repeated)]]

    outcomes = race(store, "tests.registrations.racer:sign_up", calls)

    assert "gave up" not in outcomes
    assert outcomes[:repeated] == outcomes[people:], "a repeated form is the same sign-up"
    row = Registration
    with scopes.reading() as scope:
        assert scope.session.get_one(Session, (scope.tenant_id, session_id)).taken == 20
        made = scope.session.execute(select(row.id, row.state, row.queued_at).order_by(row.number)).all()
        numbers = scope.session.scalars(select(row.number).order_by(row.number)).all()
    assert {f"{one.state} {one.id}" for one in made} == set(outcomes), "none twice and none lost"
    assert list(numbers) == list(range(1, people + 1))
    assert [one.state for one in made] == [State.CONFIRMED] * 20 + [State.WAITING] * (people - 20)
    assert [one.queued_at for one in made[20:]] == sorted(one.queued_at for one in made[20:]), "in order of entry"
