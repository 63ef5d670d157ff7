"""Who may do what, and when: each rule with a success beside its refusal."""

from datetime import UTC, datetime, timedelta

import pytest

from stelsel import clock as house_clock
from stelsel.access import RoleName
from stelsel.errors import Conflict, Forbidden
from stelsel.identity import service as identity
from stelsel.tenancy import Actor, Hat
from stelsel_admin.subsidies import diagram, events, people
from stelsel_admin.subsidies.applications import service as applications
from stelsel_admin.subsidies.assessment import service as assessment
from stelsel_admin.subsidies.cases import clock as clocks
from stelsel_admin.subsidies.cases import moves, standing
from stelsel_admin.subsidies.cases.models import Case, Transition
from stelsel_admin.subsidies.decisions import service as decisions
from stelsel_admin.subsidies.filing import lapse
from stelsel_admin.subsidies.filing import service as filing
from stelsel_admin.subsidies.schemes import service as schemes
from stelsel_admin.subsidies.transitions import State
from tests.subsidies.stage import ANSWERS, POINTS, Stage, terms
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.world import NATIONAL_SLUG


def test_only_the_director_signs(stage: Stage) -> None:
    scheme = stage.scheme()
    application_id, version = stage.filled(scheme)
    applicant_id = stage.tenants["katwijk"].id

    for who in ("redactie_katwijk", "beheer_katwijk", "directie_venlo", "beoordelaar1"):
        with pytest.raises(Forbidden), stage.between(who, "katwijk") as scope:
            filing.submit(scope, application_id, scheme, applicant_id=applicant_id, version=version)
    with stage.between("directie_katwijk", "katwijk") as scope:
        case = filing.submit(scope, application_id, scheme, applicant_id=applicant_id, version=version)
        assert case.state is State.SUBMITTED


def test_who_filled_in_does_not_sign_where_the_scheme_says_so(stage: Stage) -> None:
    scheme = stage.scheme(signer_is_not_filler=True)
    application_id, version = stage.filled(scheme)
    with stage.at("directie_katwijk", "katwijk") as scope:
        changed = {**ANSWERS, "vraag_plan": "Door de directie."}
        kept = applications.save(scope, application_id, scheme, answers=changed, version=version)
        scope.session.flush()
        version = kept.version
    applicant_id = stage.tenants["katwijk"].id
    with pytest.raises(filing.FilledBySigner), stage.between("directie_katwijk", "katwijk") as scope:
        filing.submit(scope, application_id, scheme, applicant_id=applicant_id, version=version)


def test_the_window_closes_at_the_instant_on_the_servers_clock(stage: Stage, clock: Clock) -> None:
    closes = datetime(2024, 3, 31, 22, tzinfo=UTC)  # the day on which the clocks go forward
    assert closes == house_clock.end_of(datetime(2024, 3, 31, tzinfo=UTC).date())
    clock.set(closes - timedelta(days=20))
    window = {"opens_at": "2024-01-01T00:00:00+01:00", "closes_at": closes.isoformat()}
    scheme = stage.scheme(window=window)
    late, in_time = stage.filled(scheme, "katwijk"), stage.filled(scheme, "venlo")

    clock.set(closes - timedelta(microseconds=1))
    with stage.between("directie_venlo", "venlo") as scope:
        applicant_id = stage.tenants["venlo"].id
        filing.submit(scope, in_time[0], scheme, applicant_id=applicant_id, version=in_time[1])
    clock.set(closes)
    applicant_id = stage.tenants["katwijk"].id
    with pytest.raises(applications.WindowClosed), stage.between("directie_katwijk", "katwijk") as scope:
        filing.submit(scope, late[0], scheme, applicant_id=applicant_id, version=late[1])
    with pytest.raises(applications.WindowClosed), stage.at("redactie_den-haag", "den-haag") as scope:
        applications.begin(scope, scheme)


