"""What a library is entitled to, exact to the cent."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stelsel_admin.subsidies import entitlement
from stelsel_admin.subsidies.terms import PerInhabitant, Terms
from stelsel_tenants.libraries.models import WorkingArea
from tests.subsidies.stage import REFERENCE, Stage, terms
from tests.support.scopes import Scopes

RULE = PerInhabitant(rate_cents=Decimal(10), reference_day=REFERENCE)


@pytest.mark.parametrize(
    ("rate", "inhabitants", "cents"),
    [("10", 66_015, 660_150), ("2.5", 3, 8), ("2.5", 1, 3), ("0.83", 50, 42), ("0.83", 6, 5)],
)
def test_halves_go_up_once_for_the_total(rate: str, inhabitants: int, cents: int) -> None:
    assert entitlement.per_inhabitant(Decimal(rate), inhabitants) == cents


@given(st.decimals(Decimal("0.0001"), 1000, places=4), st.integers(0, 20_000_000))
def test_the_amount_is_never_half_a_cent_off(rate: Decimal, inhabitants: int) -> None:
    exact = rate * inhabitants
    cents = entitlement.per_inhabitant(rate, inhabitants)
    assert Decimal("-0.5") < cents - exact <= Decimal("0.5")


def test_the_area_of_today_counts_with_the_inhabitants_of_the_reference_day(stage: Stage, scopes: Scopes) -> None:
    with scopes.reading("katwijk") as scope:
        found = entitlement.worked_out(scope, scope.tenant_id, RULE)
    assert (found.cents, [share.name for share in found.shares]) == (660_150, ["Katwijk"])

    with scopes.work("katwijk") as scope:
        elsewhere = stage.code("venlo")
        scope.session.add(WorkingArea(municipality_code=elsewhere, since=date(2020, 1, 1), until=date(2026, 12, 1)))
    with scopes.reading("katwijk") as scope:
        assert entitlement.worked_out(scope, scope.tenant_id, RULE).cents == 660_150, "that area ended today"


def test_without_facts_there_is_no_amount(stage: Stage, scopes: Scopes) -> None:
    with scopes.reading("gooi-en-meer") as scope, pytest.raises(entitlement.NoWorkingArea):
        entitlement.worked_out(scope, scope.tenant_id, RULE)
    other_day = PerInhabitant(rate_cents=Decimal(10), reference_day=date(2019, 1, 1))
    with scopes.reading("katwijk") as scope, pytest.raises(entitlement.InhabitantsUnknown):
        entitlement.worked_out(scope, scope.tenant_id, other_day)


def test_terms_come_back_as_they_were_kept(stage: Stage) -> None:
    said = Terms.model_validate(terms())
    assert Terms.model_validate(said.model_dump(mode="json")) == said
    assert stage.scheme().terms == said
