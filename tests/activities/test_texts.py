"""A concept's texts come along in one step; what changes there later is proposed, never forced over one's own words."""

import uuid
from dataclasses import replace

from sqlalchemy import select

from stelsel_tenants.activities import offer as offers
from stelsel_tenants.activities import service
from stelsel_tenants.activities.models import Activity, Concept
from tests.site import shelf
from tests.support.client import Clients
from tests.support.scopes import Scopes

HERE = "/b/katwijk/beheer/activiteiten"


def original(scopes: Scopes, **texts: str) -> None:
    with scopes.national() as scope:
        concept = scope.session.get_one(Concept, "taalcafe")
        for name, text in texts.items():
            setattr(concept, name, text)


def activity(scopes: Scopes, activity_id: uuid.UUID) -> Activity:
    with scopes.reading() as scope:
        return scope.session.get_one(Activity, (scope.tenant_id, activity_id))


def test_a_concept_brings_all_its_texts_and_stays_what_it_was_where_it_is_taken_over(
    clients: Clients, scopes: Scopes
) -> None:
    original(scopes, summary="Praten in het Nederlands.", text="Iedereen is **welkom**.", bring="Niets")
    editor = clients["redactie_katwijk"]
    assert "Praten in het Nederlands." in editor.get(f"{HERE}/overnemen").text
    form = editor.get(f"{HERE}/nieuw?soort=taalcafe").text
    assert "Iedereen is **welkom**." in form
    assert 'value="Niets"' in form

    with scopes.work() as scope:
        activity_id = shelf.published(scope, bring="Een woordenboek")
    original(scopes, summary="Spreek Nederlands.", bring="Een pen")

    page = clients["bezoeker"].get(f"/b/katwijk/activiteiten/{activity_id}").text
    assert "Praten in het Nederlands." in page
    assert "Een woordenboek" in page
    assert "Spreek Nederlands." not in page


def test_a_change_of_the_original_is_proposed_and_taken_or_left_field_by_field(
    clients: Clients, scopes: Scopes
) -> None:
    original(scopes, summary="Praten.", bring="Niets")
    with scopes.work() as scope:
        activity_id = shelf.published(scope, bring="Een woordenboek")
    editor, here = clients["redactie_katwijk"], f"{HERE}/{activity_id}"
    assert "De landelijke tekst is veranderd" not in editor.get(here).text
    original(scopes, summary="Spreken.", bring="Een pen")

    page = editor.get(here).text
    assert "De landelijke tekst is veranderd" in page
    assert "Een pen" in page
    assert "Nieuwe landelijke tekst" in editor.get(f"{HERE}/").text
    assert editor.post(f"{here}/landelijk/summary", data={"keuze": "neem"}).status_code == 303
    assert editor.post(f"{here}/landelijk/bring", data={"keuze": "houd"}).status_code == 303
    assert editor.post(f"{here}/landelijk/tenant_id", data={"keuze": "neem"}).status_code == 404

    assert "De landelijke tekst is veranderd" not in editor.get(here).text
    found = activity(scopes, activity_id)
    assert (found.summary, found.bring) == ("Spreken.", "Een woordenboek")
    original(scopes, bring="Een schrift")
    assert "Een schrift" in editor.get(here).text, "the next change is proposed again"


def test_another_concept_brings_its_own_texts_and_leaves_ones_own_words(clients: Clients, scopes: Scopes) -> None:

    original(scopes, summary="Praten.", audience="Voor iedereen")
    with scopes.national() as scope:
        other = scope.session.scalars(select(Concept).where(Concept.slug != "taalcafe").order_by(Concept.slug)).first()
        assert other is not None
        slug = other.slug
        other.summary, other.audience = "Iets anders.", "Voor anderen"
    with scopes.work() as scope:
        one = shelf.planned(scope, audience="Voor buren")
        told = replace(offers.of(one), concept_slug=slug)
        service.revise(scope, one.id, told, version=one.version)
        assert (one.summary, one.audience) == ("Iets anders.", "Voor buren")
        assert one.adopted["audience"] == "Voor anderen"
