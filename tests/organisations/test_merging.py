"""Two organisations turn out to be one: everything goes over, in every library, and nothing is out of step."""

import uuid

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel.audit.models import AuditEntry
from stelsel.identity.models import Membership
from stelsel.tenancy import Organisation
from stelsel_admin.dashboards import proof
from stelsel_admin.organisations import merging, pointing
from stelsel_tenants.activities.models import Activity, Session, Theme
from stelsel_tenants.organisations import keeping, signposts
from stelsel_tenants.organisations.models import NameKind, OrganisationName
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.models import Partnership, PartnershipState
from stelsel_tenants.site import projection
from tests.organisations import there
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

LIBRARIES = ("katwijk", "venlo", "den-haag")


def is_in_step(scopes: Scopes) -> None:
    """As `stelsel projection verify` and `stelsel stats verify` ask it, of every library."""
    for slug in LIBRARIES:
        with scopes.reading(slug) as scope:
            assert projection.drift(scope) == [], slug
            assert proof.verify(scope) == [], slug


def test_everything_goes_over(app: Flask, scopes: Scopes, clock: Clock) -> None:
    pair = there.two(scopes)
    is_in_step(scopes)

    done = there.merge(app, pair.gone, pair.kept)

    for slug in ("katwijk", "venlo"):
        with scopes.reading(slug) as scope:
            assert there.count(scope, Activity, pair.gone) == there.count(scope, Session, pair.gone) == 0, slug
            assert there.count(scope, Session, pair.kept) > 0, slug
    moved = there.partnership(scopes, "katwijk", pair.kept)
    assert moved is not None
    assert moved.state is PartnershipState.ACTIVE
    assert done.joined == 1
    is_in_step(scopes)


def test_two_partnerships_with_one_library_become_one(app: Flask, scopes: Scopes, clock: Clock) -> None:
    pair = there.two(scopes)
    clock.forward(days=1)
    there.merge(app, pair.gone, pair.kept)

    one, old = (there.partnership(scopes, "venlo", each) for each in (pair.kept, pair.gone))

    assert one is not None
    assert old is not None
    assert set(one.themes) == {Theme.TAX, Theme.DIGITAL, Theme.WORK}
    assert old.state is PartnershipState.ENDED, "it stays, for its history"


def test_its_people_act_for_the_one(app: Flask, scopes: Scopes, clients: Clients, clock: Clock) -> None:
    pair = there.two(scopes)
    there.merge(app, pair.gone, pair.kept)

    with scopes.identity(reading=True) as scope:
        who = scope.session.scalars(select(Membership.user_id).where(Membership.organisation_id == pair.kept)).all()
        assert len(who) == len(set(who)) == 2, "who acted for both acts once"
        gone = scope.session.scalars(select(Membership.id).where(Membership.organisation_id == pair.gone)).all()
        assert gone == []
    page = clients["partner_walkentalk"].get(f"/partner/?organisatie={pair.kept}").text
    assert "Bibliotheek Katwijk" in page
    assert "Bibliotheek Den Haag" in page


def test_its_names_lead_to_the_one(app: Flask, scopes: Scopes, clients: Clients, clock: Clock) -> None:
    pair = there.two(scopes)
    there.merge(app, pair.gone, pair.kept, take={"name"})

    with scopes.reading() as scope:
        kept = scope.session.get_one(Organisation, pair.kept)
        assert (kept.name, kept.kvk, kept.phone) == ("Dienst Belastingen", "27123456", "+31715163000")
        names = dict(
            scope.session.execute(
                select(OrganisationName.name, OrganisationName.kind).where(
                    OrganisationName.organisation_id == pair.kept
                )
            ).all()
        )
        assert names == {"DB": NameKind.OTHER, "Belastingdienst": NameKind.FORMER}
        assert signposts.stays(scope, pair.gone) == signposts.stays(scope, "dienstbelastingen")
        assert signposts.stays(scope, pair.gone) == (pair.kept, "belastingdienst")
        assert signposts.stays(scope, uuid.uuid4()) is None
    is_in_step(scopes)


@pytest.mark.parametrize("page", ["agenda", "agenda.ics", "agenda.atom", "agenda.json"])
def test_its_old_address_leads_to_the_one(
    app: Flask, scopes: Scopes, clients: Clients, clock: Clock, page: str
) -> None:
    pair = there.two(scopes)
    old, new = (f"/b/katwijk/{page}?partner={slug}&soort=" for slug in ("dienstbelastingen", "belastingdienst"))
    assert clients["bezoeker"].get(old).status_code == 200
    there.merge(app, pair.gone, pair.kept)

    sent_on = clients["bezoeker"].get(old)

    assert sent_on.status_code == 301
    assert sent_on.location == "?partner=belastingdienst&soort="
    assert "Spreekuur katwijk" in clients["bezoeker"].get(new).text


