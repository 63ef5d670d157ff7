"""What people see and do: library, officers, visitors."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from stelsel.mail import Letter
from stelsel_admin.subsidies.transitions import State
from tests.subsidies.stage import ANSWERS, Stage
from tests.support.client import Clients, PageClient
from tests.support.fixtures import Clock

Outbox = Callable[[], list[Letter]]
Counting = Callable[[], AbstractContextManager[list[str]]]
APPLY = "/subsidies/hulp/aanvragen/katwijk/"
FORM = {name: "1" if value is True else value for name, value in ANSWERS.items()}


def version(page: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert found is not None, "the form has no version"
    return found[1]


def step(page: str) -> str:
    found = re.search(r'name="step"[^>]*value="(\d+)"', page)
    assert found is not None, "the page has no step"
    return found[1]


def test_everybody_reads_schemes(client: PageClient, stage: Stage) -> None:
    assert "Er is nu geen regeling" in client.get("/subsidies/").text

    stage.scheme()

    page = client.get("/subsidies/").text
    assert "Hulp voor niet-digivaardige burgers" in page
    assert "€\N{NO-BREAK SPACE}1.720.000" in page
    assert "volgorde van ontvangst" in page
    one = client.get("/subsidies/hulp/").text
    assert "30 januari 2027, 23.59 uur" in one
    assert client.get("/subsidies/bestaat-niet/").status_code == 404


def test_staff_fill_in_and_only_the_director_signs(clients: Clients, stage: Stage) -> None:
    stage.scheme()
    editor, director = clients["redactie_katwijk"], clients["directie_katwijk"]
    assert "€\N{NO-BREAK SPACE}6.601,50" in editor.get(APPLY).text

    assert editor.post(f"{APPLY}begin").status_code == 303
    page = editor.get(f"{APPLY}invullen").text
    half = {**FORM, "vraag_vestigingen": "drie", "version": version(page)}
    assert editor.post(f"{APPLY}invullen", data=half).status_code == 303
    assert "Vul een heel getal in" in editor.get(APPLY).text
    refused = director.post(f"{APPLY}ondertekenen", data={"version": "2", "authorised": "1"})
    assert refused.status_code == 422
    assert "nog niet klaar" in refused.text

    page = editor.get(f"{APPLY}invullen").text
    assert 'value="drie"' in page
    assert editor.post(f"{APPLY}invullen", data={**FORM, "version": version(page)}).status_code == 303
    assert editor.get(f"{APPLY}ondertekenen").status_code == 403
    assert editor.post(f"{APPLY}ondertekenen", data={"authorised": "1"}).status_code == 403

    page = director.get(f"{APPLY}ondertekenen").text
    body = {"version": version(page), "authorised": "1"}
    assert director.post(f"{APPLY}ondertekenen", data={"version": body["version"]}).status_code == 422
    first, again = (director.post(f"{APPLY}ondertekenen", data=body) for _ in range(2))
    assert first.status_code == again.status_code == 303

    page = editor.get(APPLY).text
    assert "We beslissen uiterlijk op 2 maart 2027" in page
    assert "We hebben uw aanvraag ontvangen" in page
    receipt = director.get(f"{APPLY}ontvangst").text
    assert "We helpen op drie plekken." in receipt
    assert "Controlegetal" in receipt
    assert editor.get(f"{APPLY}invullen").status_code == 409


def test_the_receipt_comes_by_mail_once(clients: Clients, stage: Stage, outbox: Outbox) -> None:
    stage.filled(stage.scheme())
    director = clients["directie_katwijk"]
    body = {"version": version(director.get(f"{APPLY}ondertekenen").text), "authorised": "1"}
    director.post(f"{APPLY}ondertekenen", data=body)
    director.post(f"{APPLY}ondertekenen", data=body)

    [letter] = outbox()
    assert letter.receiver == "directie@katwijk.stelsel.test"
    assert "2026-HI-0001" in letter.subject
    assert "6.601,50" in letter.text


def test_two_tabs_see_both_versions_and_choose(clients: Clients, stage: Stage) -> None:
    stage.filled(stage.scheme())
    first, second = clients["redactie_katwijk"], clients["beheer_katwijk"]
    seen = version(first.get(f"{APPLY}invullen").text)
    assert (
        first.post(f"{APPLY}invullen", data={**FORM, "vraag_plan": "Van de een.", "version": seen}).status_code == 303
    )

    late = second.post(f"{APPLY}invullen", data={**FORM, "vraag_plan": "Van de ander.", "version": seen})

    assert late.status_code == 409
    assert "Van de een." in late.text
    assert "Van de ander." in late.text
    chosen = {**FORM, "vraag_plan": "Van de ander.", "version": version(late.text)}
    assert second.post(f"{APPLY}invullen", data=chosen).status_code == 303
    assert "Van de ander." in first.get(f"{APPLY}invullen").text


@pytest.mark.parametrize(("who", "status"), [("redactie_venlo", 404), ("balie_katwijk", 403), ("beoordelaar1", 404)])
@pytest.mark.parametrize("page", ["", "invullen", "ondertekenen", "ontvangst", "intrekken"])
def test_an_application_is_closed_to(clients: Clients, stage: Stage, who: str, status: int, page: str) -> None:
    stage.submitted(stage.scheme())
    answer = clients[who].get(APPLY + page)
    assert answer.status_code == status
    assert "We helpen op drie plekken." not in answer.text


def test_officers_read_nothing_before_the_statement(clients: Clients, stage: Stage) -> None:
    case_id = stage.submitted(stage.scheme())
    officer = clients["beoordelaar1"]
    queue = officer.get("/subsidies/behandelen/").text
    assert "na verklaring" in queue
    assert "6.601,50" not in queue.split("Wachtrij", 1)[1]
    pages = ["", "/aanvulling", "/beoordeling"]
    for page in pages:
        answer = officer.get(f"/subsidies/behandelen/{case_id}{page}")
        assert answer.status_code == 303
        assert answer.location.endswith(f"/{case_id}/verklaring")
    statement = officer.get(f"/subsidies/behandelen/{case_id}/verklaring").text
    assert "We helpen op drie plekken." not in statement

    address = f"/subsidies/behandelen/{case_id}/verklaring"
    assert officer.post(address, data={"conflicted": "yes", "note": ""}).status_code == 422
    assert officer.post(address, data={"conflicted": "yes", "note": "Mijn zus werkt daar."}).status_code == 303
    for page in pages:
        answer = officer.get(f"/subsidies/behandelen/{case_id}{page}")
        assert answer.status_code == 403
        assert "U hebt verklaard dat u een belang hebt" in answer.text
        assert "We helpen op drie plekken." not in answer.text


def test_three_persons_take_a_case_to_a_grant(clients: Clients, stage: Stage, outbox: Outbox) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    case = f"/subsidies/behandelen/{case_id}"

    def button(who: str, page: str) -> int:
        shown = clients[who].get(case).text
        return clients[who].post(f"{case}/{page}", data={"step": step(shown)}).status_code

    assert "U bent aan zet" in clients["beoordelaar1"].get(case).text
    assert "U bent aan zet" not in clients["controleur"].get(case).text
    assert button("beoordelaar1", "oppakken") == 303
    assert button("beoordelaar1", "volledig") == 303
    shown = clients["beoordelaar1"].get(f"{case}/beoordeling").text
    points = {"points_bereik": "4", "why_bereik": "Goed.", "points_samenwerking": "3", "why_samenwerking": "Redelijk."}
    judged = {**points, "positive": "yes", "reason": "Voldoet.", "step": step(shown)}
    assert clients["beoordelaar1"].post(f"{case}/beoordeling", data={**judged, "why_bereik": ""}).status_code == 422
    assert clients["beoordelaar1"].post(f"{case}/beoordeling", data=judged).status_code == 303
    assert clients["beoordelaar2"].get(case).text.count("Redelijk.") == 0, "a colleague's scores are hidden"
    assert button("controleur", "controle/oppakken") == 303
    shown = clients["controleur"].get(f"{case}/controle").text
    assert (
        clients["controleur"].post(f"{case}/controle", data={"verdict": "agree", "step": step(shown)}).status_code
        == 303
    )
    assert button("coordinator", "verdeling") == 303
    shown = clients["beslisser"].get(f"{case}/besluit").text
    signed = {"verdict": "grant", "motivation": "U voldoet aan alles.", "step": step(shown)}
    assert clients["beslisser"].post(f"{case}/besluit", data=signed).status_code == 303
    assert clients["beslisser"].post(f"{case}/besluit", data=signed).status_code == 303, "the same click twice"
    other = {**signed, "motivation": "Iets anders."}
    assert clients["beslisser"].post(f"{case}/besluit", data=other).status_code == 409

    assert stage.case(case_id).state is State.GRANTED
    page = clients["directie_katwijk"].get(APPLY).text
    assert "De subsidie is verleend." in page
    assert "€\N{NO-BREAK SPACE}6.601,50" in page
    assert "12 januari 2027" in page, "six weeks to object"
    assert [letter.template for letter in outbox()] == ["subsidies/decided"]
    queue = clients["coordinator"].get("/subsidies/behandelen/?toon=klaar").text
    assert "Bibliotheek Katwijk" in queue


def test_a_supplement_stops_the_clock_for_the_applicant_too(clients: Clients, stage: Stage, clock: Clock) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    case = f"/subsidies/behandelen/{case_id}"
    officer = clients["beoordelaar1"]
    officer.post(f"{case}/oppakken", data={"step": "1"})
    shown = officer.get(f"{case}/aanvulling").text
    asked = {"asked": ["vraag_plan"], "text": "Beschrijf de spreekuren.", "step": step(shown)}
    assert officer.post(f"{case}/aanvulling", data={**asked, "asked": []}).status_code == 422
    assert officer.post(f"{case}/aanvulling", data=asked).status_code == 303
    assert "De klok staat stil sinds 1 december 2026" in officer.get(case).text

    page = clients["directie_katwijk"].get(APPLY).text
    assert "De termijn staat stil sinds 1 december 2026" in page
    clock.forward(days=7)
    clients["directie_katwijk"].sign_in("directie_katwijk")
    editor = clients["redactie_katwijk"]
    form = editor.get(f"{APPLY}invullen").text
    assert "vraag_contact" not in form
    body = {"vraag_plan": "Spreekuren op dinsdag.", "vraag_contact": "Stiekem anders", "version": version(form)}
    assert editor.post(f"{APPLY}invullen", data=body).status_code == 303
    signing = clients["directie_katwijk"].get(f"{APPLY}ondertekenen").text
    sent = {"version": version(signing), "authorised": "1"}
    first, again = (clients["directie_katwijk"].post(f"{APPLY}ondertekenen", data=sent) for _ in range(2))
    assert first.status_code == again.status_code == 303

    page = clients["directie_katwijk"].get(APPLY).text
    assert "We beslissen uiterlijk op 8 maart 2027" in page, "thirteen weeks and six days"
    receipt = clients["directie_katwijk"].get(f"{APPLY}ontvangst").text
    assert "Spreekuren op dinsdag." in receipt
    assert "Stiekem anders" not in receipt


def test_the_director_withdraws_and_may_begin_again(clients: Clients, stage: Stage) -> None:
    case_id = stage.declared(stage.submitted(stage.scheme()))
    stage.controlled(case_id)
    stage.agreed(case_id)
    assert stage.published().reserved_cents > 0
    director = clients["directie_katwijk"]

    assert clients["redactie_katwijk"].post(f"{APPLY}intrekken").status_code == 403
    assert director.post(f"{APPLY}intrekken", data={"reason": "Geen tijd."}).status_code == 303

    assert stage.published().reserved_cents == 0
    assert "U hebt de aanvraag ingetrokken" in director.get(APPLY).text
    assert director.post(f"{APPLY}begin").status_code == 303
    assert director.get(f"{APPLY}invullen").status_code == 200


def test_the_workroom_lists_schemes_and_applications(clients: Clients, stage: Stage) -> None:
    stage.scheme()
    assert "Nu open" in clients["directie_katwijk"].get("/b/katwijk/beheer/subsidies/").text
    stage.submitted(stage.published())
    page = clients["directie_katwijk"].get("/b/katwijk/beheer/subsidies/").text
    assert "2026-HI-0001" in page
    assert clients["balie_katwijk"].get("/b/katwijk/beheer/subsidies/").status_code == 403


def test_the_queue_costs_the_same_for_two_and_for_many(clients: Clients, stage: Stage, count_queries: Counting) -> None:
    scheme = stage.scheme(once_per_organisation=False)
    officer = clients["coordinator"]
    stage.submitted(scheme)
    officer.get("/subsidies/behandelen/")
    with count_queries() as few:
        officer.get("/subsidies/behandelen/")
    for _ in range(8):
        stage.submitted(scheme)
    with count_queries() as many:
        page = officer.get("/subsidies/behandelen/").text
    assert page.count("Bibliotheek Katwijk") == 9
    assert len(many) == len(few)