def test_an_unfinished_application_is_not_sent(stage: Stage) -> None:
    scheme = stage.scheme()
    applicant_id = stage.tenants["katwijk"].id
    application_id, version = stage.filled(scheme, lijst_privacy=False)
    with pytest.raises(filing.NotReady), stage.between("directie_katwijk", "katwijk") as scope:
        filing.submit(scope, application_id, scheme, applicant_id=applicant_id, version=version)
    with stage.at("redactie_katwijk", "katwijk") as scope:
        kept = applications.save(scope, application_id, scheme, answers=ANSWERS, version=version)
        scope.session.flush()
        version = kept.version
    with stage.between("directie_katwijk", "katwijk") as scope:
        filing.submit(scope, application_id, scheme, applicant_id=applicant_id, version=version)


def test_an_organisation_asks_once_until_it_withdraws(stage: Stage) -> None:
    scheme = stage.scheme()
    case_id = stage.submitted(scheme)
    with pytest.raises(applications.AlreadyApplied), stage.at("redactie_katwijk", "katwijk") as scope:
        applications.begin(scope, scheme)
    with stage.between("directie_katwijk", "katwijk") as scope:
        filing.withdraw(scope, case_id)
    assert stage.case(stage.submitted(scheme)).state is State.SUBMITTED
    stage.submitted(scheme, "venlo")


def test_i13_one_person_has_one_duty_in_a_case_whatever_the_roles(stage: Stage, scopes: Scopes) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    everything = stage.people["beoordelaar1"].user_id
    assert everything is not None
    with scopes.identity() as scope:
        for role in (RoleName.CONTROLLER, RoleName.DECIDER, RoleName.COORDINATOR):
            identity.join(scope, everything, role, tenant_id=stage.national.id)
    stage.assessed(case_id)

    with pytest.raises(moves.TwoDuties), stage.between("beoordelaar1", "katwijk") as scope:
        assessment.take_control(scope, case_id)
    with stage.between("controleur", "katwijk") as scope:
        assessment.take_control(scope, case_id)
    stage.agreed(case_id)
    stage.adopted(case_id)
    with pytest.raises(moves.TwoDuties), stage.between("beoordelaar1", "katwijk") as scope:
        decisions.grant(scope, case_id, motivation="Alles zelf.")
    stage.granted(case_id)


def test_i14_who_works_for_the_applicant_never_handles_the_case(stage: Stage, scopes: Scopes) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    with scopes.identity() as scope:
        user_id = stage.people["beoordelaar1"].user_id
        assert user_id is not None
        identity.join(scope, user_id, RoleName.DESK, tenant_id=stage.tenants["katwijk"].id)

    with pytest.raises(people.WorksForApplicant), stage.between("beoordelaar1", "katwijk") as scope:
        assessment.take_up(scope, case_id)
    with stage.between("beoordelaar2", "katwijk") as scope:
        assessment.take_up(scope, case_id)


def test_i14_nothing_happens_without_a_statement(stage: Stage) -> None:
    case_id = stage.submitted(stage.scheme())
    with pytest.raises(standing.StatementFirst), stage.between("beoordelaar1", "katwijk") as scope:
        assessment.take_up(scope, case_id)
    stage.declare("beoordelaar1", case_id, conflicted=True, note="Familie.")
    with pytest.raises(standing.Conflicted), stage.between("beoordelaar1", "katwijk") as scope:
        assessment.take_up(scope, case_id)
    stage.declare("beoordelaar2", case_id)
    with stage.between("beoordelaar2", "katwijk") as scope:
        assessment.take_up(scope, case_id)


def test_only_the_cases_own_assessor_goes_on(stage: Stage) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.take_up(scope, case_id)
    with pytest.raises(moves.NotYours), stage.between("beoordelaar2", "katwijk") as scope:
        assessment.find_complete(scope, case_id)


