"""Who says what of an organisation: itself, the library that brought it in, the national body. And who may not."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from stelsel.access import RoleName
from stelsel.identity import service as identity
from stelsel.tenancy import Organisation
from stelsel_admin.organisations import jobs
from stelsel_tenants.activities.models import Theme
from stelsel_tenants.organisations.models import ContactRole, OrganisationContact, OrganisationName
from stelsel_tenants.partners import ending
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.models import Partnership, Side
from tests.organisations import there
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.world import PEOPLE

OWN = "/partner/organisatie"
TOLD = {
    "version": "1",
    "name": "Belastingdienst",
    "kind": "government",
    "summary": "Heft belastingen.",
    "names": "BD\nDe Belastingdienst en Toeslagen",
    "website": "www.belastingdienst.nl",
    "phone": "0800 0543",
    "is_nationwide": "1",
    "languages": ["nl", "en"],
    "planning-name": "Noor",
    "planning-email": "noor@belastingdienst.test",
}


def organisation(scopes: Scopes, slug: str = "belastingdienst") -> Organisation:
    with scopes.reading() as scope:
        return scope.session.scalars(select(Organisation).where(Organisation.slug == slug)).one()


def test_an_organisation_keeps_its_own_facts(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    partner = clients["partner_belastingdienst"]

    assert partner.post(OWN, data=TOLD).status_code == 303

    page = partner.get(OWN).text
    assert 'value="https://www.belastingdienst.nl"' in page
    assert "Volgens de organisatie zelf" in page
    now = organisation(scopes)
    assert (now.is_nationwide, now.languages, now.version) == (True, ["en", "nl"], 2)
    assert now.sources["website"] == {"by": "partner", "on": "2026-12-01"}
    assert "kvk" not in now.sources, "nobody said it"


def test_two_tabs_of_it(clients: Clients, clock: Clock) -> None:
    partner = clients["partner_belastingdienst"]
    partner.post(OWN, data=TOLD)
    late = partner.post(OWN, data={**TOLD, "phone": "070 123 45 67"})
    assert late.status_code == 409
    assert "Twee versies" in late.text
    assert 'value="070 123 45 67"' in late.text


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("kvk", "2712345", "Vul het KvK-nummer in: acht cijfers."),
        ("rsin", "123456789", "Vul het RSIN in"),
        ("oin", "0000000123456789000", "Vul het OIN in"),
        ("website", "javascript:alert(1)", "Vul het adres van uw website in"),
        ("areas", "Katwijk\nNergenshuizen", "geen gemeente en geen provincie die wij kennen: regel 2"),
        ("name", "!", "met ten minste één letter"),
        ("names", "BSN 111222333", "Haal het nummer van negen cijfers weg"),
    ],
)
def test_what_is_wrong_is_said_beside_it(
    clients: Clients, scopes: Scopes, clock: Clock, field: str, typed: str, message: str
) -> None:
    answer = clients["partner_belastingdienst"].post(OWN, data={**TOLD, field: typed})
    assert answer.status_code == 422
    assert message in answer.text
    assert organisation(scopes).version == 1


def test_an_rsin_has_a_field_of_its_own(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    """It passes the elfproef as a BSN does, and is let in here and nowhere else; the public never sees it."""
    assert clients["partner_belastingdienst"].post(OWN, data={**TOLD, "rsin": "111222333"}).status_code == 303
    assert organisation(scopes).rsin == "111222333"
    again = {**TOLD, "version": "2", "rsin": "002564440"}
    fixed = clients["partner_belastingdienst"].post(OWN, data=again)
    assert fixed.status_code == 422
    assert "Dit nummer staat al vast" in fixed.text


def test_the_library_that_brought_it_in_keeps_it_until_somebody_acts_for_it(
    clients: Clients, scopes: Scopes, clock: Clock
) -> None:
    data = {"organisation_id": "", "name": "Stichting Buurthulp", "does": "Leest mee.", "themes": ["letter"]}
    clients["redactie_katwijk"].post("/b/katwijk/beheer/partners/nieuw", data=data)
    own = organisation(scopes, "stichtingbuurthulp").id
    with scopes.work("venlo") as scope:
        partners.begin(scope, own, partners.Terms(does="Helpt.", themes=(Theme.TAX,)))
    mine, other = (there.partnership(scopes, slug, own) for slug in ("katwijk", "venlo"))
    assert mine is not None
    assert other is not None
    told = {**TOLD, "name": "Stichting Buurthulp"}
    page = f"/b/katwijk/beheer/partners/{mine.id}/organisatie"

    assert clients["redactie_katwijk"].post(page, data=told).status_code == 303
    refused = clients["redactie_venlo"].post(f"/b/venlo/beheer/partners/{other.id}/organisatie", data=told)
    assert refused.status_code == 403
    assert (
        "houdt de gegevens bij"
        in clients["redactie_venlo"].get(f"/b/venlo/beheer/partners/{other.id}/organisatie").text
    )
    assert organisation(scopes, "stichtingbuurthulp").sources["phone"]["by"] == "library"

    with scopes.identity() as scope:
        person = identity.find(scope, PEOPLE["partner_walkentalk"])
        assert person is not None
        identity.join(scope, person.id, RoleName.PARTNER, organisation_id=own)
    late = clients["redactie_katwijk"].post(page, data={**told, "version": "2", "phone": ""})
    assert late.status_code == 403


def test_what_changed_is_shown_by_every_library(
    clients: Clients, scopes: Scopes, clock: Clock, run_jobs: Callable[[], int]
) -> None:
    there.works_at(scopes, "katwijk", organisation(scopes).id)
    before = scopes.tenant("katwijk").revision
    clients["partner_belastingdienst"].post(OWN, data={**TOLD, "name": "De Belastingdienst"})
    run_jobs()
    assert scopes.tenant("katwijk").revision > before
    assert "De Belastingdienst" in clients["bezoeker"].get("/b/katwijk/netwerk").text


def test_a_logo_is_drawn_again_and_shown(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    partner, drawn = clients["partner_belastingdienst"], BytesIO()
    Image.new("RGB", (900, 300), "#154273").save(drawn, "JPEG")
    drawn.seek(0)
    sent = partner.post(f"{OWN}/logo", data={"logo": (drawn, "logo.jpg"), "alt": "Beeldmerk"})
    assert sent.status_code == 303
    now = organisation(scopes)
    address = f"/organisaties/belastingdienst/logo-{now.logo_hash}.png"
    shown = clients["bezoeker"].get(address)
    assert shown.mimetype == "image/png"
    assert max(Image.open(BytesIO(shown.data)).size) <= 480
    assert partner.post(f"{OWN}/logo/weg").status_code == 303
    assert clients["bezoeker"].get(address).status_code == 404


def test_names_of_people_go_a_year_after_the_last_library(
    scopes: Scopes, clock: Clock, run_jobs: Callable[[], int]
) -> None:
    quiet, busy = organisation(scopes, "walkentalk").id, organisation(scopes).id
    for one in (quiet, busy):
        there.works_at(scopes, "katwijk", one)
        with scopes.identity() as scope:
            scope.session.add(OrganisationContact(organisation_id=one, role=ContactRole.PRESS, name="Sam"))
    with scopes.work("katwijk") as scope:
        mine = scope.session.scalars(select(Partnership).where(Partnership.organisation_id == quiet)).one()
        ending.end(scope, mine.id, by=Side.LIBRARY, last_day=None)

    def left() -> set[object]:
        with scopes.identity(reading=True) as scope:
            return set(scope.session.scalars(select(OrganisationContact.organisation_id)))

    clock.forward(days=360)
    _forget(scopes)
    assert left() == {quiet, busy}
    clock.forward(days=10)
    _forget(scopes)
    assert left() == {busy}


def _forget(scopes: Scopes) -> None:
    with scopes.national() as scope:
        jobs.forget_contacts(scope)


def test_other_names_find_it(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    clients["partner_belastingdienst"].post(OWN, data=TOLD)
    with scopes.reading() as scope:
        names = scope.session.scalars(select(OrganisationName.folded).order_by(OrganisationName.folded)).all()
    assert names == ["bd", "de belastingdienst en toeslagen"]


@pytest.mark.parametrize("who", ["bezoeker", "redactie_katwijk", "landelijk"])
def test_nobody_else_opens_the_page_of_an_organisation(clients: Clients, who: str) -> None:
    assert clients[who].get(OWN).status_code in {303, 404}
