"""The national pages: the list, what libraries ask, side by side, together and apart again."""

import pytest
from flask import Flask
from sqlalchemy import select

from stelsel.tenancy import Organisation
from stelsel_admin.organisations.models import OrganisationMerge
from stelsel_tenants.organisations.models import MergeWish
from tests.organisations import there
from tests.site import shelf
from tests.support.client import Clients
from tests.support.fixtures import Clock
from tests.support.scopes import Scopes

LIST = "/landelijk/organisaties/"


def test_the_list_says_who_proposed_and_who_keeps(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    data = {"organisation_id": "", "name": "Geldfit", "does": "Helpt.", "themes": ["tax"]}
    clients["redactie_venlo"].post("/b/venlo/beheer/partners/nieuw", data=data)
    official = clients["landelijk"]

    page = official.get(f"{LIST}?welke=voorgesteld").text
    assert "Voorgesteld door Bibliotheek Venlo" in page
    assert "Belastingdienst" not in page
    assert "Houdt zelf bij" in official.get(f"{LIST}?zoek=belasting").text
    assert "Geldfit" in official.get(f"{LIST}?welke=zonder-account").text
    assert "Geen organisatie gevonden" in official.get(f"{LIST}?zoek=bestaatniet").text
    assert "Belastingdienst" not in official.get(f"{LIST}?soort=care").text

    with scopes.reading() as scope:
        own = scope.session.scalars(select(Organisation.id).where(Organisation.name == "Geldfit")).one()
    for _twice in range(2):
        assert official.post(f"{LIST}{own}/opnemen").status_code == 303
    assert "Er is niets voorgesteld" in official.get(f"{LIST}?welke=voorgesteld").text


def test_two_are_made_one_and_apart_again(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    pair = there.two(scopes)
    official = clients["landelijk"]
    page = f"{LIST}{pair.gone}/samenvoegen"

    assert "Belastingdienst" in official.get(page + "?zoek=belasting+dienst").text
    beside = official.get(f"{page}?met={pair.kept}").text
    assert "Wordt één samenwerking" in beside
    assert "Bibliotheek Katwijk" in beside

    done = official.post(page, data={"met": str(pair.kept), "name": "gone"})
    assert done.status_code == 303
    assert "Dienst Belastingen" in official.get(f"{LIST}{pair.kept}").text
    assert official.get(f"{LIST}{pair.gone}").status_code == 301
    again = official.post(page, data={"met": str(pair.kept)})
    assert again.status_code == 409
    assert "intussen al samengevoegd" in again.text

    back = official.post(done.location)
    assert back.status_code == 303
    assert official.get(f"{LIST}{pair.gone}").status_code == 200
    assert official.post(done.location).status_code == 409


def test_what_stands_in_the_way_is_told(app: Flask, clients: Clients, scopes: Scopes, clock: Clock) -> None:
    pair = there.two(scopes)
    done = there.merge(app, pair.gone, pair.kept)
    there.merge(app, pair.kept, there.added(scopes, "Rijksbelastingdienst"))
    answer = clients["landelijk"].post(f"{LIST}samenvoegingen/{done.merge_id}")
    assert answer.status_code == 409
    assert "Belastingdienst is daarna zelf samengevoegd" in answer.text


def test_one_is_not_merged_with_itself(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    pair = there.two(scopes)
    page = f"{LIST}{pair.kept}/samenvoegen"
    answer = clients["landelijk"].post(page, data={"met": str(pair.kept)})
    assert answer.status_code == 422
    assert "kan niet met zichzelf" in answer.text
    assert clients["landelijk"].post(page, data={"met": "11111111-1111-1111-1111-111111111111"}).status_code == 404
    with scopes.national(reading=True) as scope:
        assert scope.session.scalars(select(OrganisationMerge)).all() == []


def test_a_library_asks_and_the_national_body_answers(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    own = there.added(scopes, "De Belastingdiensten", "belastingdiensten")
    there.works_at(scopes, "katwijk", own)
    partnership = there.partnership(scopes, "katwijk", own)
    assert partnership is not None
    page = f"/b/katwijk/beheer/partners/{partnership.id}/dubbel"
    with scopes.reading() as scope:
        tax = shelf.organisation(scope)
    data = {"met": str(tax), "reason": "Zelfde telefoonnummer."}

    assert clients["redactie_katwijk"].post(page, data=data).status_code == 303
    assert "al gevraagd" in clients["redactie_katwijk"].post(page, data=data).text
    listed = clients["landelijk"].get(LIST).text
    assert "Zelfde telefoonnummer." in listed
    with scopes.national(reading=True) as scope:
        wish = scope.session.scalars(select(MergeWish)).one().id
    assert clients["landelijk"].post(f"{LIST}wensen/{wish}/afwijzen").status_code == 303
    assert "Zelfde telefoonnummer." not in clients["landelijk"].get(LIST).text


def test_likely_doubles_are_shown(clients: Clients, scopes: Scopes, clock: Clock) -> None:
    there.added(scopes, "Belasting-dienst", "belasting-dienst")
    page = clients["landelijk"].get(f"{LIST}dubbel").text
    assert "Belasting-dienst en Belastingdienst" in page
    assert "dezelfde naam" in page


@pytest.mark.parametrize("path", ["", "dubbel", "11111111-1111-1111-1111-111111111111/samenvoegen"])
def test_closed_to_others(clients: Clients, path: str) -> None:
    assert clients["coordinator"].get(LIST + path).status_code == 403
    assert clients["beheer_katwijk"].get(LIST + path).status_code == 404
