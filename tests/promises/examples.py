"""Rows that commands made, and who opens which page of them: forms that are sent from those are really carried out.
The rows of `tests.isolation.walk` hold no more than words, and most forms of them are refused."""

import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from stelsel import clock
from stelsel.access import RoleName, links
from stelsel.access.models import LinkPurpose
from stelsel.billing.models import Plan
from stelsel.db import unit_of_work
from stelsel.identity import invitations, resets, service
from stelsel.jobs.models import Job, JobState
from stelsel.tenancy import Organisation, Scope, Tenant
from stelsel.text import fold
from stelsel.web.forms import NewPicture
from stelsel_admin.network import service as network
from stelsel_admin.organisations import merging, reach
from stelsel_tenants.activities import later
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.clashes import TAKEN
from stelsel_tenants.activities.models import Concept, Entry, ExceptionKind, Programme, Session, Theme
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.activities.schedule import Exceptional
from stelsel_tenants.figures.models import AnnualShare
from stelsel_tenants.libraries import rooms
from stelsel_tenants.libraries.models import Branch
from stelsel_tenants.libraries.rooms import RoomFacts
from stelsel_tenants.newsletters import service as newsletters
from stelsel_tenants.newsletters.about import About
from stelsel_tenants.newsletters.models import Subscription
from stelsel_tenants.organisations import keeping, proposing
from stelsel_tenants.organisations.keeping import By, Keeper
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.models import Partnership, PartnershipState
from stelsel_tenants.questions import service as questions
from stelsel_tenants.questions.models import Half, Kind, Topic
from stelsel_tenants.referrals import service as referrals
from stelsel_tenants.referrals.models import Outcome
from stelsel_tenants.registrations import changing
from stelsel_tenants.registrations import service as registrations
from stelsel_tenants.registrations.service import Person
from stelsel_tenants.requests import answering
from stelsel_tenants.requests import service as requests
from stelsel_tenants.requests.answering import Proposal
from stelsel_tenants.requests.models import OfferKind, RequestAsker
from stelsel_tenants.requests.service import Asked
from tests.api.programs import library_key, partner_key
from tests.isolation.walk import OWN
from tests.promises import applications, at_work
from tests.site.shelf import TUESDAYS, partner
from tests.sources import made
from tests.support.client import Clients
from tests.support.scopes import Scopes
from tests.support.world import BUILDER, PEOPLE

Opened = tuple[str, str]
"""Who, and the page."""
ROOM = "/b/katwijk/beheer/"
GIVER = "belastingdienst"
"""The partner that gives something."""


def pages(app: Flask, clients: Clients) -> list[Opened]:
    """Make the rows. Returns who opens what."""
    scopes = Scopes(app)
    clients["balie_katwijk"].sign_in("balie_katwijk")  # a second time: somewhere else they are signed in too
    return [
        ("balie_katwijk", "/account/"),
        *_activity(scopes),
        *_yesterday(scopes),
        *_waiting_list(scopes),
        *_newsletters(scopes),
        *at_work.pages(scopes),
        *_requests(scopes),
        *_questions(scopes),
        *_referrals(scopes),
        *_yearly_figures(scopes),
        *_rooms(scopes),
        *_keys(scopes),
        *_branches(scopes),
        *_sources(scopes),
        *_behind_letters(scopes),
        *_network(scopes),
        *_organisations(scopes),
        *applications.pages(app),
    ]


