"""A partnership is proposed by one side and accepted by the other (FEATURES C5)."""

import uuid
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from stelsel import clock as now
from stelsel.access import RoleName
from stelsel.identity import service as identity
from stelsel.mail import Letter
from stelsel.tenancy import Organisation, Tenant, TenantState
from stelsel.text import fold
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.partners import jobs, proposals, service
from stelsel_tenants.partners.models import Partnership, PartnershipState, Side
from tests.partners.deals import FORM, TERMS, partnership, proposed, work_together
from tests.site.shelf import another_branch, main_branch, organisation
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.race import race
from tests.support.scopes import Scopes
from tests.support.stores import Store

URL = "/b/katwijk/beheer/partners/"
OWN = "/partner/bibliotheken/"
Outbox = Callable[[], list[Letter]]
RunJobs = Callable[[], int]


def receivers(outbox: Outbox, template: str) -> list[str]:
    return sorted(letter.receiver for letter in outbox() if letter.template == template)


def test_a_library_proposes_and_the_partner_accepts(
    clients: Clients, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    partner, editor = clients["partner_belastingdienst"], clients["redactie_katwijk"]
    proposed(scopes, by=Side.LIBRARY)
    run_jobs()
    assert receivers(outbox, "partnership-proposed") == ["partner@belastingdienst.stelsel.test"]

    assert "Bibliotheek Katwijk wil met u samenwerken" in partner.get("/partner/").text
    assert partner.get(f"{OWN}katwijk/plek/").status_code == 404, "a proposal gives no rights"
    assert "Helpt bij de aangifte." not in clients["bezoeker"].get("/b/katwijk/netwerk").text
    seen = partnership(scopes)
    answer = partner.post(f"{OWN}katwijk/aannemen", data={"version": str(seen.version)})

    assert answer.status_code == 303
    assert partnership(scopes).state is PartnershipState.ACTIVE
    assert partner.get(f"{OWN}katwijk/plek/").status_code == 200
    assert "Belastingdienst" in clients["bezoeker"].get("/b/katwijk/netwerk").text
    assert "Gecontroleerd op" in editor.get(URL).text
    run_jobs()
    assert receivers(outbox, "partnership-answered") == [
        "beheer@katwijk.stelsel.test",
        "redactie@katwijk.stelsel.test",
    ], "one letter to each who goes about partners, none to the desk"


def test_a_partner_proposes_and_the_library_takes_it_otherwise(
    clients: Clients, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    partner, editor = clients["partner_belastingdienst"], clients["redactie_katwijk"]
    with scopes.work() as scope:
        second = another_branch(scope, "Rijnsburg")
    chosen = partner.post(f"{OWN}nieuw", data={"bibliotheek": "katwijk"})
    assert chosen.location.endswith(f"{OWN}nieuw/katwijk")
    data = FORM | {"branches": [str(second)], "concepts": ["belastinghulp"], "contact": "Joke", "until": "2027-03-01"}

    assert partner.post(f"{OWN}nieuw/katwijk", data=data).status_code == 303
    assert "Belastingdienst wil met u samenwerken" in editor.get("/b/katwijk/beheer/").text
    run_jobs()
    assert receivers(outbox, "partnership-proposed")[0] == "beheer@katwijk.stelsel.test"
    made = partnership(scopes)
    page = editor.get(f"{URL}{made.id}/aannemen")
    assert "1 maart 2027" in page.text

    changed = FORM | {"version": str(made.version), "does": "Alleen op dinsdag.", "library_contact": "Noor, 071"}
    assert editor.post(f"{URL}{made.id}/aannemen", data=changed).status_code == 303

    agreed = partnership(scopes)
    assert (agreed.state, agreed.does, agreed.branches) == (PartnershipState.ACTIVE, "Alleen op dinsdag.", [])
    assert agreed.ends_at == now.end_of(now.today().replace(year=2027, month=3, day=1))
    own = partner.get(f"{OWN}katwijk").text
    assert "Alleen op dinsdag." in own
    assert "Noor, 071" in own
    assert "Noor, 071" not in clients["bezoeker"].get("/b/katwijk/netwerk").text


def test_a_refusal_has_its_reason_and_may_be_followed_by_another_proposal(
    clients: Clients, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    partner, editor = clients["partner_belastingdienst"], clients["redactie_katwijk"]
    partnership_id = proposed(scopes, by=Side.PARTNER)

    assert editor.post(f"{URL}{partnership_id}/afwijzen", data={"reason": ""}).status_code == 422
    assert editor.post(f"{URL}{partnership_id}/afwijzen", data={"reason": "Wij doen dit al."}).status_code == 303
    run_jobs()
    [letter] = [one for one in outbox() if one.template == "partnership-answered"]
    assert "Wij doen dit al." in letter.text
    assert "Wij doen dit al." in partner.get(f"{OWN}katwijk").text
    assert partner.post(f"{OWN}nieuw/katwijk", data=FORM).status_code == 303
    again = partnership(scopes)
    assert (again.id, again.state, again.answer) == (partnership_id, PartnershipState.INVITED, "")


@pytest.mark.parametrize("side", list(Side))
def test_what_was_taken_back_cannot_be_accepted(
    clients: Clients, scopes: Scopes, clock: Clock, outbox: Outbox, run_jobs: RunJobs, side: Side
) -> None:
    partner, editor = clients["partner_belastingdienst"], clients["redactie_katwijk"]
    partnership_id = proposed(scopes, by=side)
    version = str(partnership(scopes).version)
    if side is Side.LIBRARY:
        editor.post(f"{URL}{partnership_id}/intrekken")
        told = partner.post(f"{OWN}katwijk/aannemen", data={"version": version}, follow_redirects=True).text
    else:
        partner.post(f"{OWN}katwijk/intrekken")
        refused = editor.post(f"{URL}{partnership_id}/aannemen", data=FORM | {"version": version})
        assert refused.status_code == 409
        told = refused.text

    assert "intussen ingetrokken" in told
    assert partnership(scopes).state is PartnershipState.WITHDRAWN
    run_jobs()
    assert not receivers(outbox, "partnership-proposed"), "what is no longer so is not told"


def test_a_proposal_that_changed_is_read_again_first(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    partnership_id = proposed(scopes, by=Side.LIBRARY)
    seen = partnership(scopes).version
    with scopes.work() as scope:
        service.revise(scope, partnership_id, service.Terms("Iets anders.", (Theme.TAX,)), version=seen)

    partner = clients["partner_belastingdienst"]
    told = partner.post(f"{OWN}katwijk/aannemen", data={"version": str(seen)}, follow_redirects=True).text

    assert "Het voorstel is intussen veranderd" in told
    assert partnership(scopes).state is PartnershipState.INVITED


def test_it_is_not_proposed_twice_nor_across(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    partnership_id = proposed(scopes, by=Side.LIBRARY)
    partner = clients["partner_belastingdienst"]

    across = partner.post(f"{OWN}nieuw/katwijk", data=FORM)
    assert across.status_code == 409
    assert "wacht op een antwoord" in across.text
    assert "Helpt bij de aangifte." in across.text, "nothing typed is lost"

    partner.post(f"{OWN}katwijk/aannemen", data={"version": str(partnership(scopes).version)})
    again = partner.post(f"{OWN}nieuw/katwijk", data=FORM)
    assert again.status_code == 409
    assert "al partner" in again.text
    assert partnership(scopes).id == partnership_id


def test_nobody_is_a_partner_of_itself_or_of_a_closed_library(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.national() as scope:
        name = "Bibliotheek Katwijk"
        scope.session.add(Organisation(slug="bibliotheek-katwijk", name=name, folded=fold(name)))
    with scopes.reading() as scope:
        itself = str(organisation(scope, "bibliotheek-katwijk"))
    refused = clients["redactie_katwijk"].post(f"{URL}nieuw", data=FORM | {"organisation_id": itself})
    assert refused.status_code == 422
    assert "partner van zichzelf" in refused.text

    with scopes.national() as scope:
        venlo = scope.session.get_one(Tenant, scopes.tenant("venlo").id)
        venlo.state, venlo.closed_at = TenantState.CLOSED, now.now()
    partner = clients["partner_belastingdienst"]
    assert "Venlo" not in partner.get(f"{OWN}nieuw").text
    assert partner.post(f"{OWN}nieuw/venlo", data=FORM).status_code == 410
    with pytest.raises(proposals.ClosedLibrary), scopes.work("venlo") as scope:
        proposals.propose(scope, organisation(scope), TERMS, by=Side.PARTNER)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"themes": []}, "Kies ten minste één vraag"),
        ({"since": "2026-11-30"}, "01-12-2026"),
        ({"since": "2027-02-01", "until": "2027-01-31"}, "ligt voor de eerste dag"),
        ({"branches": [str(uuid.uuid4())]}, "Kies een van de antwoorden"),
        ({"does": "x" * 501}, "500"),
    ],
)
def test_bad_input_is_said_beside_its_field(
    clients: Clients, scopes: Scopes, clock: Clock, wrong: dict[str, object], message: str
) -> None:
    answer = clients["partner_belastingdienst"].post(f"{OWN}nieuw/katwijk", data=FORM | wrong)

    assert answer.status_code == 422
    assert message in answer.text
    with scopes.reading() as scope:
        assert scope.session.scalar(select(func.count()).select_from(Partnership)) == 0


def test_who_waits_for_ten_days_reminds_once(
    clients: Clients, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    proposed(scopes, by=Side.LIBRARY)
    tenant_id = scopes.tenant().id
    clock.forward(days=9, hours=23)
    with scopes.app.app_context():
        jobs.daily(tenant_id)
    run_jobs()
    assert [one.subject for one in outbox() if "wacht op uw antwoord" in one.subject] == []

    clock.forward(hours=1)
    for _day in range(3):
        with scopes.app.app_context():
            jobs.daily(tenant_id)
        run_jobs()
        clock.forward(days=1)

    assert [one.receiver for one in outbox() if "wacht op uw antwoord" in one.subject] == [
        "partner@belastingdienst.stelsel.test"
    ]


def test_where_nobody_acts_the_librarys_word_counts_until_somebody_says_so(
    clients: Clients, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    manager = clients["beheer_katwijk"]
    data = FORM | {"organisation_id": "", "name": "Stichting Buurthulp"}
    manager.post(f"{URL}nieuw", data=data)
    made = partnership(scopes)
    assert (made.state, made.answered_at) == (PartnershipState.ACTIVE, None)
    page, invite = manager.get(f"{URL}{made.id}").text, f"{URL}{made.id}/uitnodigen"
    assert "Nodig iemand van de partner uit" in page
    assert "Nodig iemand van de partner uit" not in clients["redactie_katwijk"].get(f"{URL}{made.id}").text
    assert clients["redactie_katwijk"].get(invite).status_code == 403

    assert manager.post(invite, data={"name": "Els", "email": "els@buurthulp.test"}).status_code == 303
    run_jobs()
    assert receivers(outbox, "invitation") == ["els@buurthulp.test"]
    with scopes.identity() as scope:
        els = identity.add(scope, email="els@buurthulp.test", name="Els")
        identity.join(scope, els.id, RoleName.PARTNER, organisation_id=made.organisation_id)
    refused = manager.post(invite, data={"name": "Jan", "email": "jan@buurthulp.test"})
    assert refused.status_code == 409, "from now on they invite each other"


def test_nobody_is_invited_by_one_library_to_act_in_another(
    clients: Clients, scopes: Scopes, outbox: Outbox, run_jobs: RunJobs, clock: Clock
) -> None:
    manager = clients["beheer_katwijk"]
    manager.post(f"{URL}nieuw", data=FORM | {"organisation_id": "", "name": "Stichting Buurthulp"})
    made = partnership(scopes)
    with scopes.work("venlo") as scope:
        service.begin(scope, made.organisation_id, TERMS)
    assert "Nodig iemand van de partner uit" not in manager.get(f"{URL}{made.id}").text

    refused = manager.post(f"{URL}{made.id}/uitnodigen", data={"name": "Els", "email": "els@buurthulp.test"})

    assert refused.status_code == 409
    assert "Vraag de KB" in refused.text
    run_jobs()
    assert receivers(outbox, "invitation") == []


def test_a_partner_says_that_it_is_not_so(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    with scopes.work() as scope:
        service.begin(scope, organisation(scope), TERMS)
    partner = clients["partner_belastingdienst"]
    assert "Klopt dat?" in partner.get("/partner/").text
    assert "Helpt bij de aangifte." in clients["bezoeker"].get("/b/katwijk/netwerk").text

    partner.post(f"{OWN}katwijk/afwijzen", data={"reason": "Wij komen daar niet."})

    ended = partnership(scopes)
    assert (ended.state, ended.answer) == (PartnershipState.ENDED, "Wij komen daar niet.")
    assert "Helpt bij de aangifte." not in clients["bezoeker"].get("/b/katwijk/netwerk").text
    assert "Wij komen daar niet." in clients["redactie_katwijk"].get(f"{URL}{ended.id}").text


def test_another_partner_and_another_library_see_nothing_of_it(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    partnership_id = proposed(scopes, by=Side.LIBRARY)
    stranger, venlo = clients["partner_walkentalk"], clients["redactie_venlo"]
    assert clients["partner_belastingdienst"].get(f"{OWN}katwijk").status_code == 200
    for address in (f"{OWN}katwijk", f"{OWN}katwijk/afwijzen", f"{OWN}katwijk/stoppen"):
        assert stranger.get(address).status_code == 404, address
    for address in (f"{OWN}katwijk/aannemen", f"{OWN}katwijk/intrekken", f"{OWN}katwijk/doorgaan"):
        assert stranger.post(address, data={"version": "1"}).status_code == 404, address
    for step in ("", "/aannemen", "/afwijzen", "/stoppen"):
        assert venlo.get(f"/b/venlo/beheer/partners/{partnership_id}{step}").status_code == 404, step


def test_a_contact_is_forgotten_when_there_is_nothing_to_call_about(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    with scopes.work() as scope:
        terms = service.Terms("Helpt.", (Theme.TAX,), contact="Joke, 06", library_contact="Noor, 071")
        made = proposals.propose(scope, organisation(scope), terms, by=Side.LIBRARY)
        proposals.decline(scope, made.id, by=Side.PARTNER, reason="Nee.")
    for days, kept in ((30, "Joke, 06"), (1, "")):
        clock.forward(days=days)
        with scopes.app.app_context():
            jobs.daily(scopes.tenant().id)
        one = partnership(scopes)
        assert one.contact == kept
        assert bool(one.library_contact) == bool(kept)


def test_a_partner_works_at_its_branches_and_with_its_concepts_only(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    session_id = work_together(scopes)
    partner, url = clients["partner_belastingdienst"], f"/partner/tellen/katwijk/{session_id}"
    assert partner.get(url).status_code == 200
    with scopes.work() as scope:
        second, first = another_branch(scope, "Rijnsburg"), main_branch(scope).id
    for terms, status in (
        (service.Terms("Helpt.", (Theme.TAX,), branches=(second,)), 404),
        (service.Terms("Helpt.", (Theme.TAX,), branches=(first,), concepts=("ido",)), 404),
        (service.Terms("Helpt.", (Theme.TAX,), branches=(first, second), concepts=("belastinghulp",)), 200),
    ):
        with scopes.work() as scope:
            one = partnership(scopes)
            service.revise(scope, one.id, terms, version=one.version)
        assert partner.get(url).status_code == status
        assert partner.post(url, data={"aanwezig": "3", "weggestuurd": ""}).status_code in {404, 303}
        form = partner.get(f"{OWN}katwijk/plek/").text
        assert ("Rijnsburg" in form) == (second in terms.branches)
        assert ("Informatiepunt Digitale Overheid" in form) == ("ido" in terms.concepts or not terms.concepts)


@pytest.mark.long
def test_of_two_who_propose_at_once_one_does(store: Store, scopes: Scopes, clock: Clock) -> None:
    with scopes.reading() as scope:
        chosen = str(organisation(scope))
    outcomes = race(store, "tests.partners.racer:propose", [[chosen, side] for side in ("library", "partner") * 4])
    assert sorted(outcomes) == ["AlreadyProposed"] * 7 + ["proposed"]


@pytest.mark.long
def test_of_two_answers_at_once_one_counts(store: Store, scopes: Scopes, clock: Clock) -> None:
    for _again in range(3):
        partnership_id = proposed(scopes, by=Side.LIBRARY)
        version = partnership(scopes).version
        calls = [[str(partnership_id), version, number % 2 == 0] for number in range(8)]

        outcomes = race(store, "tests.partners.racer:answer", calls)

        assert sorted(set(outcomes)) in (["AlreadyAnswered", "accepted"], ["AlreadyAnswered", "declined"])
        assert outcomes.count("AlreadyAnswered") == len(calls) - 1
        one = partnership(scopes)
        won = PartnershipState.ACTIVE if "accepted" in outcomes else PartnershipState.DECLINED
        assert one.state is won
        with scopes.work() as scope:
            scope.session.delete(scope.session.get_one(Partnership, (scope.tenant_id, partnership_id)))
