"""A merge is taken back exactly, unless something newer stands in the way."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel.tenancy import Organisation
from stelsel_admin.organisations import unmerging
from stelsel_tenants.activities.models import Activity
from stelsel_tenants.organisations import keeping
from stelsel_tenants.organisations.facts import of
from stelsel_tenants.organisations.keeping import By, Keeper
from stelsel_tenants.partners.models import Partnership
from tests.organisations import there
from tests.organisations.test_merging import is_in_step
from tests.organisations.there import Two
from tests.site import shelf
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.stores import Store


def test_it_is_as_it_was(app: Flask, store: Store, scopes: Scopes, clock: Clock) -> None:
    pair = there.two(scopes)
    before = there.rows(store)
    done = there.merge(app, pair.gone, pair.kept, take={"name"})
    assert there.rows(store) != before

    there.undo(app, pair, done.merge_id)

    after = there.rows(store)
    for table, rows in before.items():
        assert after[table] == rows, table
    is_in_step(scopes)


def test_it_is_taken_back_once(app: Flask, scopes: Scopes, clock: Clock) -> None:
    pair = there.two(scopes)
    done = there.merge(app, pair.gone, pair.kept)
    there.undo(app, pair, done.merge_id)
    with pytest.raises(unmerging.AlreadyUndone):
        there.undo(app, pair, done.merge_id)
    again = there.merge(app, pair.gone, pair.kept)
    assert again.merge_id != done.merge_id


def renamed(app: Flask, scopes: Scopes, pair: Two) -> None:
    with scopes.identity() as scope:
        organisation = scope.session.get_one(Organisation, pair.kept)
        told = of(scope, organisation)
        changed = type(told)(**{**{name: getattr(told, name) for name in told.__slots__}, "phone": "+31701234567"})
        keeping.keep(scope, pair.kept, changed, keeper=Keeper(By.NATIONAL), version=organisation.version)


def revised(app: Flask, scopes: Scopes, pair: Two) -> None:
    with scopes.work("venlo") as scope:
        both = select(Partnership).where(Partnership.organisation_id == pair.kept)
        scope.session.scalars(both).one().does = "Iets anders."


def given_away(app: Flask, scopes: Scopes, pair: Two) -> None:
    with scopes.work("katwijk") as scope:
        scope.session.scalars(select(Activity)).one().organisation_id = None


def planned(app: Flask, scopes: Scopes, pair: Two) -> None:
    with scopes.work("katwijk") as scope:
        shelf.published(scope, "Nog een spreekuur", organisation_id=pair.kept)


def merged_on(app: Flask, scopes: Scopes, pair: Two) -> None:
    there.merge(app, pair.kept, there.added(scopes, "Rijksbelastingdienst"))


@pytest.mark.parametrize(
    ("newer", "words"),
    [
        (renamed, "telefoon"),
        (revised, "Bibliotheek Venlo"),
        (given_away, "1 gegeven dat is verhuisd"),
        (planned, "1 activiteit is daarna gepland"),
        (merged_on, "Belastingdienst is daarna zelf samengevoegd"),
    ],
)
def test_it_says_what_stands_in_the_way(
    app: Flask,
    store: Store,
    scopes: Scopes,
    clock: Clock,
    newer: Callable[[Flask, Scopes, Two], None],
    words: str,
) -> None:
    pair = there.two(scopes)
    done = there.merge(app, pair.gone, pair.kept)
    newer(app, scopes, pair)
    before = there.rows(store)

    with pytest.raises(unmerging.InTheWay) as refused:
        there.undo(app, pair, done.merge_id)

    with app.app_context():
        assert words in " ".join(map(str, refused.value.obstacles))
    assert there.rows(store) == before, "and nothing of it was done"


def test_sessions_made_meanwhile_go_back_with_their_activity(app: Flask, scopes: Scopes, clock: Clock) -> None:
    pair = there.two(scopes)
    done = there.merge(app, pair.gone, pair.kept)
    with scopes.work("katwijk") as scope:
        one = scope.session.scalars(select(Activity)).one()
        row = shelf.sessions(scope, one.id)[-1]
        copied = {name: getattr(row, name) for name in ("branch_id", "concept_slug", "activity_id", "organisation_id")}
        made = type(row)(**copied, starts_at=row.starts_at.replace(year=2029), ends_at=row.ends_at.replace(year=2029))
        scope.session.add(made)

    there.undo(app, pair, done.merge_id)

    with scopes.reading("katwijk") as scope:
        assert there.count(scope, type(row), pair.kept) == 0
