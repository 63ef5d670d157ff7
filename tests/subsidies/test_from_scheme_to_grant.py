"""The whole way, as the persons of the network go it."""

from stelsel_admin.subsidies.ledger import queries as ledger
from stelsel_admin.subsidies.transitions import State
from tests.subsidies.stage import Stage


def test_a_library_applies_and_is_granted(stage: Stage) -> None:
    scheme = stage.scheme()

    case_id = stage.declared(stage.submitted(scheme))
    stage.controlled(case_id)
    assert stage.agreed(case_id)
    assert stage.published().reserved_cents == 660_150

    stage.granted(stage.adopted(case_id))

    case = stage.case(case_id)
    assert case.state is State.GRANTED
    assert case.granted_cents == case.requested_cents == 660_150
    assert (stage.published().reserved_cents, stage.published().committed_cents) == (0, 660_150)
    with stage.looking() as scope:
        assert ledger.verify(scope) == []