def _activity(scopes: Scopes) -> Iterator[Opened]:
    """An activity with places, and somebody who has one."""
    with scopes.work() as scope:
        branch_id = scope.session.scalars(select(Branch.id).where(Branch.id != OWN)).one()
        offer = Offer("Inloop", branch_id, "belastinghulp", entry=Entry.SIGN_UP, capacity=9, lines=(TUESDAYS,))
        activity = activities.plan(scope, offer)
        activity_id, activity.adopted = activity.id, {"summary": "Zoals het was."}
        activities.publish(scope, activity_id)
        held = select(Session.id).where(Session.activity_id == activity_id).order_by(Session.starts_at)
        session_id, off_id = scope.session.scalars(held.limit(2))
        activities.cancel(scope, off_id, reason="Ziek.")
        signed_up = registrations.sign_up(
            scope, session_id, Person("Sam", email="sam@voorbeeld.nl"), request_key=str(uuid.uuid4())
        )
        own = links.of(scope, LinkPurpose.SIGN_UP, signed_up.id)
        assert own is not None
        token = links.token(own.id)
        draft_id = activities.plan(scope, replace(offer, title="Voorjaarsfeest")).id
        later.plan(scope, draft_id, at=clock.now() + timedelta(days=3))
    yield "bezoeker", f"/b/katwijk/activiteiten/{activity_id}"
    yield "bezoeker", f"/b/katwijk/sessies/{session_id}"
    yield "bezoeker", f"/b/katwijk/sessies/{session_id}/aanmelden"
    yield "bezoeker", f"/b/katwijk/sessies/{session_id}/aangemeld"
    yield "bezoeker", f"/aanmelding/{token}"
    yield "balie_katwijk", f"{ROOM}aanmeldingen/{session_id}"
    yield "balie_katwijk", f"{ROOM}aanmeldingen/{session_id}/nieuw"
    yield "redactie_katwijk", f"{ROOM}aanmeldingen/regels/{activity_id}"
    for who in ("redactie_katwijk", "beheer_katwijk"):
        yield who, f"{ROOM}activiteiten/{activity_id}"
        yield who, f"{ROOM}activiteiten/{draft_id}/publiceren-op"
        yield who, f"{ROOM}activiteiten/momenten/{session_id}"
        yield who, f"{ROOM}activiteiten/momenten/{off_id}"
        yield who, f"{ROOM}vestigingen/{branch_id}"
        yield who, f"{ROOM}balie/{session_id}"
    yield "beheer_katwijk", f"{ROOM}mensen/"


def _rooms(scopes: Scopes) -> Iterator[Opened]:
    """A room in use, one that is not, and an activity with a date that was skipped and is free again."""
    with scopes.work() as scope:
        branch_id = scope.session.scalars(select(Branch.id).where(Branch.id != OWN)).one()
        used, other = (rooms.add(scope, branch_id, RoomFacts(name)).id for name in ("Zaal", "Zolder"))
        rooms.withdraw(scope, other)
        day = clock.today() + timedelta(days=(1 - clock.today().weekday()) % 7 + 7)
        skipped = Exceptional(day, ExceptionKind.SKIP, reason=TAKEN)
        offer = Offer("Leeskring", branch_id, "taalcafe", room="Zaal", lines=(TUESDAYS,), exceptions=(skipped,))
        activity_id = activities.plan(scope, offer).id
    yield "beheer_katwijk", f"{ROOM}vestigingen/{branch_id}/ruimtes/nieuw"
    yield "beheer_katwijk", f"{ROOM}vestigingen/ruimtes/{used}"
    yield "beheer_katwijk", f"{ROOM}vestigingen/ruimtes/{other}"
    yield "redactie_katwijk", f"{ROOM}activiteiten/{activity_id}"


def _keys(scopes: Scopes) -> Iterator[Opened]:
    """A key of a library and one of a partner, which can be taken back."""
    library_key(scopes)
    partner_key(scopes)
    yield "beheer_katwijk", f"{ROOM}koppelingen/"
    yield "partner_belastingdienst", "/partner/koppelingen/"


def _yesterday(scopes: Scopes) -> Iterator[Opened]:
    """A session that began and that nobody counted."""
    before = clock.now() - timedelta(days=1, hours=2)
    daily = replace(TUESDAYS, weekdays=(1, 2, 3, 4, 5, 6, 7), since=before.date())
    with clock.frozen(before), scopes.work() as scope:
        branch_id = scope.session.scalars(select(Branch.id).where(Branch.id != OWN)).one()
        activity_id = activities.plan(scope, Offer("Spreekuur", branch_id, "belastinghulp", lines=(daily,))).id
        activities.publish(scope, activity_id)
        first = select(Session.id).where(Session.activity_id == activity_id).order_by(Session.starts_at)
        session_id = scope.session.scalars(first.limit(1)).one()
    yield "balie_katwijk", f"{ROOM}balie/{session_id}"


