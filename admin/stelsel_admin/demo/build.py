"""Loading the demo network: through the services of the rooms, so that every rule, figure and trail is the real one.

A year is lived again: the clock stands a year ago when activities are published, at each session when it is counted,
and today at the end. Nothing is drawn but from plans of its own seed, so the network is the same each time.
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from sqlalchemy import func, select

from stelsel import clock
from stelsel.access import RoleName
from stelsel.db import unit_of_work
from stelsel.geo import queries as geo_queries
from stelsel.geo import service as geo
from stelsel.geo.models import PostcodeArea
from stelsel.identity import service as identity
from stelsel.tenancy import Actor, Hat, Organisation, Scope, Tenant, TenantKind, TenantRef
from stelsel_admin.demo import (
    accounts,
    across,
    asked,
    asked_near,
    content,
    history,
    organisations,
    partnerships,
    plans,
    programs,
    readers,
    reference,
    referred,
    waiting,
)
from stelsel_admin.demo.reference import BranchCertainty, BranchFact, LibraryFact
from stelsel_admin.subsidies import example as subsidy_round
from stelsel_tenants.activities import service as activities
from stelsel_tenants.activities.models import Concept, Entry, Mode, Programme
from stelsel_tenants.activities.offer import Offer
from stelsel_tenants.libraries import branches, rooms
from stelsel_tenants.libraries import service as libraries
from stelsel_tenants.libraries.branch import BranchFacts
from stelsel_tenants.libraries.hours import Hours, Span, Special
from stelsel_tenants.libraries.models import BranchKind, Fact
from stelsel_tenants.partners import service as partners
from stelsel_tenants.partners.service import Terms
from stelsel_tenants.site.embed import sites

WHY = "demo"
MEETING = "https://bijeenkomst.voorbeeld.nl/stelsel"
MINUTES = 20
"""Of one appointment."""
BUILDER = Actor(Hat.SYSTEM, WHY)
NATIONAL = ("kb", "KB, nationale bibliotheek")
STUDY_DAY = timedelta(days=366 + 41)
"""After the year that is lived again, so that it is still to come."""
WEEK = {
    1: (Span(time(13), time(17, 30)),),
    2: (Span(time(10), time(17, 30)),),
    3: (Span(time(10), time(17, 30)),),
    4: (Span(time(10), time(20)),),
    5: (Span(time(10), time(17, 30)),),
    6: (Span(time(10), time(15)),),
}
ASIDE = 0.012
"""Degrees between one made-up branch and the next: about a kilometre."""
TAGLINE = "Lezen, leren en hulp bij wat u regelen moet. Loop gerust binnen."
STREET = "Voorbeeldplein 1"
LESS_COMMON = {"hearing_loop": Fact.NO, "quiet": Fact.YES, "sign_language": Fact.NO}
"""What is told of an example only."""
STILL_OPEN = "katwijk"
"""Of the libraries in full, the one where a step of the checklist is left to take."""
SHOWN_BY = "https://buurthuis.example"
"""A site of others that may show the agenda."""
EXTRA_BRANCHES = ("Servicepunt Noord", "Servicepunt Zuid")
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Place:
    """A library that has been established, with what the file says of it."""

    tenant: TenantRef
    fact: LibraryFact
    branches: tuple[BranchFact, ...]


def a_year_ago(today: date) -> date:
    """The first day of this month last year: twelve whole months to look back on, and the one that runs."""
    return today.replace(year=today.year - 1, day=1)


def is_empty() -> bool:
    """True where no tenant is there yet."""
    with Scope.network(why=WHY) as scope:
        return not scope.session.scalar(select(func.count()).select_from(Tenant))


def load(password: str, tell: Progress) -> None:
    """Fill an empty database. A library is one unit of work at a time, so a stop half way leaves no half library."""
    today = clock.today()
    begin = a_year_ago(today)
    with clock.frozen(clock.at(begin, time(9))):
        tell("Plaatsen, postcodes en feestdagen ...")
        with _national() as scope:
            geo.load_reference(scope)
        tell("Programma's, partners en bibliotheken ...")
        places = _establish()
        with Scope.identity(why=WHY) as scope, unit_of_work(scope):
            organisations.tell(scope)
        offered = across.write()
    ensure_accounts(password)
    slugs = [place.fact.slug for place in places]
    walks, trains = plans.walk_and_talk(slugs), plans.training(slugs)
    for number, place in enumerate(places, 1):
        if number % 10 == 1:
            last = min(number + 9, len(places))
            tell(f"Bibliotheek {number} tot {last} van {len(places)}: agenda en een jaar tellen ...")
        slug = place.fact.slug
        planned = list(plans.activities(slug, begin, today, walks=slug in walks, trains=slug in trains))
        _furnish(place, planned, begin, offered)
        history.live(place.tenant, planned, today)
        if slug == organisations.PROPOSER:
            organisations.double(place.tenant)
        if slug in accounts.FULL:
            asked.ask(place.tenant, begin, today)
            partnerships.settle(place.tenant, today)
        if slug == readers.LIBRARY:
            readers.of_library(place.tenant, today)
            waiting.send(place.tenant, today)
    across.today([place.tenant for place in places], offered)
    readers.around_places(today)
    asked_near.ask(today)
    referred.give({place.fact.slug: place.tenant for place in places}, today)
    programs.of_others(today)
    tell("Een subsidieronde met aanvragen in elke fase ...")
    subsidy_round.demo(plans.random("network", "subsidies"))


def ensure_accounts(password: str) -> None:
    """Every demo account, with this password: made, or brought back to it."""
    with Scope.identity(why=WHY) as scope, unit_of_work(scope):
        tenants = {tenant.slug: tenant.id for tenant in scope.session.scalars(select(Tenant))}
        partner_ids = {one.slug: one.id for one in scope.session.scalars(select(Organisation))}
        for account in accounts.accounts():
            if account.role is RoleName.PARTNER:
                seat = identity.Seat(account.role, organisation_id=partner_ids[account.partner or ""])
            else:
                seat = identity.Seat(account.role, tenant_id=tenants[account.slug or NATIONAL[0]])
            identity.ensure_user(scope, email=account.email, name=account.name, password=password, memberships=[seat])


@contextmanager
def _national() -> Iterator[Scope]:
    with Scope.national(BUILDER, why=WHY) as scope, unit_of_work(scope):
        yield scope


def _establish() -> list[Place]:
    """The network's own rows, and every library as a tenant."""
    with _national() as scope:
        scope.session.add(Tenant(slug=NATIONAL[0], name=NATIONAL[1], kind=TenantKind.NATIONAL))
        organisations.establish(scope)
        scope.session.add_all(Programme(slug=slug, name=n, summary=s) for slug, (n, s) in content.PROGRAMMES.items())
        scope.session.add_all(content.plans())
        scope.session.flush()
        scope.session.add_all(_concept(text, number) for number, text in enumerate(content.CONCEPTS))
        known = list(reference.branches())
        return [
            Place(_library(scope, fact), fact, tuple(one for one in known if one.library_slug == fact.slug))
            for fact in reference.libraries()
        ]


