"""Two people at once, in real processes."""

from collections.abc import Callable

from sqlalchemy import select

from stelsel.tenancy import Organisation
from stelsel_admin.organisations.models import OrganisationMerge
from stelsel_tenants.organisations import signposts
from tests.organisations import there
from tests.support.fixtures import Clock
from tests.support.race import race
from tests.support.scopes import Scopes
from tests.support.stores import Store


def test_of_two_who_merge_in_opposite_directions_one_wins(store: Store, scopes: Scopes, clock: Clock) -> None:
    pair = there.two(scopes)
    one, other = str(pair.gone), str(pair.kept)

    outcomes = race(store, "tests.organisations.racer:merge", [[one, other], [other, one]] * 4)

    assert sorted(outcomes) == ["AlreadyMerged"] * 7 + ["merged"]
    with scopes.national(reading=True) as scope:
        assert len(scope.session.scalars(select(OrganisationMerge)).all()) == 1
        both = scope.session.scalars(
            select(Organisation.merged_into_id).where(Organisation.id.in_([pair.gone, pair.kept]))
        )
        assert sorted(bool(into) for into in both) == [False, True]


def test_who_begins_meanwhile_is_taken_along_or_told(
    store: Store, scopes: Scopes, clock: Clock, run_jobs: Callable[[], int]
) -> None:
    gone, kept = there.added(scopes, "Geldfit"), there.added(scopes, "Geld Fit Nederland", "geldfit-nl")
    calls = [["begin", slug, str(gone)] for slug in ("katwijk", "venlo", "den-haag", "gooi-en-meer")]
    calls.insert(2, ["merge", str(gone), str(kept)])

    outcomes = race(store, "tests.organisations.racer:either", calls)
    run_jobs()

    assert outcomes[2] == "merged"
    assert set(outcomes) <= {"merged", "began", "Merged"}
    for (_deed, slug, _id), outcome in zip(calls, outcomes, strict=True):
        if outcome == "began":
            assert there.partnership(scopes, slug, kept) is not None, f"{slug} works with the one that is left"
            assert there.partnership(scopes, slug, gone) is None
    with scopes.reading() as scope:
        assert signposts.stays(scope, gone) == (kept, "geldfit-nl")