def test_i12_no_decision_while_the_clock_stands_still(stage: Stage) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    stage.controlled(case_id)
    stage.agreed(case_id)
    stage.adopted(case_id)
    with stage.at("coordinator", NATIONAL_SLUG) as scope:
        row = scope.session.get_one(Case, (stage.national.id, case_id))
        assert row.assessor_id is not None
        clocks.stop(scope, row, days=14, asked=["vraag_plan"], text="Nog iets.", by=row.assessor_id)

    with pytest.raises(clocks.StandsStill), stage.between("beslisser", "katwijk") as scope:
        decisions.grant(scope, case_id, motivation="Toch maar.")
    assert stage.case(case_id).state is State.AWAITING_SIGNATURE


def test_a_disagreement_goes_back_and_both_texts_stay(stage: Stage) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    stage.controlled(case_id)
    with pytest.raises(moves.NoReason), stage.between("controleur", "katwijk") as scope:
        assessment.disagree(scope, case_id, reason=" ")
    with stage.between("controleur", "katwijk") as scope:
        assessment.disagree(scope, case_id, reason="De begroting klopt niet.")
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.assess(scope, case_id, points=POINTS, positive=False, reason="Bij nader inzien niet.")
    with stage.looking() as scope:
        kept = scope.session.query(Transition).filter_by(case_id=case_id).order_by(Transition.seq)
        reasons = [row.reason for row in kept if row.reason]
    assert reasons == ["Goed plan.", "De begroting klopt niet.", "Bij nader inzien niet."]


def test_too_low_a_score_cannot_be_advised_to_grant(stage: Stage) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.take_up(scope, case_id)
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.find_complete(scope, case_id)
    low = {"bereik": (2, "Matig."), "samenwerking": (2, "Matig.")}
    with pytest.raises(assessment.BelowMinimum), stage.between("beoordelaar1", "katwijk") as scope:
        assessment.assess(scope, case_id, points=low, positive=True, reason="Toch goed.")
    with pytest.raises(assessment.Unscored), stage.between("beoordelaar1", "katwijk") as scope:
        assessment.assess(scope, case_id, points={"bereik": (5, "Top.")}, positive=True, reason="Half.")
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.assess(scope, case_id, points=low, positive=False, reason="Te laag.")


def test_a_refusal_is_proposed_signed_and_told(stage: Stage) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    stage.controlled(case_id, positive=False)
    assert not stage.agreed(case_id)
    with pytest.raises(decisions.OtherProposal), stage.between("beslisser", "katwijk") as scope:
        decisions.grant(scope, case_id, motivation="Toch wel.")
    with stage.between("beslisser", "katwijk") as scope:
        decision = decisions.refuse(scope, case_id, motivation="Voldoet niet aan het plan.")
        assert decision is not None
        assert (decision.cents, decision.ground) == (0, decisions.CONTENT)
    assert stage.case(case_id).state is State.REFUSED
    assert stage.published().free_cents == 172_000_000


def test_the_decider_sends_back_and_the_money_is_free(stage: Stage) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    stage.controlled(case_id)
    stage.agreed(case_id)
    stage.adopted(case_id)
    with stage.between("beslisser", "katwijk") as scope:
        decisions.send_back(scope, case_id, reason="Kijk nog eens naar de spreekuren.")
    assert stage.published().reserved_cents == 0
    assert stage.case(case_id).state is State.UNDER_ASSESSMENT


def test_a_supplement_that_never_came_lapses_by_itself_and_once(stage: Stage, clock: Clock) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.take_up(scope, case_id)
    with stage.between("beoordelaar1", "katwijk") as scope:
        assessment.ask_supplement(scope, case_id, names=["vraag_plan"], text="Wat doet u precies?")
    due = stage.case(case_id).decision_due
    clock.forward(days=14)
    with stage.app.app_context():
        assert lapse.run() == 0, "the last day is theirs"
        clock.forward(days=5)
        assert (lapse.run(), lapse.run()) == (1, 0)
    case = stage.case(case_id)
    assert case.state is State.COMPLETENESS_CHECK
    assert case.decision_due - due == timedelta(days=14), "from the day after the request up to the last day"
    with stage.looking() as scope:
        [*_, last] = scope.session.query(Transition).filter_by(case_id=case_id).order_by(Transition.seq)
        assert (last.actor, last.user_id) == ("SYS:termijn-aanvulling-voorbij", None)