def _library(scope: Scope, fact: LibraryFact) -> TenantRef:
    tenant = libraries.establish(
        scope,
        slug=fact.slug,
        name=fact.name,
        place=fact.place,
        province_code=fact.province_code,
        website=fact.website or None,
        accent=plans.accent(fact.slug),
        confirmed=fact.confirmed,
    )
    scope.session.flush()
    return TenantRef.of(tenant)


def _concept(text: content.ConceptText, number: int) -> Concept:
    return Concept(
        slug=text.slug,
        name=text.name,
        name_en=text.name_en,
        theme=text.theme,
        core_function=text.core_function,
        position=number,
        programme_slug=text.programme,
        summary=text.summary,
        text=text.text,
        bring=text.bring,
        audience=text.audience,
        places_target=text.places_target,
    )


def _furnish(place: Place, planned: list[plans.Planned], begin: date, offered: across.Offered) -> None:
    """A library's own rows: who it is, where, with whom, and what it offers; a year ago. Then its partners plan."""
    with (
        clock.frozen(clock.at(begin, time(9))),
        Scope.system(place.tenant, why=WHY) as scope,
        unit_of_work(scope),
    ):
        email = f"info@{place.fact.slug}.stelsel.test" if place.fact.slug in accounts.FULL else None
        libraries.furnish(scope, tagline=TAGLINE, email=email, demo=True)
        libraries.work_for(scope, place.fact.municipality_codes, since=date(2016, 1, 1))
        branch_ids = list(_branches(scope, place))
        known = {one.slug: one.id for one in scope.session.scalars(select(Organisation))}
        texts = {text.slug: text for text in content.PARTNERS}
        for partner in plans.partners(place.fact.slug, planned):
            terms = Terms(does=texts[partner].does, themes=texts[partner].themes)
            logs_in = partner in accounts.PARTNERS
            partners.begin(scope, known[partner], terms, is_confirmed=logs_in, is_example=True)
        if place.fact.slug in accounts.FULL:
            sites.allow(scope, SHOWN_BY)
        if place.fact.slug in accounts.FULL and place.fact.slug != STILL_OPEN:
            libraries.tick(scope, libraries.AGENDA_SEEN)
        for room in plans.HELD.get(place.fact.slug, ()):
            rooms.add(scope, branch_ids[0], room)
        for one in (one for one in planned if not across.is_across(one)):
            branch_id = branch_ids[one.branch % len(branch_ids)]
            offer = _offer(one, branch_id, known[one.partner] if one.partner else None)
            activities.publish(scope, activities.plan(scope, offer, is_example=True).id)
    with clock.frozen(clock.at(begin, time(9))):
        for one in filter(across.is_across, planned):
            across.give(place.tenant, branch_ids[one.branch % len(branch_ids)], one, offered)


