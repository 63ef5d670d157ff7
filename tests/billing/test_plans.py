"""What a plan may say, and that it decides nothing: rules that hold whoever writes the row."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from stelsel.access import Permission
from stelsel.billing import service
from stelsel.billing.models import Plan
from tests.support.scopes import Scopes


def plan(**facts: Any) -> Plan:
    values: dict[str, Any] = {"slug": "proef", "name": "Proef", "price_cents": 120_000} | facts
    return Plan(**values)


def add(scopes: Scopes, row: Plan) -> None:
    with scopes.national() as scope:
        scope.session.add(row)


def test_a_plan_is_read_in_every_library_and_written_nationally(scopes: Scopes) -> None:
    add(scopes, plan())
    with scopes.reading("katwijk") as scope:
        row = scope.session.get_one(Plan, "proef")
        assert (row.price_cents, row.vat_percent, row.branches, row.is_offered) == (120_000, 21, None, False)
        assert row.stripe_price_id is None, "without Stripe a plan is whole too"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("price_cents", -1),
        ("vat_percent", 101),
        ("vat_percent", -1),
        ("inhabitants", 0),
        ("branches", 0),
        ("people", 0),
    ],
)
def test_the_database_refuses_a_plan_that_cannot_be(scopes: Scopes, column: str, value: int) -> None:
    with pytest.raises(IntegrityError, match="ck_plan_"):
        add(scopes, plan(**{column: value}))


def test_money_is_whole_cents(scopes: Scopes) -> None:
    with pytest.raises(StatementError, match="whole number of cents"):
        add(scopes, plan(price_cents=12.5))


def test_a_price_is_not_below_zero() -> None:
    service.check({"price_cents": 0})
    with pytest.raises(service.PriceBelowZero) as refused:
        service.check({"price_cents": -1})
    assert refused.value.field == "price_cents"


def test_nothing_about_subsidies_is_for_sale() -> None:
    """I-24: a plan has no column that a subsidy function could hang on, and no permission speaks of plans."""
    assert not [name for name in Plan.__table__.columns.keys() if "subsid" in name]  # noqa: SIM118 - it is no dict
    assert not [one for one in Permission if "plan" in one.value or "billing" in one.value]
