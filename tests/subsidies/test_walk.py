"""A walk at random over everything that anybody can do to three applications, with all invariants after each step.

The machine does not know what is allowed: it tries steps by persons, lawful and unlawful, and a refusal is as good as
a success. What must hold is looked at from outside: in the rows, the ledger and the mirror.
"""

import itertools
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from stelsel import clock as house_clock
from stelsel.errors import Refused
from stelsel.tenancy import Scope
from stelsel_admin.subsidies import verifying
from stelsel_admin.subsidies.applications import service as applications
from stelsel_admin.subsidies.applications.models import Application
from stelsel_admin.subsidies.assessment import service as assessment
from stelsel_admin.subsidies.cases.models import Case, CaseDuty, Decision, Snapshot, Transition
from stelsel_admin.subsidies.decisions import service as decisions
from stelsel_admin.subsidies.filing import lapse
from stelsel_admin.subsidies.filing import service as filing
from stelsel_admin.subsidies.ledger import service as ledger
from stelsel_admin.subsidies.transitions import ENDED, State
from tests.subsidies.stage import ANSWERS, POINTS, Stage
from tests.support.fixtures import Clock

OFFICERS = ("beoordelaar1", "beoordelaar2", "controleur", "beslisser", "coordinator")
APPLICANTS = ("katwijk", "venlo", "den-haag")
NUMBERS = itertools.count()

Deed = Callable[[Scope, uuid.UUID], Any]
DEEDS: dict[str, tuple[str, Deed]] = {
    "take_up": ("beoordelaar1", lambda s, c: assessment.take_up(s, c)),
    "ask": ("beoordelaar1", lambda s, c: assessment.ask_supplement(s, c, names=["vraag_plan"], text="Wat precies?")),
    "complete": ("beoordelaar1", lambda s, c: assessment.find_complete(s, c)),
    "assess": ("beoordelaar1", lambda s, c: assessment.assess(s, c, points=POINTS, positive=True, reason="Goed.")),
    "reject": ("beoordelaar1", lambda s, c: assessment.assess(s, c, points=POINTS, positive=False, reason="Nee.")),
    "control": ("controleur", lambda s, c: assessment.take_control(s, c)),
    "agree": ("controleur", lambda s, c: decisions.agree(s, c)),
    "disagree": ("controleur", lambda s, c: assessment.disagree(s, c, reason="Oneens.")),
    "adopt": ("coordinator", lambda s, c: decisions.adopt(s, c)),
    "grant": ("beslisser", lambda s, c: decisions.grant(s, c, motivation="Voldoet.")),
    "refuse": ("beslisser", lambda s, c: decisions.refuse(s, c, motivation="Voldoet niet.")),
    "back": ("beslisser", lambda s, c: decisions.send_back(s, c, reason="Nog eens.")),
}
LIKELY = {
    State.SUBMITTED: ["take_up"],
    State.COMPLETENESS_CHECK: ["complete", "complete", "ask"],
    State.UNDER_ASSESSMENT: ["assess", "assess", "reject", "ask"],
    State.ASSESSED: ["control"],
    State.INTERNAL_CONTROL: ["agree", "agree", "agree", "disagree"],
    State.ALLOCATION_PROPOSED: ["adopt"],
    State.AWAITING_SIGNATURE: ["grant", "refuse", "back"],
}


