"""A desk that sends people on, and places where they can go, as the tests of this room have them."""

import re
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from stelsel_tenants.activities.models import Theme
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.models import Partnership
from stelsel_tenants.partners.service import Terms
from stelsel_tenants.referrals.models import Referral, SentReferral
from tests.site import shelf
from tests.support.client import Clients, PageClient
from tests.support.pages import parse
from tests.support.scopes import Scopes

TAX = Terms(does="Helpt bij de aangifte.", themes=(Theme.TAX,))
CAME, NOT_FOR_US = "came", "not_for_us"
THEIRS = "/partner/doorverwijzingen"


def desk_of(slug: str) -> str:
    return f"/b/{slug}/beheer/doorverwijzen"


def codes_of(slug: str) -> str:
    return f"/b/{slug}/beheer/doorverwijzingen"


def held(scopes: Scopes, slug: str = "katwijk", *, partner: str = "", **facts: Any) -> uuid.UUID:
    """Tax help every Tuesday afternoon, by the library or by a partner that was checked today. Its first session."""
    with scopes.work(slug) as scope:
        shelf.opened(scope)
        if partner:
            facts["organisation_id"] = shelf.organisation(scope, partner)
            known = select(Partnership.id).where(Partnership.organisation_id == facts["organisation_id"])
            if scope.session.scalar(known) is None:
                partners.begin(scope, facts["organisation_id"], TAX)
        given = {"title": "Belastingspreekuur", "concept_slug": "belastinghulp", "bring": "Uw DigiD"} | facts
        activity_id = shelf.published(scope, **given)
        return shelf.sessions(scope, activity_id)[0].id


@dataclass(frozen=True, slots=True)
class Given:
    """A card, with the page that shows it."""

    id: uuid.UUID
    code: str
    page: str


def asked(page: str, title: str = "") -> dict[str, str]:
    """What the button beside the first session (with this title) sends."""
    for item in parse(page).select("li.st-ses"):
        if title in item.get_text():
            return {str(one["name"]): str(one["value"]) for one in item.select("form input")}
    raise AssertionError(f"no place with {title!r}")


def give(clients: Clients, slug: str = "katwijk", *, near: str = "", title: str = "", who: str = "") -> Given:
    """Somebody at the desk looks for tax help and makes a card for the nearest."""
    desk = clients[who or f"balie_{slug}"]
    address = f"{desk_of(slug)}?soort=tax&bij={near}"
    answer = desk.post(address, data=asked(desk.get(address).text, title))
    assert answer.status_code == 303, answer.text
    return card(desk, answer.location or "")


def card(client: PageClient, address: str) -> Given:
    page = client.get(address)
    assert page.status_code == 200
    code = parse(page.text).select_one(".st-card__code")
    assert code is not None
    found = re.search(r"[0-9a-f-]{36}", address)
    assert found is not None
    return Given(uuid.UUID(found[0]), code.get_text(), page.text)


def both(scopes: Scopes, referral_id: uuid.UUID, receiver: str, giver: str) -> tuple[Referral, SentReferral]:
    """The two rows of a card, detached."""
    found: list[Any] = []
    for slug, model in ((receiver, Referral), (giver, SentReferral)):
        with scopes.reading(slug) as scope:
            found.append(scope.session.get_one(model, (scope.tenant_id, referral_id)))
            scope.session.expunge_all()
    return found[0], found[1]
