"""The ceiling: filled to the brim, in the order of receipt, and never above it (I-1, P-28)."""

from typing import Any

import pytest

from stelsel.clock import now
from stelsel_admin.subsidies import verifying
from stelsel_admin.subsidies.assessment import service as assessment
from stelsel_admin.subsidies.decisions import service as decisions
from stelsel_admin.subsidies.filing import service as filing
from stelsel_admin.subsidies.schemes import service as schemes
from stelsel_admin.subsidies.schemes.queries import Published
from stelsel_admin.subsidies.transitions import State
from tests.subsidies.stage import Stage
from tests.support.fixtures import Clock
from tests.support.world import NATIONAL_SLUG

FIXED: dict[str, Any] = {"amount": {"kind": "fixed_sum", "cents": 1_000_000}, "once_per_organisation": False}


def scheme_for(stage: Stage, count: int, *, rest: int = 0) -> Published:
    """A scheme with room for so many applications of ten thousand euro, and a rest in cents."""
    return stage.scheme(ceiling=count * 1_000_000 + rest, **FIXED)


def test_what_does_not_fit_is_proposed_for_refusal(stage: Stage, clock: Clock) -> None:
    scheme = scheme_for(stage, 1, rest=999_999)
    cases = []
    for _ in range(2):
        cases.append(stage.declared(stage.submitted(scheme)))
        clock.forward(minutes=1)
    for case_id in cases:
        stage.controlled(case_id)

    assert [stage.agreed(case_id) for case_id in cases] == [True, False]

    second = stage.case(cases[1])
    assert (second.state, second.proposal, second.ground) == (
        State.AWAITING_SIGNATURE,
        State.REFUSED,
        decisions.CEILING,
    )
    assert stage.published().reserved_cents == 1_000_000


def test_who_was_complete_first_comes_first(stage: Stage, clock: Clock) -> None:
    scheme = scheme_for(stage, 1)
    first = stage.declared(stage.submitted(scheme))
    clock.forward(minutes=1)
    second = stage.declared(stage.submitted(scheme))
    stage.controlled(second)

    with pytest.raises(decisions.StillBefore):
        stage.agreed(second)
    stage.controlled(first)
    assert stage.agreed(first)
    assert not stage.agreed(second)


def test_who_had_to_supplement_joins_at_the_end(stage: Stage, clock: Clock) -> None:
    scheme = scheme_for(stage, 1)
    first = stage.declared(stage.submitted(scheme))
    clock.forward(minutes=1)
    second = stage.declared(stage.submitted(scheme))
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.take_up(scope, first)
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.ask_supplement(scope, first, names=["vraag_plan"], text="Wat precies?")
    stage.controlled(second)

    assert stage.agreed(second), "the first was not complete when it came in"

    clock.forward(days=2)
    with stage.between("directie_katwijk", "katwijk") as scope:
        filing.supplement(scope, first, scheme, version=_version(stage, first))
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.find_complete(scope, first)
    case = stage.case(first)
    assert case.complete_at is not None
    assert case.complete_at > case.received_at


def test_a_refusal_and_a_withdrawal_make_room(stage: Stage, clock: Clock) -> None:
    scheme = scheme_for(stage, 1)
    first = stage.declared(stage.submitted(scheme))
    clock.forward(minutes=1)
    second = stage.declared(stage.submitted(scheme))
    for case_id in (first, second):
        stage.controlled(case_id)
    stage.agreed(first)
    with stage.between("directie_katwijk", "katwijk") as scope:
        filing.withdraw(scope, first)

    assert stage.agreed(second)
    with stage.looking() as scope:
        assert verifying.faults(scope) == []


def test_i1_a_lowering_leaves_earlier_applications_what_they_had(stage: Stage, clock: Clock) -> None:
    scheme = scheme_for(stage, 2)
    early = stage.declared(stage.submitted(scheme))
    clock.forward(hours=1)
    with stage.at("beslisser", NATIONAL_SLUG) as scope:
        schemes.change_ceiling(scope, scheme.ceiling_id, cents=500_000, from_at=now(), basis="Verlaging")
    clock.forward(hours=1)
    late = stage.declared(stage.submitted(scheme))
    for case_id in (early, late):
        stage.controlled(case_id)

    assert [stage.agreed(case_id) for case_id in (early, late)] == [True, False]
    with stage.looking() as scope:
        assert verifying.faults(scope) == []


def test_i1_a_rise_makes_room_for_who_comes_after_it(stage: Stage, clock: Clock) -> None:
    scheme = scheme_for(stage, 1)
    before = stage.declared(stage.submitted(scheme))
    clock.forward(hours=1)
    with stage.at("beslisser", NATIONAL_SLUG) as scope:
        schemes.change_ceiling(scope, scheme.ceiling_id, cents=2_000_000, from_at=now(), basis="Verhoging")
    after = stage.declared(stage.submitted(scheme))
    for case_id in (before, after):
        stage.controlled(case_id)

    assert [stage.agreed(case_id) for case_id in (before, after)] == [True, True]
    assert stage.published().free_cents == 0


def _version(stage: Stage, case_id: object) -> int:
    from stelsel_admin.subsidies.applications.models import Application

    with stage.at("directie_katwijk", "katwijk") as scope:
        return scope.session.query(Application).filter_by(case_id=case_id).one().version
