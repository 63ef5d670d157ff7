"""A library comes into the network, goes and comes back; nobody else decides that, and every step leaves a trace."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time

import pytest
from sqlalchemy import select

from stelsel import clock as now
from stelsel.audit.models import AuditEntry
from stelsel.identity.models import Invitation, Membership
from stelsel.mail import Letter
from stelsel.tenancy import Tenant, TenantState
from stelsel_admin.network import queries
from stelsel_tenants.activities.models import Session
from stelsel_tenants.libraries import branches, profile
from stelsel_tenants.libraries.branch import ACCESS, BranchFacts
from stelsel_tenants.libraries.hours import Hours, Span
from stelsel_tenants.libraries.models import Branch, BranchKind, Fact
from stelsel_tenants.libraries.profile import ProfileFacts
from stelsel_tenants.partners.models import Partnership, PartnershipState
from stelsel_tenants.site.models import PublishedBranch
from stelsel_tenants.workroom import queries as workroom
from tests.site.shelf import organisation
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes
from tests.support.world import NATIONAL_SLUG

LIBRARIES = "/landelijk/bibliotheken"
FORM = {
    "name": "Bibliotheek Nieuwland",
    "place": "Nieuwland",
    "slug": "nieuwland",
    "province": "PV28",
    "person": "Anna de Boer",
    "email": "anna@nieuwland.example",
}
PASSWORD = "zeven groene vogels fluiten"


def make_ready(scopes: Scopes, slug: str) -> None:
    """All that the checklist reads from facts, save an activity."""
    with scopes.work(slug) as scope:
        main = scope.session.scalars(select(Branch)).one()
        profile.present(scope, ProfileFacts(name="Bibliotheek", phone="+31715163000", accent="#0077a8"), version=0)
        facts = BranchFacts(
            name=main.name,
            kind=BranchKind.MAIN,
            place=main.place,
            street="Voorbeeldplein 1",
            postcode="2221EP",
            access=dict.fromkeys(ACCESS, Fact.NO),
            hours=Hours({2: (Span(time(10), time(17)),)}),
        )
        branches.revise(scope, main.id, facts, version=main.version)
        partner = organisation(scope, "belastingdienst")
        scope.session.add(Partnership(organisation_id=partner, since=now.today(), state=PartnershipState.ACTIVE))


def state_of(scopes: Scopes, slug: str) -> TenantState:
    with scopes.national(reading=True) as scope:
        return scope.session.scalars(select(Tenant.state).where(Tenant.slug == slug)).one()


def deeds(scopes: Scopes) -> list[str]:
    """What stands in the national body's own chain about libraries."""
    with scopes.reading(NATIONAL_SLUG) as scope:
        found = scope.session.scalars(select(AuditEntry.deed).order_by(AuditEntry.seq))
        return [deed for deed in found if deed.startswith(("library.", "organisation."))]


def test_a_library_is_invited_and_begins_when_its_manager_comes_in(
    clients: Clients,
    scopes: Scopes,
    clock: Clock,
    outbox: Callable[[], list[Letter]],
    run_jobs: Callable[[], int],
) -> None:
    answer = clients["landelijk"].post(f"{LIBRARIES}/uitnodigen", data=FORM)
    assert answer.status_code == 303
    assert state_of(scopes, "nieuwland") is TenantState.INVITED
    assert clients["bezoeker"].get("/b/nieuwland/").status_code == 404, "nobody sees it before its people do"
    page = clients["landelijk"].get(answer.location).text
    assert "uitgenodigd" in page
    assert "Er loopt een uitnodiging tot" in page

    [letter] = [one for one in outbox() if one.receiver == FORM["email"]]
    link = re.search(r"/uitnodiging/[\w-]+", letter.text)
    assert link is not None
    taken = clients["bezoeker"].post(link[0], data={"name": "Anna de Boer", "password": PASSWORD})
    assert taken.status_code == 303
    run_jobs()

    assert state_of(scopes, "nieuwland") is TenantState.ACTIVE
    assert clients["landelijk"].get("/b/nieuwland/").status_code == 200
    assert deeds(scopes) == ["library.invited", "library.began"]
    page = clients["landelijk"].get(f"{LIBRARIES}/nieuwland").text
    assert "1 met een rol, 1 actief" in page


def test_a_slug_that_is_taken_is_said_at_its_field_and_nothing_is_made(clients: Clients, scopes: Scopes) -> None:
    official = clients["landelijk"]
    refused = official.post(f"{LIBRARIES}/uitnodigen", data=FORM | {"slug": "katwijk"})
    assert refused.status_code == 422
    assert re.search(r'id="slug-error".*al van een andere bibliotheek', refused.text, re.S)
    assert 'value="Bibliotheek Nieuwland"' in refused.text, "nothing typed is lost"
    assert official.post(f"{LIBRARIES}/uitnodigen", data=FORM | {"slug": "Met Hoofdletters"}).status_code == 422
    assert official.post(f"{LIBRARIES}/uitnodigen", data=FORM | {"slug": "zoeken"}).status_code == 422
    with scopes.national(reading=True) as scope:
        assert len(scope.session.scalars(select(Tenant)).all()) == 6


