"""At once, in processes of their own, on both databases: nothing twice, and nothing after the end."""

import uuid

from flask import Flask
from sqlalchemy import select

from stelsel.identity.models import Membership
from stelsel.tenancy import Organisation
from stelsel_tenants.activities.models import Activity, ActivityState
from stelsel_tenants.partners.models import Partnership, PartnershipState
from tests.across.test_people import colleague
from tests.across.working import WALK, offered, together
from tests.support.fixtures import Clock
from tests.support.race import race
from tests.support.scopes import Scopes
from tests.support.stores import Store

TIMES = 12


def organisation_id(scopes: Scopes) -> str:
    with scopes.reading() as scope:
        return str(scope.session.scalars(select(Organisation.id).where(Organisation.slug == WALK)).one())


def test_the_same_planning_sent_many_times_at_once_is_one_activity(
    app: Flask, store: Store, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk")
    call = ["katwijk", organisation_id(scopes), str(offered(app)), str(uuid.uuid4())]

    outcomes = race(store, "tests.across.racer:plan", [call] * TIMES)

    with scopes.reading() as scope:
        assert {str(scope.session.scalars(select(Activity.id)).one())} == set(outcomes)


def test_what_is_planned_while_it_ends_is_refused_or_ends_with_it(
    app: Flask, store: Store, scopes: Scopes, clock: Clock
) -> None:
    together(scopes, "katwijk")
    call = ["katwijk", organisation_id(scopes), str(offered(app))]
    calls = [[number == TIMES // 2, *call, str(uuid.uuid4())] for number in range(TIMES)]

    outcomes = race(store, "tests.across.racer:plan_or_end", calls)

    refused = [one for one in outcomes if one == "NotTogether"]
    with scopes.reading() as scope:
        assert scope.session.scalars(select(Partnership.state)).one() is PartnershipState.ENDED
        made = list(scope.session.scalars(select(Activity)))
    assert len(made) + len(refused) + 1 == TIMES, "each was made whole or not at all"
    assert all(one.state is ActivityState.WITHDRAWN for one in made), "nothing outlives the end"


def test_of_two_colleagues_who_remove_each_other_one_stays(
    app: Flask, store: Store, scopes: Scopes, clock: Clock
) -> None:
    its_id = organisation_id(scopes)
    colleague(scopes)
    with scopes.identity(reading=True) as scope:
        of_it = select(Membership).where(Membership.organisation_id == uuid.UUID(its_id)).order_by(Membership.id)
        one, other = scope.session.scalars(of_it)
        calls = [[str(one.user_id), str(other.id), its_id], [str(other.user_id), str(one.id), its_id]]

    outcomes = race(store, "tests.across.racer:remove", calls)

    assert sorted(outcomes) == ["AboveYou", "removed"] or sorted(outcomes) == ["NotFound", "removed"]
    with scopes.identity(reading=True) as scope:
        assert len(scope.session.scalars(of_it).all()) == 1