def _branches(scope: Scope, place: Place) -> Iterator[uuid.UUID]:
    """Known branches; where none is known, an example stands in the main place."""
    full = place.fact.slug in accounts.FULL
    known = [one for one in place.branches if one.certainty is not BranchCertainty.NO]
    for number, one in enumerate(known):
        kind = BranchKind.MAIN if number == 0 else BranchKind.BRANCH
        facts = _facts(one.name, one.place, kind, one.lat, one.lon)
        yield branches.add(scope, facts, extern_id=one.key).id
    own_name = place.fact.name
    main = own_name if place.fact.place in own_name else f"{own_name}, {place.fact.place}"
    made_up = [] if known else [(main, BranchKind.MAIN)]
    if full:
        made_up += [(f"{name} {place.fact.place}", BranchKind.SERVICE_POINT) for name in EXTRA_BRANCHES]
    lat, lon = _middle(scope, place.fact)
    postcode = _postcode(scope, place.fact)
    for number, (name, kind) in enumerate(made_up):
        facts = _facts(name, place.fact.place, kind, lat + number * ASIDE, lon - number * ASIDE)
        example = replace(facts, street=STREET, postcode=postcode, access={**facts.access, **LESS_COMMON})
        yield branches.add(scope, example, is_example=True).id


def _middle(scope: Scope, fact: LibraryFact) -> tuple[float, float]:
    """The middle of the library's place: of namesakes the one that lies in its working area."""
    found = geo_queries.find(scope, fact.place)
    spots = (
        [found.spot]
        if found.spot
        else [one for one in found.choices if one.municipality_code in fact.municipality_codes]
    )
    return (spots[0].lat, spots[0].lon)


def _postcode(scope: Scope, fact: LibraryFact) -> str:
    """The four digits of an area in the library's place; empty where no area bears its name."""
    areas = select(PostcodeArea.pc4).where(
        PostcodeArea.place == fact.place, PostcodeArea.municipality_code.in_(fact.municipality_codes)
    )
    return scope.session.scalar(areas.order_by(PostcodeArea.pc4).limit(1)) or ""


def _facts(name: str, place: str, kind: BranchKind, lat: float, lon: float) -> BranchFacts:
    return BranchFacts(
        name=name[:120],
        place=place,
        kind=kind,
        lat=lat,
        lon=lon,
        hours=Hours(week=WEEK, specials=_study_day(kind)),
        access={"wheelchair": Fact.YES, "toilet": Fact.YES, "bus_stop": Fact.YES},
    )


def _study_day(kind: BranchKind) -> tuple[Special, ...]:
    """A Tuesday to come on which main branches are closed: no dates are made then."""
    day = clock.today() + STUDY_DAY
    tuesday = day + timedelta(days=(1 - day.weekday()) % 7)
    return (Special(tuesday, reason="Studiedag"),) if kind is BranchKind.MAIN else ()


def _offer(one: plans.Planned, branch_id: uuid.UUID, organisation_id: uuid.UUID | None) -> Offer:
    text = next(text for text in content.CONCEPTS if text.slug == one.concept)
    return Offer(
        title=one.title or text.name,
        branch_id=branch_id,
        concept_slug=one.concept,
        organisation_id=organisation_id,
        summary=text.summary,
        text=text.text,
        audience=text.audience,
        bring=text.bring,
        language=one.language,
        room=one.room,
        entry=one.entry,
        capacity=one.capacity,
        slot_minutes=MINUTES if one.entry is Entry.APPOINTMENT else None,
        mode=one.mode,
        online_link="" if one.mode is Mode.AT_BRANCH else MEETING,
        online_capacity=one.capacity if one.mode is Mode.BOTH else None,
        lines=(one.line, *one.more),
        exceptions=one.exceptions,
        pause=one.pause,
        outside_hours=True,
    )