def test_an_invitation_that_cannot_go_leaves_a_library_that_can_be_invited_again(
    clients: Clients, scopes: Scopes
) -> None:
    own = FORM | {"email": "landelijk@stelsel.test"}
    refused = clients["landelijk"].post(f"{LIBRARIES}/uitnodigen", data=own)
    assert refused.status_code == 422
    assert "uw eigen e-mailadres" in refused.text
    again = {"person": "Anna de Boer", "email": "anna@nieuwland.example"}
    assert clients["landelijk"].post(f"{LIBRARIES}/nieuwland/uitnodigen", data=again).status_code == 303


def test_a_closed_library_says_so_names_its_heir_and_keeps_its_rows(
    clients: Clients, scopes: Scopes, clock: Clock, run_jobs: Callable[[], int], make_activity: Callable[..., object]
) -> None:
    make_activity("katwijk")
    run_jobs()
    with scopes.identity() as scope:
        katwijk = scopes.tenant("katwijk").id
        assert scope.session.scalars(select(Membership).where(Membership.at_tenant_id == katwijk)).all()
    heir = scopes.tenant("den-haag").id
    form = {"closed_on": "2026-12-01", "reason": "Samen verder met Den Haag.", "successor": str(heir)}
    assert clients["redactie_katwijk"].get("/b/katwijk/beheer/").status_code == 200

    page = clients["landelijk"].get(f"{LIBRARIES}/katwijk/sluiten").text
    assert "Bezoekers zien die straks niet meer" in page
    assert clients["landelijk"].post(f"{LIBRARIES}/katwijk/sluiten", data=form).status_code == 303
    run_jobs()

    gone = clients["bezoeker"].get("/b/katwijk/")
    assert gone.status_code == 410
    assert "Bibliotheek Den Haag" in gone.text
    assert clients["redactie_katwijk"].get("/b/katwijk/beheer/").status_code == 404, "roles end at once"
    with scopes.identity() as scope:
        assert scope.session.scalars(select(Membership).where(Membership.at_tenant_id == katwijk)).all() == []
    with scopes.reading("katwijk") as scope:
        assert scope.session.scalars(select(Session)).all(), "the data are kept"
        assert scope.session.scalars(select(PublishedBranch)).all() == [], "and nobody is sent there"
    assert deeds(scopes) == ["library.closed"]
    assert clients["landelijk"].post(f"{LIBRARIES}/katwijk/sluiten", data=form).status_code == 409

    assert clients["landelijk"].post(f"{LIBRARIES}/katwijk/heropenen").status_code == 303
    run_jobs()
    assert clients["bezoeker"].get("/b/katwijk/").status_code == 200
    with scopes.reading("katwijk") as scope:
        assert scope.session.scalars(select(PublishedBranch)).all()
    assert "Samen verder met Den Haag." in clients["landelijk"].get(f"{LIBRARIES}/katwijk").text
    assert deeds(scopes) == ["library.closed", "library.reopened"]


def test_closing_asks_for_a_reason_a_day_that_came_and_an_heir_that_is_open(clients: Clients, scopes: Scopes) -> None:
    with scopes.national() as scope:
        invited = Tenant(slug="nieuw", name="Nieuw", state=TenantState.INVITED)
        scope.session.add(invited)
        scope.session.flush()
        heir = invited.id
    url, good = f"{LIBRARIES}/katwijk/sluiten", {"closed_on": now.today().isoformat(), "reason": "Gefuseerd"}
    for change in ({"reason": ""}, {"closed_on": "2100-01-01"}, {"successor": str(heir)}, {"successor": "x"}):
        assert clients["landelijk"].post(url, data=good | change).status_code == 422, change
    assert state_of(scopes, "katwijk") is TenantState.ACTIVE
    with scopes.identity() as scope:
        assert scope.session.scalars(select(Membership)).all(), "nobody lost a role over a refusal"


def test_an_invitation_to_a_library_that_closed_opens_nothing(
    clients: Clients, scopes: Scopes, outbox: Callable[[], list[Letter]]
) -> None:
    clients["landelijk"].post(f"{LIBRARIES}/uitnodigen", data=FORM)
    [letter] = [one for one in outbox() if one.receiver == FORM["email"]]
    link = re.search(r"/uitnodiging/[\w-]+", letter.text)
    assert link is not None
    assert clients["bezoeker"].get(link[0]).status_code == 200
    form = {"closed_on": now.today().isoformat(), "reason": "Toch niet"}
    assert clients["landelijk"].post(f"{LIBRARIES}/nieuwland/sluiten", data=form).status_code == 303
    assert clients["bezoeker"].get(link[0]).status_code == 410
    with scopes.identity() as scope:
        assert scope.session.scalars(select(Invitation)).one().withdrawn_at is not None