@pytest.mark.parametrize("by", ["slug", "id"])
def test_its_own_page_leads_to_the_one(app: Flask, scopes: Scopes, clients: Clients, clock: Clock, by: str) -> None:
    pair = there.two(scopes)
    visitor = clients["bezoeker"]
    page = visitor.get("/partners/dienstbelastingen")
    assert "+31715163000" in page.text
    assert "27123456" not in page.text, "no number of a register"
    there.merge(app, pair.gone, pair.kept)

    sent_on = visitor.get(f"/partners/{pair.gone if by == 'id' else 'dienstbelastingen'}")

    assert (sent_on.status_code, sent_on.location) == (301, "/partners/belastingdienst")
    shown = visitor.get(sent_on.location).text
    assert "Bibliotheek Katwijk" in shown
    assert "Dienst Belastingen" in shown
    assert visitor.get("/partners/nooit-geweest").status_code == 404


def test_each_library_can_read_it_in_its_own_trail(app: Flask, scopes: Scopes, clock: Clock) -> None:
    pair = there.two(scopes)
    there.merge(app, pair.gone, pair.kept)

    for slug, times in {"katwijk": 1, "venlo": 1, "den-haag": 0}.items():
        with scopes.reading(slug) as scope:
            written = select(AuditEntry).where(AuditEntry.deed == "organisation.merged")
            entries = scope.session.scalars(written).all()
            assert len(entries) == times, slug
            assert all(entry.detail["gone"] == str(pair.gone) for entry in entries)
    told = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert told.exit_code == 0, told.output


def test_what_cannot_be_merged(app: Flask, scopes: Scopes, clock: Clock) -> None:
    pair = there.two(scopes)
    third = there.added(scopes, "Geldfit")
    with pytest.raises(merging.Itself):
        there.merge(app, pair.kept, pair.kept)
    there.merge(app, pair.gone, pair.kept)
    for gone, kept in ((pair.gone, third), (third, pair.gone), (pair.kept, pair.gone)):
        with pytest.raises(merging.AlreadyMerged):
            there.merge(app, gone, kept)


@pytest.mark.parametrize(
    ("theirs", "ours", "agreed"),
    [
        (("tax",), ("work",), {"tax", "work"}),
        ((), ("work",), set()),
        (("tax",), (), set()),
    ],
)
def test_what_two_partnerships_agreed_is_agreed_in_one(
    app: Flask, scopes: Scopes, clock: Clock, theirs: tuple[str, ...], ours: tuple[str, ...], agreed: set[str]
) -> None:
    """None is any: where one of the two could do all, the one that stays can."""
    pair = there.two(scopes)
    with scopes.work("venlo") as scope:
        for organisation_id, concepts in ((pair.gone, theirs), (pair.kept, ours)):
            own = scope.session.scalars(select(Partnership).where(Partnership.organisation_id == organisation_id)).one()
            own.concepts = list(concepts)
    there.merge(app, pair.gone, pair.kept)
    with scopes.reading("venlo") as scope:
        kept = scope.session.scalars(select(Partnership).where(Partnership.organisation_id == pair.kept)).one()
        assert set(kept.concepts) == agreed


def test_nobody_begins_anew_with_the_one_that_went(app: Flask, scopes: Scopes, clock: Clock) -> None:
    pair = there.two(scopes)
    there.merge(app, pair.gone, pair.kept)
    terms = partners.Terms(does="Helpt.", themes=(Theme.TAX,))
    with pytest.raises(keeping.Merged), scopes.work("gooi-en-meer") as scope:
        partners.begin(scope, pair.gone, terms)


def test_a_signpost_never_leads_to_another(app: Flask, scopes: Scopes, clock: Clock) -> None:
    pair = there.two(scopes)
    third = there.added(scopes, "Rijksbelastingdienst")
    there.merge(app, pair.gone, pair.kept)
    there.merge(app, pair.kept, third)
    with scopes.reading() as scope:
        for slug in ("dienstbelastingen", "belastingdienst"):
            assert signposts.stays(scope, slug) == (third, "rijksbelastingdienst")


def test_every_column_that_names_an_organisation_can_be_moved() -> None:
    """A table that is made tomorrow must let the bridge change it, or a merge would leave it behind."""
    for one in pointing.pointers():
        rights = one.model.rights("bridge")
        allowed = one.model.access.writes.get("bridge")
        assert {"r", "w"} <= set(rights), one.table
        assert allowed is None or one.name in allowed, one.table
        assert not one.uniques or one.table in {
            "membership",
            "organisation_area",
            "organisation_contact",
            "organisation_logo",
            "organisation_name",
            "partnership",
            "request_offer",
        }, f"{one.table}: may the one that is kept have such a row already? Say what a merge then does."