def _waiting_list(scopes: Scopes) -> Iterator[Opened]:
    """Somebody who waited, and to whom a place is offered now."""
    with scopes.work() as scope:
        branch_id = scope.session.scalars(select(Branch.id).where(Branch.id != OWN)).one()
        offer = Offer("Taalhulp", branch_id, "belastinghulp", entry=Entry.SIGN_UP, capacity=1, lines=(TUESDAYS,))
        activity_id = activities.plan(scope, offer).id
        activities.publish(scope, activity_id)
        there = select(Session.id).where(Session.activity_id == activity_id).order_by(Session.starts_at.desc())
        last = scope.session.scalars(there.limit(1)).one()
        people = [Person(name, email=f"{name}@voorbeeld.nl") for name in ("Noor", "Bas")]
        first, second = (registrations.sign_up(scope, last, one, request_key=one.name) for one in people)
        changing.take_back(scope, first.id)
        link = links.of(scope, LinkPurpose.SIGN_UP, second.id)
        token = links.token(link.id)
    yield "bezoeker", f"/aanmelding/{token}"


def _newsletters(scopes: Scopes) -> Iterator[Opened]:
    """Somebody who asked for a mail each week, and somebody who gets it: of a library, and around a place."""
    addresses = ("noa@voorbeeld.nl", "sam@voorbeeld.nl")
    for whose, about in ((scopes.work(), About()), (scopes.scheme(), About(place="2225", km=15))):
        with whose as scope:
            for address in addresses:
                newsletters.ask(scope, address, about, language="nl")
            theirs = select(Subscription.id).where(Subscription.email.in_(addresses)).order_by(Subscription.email)
            asked = scope.session.scalars(theirs).all()
            newsletters.confirm(scope, asked[-1])
            tokens = [links.token(links.of(scope, LinkPurpose.NEWSLETTER, one).id) for one in asked]
        for token in tokens:
            yield "bezoeker", f"/nieuwsbrief/{token}"
    yield "bezoeker", "/nieuwsbrief?bij=2225&soort=language"


def _requests(scopes: Scopes) -> Iterator[Opened]:
    """Somebody who asks for an activity near, somebody who hears of it, an answer that fits, and a partner's offer."""
    with scopes.work() as scope:
        branch_id = scope.session.scalars(select(Branch.id).where(Branch.id != OWN)).one()
        organisation_id = scope.session.scalars(select(Organisation.id).where(Organisation.slug == GIVER)).one()
        theirs = select(Partnership).where(Partnership.organisation_id == organisation_id)
        known = scope.session.scalar(theirs) or Partnership(organisation_id=organisation_id, since=clock.today())
        known.state = PartnershipState.ACTIVE
        scope.session.add(known)
        offer = Offer("Aangifte", branch_id, "belastinghulp", organisation_id=organisation_id, lines=(TUESDAYS,))
        activities.publish(scope, activities.plan(scope, offer).id)
    with scopes.scheme() as scope:
        for address in ("noa@voorbeeld.nl", "sam@voorbeeld.nl"):
            requests.ask(scope, uuid.uuid4(), Asked("2225", "belastinghulp", email=address))
        askers = scope.session.scalars(select(RequestAsker).order_by(RequestAsker.email)).all()
        asked = [one for one in askers if "@voorbeeld.nl" in one.email]
        requests.confirm(scope, asked[-1].id)
        tokens = [links.token(links.of(scope, LinkPurpose.REQUEST, one.id).id) for one in asked]
        demand_id = asked[0].demand_id
    katwijk = scopes.tenant().id
    with scopes.app.app_context(), Scope.between(BUILDER, katwijk, why="tests") as scope, unit_of_work(scope):
        answering.offer(scope, demand_id, organisation_id, Proposal(OfferKind.START, clock.today()), katwijk)
    for token in tokens:
        yield "bezoeker", f"/aanvragen/{token}"
    yield "bezoeker", "/aanvragen?bij=2225&soort=walkentalk"
    for who in ("redactie_katwijk", "beheer_katwijk"):
        yield who, f"{ROOM}aanvragen/{demand_id}"
    yield f"partner_{GIVER}", f"/partner/aanvragen/{demand_id}"


