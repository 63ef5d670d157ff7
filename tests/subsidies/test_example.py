"""The example round: every state that is built, true to all rules, the same each time."""

from collections import Counter
from random import Random

from sqlalchemy import select

from stelsel import clock as house_clock
from stelsel_admin.subsidies import example, verifying
from stelsel_admin.subsidies.cases.models import Case, Transition
from stelsel_admin.subsidies.transitions import State
from tests.subsidies.stage import Stage
from tests.support.client import Clients
from tests.support.databases import Postgresql, Sqlite


def told(stage: Stage) -> list[tuple[object, ...]]:
    with stage.looking() as scope:
        cases = scope.session.scalars(select(Case).order_by(Case.reference))
        return [
            (case.reference, case.applicant_name, case.state, case.requested_cents, case.received_at, case.decision_due)
            for case in cases
        ]


def test_the_round_holds_and_is_the_same_each_time(
    stage: Stage, clients: Clients, database: Sqlite | Postgresql
) -> None:
    with stage.app.app_context():
        made = example.demo(Random(7))
    first = told(stage)
    with stage.looking() as scope:
        assert verifying.faults(scope) == []
        steps = list(scope.session.scalars(select(Transition.at)))
    assert made == 3, "the libraries of the test network that have a working area"
    assert max(steps) <= house_clock.now(), "nothing happens after today"
    assert Counter(row[2] for row in first)[State.GRANTED] >= 1
    assert "voorbeeldronde" in clients["bezoeker"].get("/subsidies/").text
    assert clients["coordinator"].get("/subsidies/behandelen/").status_code == 200
    assert "Beoordelen" in clients["coordinator"].get("/subsidies/behandelen/").text

    database.restore()
    again = Stage(stage.app)
    again.areas(katwijk=66_015, venlo=103_000, den_haag=566_221)
    with again.app.app_context():
        example.demo(Random(7))
    assert told(again) == first