class Walk(RuleBasedStateMachine):
    """`stage` and `moved` (the clock) are put on the class by the test."""

    stage: Stage
    moved: Clock

    @initialize()
    def open(self) -> None:
        # Room for Katwijk and Venlo, or for Den Haag alone: somebody always asks too much.
        number = next(NUMBERS)
        self.scheme = self.stage.scheme(f"walk-{number}", code=f"W{number}", ceiling=5_700_000)
        self.cases: dict[str, uuid.UUID] = {}
        self.due: dict[uuid.UUID, Any] = {}

    @rule(slug=st.sampled_from(APPLICANTS))
    def submit(self, slug: str) -> None:
        case = self.stage.case(self.cases[slug]) if slug in self.cases else None
        if case is not None and case.state is not State.WITHDRAWN:
            with pytest.raises(applications.AlreadyApplied), self.stage.at(f"redactie_{slug}", slug) as scope:
                applications.begin(scope, self.scheme)
            return
        self.cases[slug] = self.stage.submitted(self.scheme, slug)
        for who in OFFICERS:
            self.stage.declare(who, self.cases[slug])

    @rule(data=st.data())
    def go_on(self, data: st.DataObject) -> None:
        """What would come next, by whom it would be."""
        for slug, case_id in self.cases.items():
            state = self.stage.case(case_id).state
            if state in LIKELY:
                self._try(slug, data.draw(st.sampled_from(LIKELY[state]), label=slug), None)

    @rule(slug=st.sampled_from(APPLICANTS), deed=st.sampled_from(sorted(DEEDS)), who=st.sampled_from(OFFICERS))
    def anything(self, slug: str, deed: str, who: str) -> None:
        """Any step by anybody."""
        if slug in self.cases:
            self._try(slug, deed, who)

    @rule(slug=st.sampled_from(APPLICANTS), number=st.integers(0, 1))
    def supplement(self, slug: str, number: int) -> None:
        if slug not in self.cases:
            return
        try:
            with self.stage.at(f"redactie_{slug}", slug) as scope:
                application = self._application(scope, slug)
                changed = {**ANSWERS, "vraag_plan": f"Plan {number}."}
                applications.save(scope, application.id, self.scheme, answers=changed, version=application.version)
                scope.session.flush()
                version = application.version
            with self.stage.between(f"directie_{slug}", slug) as scope:
                filing.supplement(scope, self.cases[slug], self.scheme, version=version)
        except Refused:
            return

    @rule(slug=st.sampled_from(APPLICANTS))
    def withdraw(self, slug: str) -> None:
        if slug not in self.cases:
            return
        try:
            with self.stage.between(f"directie_{slug}", slug) as scope:
                filing.withdraw(scope, self.cases[slug])
        except Refused:
            assert self.stage.case(self.cases[slug]).state in ENDED

    @rule(days=st.integers(1, 20))
    def wait(self, days: int) -> None:
        self.moved.forward(days=days)
        if house_clock.now() > self.scheme.terms.window.closes_at:
            self.moved.forward(days=-60)
        with self.stage.app.app_context():
            lapse.run()

    @invariant()
    def holds(self) -> None:
        """I-1, I-4, I-6, I-8 to I-13, I-16, I-17; `verifying.faults` looks at most of them."""
        if not hasattr(self, "scheme"):
            return
        with self.stage.looking() as scope:
            assert verifying.faults(scope, scheme_id=self.scheme.id) == []
            rows = list(scope.session.scalars(select(Case).where(Case.scheme_id == self.scheme.id)))
            limit = ledger.in_force(scope, self.scheme.ceiling_id, self.scheme.terms.window.opens_at)
            assert sum(row.reserved_cents + (row.granted_cents or 0) for row in rows) <= limit, "I-1"
            published = self.stage.published(self.scheme.slug)
            assert published.committed_cents == sum(row.granted_cents or 0 for row in rows), "I-1, I-6"
            assert published.reserved_cents == sum(row.reserved_cents for row in rows), "I-1, I-6"
            for row in rows:
                self._holds_for(scope, row)

    def _holds_for(self, scope: Scope, row: Case) -> None:
        assert (row.granted_cents or 0) <= row.requested_cents, "I-4"
        assert row.decision_due >= self.due.get(row.id, row.decision_due), "I-16: it never becomes earlier"
        self.due[row.id] = row.decision_due
        duties = list(scope.session.execute(select(CaseDuty.duty, CaseDuty.user_id).where(CaseDuty.case_id == row.id)))
        assert len({one.user_id for one in duties}) == len(duties), "I-13"
        count = scope.session.scalar(select(func.count()).select_from(Decision).where(Decision.case_id == row.id))
        assert count == (1 if row.state in {State.GRANTED, State.REFUSED} else 0), "I-11"
        steps = list(scope.session.scalars(select(Transition).where(Transition.case_id == row.id)))
        assert all(one.actor and one.hash for one in steps), "I-8"
        sent = scope.session.scalar(select(func.count()).select_from(Snapshot).where(Snapshot.case_id == row.id)) or 0
        assert sent == 1 + sum(one.step.value == "supplement" for one in steps), "I-10, I-17"
        self._mirror_agrees(row)

    def _mirror_agrees(self, row: Case) -> None:
        slug = next(slug for slug, tenant in self.stage.tenants.items() if tenant.id == row.applicant_id)
        with self.stage.at(f"directie_{slug}", slug) as own:
            mirror = own.session.get_one(Application, (row.applicant_id, row.application_id))
            shown = (mirror.state, mirror.granted_cents, mirror.decision_due, mirror.reference)
            assert shown == (row.state, row.granted_cents, row.decision_due, row.reference)
            assert (mirror.stopped_since is not None) == (row.state is State.SUPPLEMENT_REQUESTED)

    def _try(self, slug: str, deed: str, who: str | None) -> None:
        usual, command = DEEDS[deed]
        before = self.stage.case(self.cases[slug])
        try:
            with self.stage.between(who or usual, slug) as scope:
                command(scope, self.cases[slug])
        except Refused:
            after = self.stage.case(self.cases[slug])
            assert (after.state, after.seq, after.reserved_cents) == (before.state, before.seq, before.reserved_cents)

    def _application(self, scope: Scope, slug: str) -> Application:
        return scope.session.scalars(select(Application).where(Application.case_id == self.cases[slug])).one()


def test_all_invariants_hold_after_every_step_of_a_walk(stage: Stage, clock: Clock) -> None:
    Walk.stage, Walk.moved = stage, clock
    examples = max(2, settings().max_examples // 20)
    run_state_machine_as_test(Walk, settings=settings(max_examples=examples, stateful_step_count=40))