def _questions(scopes: Scopes) -> Iterator[Opened]:
    """A question that was just written down at the desk."""
    question_id = uuid.uuid4()
    with scopes.work() as scope:
        branch_id = scope.session.scalars(select(Branch.id).where(Branch.id != OWN)).one()
        asked = questions.Asked(
            branch_id=branch_id,
            visit_id=question_id,
            day=clock.today(),
            half=Half.MORNING,
            kind=Kind.CONTACT,
            topic=Topic.DIGID,
            minutes=5,
        )
        questions.record(scope, asked, question_id=question_id)
    yield "balie_katwijk", f"{ROOM}balie/vragen?bewaard={question_id}&vestiging={branch_id}"


def _referrals(scopes: Scopes) -> Iterator[Opened]:
    """A card that was just given, and one that turned out to lead to the wrong place."""
    here, given, wrong = scopes.tenant("katwijk").id, uuid.uuid4(), uuid.uuid4()
    with scopes.work() as scope:
        organisation_id = partner(scope)
        theirs = select(Partnership).where(Partnership.organisation_id == organisation_id)
        scope.session.scalars(theirs).one().verified_on = clock.today()
        branch_id = scope.session.scalars(select(Branch.id).where(Branch.id != OWN)).one()
        offer = Offer("Invulhulp", branch_id, "belastinghulp", organisation_id=organisation_id, lines=(TUESDAYS,))
        activity_id = activities.publish(scope, activities.plan(scope, offer).id).id
        coming = select(Session.id).where(Session.activity_id == activity_id).order_by(Session.starts_at.desc())
        session_id = scope.session.scalars(coming.limit(1)).one()
    to = referrals.Destination(here, session_id)
    with scopes.app.app_context(), Scope.between(BUILDER, here, why="tests") as scope, unit_of_work(scope):
        for card_id in (given, wrong):
            referrals.give(scope, to, sender_id=here, card_id=card_id)
        referrals.note(scope, here, wrong, Outcome.NOT_FOR_US)
    yield "balie_katwijk", f"{ROOM}doorverwijzen?soort=tax&bij=2225"
    yield "balie_katwijk", f"{ROOM}doorverwijzen/{given}"
    yield "partner_belastingdienst", f"/partner/doorverwijzingen/{wrong}/verder?soort=tax&bij=2225"


def _yearly_figures(scopes: Scopes) -> Iterator[Opened]:
    """A library that does not share its year, and one that does."""
    with scopes.work("venlo") as scope:
        scope.session.add(AnnualShare(year=clock.today().year))
    yield "beheer_katwijk", f"{ROOM}cijfers/jaaropgave?jaar={clock.today().year}"
    yield "directie_venlo", f"/b/venlo/beheer/cijfers/jaaropgave?jaar={clock.today().year}"


def _branches(scopes: Scopes) -> Iterator[Opened]:
    """A branch where nothing is planned, and one that will close."""
    with scopes.work() as scope:
        spot: dict[str, Any] = {"place": "Katwijk", "municipality_code": "GM0537", "lat": 52.2, "lon": 4.4}
        quiet, closing = Branch(name="Duinen", **spot), Branch(name="Haven", **spot)
        closing.closed_on = clock.today() + timedelta(days=30)
        scope.session.add_all([quiet, closing])
        scope.session.flush()
        quiet_id, closing_id = quiet.id, closing.id
    yield "redactie_katwijk", f"{ROOM}vestigingen/{quiet_id}/sluiten"
    yield "redactie_katwijk", f"{ROOM}vestigingen/{closing_id}"


def _sources(scopes: Scopes) -> Iterator[Opened]:
    """Calendars and a list that activities come from."""
    with scopes.work() as scope:
        there = made.sources(scope)
    yield "redactie_katwijk", f"{ROOM}importeren/"
    yield "redactie_katwijk", f"{ROOM}importeren/{there.address_id}"
    yield "redactie_katwijk", f"{ROOM}importeren/wachtend/{there.calendar_id}"
    yield "redactie_katwijk", f"{ROOM}importeren/wachtend/{there.table_id}"