def test_the_list_finds_and_turns_pages(clients: Clients, scopes: Scopes) -> None:
    with scopes.national() as scope:
        scope.session.add_all(Tenant(slug=f"b{one}", name=f"Aa {one:03}", place="Verweg") for one in range(60))
        scope.session.add(Tenant(slug="procent", name="100% Lezen"))
    official = clients["landelijk"]
    first, last = official.get(LIBRARIES).text, official.get(f"{LIBRARIES}?pagina=99").text
    assert "Aa 000" in first
    assert "Bladzijde 3 van 3" in last
    assert "Bibliotheek Venlo" in last
    found = official.get(f"{LIBRARIES}?zoek=katwijk").text
    assert "Bibliotheek Katwijk" in found
    assert "Bibliotheek Venlo" not in found
    assert "100% Lezen" in official.get(f"{LIBRARIES}?zoek=100%25").text
    assert "Bibliotheek Katwijk" not in official.get(f"{LIBRARIES}?zoek=%25").text, "a sign is a sign"
    assert "Geen bibliotheek gevonden" in official.get(f"{LIBRARIES}?staat=closed").text
    assert official.get(f"{LIBRARIES}?staat=onzin&pagina=-1").status_code == 200


def test_the_list_says_how_far_each_space_is(
    clients: Clients, scopes: Scopes, make_activity: Callable[..., object]
) -> None:
    official, manager = clients["landelijk"], clients["beheer_katwijk"]
    make_activity("katwijk")
    assert "1 van 7" in official.get(f"{LIBRARIES}?zoek=katwijk").text
    assert "Ruimte niet klaar (5)" in official.get(LIBRARIES).text
    make_ready(scopes, "katwijk")
    page = official.get(f"{LIBRARIES}?staat=niet-klaar&zoek=katwijk").text
    assert "6 van 7" in page
    assert "Nog niet: agenda bekeken." in page, "the step that is open"
    assert "6 van 7 gedaan" in manager.get("/b/katwijk/beheer/").text, "the library reads the same"
    assert "6 van 7 gedaan" in official.get(f"{LIBRARIES}/katwijk").text

    assert manager.post("/b/katwijk/beheer/agenda-bekeken").status_code == 303
    assert "7 van 7" in official.get(f"{LIBRARIES}?zoek=katwijk").text
    left = official.get(f"{LIBRARIES}?staat=niet-klaar").text
    assert "Ruimte niet klaar (4)" in left
    assert "Bibliotheek Venlo" in left
    assert "Bibliotheek Katwijk" not in left
    assert "7 van 7 gedaan" in manager.get("/b/katwijk/beheer/").text
    assert "1 van 7" not in official.get(f"{LIBRARIES}/venlo").text, "and of another library nothing changed"


def test_every_step_counts_by_itself(scopes: Scopes, make_activity: Callable[..., object]) -> None:
    """The list of all libraries says of each what its own workroom says of it."""
    make_activity("venlo")
    make_ready(scopes, "katwijk")
    with scopes.national(reading=True) as scope:
        ids = {scopes.tenant(slug).id: slug for slug in ("katwijk", "venlo", "den-haag")}
        together = workroom.known(scope, list(ids))
    for one, slug in ids.items():
        with scopes.reading(slug) as scope:
            assert workroom.known(scope, [one]) == {one: together[one]}, slug
    assert [len(together[one].done) for one in ids] == [5, 1, 0]


def test_counts_are_those_of_the_lists_in_one_statement(
    scopes: Scopes,
    count_queries: Callable[[], AbstractContextManager[list[str]]],
    make_activity: Callable[..., object],
) -> None:
    make_activity("katwijk")
    with scopes.national() as scope:
        scope.session.add(Tenant(slug="nieuw", name="Nieuw", state=TenantState.INVITED))
    with scopes.national(reading=True) as scope:
        with count_queries() as seen:
            counts = queries.counts(scope)
        assert len(seen) == 1
        assert counts == {kind: queries.libraries(scope, kind=kind).count for kind in queries.Kind}
    assert (counts[queries.Kind.ALL], counts[queries.Kind.SILENT], counts[queries.Kind.INVITED]) == (6, 4, 1)


@pytest.mark.parametrize(
    "path",
    [
        LIBRARIES,
        f"{LIBRARIES}/uitnodigen",
        f"{LIBRARIES}/katwijk",
        f"{LIBRARIES}/katwijk/sluiten",
    ],
)
def test_closed_to_others(clients: Clients, path: str) -> None:
    assert clients["landelijk"].get(path).status_code == 200
    assert clients["coordinator"].get(path).status_code == 403
    assert clients["beheer_katwijk"].get(path).status_code == 404


def test_a_manager_cannot_close_or_open_a_library(clients: Clients, scopes: Scopes) -> None:
    form = {"closed_on": now.today().isoformat(), "reason": "Boos"}
    assert clients["beheer_katwijk"].post(f"{LIBRARIES}/venlo/sluiten", data=form).status_code == 404
    assert clients["coordinator"].post(f"{LIBRARIES}/venlo/sluiten", data=form).status_code == 403
    assert clients["landelijk"].post(f"{LIBRARIES}/venlo/sluiten", data=form).status_code == 303
    assert clients["beheer_katwijk"].post(f"{LIBRARIES}/venlo/heropenen").status_code == 404
    assert state_of(scopes, "venlo") is TenantState.CLOSED