def test_the_system_takes_no_step_of_a_person(stage: Stage) -> None:
    case_id = stage.submitted(stage.scheme())
    machine = Actor(Hat.SYSTEM, "een taak")
    with pytest.raises(Forbidden), stage.between(machine, "katwijk") as scope:
        assessment.take_up(scope, case_id)


def test_a_page_that_is_behind_gets_a_conflict_and_the_same_deed_does_not(stage: Stage) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    for _ in range(2):
        with stage.between("beoordelaar1", "katwijk") as scope:
            assessment.take_up(scope, case_id, seq=1)
    assert stage.case(case_id).seq == 2
    with pytest.raises(Conflict), stage.between("beoordelaar2", "katwijk") as scope:
        assessment.take_up(scope, case_id, seq=1)


def test_a_scheme_needs_two_persons_and_all_its_terms(stage: Stage) -> None:
    with stage.at("coordinator", NATIONAL_SLUG) as scope:
        made = schemes.draft(scope, slug="los", code="LO", name="Los", terms=terms(legal_basis=""))
    with pytest.raises(schemes.Incomplete) as caught, stage.at("beslisser", NATIONAL_SLUG) as scope:
        schemes.publish(scope, made.id, period="2026", ceiling_cents=1, basis="Besluit")
    assert caught.value.field == "legal_basis"
    with stage.at("coordinator", NATIONAL_SLUG) as scope:
        schemes.edit(scope, made.id, terms=terms(), version=1)
    with pytest.raises(Forbidden), stage.at("coordinator", NATIONAL_SLUG) as scope:
        schemes.publish(scope, made.id, period="2026", ceiling_cents=1, basis="Besluit")
    with stage.at("beslisser", NATIONAL_SLUG) as scope:
        assert schemes.publish(scope, made.id, period="2026", ceiling_cents=1, basis="Besluit").number == 1


@pytest.mark.parametrize(
    "missing", ["legal_basis", "allocation", "window", "decision_weeks", "accountability", "criteria"]
)
def test_nothing_is_published_without(stage: Stage, missing: str) -> None:
    said = {name: value for name, value in terms().items() if name != missing}
    with pytest.raises(schemes.Incomplete) as caught:
        schemes.checked(said)
    assert caught.value.field == missing


def test_a_running_application_keeps_its_version(stage: Stage) -> None:
    scheme = stage.scheme()
    application_id, version = stage.filled(scheme)
    with stage.at("coordinator", NATIONAL_SLUG) as scope:
        schemes.edit(scope, scheme.id, terms=terms(title="Nieuwe naam", decision_weeks=22), version=1)
    with stage.at("beslisser", NATIONAL_SLUG) as scope:
        schemes.publish(scope, scheme.id, period="2026", ceiling_cents=1, basis="Wijziging")
    assert (stage.published().number, stage.published().ceiling_cents) == (2, 172_000_000)
    with stage.between("directie_katwijk", "katwijk") as scope:
        applicant_id = stage.tenants["katwijk"].id
        case = filing.submit(scope, application_id, scheme, applicant_id=applicant_id, version=version)
        assert (case.scheme_number, case.decision_due.isoformat()) == (1, "2027-03-02")


def test_a_decision_is_told_once_with_its_amount(stage: Stage) -> None:
    told: list[int] = []

    def hear(_scope: object, *, case: Case, decision: object) -> None:
        told.append(case.granted_cents or 0)

    case_id = stage.declared(stage.submitted(stage.scheme()))
    stage.controlled(case_id)
    stage.agreed(case_id)
    stage.adopted(case_id)
    with events.decided.connected_to(hear):
        stage.granted(case_id)
    assert told == [660_150]


def test_the_diagram_is_current() -> None:
    assert diagram.path().read_text("utf-8") == diagram.document(), "run: stelsel subsidies diagram"