def _behind_letters(scopes: Scopes) -> Iterator[Opened]:
    """Invitations of somebody new and of somebody with an account, and a link for another password."""
    katwijk = scopes.tenant("katwijk").id
    with scopes.identity() as scope:
        for who, email in (("bezoeker", "nieuw@voorbeeld.nl"), ("redactie_venlo", PEOPLE["redactie_venlo"])):
            invited = invitations.invite(
                scope, email=email, name="Sam", role=RoleName.EDITOR, by=None, tenant_id=katwijk
            )
            link = links.of(scope, LinkPurpose.INVITATION, invited.id)
            assert link is not None
            yield who, invitations.path(link)
        forgetful = service.find(scope, PEOPLE["balie_venlo"])
        assert forgetful is not None
        yield "bezoeker", resets.path(resets.send(scope, forgetful))


def _network(scopes: Scopes) -> Iterator[Opened]:
    """What waits for the national body and the platform: a partner that was proposed, a library that closed, a job
    that was given up, and a programme, a concept and a plan that nothing uses yet."""
    with scopes.national() as scope:
        proposed = scopes.tenant("venlo").id
        scope.session.add(Organisation(slug="geldfit", name="Geldfit", folded=fold("Geldfit"), proposed_by_id=proposed))
        scope.session.add(Programme(slug="taal", name="Taal voor het leven"))
        scope.session.add(Plan(slug="klein", name="Klein", price_cents=100_000))
        scope.session.add(Concept(slug="spreekuur", name="Spreekuur", theme=Theme.TAX))
        closed = Tenant(slug="oud", name="Bibliotheek Oud", place="Katwijk")
        scope.session.add(closed)
        scope.session.flush()
        network.close(scope, closed.id, reason="Proef", closed_on=clock.today())
    with scopes.identity() as scope:
        lost = Job(name="jobs.sweep", state=JobState.GAVE_UP, ended_at=clock.now(), attempts=8, error="Unavailable")
        scope.session.add(lost)
    yield "landelijk", "/landelijk/organisaties/"
    yield "landelijk", "/landelijk/bibliotheken/oud"
    yield "landelijk", "/landelijk/bibliotheken/venlo"
    yield "platform", "/admin/programmas/wijzigen/?id=taal"
    yield "platform", "/admin/programmas/verwijderen/?id=taal"
    yield "platform", "/admin/soorten/verwijderen/?id=spreekuur"
    yield "platform", "/admin/abonnementen/wijzigen/?id=klein"
    yield "platform", "/admin/abonnementen/verwijderen/?id=klein"
    yield "platform", "/admin/taken/"
    yield "platform", "/admin/organisaties/"


def _organisations(scopes: Scopes) -> Iterator[Opened]:
    """A partner that its library brought in and that looks like another, which it asked to merge; and two that were."""
    with scopes.work() as scope:
        made = proposing.propose(scope, name="Belastingdienst Leiden", website="https://leiden.voorbeeld.nl")
        scope.session.flush()
        partnership_id = partners.begin(scope, made.id, partners.Terms(does="Helpt.", themes=(Theme.TAX,))).id
        slugs = select(Organisation.id).where(Organisation.slug.in_(["belastingdienst", "walkentalk"]))
        other, third = scope.session.scalars(slugs.order_by(Organisation.slug))
        proposing.wish(scope, third, other, reason="Hetzelfde kantoor.")
        proposed = made.id
    with scopes.identity() as scope:
        keeping.show_logo(scope, proposed, NewPicture(b"", 1, 1), keeper=Keeper(By.NATIONAL))
    with scopes.national() as scope:
        two = [Organisation(slug=slug, name=slug.title(), folded=slug) for slug in ("eerste", "tweede")]
        scope.session.add_all(two)
        gone, kept = two[0].id, two[1].id
    with scopes.app.app_context(), reach.between(BUILDER, gone, kept) as scope, unit_of_work(scope):
        merge_id = merging.merge(scope, gone, kept).merge_id
    yield "redactie_katwijk", f"{ROOM}partners/{partnership_id}/organisatie"
    yield "redactie_katwijk", f"{ROOM}partners/{partnership_id}/dubbel"
    yield "partner_belastingdienst", "/partner/organisatie"
    yield "bezoeker", "/partners/belastingdienst"
    yield "landelijk", "/landelijk/organisaties/"
    yield "landelijk", f"/landelijk/organisaties/{proposed}"
    yield "landelijk", f"/landelijk/organisaties/{proposed}/samenvoegen?met={other}"
    yield "landelijk", f"/landelijk/organisaties/samenvoegingen/{merge_id}"
